import Cube
import Ledger
import Tables

extension Report {
  /// What each tier earned in each month, in all and per user.
  static let revenue = Report("revenue") { input in
    let groups = input.facts.byMonthAndTier
    let users = input.activeUsers
    return Table(
      name: "revenue", title: "Revenue",
      columns: [
        Column("month", .text), Column("tier", .text), Column("users", .count),
        Column("requests", .count), Column("credits", .credits),
        Column("list_revenue_usd", .money), Column("revenue_usd", .money),
        Column("revenue_per_user_usd", .decimal), Column("unpriced_requests", .count),
      ],
      rowCount: groups.count, order: "largest revenue first",
      weight: { groups[$0].totals.revenue.attodollars }
    ) { index in
      let (key, totals) = groups[index]
      let userCount = users[key] ?? 0
      return [
        .text(Name(key.month.description)), .text(key.tier), .count(Int128(userCount)),
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

extension Facts {
  fileprivate var byMonthAndTier: [(key: MonthAndTier, totals: MoneyTotals)] {
    totals(by: \.tier, and: \.month)
      .map { (MonthAndTier(month: $0.key, tier: $0.group), $0.totals) }
      .sorted { $0.key < $1.key }
  }
}
