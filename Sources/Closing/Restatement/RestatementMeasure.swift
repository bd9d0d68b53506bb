/// The measures of `restatement.csv`, in the order of the file.
package enum RestatementMeasure: Int, CaseIterable, Comparable, Sendable {
  case vendorCost, credits, revenue, realisedRevenue, breakage, deferredClosing, margin, requests

  /// The name in `restatement.csv`.
  package var name: String {
    switch self {
    case .vendorCost: "vendor_cost_usd"
    case .credits: "credits"
    case .revenue: "revenue_usd"
    case .realisedRevenue: "realised_revenue_usd"
    case .breakage: "breakage_usd"
    case .deferredClosing: "deferred_closing_usd"
    case .margin: "margin_usd"
    case .requests: "requests"
    }
  }

  /// The unit of its amounts.
  package enum Unit: Sendable {
    /// 10⁻¹⁸ USD.
    case attodollars
    case microcredits
    case requests
  }

  package var unit: Unit {
    switch self {
    case .vendorCost, .revenue, .realisedRevenue, .breakage, .deferredClosing, .margin:
      .attodollars
    case .credits: .microcredits
    case .requests: .requests
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
