import Cube
import Ledger

/// A column of a report that is a ratio of figures of its row.
package enum FigureRatio: String, CaseIterable, Sendable {
  case marginPercent = "margin_percent"
  case targetPercent = "target_margin_percent"
  case variancePoints = "variance_points"
  case revenuePerUser = "revenue_per_user_usd"
  case sharePercent = "share_percent"

  /// The sum behind it, whose facts and requests are listed.
  package var measure: FigureMeasure {
    switch self {
    case .marginPercent, .variancePoints: .margin
    case .targetPercent, .revenuePerUser: .revenue
    case .sharePercent: .vendorCost
    }
  }

  var unit: String {
    switch self {
    case .marginPercent, .targetPercent, .sharePercent: "percent"
    case .variancePoints: "points"
    case .revenuePerUser: "USD"
    }
  }

  /// Returns the ratio of a row.
  ///
  /// - Parameters:
  ///   - users: how many distinct users the row has.
  ///   - freeTierLoss: the cost of all free use, which shares are of.
  func worked(_ totals: MoneyTotals, users: Int, freeTierLoss: Money) -> FigureRatioWorked {
    func percent(_ tenThousandths: Int128?) -> String? {
      tenThousandths.map { DecimalText.string($0, scale: 4) }
    }
    let revenue = totals.revenue.description
    switch self {
    case .marginPercent:
      return FigureRatioWorked(
        value: percent(totals.marginPercent),
        parts: [("margin_usd", totals.margin.description), ("revenue_usd", revenue)])
    case .targetPercent:
      return FigureRatioWorked(
        value: percent(totals.comparedTarget), start: "the plans' targets, weighted by ",
        parts: [("revenue_usd", revenue)],
        end: totals.isWhollyTargeted
          ? "" : ", of which \(FullPrecisionText.money(totals.targetedRevenue)) has one")
    case .variancePoints:
      return FigureRatioWorked(
        value: percent(totals.comparedPoints),
        parts: [
          ("margin_percent", percent(totals.marginPercent)),
          ("target_margin_percent", percent(totals.comparedTarget)),
        ], sign: "−", end: ", before either is rounded")
    case .revenuePerUser:
      let decimals = 8
      let share = Quotient.halfEven(
        totals.revenue.attodollars, Int128(users) * powerOfTen(Money.decimals - decimals))
      return FigureRatioWorked(
        value: share.map { DecimalText.string($0, scale: decimals) },
        parts: [("revenue_usd", revenue), ("users", String(users))])
    case .sharePercent:
      return FigureRatioWorked(
        value: percent(
          Quotient.halfEven(
            totals.vendorCost.attodollars * 1_000_000, freeTierLoss.attodollars)),
        parts: [
          ("vendor_cost_usd", totals.vendorCost.description),
          ("free_tier_loss_usd", freeTierLoss.description),
        ])
    }
  }
}

/// A ratio with the figures that it is of.
package struct FigureRatioWorked {
  /// As the report has it; nil where it is blank there.
  let value: String?
  var start = ""
  /// Names of columns, or measures of the summary, and their values; nil where they are blank.
  package let parts: [(column: String, value: String?)]
  var sign = "÷"
  var end = ""

  /// The formula of the value: `margin_usd 0.00285 ÷ revenue_usd 0.007`.
  package var formula: String {
    start
      + parts.map { "\($0.column) \($0.value.map(FullPrecisionText.grouped) ?? "blank")" }
      .joined(separator: " \(sign) ") + end
  }
}
