import Ledger
import Querying

/// The usage that an answer is of: its days and what was chosen of it.
package struct AnswerScope {
  /// The first and the last day; nil without usage.
  package let days: ClosedRange<Day>?
  private let zone: String
  private let filters: [QueryFilter]
  private let conditions: [QueryCondition]
  /// The period with which it is compared; nil where it is compared with none.
  private let before: Period?

  /// - Parameters:
  ///   - days: the days of usage that was kept.
  ///   - zone: the reporting zone.
  ///   - before: the period with which that of the query is compared.
  package init(_ query: Query, days: ClosedRange<Day>?, zone: String, before: Period? = nil) {
    (self.zone, self.before) = (zone, before)
    (filters, conditions) = (query.filters, query.conditions)
    self.days = days.map { all in
      guard let period = query.period else { return all }
      let first = max(period.from, all.lowerBound)
      return first...max(first, min(period.lastDay, all.upperBound))
    }
  }

  /// The line above a table: what its figures are, of what, and their unit.
  package func title(of table: AnswerTable) -> String {
    "\(table.title), \(words)" + (table.columns.contains { $0.kind == .money } ? ", USD" : "")
  }

  /// `2026-07-01 to 2026-09-30 (UTC), tier pro`.
  package var words: String {
    let span =
      days.map {
        $0.lowerBound == $0.upperBound
          ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
      } ?? "no usage"
    let against = before.map { ", against \($0.name ?? $0.words)" } ?? ""
    return ([span + " (\(zone))" + against] + chosen).joined(separator: ", ")
  }

  /// The conditions in words.
  private var chosen: [String] {
    filters.map { filter in
      let keys = filter.keys.map { $0.isEmpty ? "(none)" : $0.description }.joined(separator: ", ")
      return "\(filter.dimension.heading.lowercased()) \(filter.isExcluding ? "not " : "")\(keys)"
    }
      + conditions.map {
        "\($0.measure.rawValue) \($0.comparison.rawValue) "
          + DecimalText.string($0.value, scale: $0.scale)
      }
  }
}
