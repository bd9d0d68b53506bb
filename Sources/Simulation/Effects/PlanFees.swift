import Cube
import Ledger
import Rating

/// The fees of plans in a period: the monthly price × the users with a request in the month, not
/// prorated.
///
/// Who has a plan and made no request is not in the ledger, and so not in the sum.
package struct PlanFees: Hashable, Sendable {
  /// The fees of the tiers whose price is known, USD; nil where paid tiers have requests and none has a price.
  package let known: Money?
  /// The same by prices × users, even where `known` is the sum billed for resets.
  package let byUsers: Money?
  /// The tiers that the sum lacks in some month, in order.
  package let gaps: [PlanFeeGap]
  /// Users × months with a request in tiers that pay a price or may pay one.
  package let userMonths: Int64
  /// Those of them for which no plan states a price.
  package let userMonthsWithoutPrice: Int64
  /// The fees of each tier and month that the sum is of, or lacks, by month and tier.
  package let lines: [PlanFeeLine]
  /// The fees are the sum billed for the resets of a credit ledger, not prices × users.
  package let isOfResets: Bool
  /// Further sums of a credit ledger; 0 without one.
  package let billed: BilledPlans
  /// A plan with a fee includes credits, so that its fee pays for usage.
  package let includesCredits: Bool
  /// The resets of the period; 0 without a credit ledger.
  package let resets: Int64
  /// Those of them whose amount is not known.
  package let unpricedResets: Int64

  /// - Parameters:
  ///   - users: how many users made requests in each month and tier.
  ///   - zone: in which months are separated.
  package init(of users: [MonthAndTier: Int], plans: PlanBook, zone: ReportingZone) {
    var sum = Money.zero
    var (all, missing) = (Int64(0), Int64(0))
    var months: [Name: (priced: [Month], missing: [Month])] = [:]
    lines = users.compactMap { PlanFeeLine($0.key, users: $0.value, plans: plans, zone: zone) }
      .sorted { ($0.month, $0.tier) < ($1.month, $1.tier) }
    for line in lines {
      all += line.users
      if let fee = line.fee {
        sum = sum + fee
        months[line.tier, default: ([], [])].priced.append(line.month)
      } else {
        missing += line.users
        months[line.tier, default: ([], [])].missing.append(line.month)
      }
    }
    (userMonths, userMonthsWithoutPrice) = (all, missing)
    (isOfResets, resets, unpricedResets, billed) = (false, 0, 0, BilledPlans())
    includesCredits = lines.contains { $0.includesCredits }
    known = all > 0 && missing == all ? nil : sum
    byUsers = known
    gaps = months.filter { !$0.value.missing.isEmpty }.sorted { $0.key < $1.key }.map {
      PlanFeeGap(
        tier: $0.key, priced: $0.value.priced, missing: $0.value.missing.sorted(), plans: plans,
        zone: zone)
    }
  }

  /// Returns the known fees by customer; without an entry for a customer whose fees are all unknown.
  ///
  /// - Parameters:
  ///   - users: as `init` takes them, by the number of their customer.
  ///   - count: the number of customers; of one without users they count with another customer.
  package static func byCustomer(
    _ users: [MonthAndTier: [Int32: Int]], of count: Int, plans: PlanBook, zone: ReportingZone
  ) -> [Int32: Money] {
    let own = Set(users.values.lazy.flatMap(\.keys))
    var fees: [Int32: Money] = [:]
    for customer in 0..<Int32(count) where !own.contains(customer) { fees[customer] = .zero }
    for (key, customers) in users {
      // Of a plan without a line, nothing has to be paid.
      let line = PlanFeeLine(key, users: 1, plans: plans, zone: zone)
      guard let fee = line.map(\.fee) ?? .zero else { continue }
      for (customer, count) in customers {
        fees[customer] = (fees[customer] ?? .zero) + fee * Int64(count)
      }
    }
    return fees
  }

  private init() {
    (isOfResets, resets, unpricedResets, billed) = (false, 0, 0, BilledPlans())
    (known, byUsers, includesCredits) = (nil, nil, false)
    (gaps, lines) = ([], [])
    (userMonths, userMonthsWithoutPrice) = (0, 0)
  }

  /// Returns the fees billed for resets, with the users of these.
  ///
  /// - Parameter lines: by month and tier.
  package func replaced(byResets lines: [PlanFeeLine], _ billed: BilledPlans) -> PlanFees {
    PlanFees(resets: lines, billed, users: self)
  }

  private init(resets lines: [PlanFeeLine], _ billed: BilledPlans, users: PlanFees) {
    isOfResets = true
    self.billed = billed
    (byUsers, includesCredits) = (users.byUsers, users.includesCredits)
    let all = lines.reduce(Int64(0)) { $0 + $1.users }
    let unpriced = lines.reduce(Int64(0)) { $0 + $1.unpriced }
    (resets, unpricedResets) = (all, unpriced)
    known =
      unpriced > 0 && unpriced == all ? nil : lines.reduce(Money.zero) { $0 + ($1.fee ?? .zero) }
    self.lines = lines
    gaps = Dictionary(grouping: lines, by: \.tier).sorted { $0.key < $1.key }
      .compactMap { tier, lines in
        let missing = lines.filter { $0.unpriced > 0 }
        if missing.isEmpty { return nil }
        return PlanFeeGap(
          tier: tier,
          reason: missing.allSatisfy { $0.fee == nil } && missing.count == lines.count
            ? .noPrice : .months(missing.map(\.month).sorted()))
      }
    (userMonths, userMonthsWithoutPrice) = (users.userMonths, users.userMonthsWithoutPrice)
  }

  /// The sum lacks fees that are not known.
  package var lacksPrices: Bool {
    isOfResets ? unpricedResets > 0 : userMonthsWithoutPrice > 0
  }

  /// Nothing is known of plans.
  package static let notKnown = PlanFees()
}

