import Cube
import Ledger

/// A column of a report whose figures are sums over facts, and so over requests.
package enum FigureMeasure: String, CaseIterable, Sendable {
  case requests
  case rowsRated = "rows_rated"
  case rowsUnpriced = "rows_unpriced"
  case vendorCost = "vendor_cost_usd"
  case recordedCost = "recorded_cost_usd"
  case credits
  case recordedCredits = "recorded_credits"
  case listRevenue = "list_revenue_usd"
  case revenue = "revenue_usd"
  case margin = "margin_usd"
  case negativeMargin = "negative_margin_requests"
  case freeTierLoss = "free_tier_loss_usd"
  case unchargedCost = "uncharged_failed_cost_usd"

  /// Returns the contribution of a fact or a request: attodollars, microcredits or a count.
  func value(_ measures: Measures, _ terms: MoneyTerms) -> Int128 {
    var totals = MoneyTotals()
    totals.add(measures, terms)
    switch self {
    case .requests: return Int128(measures.requests)
    case .rowsRated: return Int128(measures.requests - measures.unpriced)
    case .rowsUnpriced: return Int128(measures.unpriced)
    case .vendorCost, .freeTierLoss, .unchargedCost: return totals.vendorCost.attodollars
    case .recordedCost: return measures.recordedCost
    case .credits: return measures.credits
    case .recordedCredits: return measures.recordedCredits
    case .listRevenue: return totals.listRevenue.attodollars
    case .revenue: return totals.revenue.attodollars
    case .margin: return totals.margin.attodollars
    case .negativeMargin: return Int128(measures.negativeMargin)
    }
  }

  /// True if any part of the figure of these facts is known; see `MoneyTotals.knownVendorCost`.
  func isKnown(_ totals: MoneyTotals) -> Bool {
    switch self {
    case .requests, .rowsRated, .rowsUnpriced, .recordedCost, .recordedCredits: true
    case .vendorCost: totals.knownVendorCost != nil
    case .freeTierLoss, .unchargedCost: totals.knownVendorCost != nil && !totals.isUnsold
    case .credits: totals.knownMicrocredits != nil
    case .listRevenue: totals.knownListRevenue != nil
    case .revenue: totals.knownRevenue != nil
    case .margin: totals.knownMargin != nil
    case .negativeMargin: totals.knownNegativeMargin != nil
    }
  }

  /// It exists only where a book says what customers pay.
  var isOfSales: Bool {
    switch self {
    case .requests, .rowsRated, .rowsUnpriced, .recordedCost, .recordedCredits, .vendorCost: false
    case .credits, .listRevenue, .revenue, .margin, .negativeMargin, .freeTierLoss,
      .unchargedCost:
      true
    }
  }

  /// The figure as a canonical decimal.
  package func text(_ value: Int128) -> String {
    switch self {
    case .requests, .rowsRated, .rowsUnpriced, .negativeMargin:
      DecimalText.string(value, scale: 0)
    case .credits, .recordedCredits: DecimalText.string(value, scale: Credits.decimals)
    case .vendorCost, .recordedCost, .listRevenue, .revenue, .margin, .freeTierLoss,
      .unchargedCost:
      DecimalText.string(value, scale: Money.decimals)
    }
  }

  package var unit: String {
    switch self {
    case .requests, .rowsRated, .rowsUnpriced, .negativeMargin: "requests"
    case .credits, .recordedCredits: "credits"
    case .vendorCost, .recordedCost, .listRevenue, .revenue, .margin, .freeTierLoss,
      .unchargedCost:
      "USD"
    }
  }
}
