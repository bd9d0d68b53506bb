import Credits
import Cube
import Ledger
import Simulation

/// Plan fees as the credit ledger bills them: for the resets of a period.
struct PlanFeesFromResets {
  /// One per month and plan, in this order.
  let lines: [PlanFeeLine]
  /// The part of them that was paid, and the upgrades of the period.
  let billed: BilledPlans
  /// By account with a reset in the period, USD; without the accounts that have a reset whose amount is not known.
  let byAccount: [Name: Money]
  /// The accounts with a reset in the period whose amount is not known.
  let unpricedAccounts: Set<Name>
  /// The events of resets whose amount is not known.
  private let unpriced: Set<UInt32>
  private let audit: CreditAudit
  private let zone: ReportingZone

  /// Nil for a ledger without an applied reset.
  init?(_ audit: CreditAudit, zone: ReportingZone) {
    if audit.played.resets.isEmpty { return nil }
    self.audit = audit
    self.zone = zone
    unpriced = Set(audit.played.resets.filter(\.isUnpriced).map(\.event))
    var unpricedAccounts: Set<UInt32> = []
    var accounts: [UInt32: Int128] = [:]
    var sums: [MonthAndTier: (resets: Int64, unpriced: Int64, usd: Int128)] = [:]
    let (from, to) = (audit.totals.from, audit.totals.to)
    var (paid, upgrades): (Int128, Int128) = (0, 0)
    for billed in audit.billed {
      let at = audit.ledger.events[Int(billed.event)].at
      if case .upgrade = billed.kind, from <= at && at < to { upgrades += billed.usd }
    }
    for (plan, line) in PlanFeesFromResets.plans(audit) where from <= line.at && line.at < to {
      paid += line.billed.paid
      accounts[line.billed.account, default: 0] += line.billed.usd
      let key = MonthAndTier(
        month: Month(number: Int(line.billed.month)),
        tier: plan == CreditNames.blank ? Name.empty : audit.names.name(plan))
      sums[key, default: (0, 0, 0)].resets += 1
      sums[key, default: (0, 0, 0)].usd += line.billed.usd
      if unpriced.contains(line.billed.event) {
        unpricedAccounts.insert(line.billed.account)
        sums[key, default: (0, 0, 0)].unpriced += 1
      }
    }
    for reset in PlanFeesFromResets.notBilled(audit) where from <= reset.at && reset.at < to {
      unpricedAccounts.insert(audit.played.accounts[Int(reset.account)])
      let month = zone.day(of: Instant(nanoseconds: reset.at)).month
      let key = MonthAndTier(month: month, tier: audit.names.name(reset.plan))
      sums[key, default: (0, 0, 0)].resets += 1
      sums[key, default: (0, 0, 0)].unpriced += 1
    }
    lines = sums.sorted { $0.key < $1.key }.map { key, sum in
      PlanFeeLine(
        plan: key.tier, month: key.month, resets: sum.resets, billed: Money(attodollars: sum.usd),
        unpriced: sum.unpriced)
    }
    billed = BilledPlans(
      paid: Money(attodollars: paid), upgrades: Money(attodollars: upgrades))
    self.unpricedAccounts = Set(unpricedAccounts.map { audit.names.name($0) })
    byAccount = Dictionary(
      uniqueKeysWithValues: accounts.filter { !unpricedAccounts.contains($0.key) }.map {
        (audit.names.name($0.key), Money(attodollars: $0.value))
      })
  }

  /// Returns the sum billed for the resets of earlier days; nil where the ledger begins after their first one, or an
  /// amount is not known.
  func sum(of days: ClosedRange<Day>) -> Money? {
    let start = zone.start(of: days.lowerBound).nanoseconds
    let end = zone.start(of: days.upperBound + 1).nanoseconds
    guard let first = audit.played.order.first, audit.ledger.events[Int(first)].at < start else {
      return nil
    }
    var sum: Int128 = 0
    for (_, line) in PlanFeesFromResets.plans(audit) where start <= line.at && line.at < end {
      if unpriced.contains(line.billed.event) { return nil }
      sum += line.billed.usd
    }
    if PlanFeesFromResets.notBilled(audit).contains(where: { start <= $0.at && $0.at < end }) {
      return nil
    }
    return Money(attodollars: sum)
  }

  /// The resets that nothing was billed for, because no book has their plan.
  private static func notBilled(_ audit: CreditAudit) -> [AppliedReset] {
    let billed = Set(plans(audit).map(\.line.billed.event))
    return audit.played.resets.filter { $0.isUnpriced && !billed.contains($0.event) }
  }

  /// The billed resets, each with the number of its plan and its instant.
  private static func plans(
    _ audit: CreditAudit
  ) -> [(plan: UInt32, line: (billed: BilledEvent, at: Int64))] {
    audit.billed.compactMap { billed in
      switch billed.kind {
      case .plan(let plan, _, _):
        (plan, (billed, audit.ledger.events[Int(billed.event)].at))
      case .upgrade, .topup, .paymentRefund, .wonDispute, .reversedGrant: nil
      }
    }
  }
}