/// The part of a credit ledger's plan fees that is recorded as paid, and fees that they lack.
package struct BilledPlans: Hashable, Sendable {
  /// The money that the events of resets state, USD.
  package var paid = Money.zero
  /// Billed for changes of plan, USD; not among the fees of resets.
  package var upgrades = Money.zero

  package init(paid: Money = .zero, upgrades: Money = .zero) {
    self.paid = paid
    self.upgrades = upgrades
  }
}

extension Plan {
  /// The monthly price, 0 for a free plan without one; nil where a paid plan states none.
  var price: Money? { monthlyPrice ?? (isFree ? .zero : nil) }
}

/// The users of a plan that is not free of charge in one month, or the resets that were billed.
package struct PlanFeeLine: Hashable, Sendable {
  package let tier: Name
  package let month: Month
  /// Those with a request; of a credit ledger, the resets.
  package let users: Int64
  /// USD a month; nil where no plan states it, and of resets.
  package let price: Money?
  /// Price × users, or the sum billed for the resets; nil where no price, or none of the sums, is known.
  package let fee: Money?
  /// The resets whose payment is not known; 0 of users.
  package let unpriced: Int64
  /// The plan of users includes credits each month; false of resets.
  let includesCredits: Bool

  /// Makes the line of the resets of a plan in a month.
  ///
  /// - Parameter unpriced: how many of them have no known payment.
  package init(plan: Name, month: Month, resets: Int64, billed: Money, unpriced: Int64 = 0) {
    (tier, self.month, users) = (plan, month, resets)
    (price, fee) = (nil, unpriced > 0 && unpriced == resets ? nil : billed)
    self.unpriced = unpriced
    includesCredits = false
  }

  /// Nil for a plan that is free of charge.
  fileprivate init?(_ key: MonthAndTier, users: Int, plans: PlanBook, zone: ReportingZone) {
    let plan = plans.plan(tier: key.tier, in: key.month, zone: zone)
    if plan?.isFree == true && plan?.price == .zero { return nil }
    tier = key.tier
    month = key.month
    self.users = Int64(users)
    price = plan?.price
    fee = price.map { $0 * Int64(users) }
    unpriced = 0
    includesCredits = (price ?? .zero) != .zero && (plan?.monthlyCredits ?? .zero) != .zero
  }

  /// Returns the lines of all tiers, by tier and month; see `PlanFees.init`.
  package static func all(
    of users: [MonthAndTier: Int], plans: PlanBook, zone: ReportingZone
  ) -> [PlanFeeLine] {
    users.compactMap { PlanFeeLine($0.key, users: $0.value, plans: plans, zone: zone) }
      .sorted { ($0.tier, $0.month) < ($1.tier, $1.month) }
  }
}

/// A tier with requests in months for which no plan states a price.
package struct PlanFeeGap: Hashable, Sendable {
  package let tier: Name
  package let reason: Reason

  /// Why its fees are not known.
  package enum Reason: Hashable, Sendable {
    /// No row of the book is of the tier.
    case notListed
    /// Its plans state no price in any of the months.
    case noPrice
    /// Its first plan begins on this day of the reporting zone.
    case before(Day)
    /// Only in these months, sorted.
    case months([Month])
  }

  fileprivate init(tier: Name, reason: Reason) {
    self.tier = tier
    self.reason = reason
  }

  init(
    tier: Name, priced: [Month], missing: [Month], plans: PlanBook, zone: ReportingZone
  ) {
    self.tier = tier
    let starts = plans.starts(of: tier)
    if let first = starts.first, let last = missing.last,
      zone.endInBooks(of: last.period.lastDay) <= first
    {
      reason = .before(zone.day(of: first))
    } else if starts.isEmpty {
      reason = .notListed
    } else {
      reason = priced.isEmpty ? .noPrice : .months(missing)
    }
  }
}
