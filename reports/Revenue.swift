import Cube
import Ledger
import Tables

extension Report {
  /// The revenue of each tier in each month, in total and per user.
  static let revenue = Report(
    "revenue", "Revenue",
    columns: [
      .month, .tier,
      .count("users", "Distinct users with requests; for a request without a user, its account."),
      .count("requests", "Requests of the tier in the month."),
      .credits, .listRevenueUSD, .revenueUSD,
      .decimal("revenue_per_user_usd", "Revenue over users."),
      .unpricedRequests,
    ]
  ) { report, input in
    // By tier, then month: shown by month, then tier.
    let groups = input.facts.totals(by: \.tier, and: \.month)
    let order = groups.indices.sorted { (groups[$0].key, $0) < (groups[$1].key, $1) }
    let users = input.activeUsers
    let userCounts = groups.map { users[MonthAndTier(month: $0.key, tier: $0.group)] ?? 0 }
    return report.table(
      groups.count, order: "largest revenue first",
      weight: { groups[order[$0]].totals.revenue.attodollars }
    ) { index in
      let (tier, month, totals) = groups[order[index]]
      let userCount = userCounts[order[index]]
      return [
        .text(Name(month.description)), .text(tier), .count(Int128(userCount)),
        .count(Int128(totals.requests)), .creditsSum(orBlank: totals.knownMicrocredits),
        .money(orBlank: totals.knownListRevenue), .money(orBlank: totals.knownRevenue),
        totals.knownRevenue.map { perUser($0, users: userCount) } ?? .blank,
        .count(Int128(totals.unpriced)),
      ]
    }
  }

  /// At 8 decimals, half-even.
  private static func perUser(_ revenue: Money, users: Int) -> Cell {
    let decimals = 8
    let unit = powerOfTen(Money.decimals - decimals)
    let share = Quotient.halfEven(revenue.attodollars, Int128(users) * unit)
    return share.map { .decimal($0, scale: decimals) } ?? .blank
  }
}
