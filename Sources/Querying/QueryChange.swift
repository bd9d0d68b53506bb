import Ledger
import Store
import Tables

/// How a figure that adds up changed from one period to another, by one name; the largest change first.
package struct QueryChange: Sendable {
  package let measure: QueryMeasure
  package let dimension: QueryDimension
  package let before: Period
  package let after: Period
  package let lines: [Line]
  /// The number of lines that are not among them, and their sum; nil without any.
  package let others: (count: Int, line: Line)?
  package let total: Line
  /// The first day with usage.
  package let firstDay: Day
  /// The sums of both periods, with the requests that the figures exclude.
  package let sums: UsageSums

  /// One line: a figure in both periods.
  package struct Line: Sendable {
    /// Empty for others and the total.
    package let keys: [Name]
    package let before: Cell
    package let after: Cell

    /// Blank where one of them is not known.
    package var change: Cell {
      guard let one = before.number, let other = after.number else { return .blank }
      return .decimal(other.value - one.value, scale: other.scale)
    }
  }

  /// Asks the same of both periods.
  ///
  /// - Parameter query: of one figure that adds up, and one name; its limit is that of the lines.
  package init(_ query: Query, before: Period, after: Period, of run: StoredRun) throws {
    precondition(query.measures.count == 1 && query.measures[0].addsUp, "figures have differences")
    precondition(query.dimensions.count == 1 && query.across == nil, "lines have one name")
    func answer(_ period: Period) throws -> QueryAnswer {
      var whole = query
      (whole.period, whole.limit) = (period, nil)
      return try QueryAnswer(whole, of: run)
    }
    self.init(
      try answer(before), try answer(after), limit: query.limit, before, after,
      firstDay: run.days?.lowerBound ?? before.from)
  }

  private init(
    _ one: QueryAnswer, _ other: QueryAnswer, limit: Int?, _ before: Period, _ after: Period,
    firstDay: Day
  ) {
    self.firstDay = firstDay
    let query = one.query
    let measure = query.measures[0]
    (self.measure, dimension, self.before, self.after) = (
      measure, query.dimensions[0], before, after
    )
    func line(_ keys: [Name], _ sums: [(one: QuerySum, other: QuerySum)]) -> Line {
      Line(
        keys: keys,
        before: QuerySum(of: sums.map(\.one)).cell(measure, isSold: one.isSold),
        after: QuerySum(of: sums.map(\.other)).cell(measure, isSold: one.isSold))
    }
    var sums: [[Name]: (one: QuerySum, other: QuerySum)] = [:]
    for line in one.lines { sums[line.keys, default: (QuerySum(), QuerySum())].one = line.sum }
    for line in other.lines { sums[line.keys, default: (QuerySum(), QuerySum())].other = line.sum }
    let all = sums.map { line($0.key, [$0.value]) }.sorted { left, right in
      func size(_ line: Line) -> UInt128? { line.change.number?.value.magnitude }
      return QueryOrder.isBefore(size(left), size(right), isDescending: true)
        ?? left.keys.lexicographicallyPrecedes(right.keys)
    }
    lines = Array(all.prefix(limit ?? all.count))
    let rest = all.dropFirst(limit ?? all.count)
    others = rest.isEmpty ? nil : (rest.count, line([], rest.compactMap { sums[$0.keys] }))
    total = line([], [(one.total.sum, other.total.sum)])
    self.sums = QuerySum(of: [one.total.sum, other.total.sum]).sums
  }
}
