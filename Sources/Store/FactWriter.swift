import Cube
import Ledger
import Reports

/// Writes the facts and what they come to by day.
enum FactWriter {
  /// Writes one row per line of `facts.csv`, in its order, with the groups and users that they name.
  static func writeFacts(_ facts: Facts, _ database: Database) throws {
    try writeUsers(facts, database)
    let groups = try Inserter(database, into: .factGroup)
    let lines = try Inserter(database, into: .factLine)
    let scales = [0, 0] + FactMeasures.scales[..<FactMeasures.factCount]
    let names = StoreTable.factLine.columns.map(\.name)
    // Per column, the one whose figure it nearly always has; the column itself where there is none.
    let same = names.enumerated().map { index, name in
      StoreTable.sameAs[name].flatMap(names.firstIndex(of:)) ?? index
    }
    var group = (number: Int128(0), day: Day?.none, texts: Int32(0))
    try FactLine.forEach(in: facts) { line in
      let texts = facts.lineOfDimensions[Int(line.dimensions)]
      if group.day != line.day || group.texts != texts {
        group = (group.number + 1, line.day, texts)
        let dimensions = facts.dimensions[Int(line.dimensions)]
        try groups.insert { row in
          row.append(count: group.number)
          row.append(line.day.description)
          for text in dimensions.cells.dropLast() { row.append(text) }
          row.append(dimensions.isBYOK ? 1 : 0)
        }
      }
      try lines.insert(scales: scales) { index in
        switch index {
        case 0: group.number
        case 1: Int128(line.user) + 1
        default:
          same[index] != index && line.measures[index - 2] == line.measures[same[index] - 2]
            ? nil : line.measures[index - 2]
        }
      }
    }
  }

  /// Writes one row per user with a fact, numbered by their order among all.
  private static func writeUsers(_ facts: Facts, _ database: Database) throws {
    var hasFact = [Bool](repeating: false, count: facts.users.count)
    facts.rows.withUnsafeBufferPointer { rows in
      for index in rows.indices { hasFact[Int(rows[index].user)] = true }
    }
    let inserter = try Inserter(database, into: .factUser)
    for (number, user) in facts.users.enumerated() where hasFact[number] {
      try inserter.insert { row in
        row.append(Int64(number + 1))
        row.append(user.account)
        row.append(user.user)
      }
    }
  }

  /// Writes one row per day and the key of `daily`, sorted by both.
  static func writeDaily(_ facts: Facts, _ database: Database) throws {
    let inserter = try Inserter(database, into: .daily)
    let scales = FactMeasures.scales
    func write(_ day: Day, _ sums: borrowing DailyRollUp.Sums) throws {
      let cells = facts.dimensions[Int(sums.dimensions)].cells[..<DailyRollUp.keyCount]
      try inserter.insert { row in
        row.append(day.description)
        for cell in cells { row.append(cell) }
        for index in 0..<FactMeasures.count {
          row.append(sums.measures[index], scale: scales[index])
        }
      }
    }
    var rollUp = DailyRollUp(facts)
    try rollUp.add(facts, sink: write)
  }
}

extension StoredRow {
  /// Appends a measure: a count as an integer, anything else as its exact decimal.
  fileprivate mutating func append(_ value: Int128, scale: Int) {
    if scale == 0 { append(count: value) } else { append(decimal: value, scale: scale) }
  }
}
