import Cube
import Ledger
import Reports

/// Writes the facts and what they come to by day.
enum FactWriter {
  /// Writes one row per line of `facts.csv`, in its order, with the groups and users that they name.
  static func writeFacts(_ facts: Facts, _ database: Database) throws {
    try writeUsers(facts, database)
    let groups = try Inserter(database, into: .factGroup)
    let rare = try RareWriter(database)
    let free = try FreeWriter(database)
    let changed = groupsOfChangedPlans(facts)
    let columns = LineColumn.all
    var lines = try NumberInserter(
      database, into: .factLine, scales: [0, 0] + columns.map { FactMeasures.scales[$0.measure] })
    let cells = facts.dimensions.map(\.cells)
    let (money, lineOfDimensions) = (facts.moneyTerms, facts.lineOfDimensions)
    var group = (number: Int128(0), day: Day?.none, texts: Int32(0), dayText: "", hasChanged: false)
    var number: Int64 = 0
    try FactLine.forEach(in: facts) { line in
      let texts = lineOfDimensions[Int(line.dimensions)]
      if group.day != line.day || group.texts != texts {
        let dayText = group.day == line.day ? group.dayText : line.day.description
        let hasChanged = changed.contains(Group(day: line.day, texts: texts))
        group = (group.number + 1, line.day, texts, dayText, hasChanged)
        let dimensions = Int(line.dimensions)
        try groups.insert { row in
          row.append(count: group.number)
          row.append(dayText)
          for text in cells[dimensions].dropLast() { row.append(text) }
          row.append(money[dimensions].isBYOK ? 1 : 0)
          if hasChanged {
            row.appendNull()
          } else {
            row.append(money[dimensions].terms.isFree ? 1 : 0)
          }
        }
      }
      try lines.set(group.number, at: 0)
      try lines.set(Int128(line.user) + 1, at: 1)
      for (index, column) in columns.enumerated() {
        let value = line.measures[column.measure]
        let isOther = column.same != column.measure && value == line.measures[column.same]
        try lines.set(isOther ? nil : value, at: index + 2)
      }
      try lines.endRow()
      number += 1
      try rare.write(line.measures, ofLine: number)
      if group.hasChanged { try free.write(line.measures, ofLine: number) }
    }
    try lines.finish()
  }

  /// A row of `fact_group`.
  private struct Group: Hashable {
    let day: Day
    /// What is the same for dimensions of the same texts.
    let texts: Int32
  }

  /// The groups with requests of a free plan and of a paid one, as on a day within which the plan changed.
  private static func groupsOfChangedPlans(_ facts: Facts) -> Set<Group> {
    func groups(areFree: Bool) -> Set<Group> {
      Set(
        facts.byDayAndDimensions.lazy.filter { $0.money.terms.isFree == areFree }.map {
          Group(day: $0.day, texts: facts.lineOfDimensions[Int($0.dimensions)])
        })
    }
    return groups(areFree: true).intersection(groups(areFree: false))
  }

  /// Where a column of `fact_line` comes from.
  private struct LineColumn {
    let measure: Int
    /// The measure whose figure it nearly always has, which then is not kept twice; itself where there is none.
    let same: Int

    static var all: [LineColumn] {
      let names = StoreTable.factMeasures.map(\.name)
      return names.enumerated().compactMap { measure, name in
        if StoreTable.rare.contains(name) { return nil }
        let same = StoreTable.sameAs[name].flatMap(names.firstIndex(of:))
        return LineColumn(measure: measure, same: same ?? measure)
      }
    }
  }

  /// Writes what few lines have.
  private struct RareWriter {
    private let inserter: Inserter
    private let measures = StoreTable.factMeasures.indices.filter {
      StoreTable.rare.contains(StoreTable.factMeasures[$0].name)
    }

    init(_ database: Database) throws { inserter = try Inserter(database, into: .factRare) }

    /// Writes a row if the line, numbered from 1, has any of the measures.
    func write(_ sums: borrowing FactMeasures, ofLine number: Int64) throws {
      guard measures.contains(where: { sums[$0] != 0 }) else { return }
      try inserter.insert { row in
        row.append(number)
        for measure in measures { row.append(sums[measure], scale: FactMeasures.scales[measure]) }
      }
    }
  }

  /// Writes what is free of the lines that may be so in part.
  private struct FreeWriter {
    private let inserter: Inserter

    init(_ database: Database) throws { inserter = try Inserter(database, into: .factFree) }

    /// Writes a row if the line, numbered from 1, has requests of a free plan.
    func write(_ sums: borrowing FactMeasures, ofLine number: Int64) throws {
      guard sums[FactMeasures.freeRequests] != 0 else { return }
      try inserter.insert { row in
        row.append(number)
        for measure in [FactMeasures.freeRequests, FactMeasures.freeCredits] {
          row.append(sums[measure], scale: FactMeasures.scales[measure])
        }
      }
    }
  }

  /// Writes one row per user with a fact, numbered by their order among all.
  private static func writeUsers(_ facts: Facts, _ database: Database) throws {
    let inserter = try Inserter(database, into: .factUser)
    for (number, user) in facts.users.enumerated() where facts.hasFactOfUser[number] {
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
