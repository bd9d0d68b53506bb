import Ledger
import Store
import Tables

/// The answer to a question: lines in their order, what the others come to, and the total.
package struct QueryAnswer: Sendable {
  package let query: Query
  package let lines: [Line]
  /// The number of lines that are not among them, and their sum; nil without any.
  package let others: (count: Int, line: Line)?
  /// The sum of all lines, whatever the limit.
  package let total: Line
  /// The keys that are beside each other, in order; empty where none do.
  package let columns: [Name]
  /// Somebody knows what customers pay.
  package let isSold: Bool
  /// The number of lines that conditions leave out because one of their figures is unknown.
  package let unknownLines: Int

  /// One line of the answer.
  package struct Line: Sendable {
    /// One per dimension of lines; empty for others and the total.
    package let keys: [Name]
    package let sum: QuerySum
    /// Per column, its part; nil where there is none.
    package let parts: [QuerySum?]
  }

  /// Sums the usage of the last run as a question asks.
  ///
  /// - Throws: `UnknownQueryKey` if a filter names a key that nothing has.
  package init(_ query: Query, of run: StoredRun) throws {
    let tally = try QueryAnswer.tally(query, run)
    for filter in query.filters {
      let known = tally.known[filter.dimension, default: []]
      if let key = filter.keys.first(where: { !known.contains($0) }) {
        throw UnknownQueryKey(dimension: filter.dimension, key: key, known: known.sorted())
      }
    }
    self.init(query, rows: tally.rows, isSold: run.isSold)
  }

  private static func tally(_ query: Query, _ run: StoredRun) throws -> QueryTally {
    if query.isOfMonths, query.period.map({ $0.hasWholeMonths(of: run.days) }) ?? true {
      let tally = QueryTally(query)
      if try run.forEachMonth(tally.visitor) { return tally }
    }
    let tally = QueryTally(query)
    try run.forEachFactLine(tally.visitor)
    return tally
  }

  init(_ query: Query, rows: [(keys: [Name], sum: QuerySum)], isSold: Bool) {
    self.query = query
    self.isSold = isSold
    let across = query.across
    let columns = across == nil ? [] : Set(rows.compactMap(\.keys.last)).sorted()
    self.columns = columns
    func line(_ keys: [Name], _ rows: [(keys: [Name], sum: QuerySum)]) -> Line {
      let parts = columns.map { column in
        let ofColumn = rows.filter { $0.keys.last == column }.map(\.sum)
        return ofColumn.isEmpty ? nil : QuerySum(of: ofColumn)
      }
      return Line(keys: keys, sum: QuerySum(of: rows.map(\.sum)), parts: parts)
    }
    let byLine = Dictionary(grouping: rows) {
      across == nil ? $0.keys : Array($0.keys.dropLast())
    }
    var unknown = 0
    let kept = byLine.filter { _, rows in
      if query.conditions.isEmpty { return true }
      let sum = QuerySum(of: rows.map(\.sum))
      let figures = query.conditions.map { sum.cell($0.measure, isSold: isSold).number }
      if figures.contains(where: { $0 == nil }) { unknown += 1 }
      return zip(query.conditions, figures).allSatisfy { $0.holds($1) }
    }
    unknownLines = unknown
    let all = query.sorted(kept.map { line($0.key, $0.value) }, isSold: isSold)
    // Without a name there is only the total.
    let limit = query.dimensions.isEmpty ? 0 : query.limit ?? all.count
    lines = Array(all.prefix(limit))
    let rest = query.dimensions.isEmpty ? [] : all.dropFirst(limit)
    let others = rest.flatMap { kept[$0.keys] ?? [] }
    self.others = rest.isEmpty ? nil : (rest.count, line([], others))
    total = line([], kept.values.flatMap(\.self))
  }
}

extension Query {
  /// The lines in their order: by the figures or names that the question says, unknown figures last, then by name.
  fileprivate func sorted(_ lines: [QueryAnswer.Line], isSold: Bool) -> [QueryAnswer.Line] {
    guard let count = groupedDimensions else {
      return lines.sorted { precedes($0, $1, isSold: isSold) }
    }
    let groups = Dictionary(grouping: lines) { Array($0.keys.prefix(count)) }
    let heads = groups.map { keys, lines in
      QueryAnswer.Line(keys: keys, sum: QuerySum(of: lines.map(\.sum)), parts: [])
    }
    return heads.sorted { precedes($0, $1, isSold: isSold) }.flatMap { head in
      groups[head.keys, default: []].sorted { $0.keys.lexicographicallyPrecedes($1.keys) }
    }
  }

  private func precedes(
    _ left: QueryAnswer.Line, _ right: QueryAnswer.Line, isSold: Bool
  ) -> Bool {
    for order in lineOrders {
      if let isBefore = isBefore(left, right, by: order, isSold: isSold) { return isBefore }
    }
    return left.keys.lexicographicallyPrecedes(right.keys)
  }

  /// Returns whether a line is before another; nil where the order does not tell.
  private func isBefore(
    _ left: QueryAnswer.Line, _ right: QueryAnswer.Line, by order: QueryOrder, isSold: Bool
  ) -> Bool? {
    switch order.key {
    case .measure(let measure):
      func figure(_ line: QueryAnswer.Line) -> Int128? {
        line.sum.cell(measure, isSold: isSold).number?.value
      }
      return QueryOrder.isBefore(figure(left), figure(right), isDescending: order.isDescending)
    case .dimension(let dimension):
      guard let place = lineDimensions.firstIndex(of: dimension) else { return nil }
      let (one, other) = (left.keys[place], right.keys[place])
      return one == other ? nil : (one > other) == order.isDescending
    }
  }
}

/// A filter names a key that no usage has.
package struct UnknownQueryKey: Error {
  package let dimension: QueryDimension
  package let key: Name
  /// Sorted.
  package let known: [Name]
}

extension Period {
  /// True if it begins and ends with months, or outside the days with usage.
  fileprivate func hasWholeMonths(of days: ClosedRange<Day>?) -> Bool {
    guard let days else { return true }
    let begins = from <= days.lowerBound.month.period.from || from.month.period.from == from
    let ends = to > days.upperBound || to.month.period.from == to
    return begins && ends
  }
}
