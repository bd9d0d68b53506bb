import Ledger

/// A figure of a report by its place: the report, the key of the row, the column.
///
/// Written `margin-by-tier/pro/margin_usd`, `revenue/2026-08/pro/credits`, `summary/vendor_cost_usd`.
package struct FigureAddress: Sendable {
  package let report: ExplainableReport
  /// One text per key column of the report.
  package let keys: [Name]
  /// The column, or the sum behind a ratio.
  package let measure: FigureMeasure
  /// Nil of a column that is a sum itself.
  package let ratio: FigureRatio?
  package let text: String

  /// - Parameters: see the members of these names.
  package init(
    report: ExplainableReport, keys: [Name], measure: FigureMeasure, ratio: FigureRatio?,
    text: String
  ) {
    self.report = report
    self.keys = keys
    self.measure = measure
    self.ratio = ratio
    self.text = text
  }
}

extension FigureAddress {
  /// True if a request of these dimensions is in the figure.
  func includes(
    _ day: Day, _ dimensions: FactDimensions, _ user: UserKey, charged: Set<RequestStatus>
  ) -> Bool {
    switch measure {
    case .freeTierLoss where !dimensions.terms.isFree: return false
    case .unchargedCost where charged.contains(dimensions.status): return false
    default: return report.keys(day, dimensions, user) == keys
    }
  }
}
