import Credits
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
      .decimal("revenue_per_user_usd", "Revenue ÷ users."),
      .unpricedRequests,
      .money(
        "realised_revenue_usd",
        "Payments for the credits consumed in the month, from its first day, by the tier of the request, "
          + "otherwise by the account's plan. Blank without credits/, and for months after its last event."
      ),
      .money(
        "breakage_usd",
        "Payments for the credits that expired in the month, from its first day, by the account's plan. "
          + "Blank without credits/, and for months after its last event."
      ),
      .count(
        "unpriced_resets",
        "Resets of the plan up to the end of the month whose payment is not known; the two amounts exclude them. Blank without credits/."
      ),
    ]
  ) { report, input in
    let rows = RevenueLine.all(of: input)
    let users = input.activeUsers
    let userCounts = rows.map { users[$0.key] ?? 0 }
    return report.table(
      rows.count, order: "largest revenue first",
      weight: { rows[$0].totals.revenue.attodollars }
    ) { index in
      let (row, userCount) = (rows[index], userCounts[index])
      let totals = row.totals
      return [
        .text(Name(row.key.month.description)), .text(row.key.tier), .count(Int128(userCount)),
        .count(Int128(totals.requests)), .creditsSum(orBlank: totals.knownMicrocredits),
        .money(orBlank: totals.knownListRevenue), .money(orBlank: totals.knownRevenue),
        totals.knownRevenue.map { perUser($0, users: userCount) } ?? .blank,
        .count(Int128(totals.unpriced)),
        .money(orBlank: row.known(row.realised)), .money(orBlank: row.known(row.breakage)),
        .count(orBlank: row.unpricedResets),
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

/// A row of `revenue.csv`.
private struct RevenueLine {
  let key: MonthAndTier
  /// Nothing where only credit events have the month and tier.
  var totals = MoneyTotals()
  /// 10⁻¹⁸ USD; nil without a credit ledger.
  var realised: Int128?
  var breakage: Int128?
  /// The resets of the plan up to the end of the month whose payment is not known; nil without a credit ledger.
  var unpricedResets: Int64?

  /// The month is after the events of the credit ledger.
  var isAfterEvents = false

  /// The amount; nil where no payment of it is known, or no event of its month.
  func known(_ amount: Int128?) -> Money? {
    guard let amount, amount != 0 || (unpricedResets ?? 0) == 0 && !isAfterEvents else {
      return nil
    }
    return Money(attodollars: amount)
  }

  /// One per month and tier with a request, realised revenue or breakage, by month and then tier.
  static func all(of input: ReportInput) -> [RevenueLine] {
    let start: Int128? = input.realised == nil ? nil : 0
    var lines = input.facts.totals(by: \.tier, and: \.month).map { group in
      RevenueLine(
        key: MonthAndTier(month: group.key, tier: group.group), totals: group.totals,
        realised: start, breakage: start)
    }
    lines.sort { $0.key < $1.key }
    var added: [RevenueLine] = []
    for tier in input.realised?.tiers ?? [] {
      let key = MonthAndTier(month: tier.month, tier: tier.tier)
      let place = lines.indices.partitionPoint { lines[$0].key < key }
      if place < lines.count, lines[place].key == key {
        lines[place].realised = tier.realised
        lines[place].breakage = tier.breakage
      } else {
        added.append(
          RevenueLine(key: key, realised: tier.realised, breakage: tier.breakage))
      }
    }
    if !added.isEmpty { lines = (lines + added).sorted { $0.key < $1.key } }
    guard let audit = input.credits else { return lines }
    let resets = UnpricedResets(audit, zone: input.zone)
    for index in lines.indices {
      let key = lines[index].key
      lines[index].unpricedResets = resets.count(until: key)
      lines[index].isAfterEvents = input.eventEnd?.isBefore(key.month.period.from) ?? false
    }
    return lines
  }
}
