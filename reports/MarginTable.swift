import Cube
import Ledger
import Tables

/// Revenue less vendor cost against the plans' targets: the table of the six `margin-by-…` reports.
enum MarginTable {
  /// Makes the report of one key.
  ///
  /// - Parameters:
  ///   - key: its first column, which names the report, too.
  ///   - grouping: the facts of each row.
  static func report(by key: Column, _ grouping: MarginGrouping) -> Report {
    Report(
      "margin-by-\(key.name)", "Margin by \(key.name)", columns: [key] + measures
    ) { report, input in
      let groups = grouping.groups(input.facts)
      let realised = input.realised.map { grouping.realised($0, input.facts) }
      return report.table(
        groups.count, order: input.isCostOnly ? "largest cost first" : "largest revenue first",
        weight: { weight(groups[$0].totals, isCostOnly: input.isCostOnly) }
      ) { index in
        let group = groups[index]
        return cells(
          of: group, realised: realised.map { $0[group.key] ?? (0, 0) },
          isUnknown: isAfterEvents(group.key, input.eventEnd))
      }
    }
  }

  /// True if no event of the credit ledger can be of the requests of a group: without an amount, nothing is known.
  private static func isAfterEvents(_ key: Cell, _ end: CreditEventCoverage?) -> Bool {
    guard let end else { return false }
    return if case .day(let day) = key { end.isBefore(day) } else { end.isBeforePeriod }
  }

  /// Revenue before cost: groups without revenue are last, the largest loss first.
  private static func weight(_ totals: MoneyTotals, isCostOnly: Bool) -> Int128 {
    let cost = totals.vendorCost.attodollars
    let revenue = totals.revenue.attodollars
    return isCostOnly || revenue <= 0 ? cost - (isCostOnly ? 0 : Int128.max / 2) : revenue
  }

  /// In 10⁻⁴ percent, half-even; nil unless the revenue is above 0.
  private static func percent(_ margin: Money, of revenue: Money?) -> Int128? {
    guard let revenue, revenue > .zero else { return nil }
    return Quotient.halfEven(margin.attodollars, times: 1_000_000, over: revenue.attodollars)
  }

  private static let measures = [
    .count("requests", "Requests that count: rated and unpriced."),
    .vendorCostUSD, .credits,
    .listRevenueUSD, .revenueUSD,
    .marginUSD, .marginPercent,
    .targetMarginPercent,
    Column("variance_points", .points, "Margin % less target %, in points."),
    .count(
      "negative_margin_requests",
      "Charged requests of paid tiers that brought in less than they cost, by the credits deducted where "
        + "these are recorded; revenue and margin are recomputed."),
    .unpricedRequests,
    .money(
      "realised_revenue_usd",
      "Payments for the credits that events of the period consumed for these requests. Blank without credits/, where no "
        + "payment is known, and where credits/ ends before the usage."
    ),
    .money(
      "realised_margin_usd",
      "Realised revenue, including unpriced_requests, less vendor cost, which excludes them."),
    .percent(
      "realised_margin_percent",
      "Realised margin ÷ realised revenue; blank without such revenue."
    ),
    .count(
      "unknown_payment_requests",
      "Requests that used credits of an account whose last reset before them has no known payment: the realised "
        + "figures may lack it. Blank without credits/."),
  ]

  /// - Parameters:
  ///   - realised: in 10⁻¹⁸ USD, with the number of requests whose payment is not known; nil without a credit ledger.
  ///   - isUnknown: an amount of 0 is not known.
  private static func cells(
    of group: GroupedTotals, realised: (usd: Int128, unknown: Int64)?, isUnknown: Bool
  ) -> [Cell] {
    let totals = group.totals
    let revenue = realised.flatMap { realised in
      realised.usd == 0 && (isUnknown || realised.unknown > 0)
        ? nil : Money(attodollars: realised.usd)
    }
    let margin = revenue.flatMap { revenue in totals.knownVendorCost.map { revenue - $0 } }
    return [
      group.key, .count(Int128(totals.requests)), .money(orBlank: totals.knownVendorCost),
      .creditsSum(orBlank: totals.knownMicrocredits), .money(orBlank: totals.knownListRevenue),
      .money(orBlank: totals.knownRevenue), .money(orBlank: totals.knownMargin),
      .percent(orBlank: totals.marginPercent),
      .percent(orBlank: totals.comparedTarget), .percent(orBlank: totals.comparedPoints),
      .count(orBlank: totals.knownNegativeMargin), .count(Int128(totals.unpriced)),
      .money(orBlank: revenue), .money(orBlank: margin),
      .percent(orBlank: margin.flatMap { percent($0, of: revenue) }),
      .count(orBlank: realised?.unknown),
    ]
  }
}
