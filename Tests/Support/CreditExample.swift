import Credits
import Ledger

/// A credit ledger of August 2026 as drawn in the specification; all figures by hand.
///
/// 412,380.5 + 389,400 + 1,204.9 − 366,917.2 − 37,955.5 = 398,112.7 credits. A credit is worth 0.01 USD.
package enum CreditExample {
  /// Returns credits in tenths as microcredits.
  private static func credits(_ tenths: Int128) -> Int128 { tenths * 100_000 }

  /// Midnight UTC of 1 August 2026.
  package static let august: Int64 = 1_785_542_400_000_000_000
  private static let day: Int64 = 86_400_000_000_000

  /// The events of the example: two settles of one reservation, and a grant.
  package static let ledger: CreditLedger = {
    var ledger = CreditLedger(files: ["balances.csv", "credits/a.csv", "credits/b.csv"])
    for text in ["acc_17", "e-004709", "e-004711", "req_5c1", "rv-88", "pro", "=g1"] as [Name] {
      _ = ledger.names.number(of: text)
    }
    var first = CreditEvent(kind: .settle, at: august + 36_005_000_000_000, account: 1)
    (first.eventID, first.request, first.subject) = (2, 4, 5)
    (first.credits, first.file, first.line) = (2_000_000, 1, 4709)
    var second = first
    (second.at, second.eventID, second.line) = (august + 36_009_500_000_000, 3, 4711)
    ledger.events = [first, second]
    return ledger
  }()

  /// The second settlement, recorded 2 credits too low.
  package static let settledTwice: CreditFinding = {
    var finding = CreditFinding(.settleTwice, at: ledger.events[1].at, account: 1)
    (finding.eventID, finding.request, finding.event) = (3, 4, 1)
    (finding.file, finding.line) = (1, 4711)
    finding.credits = -2_000_000
    finding.usd = -20_000_000_000_000_000
    finding.effect = -2_000_000
    finding.detail = .earlier(event: 0)
    return finding
  }()

  /// Returns a number of equal findings of a check, which come to an amount in cents together.
  package static func findings(
    _ check: CreditCheck, _ count: Int, cents: Int128 = 0, effect: Int128 = 0
  ) -> [CreditFinding] {
    (0..<count).map { number in
      var finding = CreditFinding(check, at: august + Int64(number) * day, account: 1)
      let share =
        number == 0 ? cents - cents / Int128(count) * Int128(count - 1) : cents / Int128(count)
      finding.usd = share * 10_000_000_000_000_000
      finding.effect = effect
      return finding
    }
  }

  /// The balance of `acc_17`: 412.3 − 2 credits, and 410.3 − 2 recorded after the second settlement.
  package static let balance: AccountBalance = {
    var balance = AccountBalance(account: 1)
    (balance.plan, balance.opening, balance.consumed) = (6, credits(4_143), credits(20))
    (balance.closing, balance.reserved) = (credits(4_123), credits(5))
    balance.recorded = 410_300_000_000_000_000_000
    balance.explained = credits(-20)
    return balance
  }()

  /// A top-up of 100 credits for 9.99 USD, of which 40 are left.
  package static let grant = GrantRow(
    grantID: 7, account: 1, source: .topup, at: august + 500_000, expiresAt: .max, priority: 30,
    granted: 100_000_000, left: 40_000_000, paid: 9_990_000_000_000_000_000,
    deferred: 3_996_000_000_000_000_000, consumed: 62_000_000, refunded: 2_000_000, expired: 0,
    revoked: 0, transferred: 0, event: 0)

  /// August of top-ups: 10 + 9.99 − 6 − 1 = 12.99 USD; 1 of 3 USD expired, over all that ended.
  package static let revenue: DeferredRevenueRow = {
    let dollar: Int128 = 1_000_000_000_000_000_000
    var row = DeferredRevenueRow(month: Month(year: 2026, month: 8), source: .topup)
    (row.opening, row.sold, row.realised) = (10 * dollar, 999 * dollar / 100, 6 * dollar)
    (row.breakage, row.closing) = (dollar, 1299 * dollar / 100)
    (row.closingCredits, row.seenExpired, row.seenPaid) = (40_000_000, dollar, 3 * dollar)
    return row
  }()

  /// Returns the postings of rows: one for each amount of revenue of August.
  private static func postings(_ rows: [DeferredRevenueRow]) -> [RevenuePosting] {
    rows.flatMap { row in
      [(RevenuePosting.Kind.realised, row.realised), (.breakage, row.breakage)]
        .filter { $0.1 != 0 && row.month == revenue.month }.map { kind, usd in
          RevenuePosting(
            kind, usd: usd, source: row.source, month: Int32(row.month.number),
            soldMonth: Int32(row.month.number), event: 0, account: 1, request: 0,
            grant: CreditEvent.none)
        }
    }
  }

  package static let totals: CreditTotals = {
    var totals = CreditTotals()
    totals.opening = credits(4_123_805)
    for (source, tenths) in [
      (GrantSource.monthly, 3_610_000), (.bonus, 14_000), (.topup, 241_000), (.coupon, 29_000),
    ] as [(GrantSource, Int128)] {
      totals.granted[Int(source.rawValue)] = credits(tenths)
    }
    (totals.refunded, totals.consumed) = (credits(12_049), credits(3_669_172))
    totals.expired = credits(379_555)
    (totals.transferredIn, totals.transferredOut) = (credits(51_200), credits(51_200))
    (totals.closing, totals.reserved) = (credits(3_981_127), credits(614))
    (totals.events, totals.accounts) = (48_210, 1_204)
    (totals.from, totals.to) = (august, august + 31 * day)
    return totals
  }()

  private static let equation: EventRowCounts = {
    var equation = EventRowCounts()
    (equation.read, equation.applied, equation.notApplied) = (48_213, 48_198, 12)
    equation.rejected = 3
    return equation
  }()

  private static let comparison: BalanceComparison = {
    var comparison = BalanceComparison()
    (comparison.equal, comparison.explained, comparison.unexplained) = (47_901, 15, 1)
    return comparison
  }()

  /// The audit of the screen in the specification.
  package static let audit = audit(
    findings(.duplicatePayment, 3, cents: 41_250, effect: 1)
      + findings(.chargedTwice, 12, cents: 6_120) + findings(.expiredEarly, 2, cents: 940)
      + findings(.reservationStale, 31) + findings(.accountUnknown, 1)
      + findings(.planUnknown, 1) + findings(.planDiffers, 1)
      + findings(.settleTwice, 1) + findings(.recordedBalanceDrift, 1))

  /// Returns the same with other findings and other facts of revenue.
  package static func audit(
    _ findings: [CreditFinding], postings: [RevenuePosting]? = nil, billed: [BilledEvent] = [],
    revenue: [DeferredRevenueRow] = [revenue], played: ReplayResult = ReplayResult(),
    ledger: CreditLedger = ledger, totals: CreditTotals = totals,
    consumed: [ConsumedCredits] = []
  ) -> CreditAudit {
    CreditAudit(
      names: ledger.names, files: ledger.files, ledger: ledger,
      balances: Array(repeating: balance, count: 1_204), grants: [grant], findings: findings,
      revenue: revenue, totals: totals, equation: equation, comparison: comparison,
      played: played, postings: postings ?? CreditExample.postings(revenue), billed: billed,
      consumedCredits: consumed,
      months: 2026 * 12 + 7..<2026 * 12 + 8)
  }
}
