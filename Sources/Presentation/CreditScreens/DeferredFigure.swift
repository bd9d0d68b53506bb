import Credits
import Ledger
import Terminal

/// A figure of `deferred-revenue.csv` by its place: `deferred-revenue/2026-08/topup/realised_usd`.
package struct DeferredFigure: Hashable, Sendable {
  /// The columns that events make up.
  package enum Column: String, CaseIterable, Sendable {
    case opening = "opening_usd"
    case sold = "sold_usd"
    case realised = "realised_usd"
    case breakage = "breakage_usd"
    case refunded = "refunded_usd"
    case transferred = "transferred_usd"
    case closing = "closing_usd"
  }

  package let month: Month
  package let source: GrantSource
  package let column: Column
  package let text: String

  private static let report = "deferred-revenue"

  /// Reads what `--figure` states; nil for a figure of another report.
  package init?(address text: String) throws(UsageFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.first == DeferredFigure.report else { return nil }
    func refusal(_ expected: String, near: String? = nil) -> UsageFault {
      .wrongValue(option: "--figure", text: text, expected: expected, near: near)
    }
    guard parts.count == 4, let month = Month(parts[1]) else {
      throw refusal("\(DeferredFigure.report)/YYYY-MM/SOURCE/COLUMN")
    }
    let sources = GrantSource.allCases.map(\.word)
    guard let source = GrantSource.allCases.first(where: { $0.word == parts[2] }) else {
      throw refusal(
        "a source of grants: " + sources.joined(separator: ", "),
        near: nearest(to: parts[2], among: sources))
    }
    let columns = Column.allCases.map(\.rawValue)
    guard let column = Column(rawValue: parts[3]) else {
      throw refusal(
        "a column that events make up: " + columns.joined(separator: ", "),
        near: nearest(to: parts[3], among: columns))
    }
    (self.month, self.source, self.column, self.text) = (month, source, column, text)
  }
}

extension DeferredFigure.Column {
  /// The column of a posting.
  init(_ kind: RevenuePosting.Kind) {
    self =
      switch kind {
      case .sold: .sold
      case .realised: .realised
      case .breakage: .breakage
      case .refunded: .refunded
      case .transferred: .transferred
      }
  }

  /// True if the column lowers the deferred revenue.
  var isReduction: Bool {
    switch self {
    case .realised, .breakage, .refunded: true
    case .opening, .sold, .transferred, .closing: false
    }
  }
}
