import Cube
import Ledger
import Reports

/// Writes the facts and what they come to by day.
enum FactWriter {
  /// Writes one row per line of `facts.csv`, in its order.
  static func writeFacts(_ facts: Facts, _ database: Database) throws {
    let inserter = try Inserter(database, into: .fact)
    let users = facts.users
    let scales = FactMeasures.scales
    var last: (day: Day, dimensions: Int32)?
    try FactLine.forEach(in: facts) { line in
      if last?.day != line.day || last?.dimensions != line.dimensions {
        last = (line.day, line.dimensions)
        let dimensions = facts.dimensions[Int(line.dimensions)]
        try inserter.hold { row in
          row.append(line.day.description)
          for text in dimensions.cells.dropLast() { row.append(text) }
          row.append(dimensions.isBYOK ? 1 : 0)
        }
      }
      try inserter.insert { row in
        row.append(users[Int(line.user)].account)
        row.append(users[Int(line.user)].user)
        row.append(line.measures, count: FactMeasures.factCount, scales: scales)
      }
    }
  }

  /// Writes one row per day and the key of `daily`, sorted by both.
  static func writeDaily(_ facts: Facts, _ database: Database) throws {
    let inserter = try Inserter(database, into: .daily)
    let scales = FactMeasures.scales
    func write(_ day: Day, _ sums: DailyRollUp.Sums) throws {
      let cells = facts.dimensions[Int(sums.dimensions)].cells[..<DailyRollUp.keyCount]
      try inserter.insert { row in
        row.append(day.description)
        for cell in cells { row.append(cell) }
        row.append(sums.measures, count: FactMeasures.count, scales: scales)
      }
    }
    var rollUp = DailyRollUp(facts)
    try rollUp.add(facts, sink: write)
  }
}

extension StoredRow {
  /// Appends the first `count` measures: a count as an integer, anything else as its exact decimal.
  fileprivate mutating func append(
    _ measures: borrowing FactMeasures, count: Int, scales: [Int]
  ) {
    for index in 0..<count {
      if scales[index] == 0 {
        append(count: measures[index])
      } else {
        append(decimal: measures[index], scale: scales[index])
      }
    }
  }
}
