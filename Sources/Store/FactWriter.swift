import Cube
import Ledger
import Reports

/// Writes the facts and what they come to by day.
enum FactWriter {
  /// Writes one row per line of `facts.csv`, in its order, with the groups and users that they name.
  static func writeFacts(_ facts: Facts, _ database: Database) throws {
    try writeUsers(facts, database)
    var groups = try GroupWriter(facts, database)
    let rare = try RareWriter(database)
    let free = try FreeWriter(database)
    // Columns that are never set are NULL.
    let known = LineColumn.all.filter { !facts.isUnsold || !LineColumn.sales.contains($0.measure) }
    let plain = known.filter { $0.same == $0.measure }
    let doubled = known.filter { $0.same != $0.measure }
    var lines = try BatchInserter(
      database, into: .factLine, columns: [.number(scale: 0), .number(scale: 0)] + LineColumn.kinds)
    var number: Int64 = 0
    try FactLine.forEach(in: facts) { line in
      try groups.turn(to: line)
      try lines.set(groups.number, at: 0)
      try lines.set(Int128(line.user) + 1, at: 1)
      // To go over the columns themselves counts a reference for each line.
      for index in plain.indices {
        try lines.set(line.measures[plain[index].measure], at: plain[index].place)
      }
      for index in doubled.indices {
        let column = doubled[index]
        let value = line.measures[column.measure]
        try lines.set(value == line.measures[column.same] ? nil : value, at: column.place)
      }
      try lines.endRow()
      number += 1
      try rare.write(line.measures, ofLine: number)
      if groups.hasChanged { try free.write(line.measures, ofLine: number) }
    }
    try lines.finish()
  }

  /// Writes the rows of `fact_group`, each before the first of its lines.
  private struct GroupWriter: ~Copyable {
    /// The number of the group.
    private(set) var number: Int128 = 0
    /// There are requests of a free plan and of a paid one in it.
    private(set) var hasChanged = false
    private var day: Day?
    private var texts: Int32 = 0
    private var dayText: BatchInserter.Text
    private var inserter: BatchInserter
    private let changed: Set<Group>
    /// Per dimensions.
    private let cells: [[BatchInserter.Text]]
    private let money: [MoneyTerms]
    private let lineOfDimensions: [Int32]

    init(_ facts: Facts, _ database: Database) throws {
      // One at a time, each before the lines of it that come next: where both lie in the file follows from that.
      var inserter = try BatchInserter(
        database, into: .factGroup,
        columns: StoreTable.factGroup.columns.map {
          if case .requiredText = $0.kind { .text } else { .number(scale: 0) }
        }, batch: 1)
      cells = facts.dimensions.map { $0.cells.dropLast().map { inserter.text($0) } }
      dayText = inserter.text(.empty)
      self.inserter = inserter
      changed = groupsOfChangedPlans(facts)
      (money, lineOfDimensions) = (facts.moneyTerms, facts.lineOfDimensions)
    }

    /// Writes the group of a line, unless it is that of the line before.
    @inline(__always)
    mutating func turn(to line: borrowing FactLine) throws {
      let texts = lineOfDimensions[Int(line.dimensions)]
      if day == line.day && self.texts == texts { return }
      try begin(line.day, Int(line.dimensions), texts)
    }

    private mutating func begin(_ day: Day, _ dimensions: Int, _ texts: Int32) throws {
      if self.day != day { dayText = inserter.text(Name(day.description)) }
      (self.day, self.texts) = (day, texts)
      number += 1
      hasChanged = changed.contains(Group(day: day, texts: texts))
      try inserter.set(number, at: 0)
      try inserter.set(dayText, at: 1)
      var column = 2
      for text in cells[dimensions] {
        try inserter.set(text, at: column)
        column += 1
      }
      let money = money[dimensions]
      try inserter.set(money.isBYOK ? 1 : 0, at: column)
      try inserter.set(hasChanged ? nil : money.terms.isFree ? 1 : 0, at: column + 1)
      try inserter.endRow()
    }
  }

  /// A row of `fact_group`.
  private struct Group: Hashable {
    let day: Day
    /// The number shared by dimensions with the same texts.
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

  /// The source of a column of `fact_line`.
  private struct LineColumn {
    let place: Int
    let measure: Int
    /// The measure whose figure it nearly always has, which then is not kept twice; itself where there is none.
    let same: Int

    /// The measures that are not known if nothing is sold.
    static let sales = FactMeasures.sales.union([FactMeasures.recordedCredits])

    static var kinds: [BatchInserter.Column] {
      all.map { .number(scale: FactMeasures.scales[$0.measure]) }
    }

    static var all: [LineColumn] {
      let names = StoreTable.factMeasures.map(\.name)
      let inLine = Set(StoreTable.lineMeasures.map(\.name))
      let kept = names.indices.filter { inLine.contains(names[$0]) }
      // Before them stand the group and the user.
      return zip(2..., kept).map { place, measure in
        let same = StoreTable.sameAs[names[measure]].flatMap(names.firstIndex(of:))
        return LineColumn(place: place, measure: measure, same: same ?? measure)
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

  /// Writes what the lines are that may be free in part.
  private struct FreeWriter {
    private let inserter: Inserter

    init(_ database: Database) throws { inserter = try Inserter(database, into: .factFree) }

    /// Writes a row if the line, numbered from 1, has requests of a free plan.
    func write(_ sums: borrowing FactMeasures, ofLine number: Int64) throws {
      guard sums[FactMeasures.freeRequests] != 0 else { return }
      try inserter.insert { row in
        row.append(number)
        for measure in [
          FactMeasures.freeRequests, FactMeasures.freeCredits, FactMeasures.revenue,
          FactMeasures.freeTierLoss,
        ] {
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
    var inserter = try BatchInserter(
      database, into: .daily,
      columns: Array(repeating: .text, count: 1 + DailyRollUp.keyCount)
        + FactMeasures.scales.map { .number(scale: $0) })
    let keys = facts.dimensions.map {
      $0.cells[..<DailyRollUp.keyCount].map { inserter.text($0) }
    }
    var last: (day: Day, text: BatchInserter.Text)?
    func write(_ day: Day, _ sums: borrowing DailyRollUp.Sums) throws {
      let dayText =
        if let last, last.day == day { last.text } else { inserter.text(Name(day.description)) }
      last = (day, dayText)
      try inserter.set(dayText, at: 0)
      var column = 1
      for text in keys[Int(sums.dimensions)] {
        try inserter.set(text, at: column)
        column += 1
      }
      let isUnsold = facts.dimensions[Int(sums.dimensions)].terms.basis == .notSold
      let unknown = sums.unknownMeasures(isUnsold: isUnsold)
      for index in 0..<FactMeasures.count {
        try inserter.set(
          !unknown.isEmpty && unknown.contains(index) ? nil : sums.measures[index],
          at: column + index)
      }
      try inserter.endRow()
    }
    var rollUp = DailyRollUp(facts)
    try rollUp.add(facts, sink: write)
    try inserter.finish()
  }
}

extension Facts {
  /// Nothing says what customers pay.
  var isUnsold: Bool { dimensions.contains { $0.terms.basis == .notSold } }
}

extension DailyRollUp.Sums {
  /// The measures of which no part is known, by their places.
  fileprivate func unknownMeasures(isUnsold: Bool) -> Set<Int> {
    let (requests, unpriced) = (measures[0], measures[FactMeasures.unpriced])
    let free = measures[FactMeasures.freeRequests]
    var unknown: Set<Int> = []
    if measures[FactMeasures.costsNotRecorded] + measures[FactMeasures.costsNotConverted]
      == requests
    {
      unknown.insert(FactMeasures.recordedCost)
    }
    if measures[FactMeasures.creditsNotRecorded] == requests {
      unknown.insert(FactMeasures.recordedCredits)
    }
    guard unpriced > 0 || isUnsold else { return unknown }
    let isUnpriced = unpriced == requests
    if isUnpriced { unknown.formUnion(FactMeasures.costs) }
    if isUnpriced || isUnsold { unknown.formUnion(FactMeasures.sales) }
    // What free plans earn is 0 without a price, too.
    if !isUnsold { unknown.remove(FactMeasures.revenue) }
    let hasUnknownRevenue = isUnsold || paidUnpriced > 0 && paidUnpriced == requests - free
    if hasUnknownRevenue { unknown.insert(FactMeasures.revenue) }
    if hasUnknownRevenue || isUnpriced { unknown.insert(FactMeasures.negativeMargin) }
    if free > 0, unpriced - paidUnpriced == free {
      unknown.formUnion([FactMeasures.freeTierLoss, FactMeasures.freeCredits])
    }
    return unknown
  }
}

extension StoredRow {
  /// Appends a measure: a count as an integer, anything else as its exact decimal.
  fileprivate mutating func append(_ value: Int128, scale: Int) {
    if scale == 0 { append(count: value) } else { append(decimal: value, scale: scale) }
  }
}
