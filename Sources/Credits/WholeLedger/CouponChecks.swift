import Ledger
import Rating

/// The checks of redeemed coupons: of each redemption the first that holds, in the order of events.
enum CouponChecks {
  static func findings(_ context: WholeLedgerContext) -> [CreditFinding] {
    var counts = RedemptionCounts()
    return context.played.redemptions.compactMap { redemption in
      let event = context.ledger.events[Int(redemption.event)]
      let found = fault(of: event, redemption, context, counts)
      if found == nil || found?.check == .couponValueDiffers { counts.add(event) }
      guard let found else { return nil }
      var finding = context.finding(
        found.check, at: redemption.event, credits: Int128(event.credits),
        plan: context.names.name(redemption.plan))
      finding.expected = found.expected
      finding.found = found.found
      return finding
    }
  }

  private typealias Fault = (check: CreditCheck, expected: FindingFigure, found: FindingFigure)

  private static func fault(
    of event: CreditEvent, _ redemption: Redemption, _ context: WholeLedgerContext,
    _ counts: RedemptionCounts
  ) -> Fault? {
    let names = context.names
    guard let coupon = context.books.coupons.coupon(names.name(event.subject)) else {
      return (.couponUnknown, .blank, .name(event.subject))
    }
    let at = event.instant
    if let from = coupon.validFrom, at < from {
      return (.couponNotYetValid, .instant(from.nanoseconds), .instant(event.at))
    }
    let ends = [coupon.expiresAt, coupon.deactivatedAt].compactMap { $0 }
    if let end = ends.min(), at >= end {
      return (.couponExpired, .instant(end.nanoseconds), .instant(event.at))
    }
    let uses = counts.uses(event)
    if let limit = coupon.maxUses, uses >= limit {
      return (.couponOverLimit, .count(limit), .count(uses + 1))
    }
    let own = counts.usesOfCustomer(event)
    if own >= coupon.perUserLimit {
      return (.couponTwice, .count(coupon.perUserLimit), .count(own + 1))
    }
    if !coupon.plans.isEmpty, !coupon.plans.contains(names.name(redemption.plan)) {
      return (.couponWrongPlan, .blank, .name(redemption.plan))
    }
    // A discount grants no credits.
    let value = if case .credits(let credits) = coupon.benefit { credits } else { Credits.zero }
    if event.credits == value.microcredits { return nil }
    return (
      .couponValueDiffers, .credits(Int128(value.microcredits)), .credits(Int128(event.credits))
    )
  }
}

/// The redemptions that count towards the limits of coupons.
private struct RedemptionCounts {
  private var all: [UInt32: Int] = [:]
  private var ofCustomers: [Customer: Int] = [:]

  /// A coupon with the user who redeems it, or else the account.
  private struct Customer: Hashable {
    let coupon: UInt32
    let isUser: Bool
    let customer: UInt32

    init(_ event: CreditEvent) {
      coupon = event.subject
      isUser = event.user != 0
      customer = isUser ? event.user : event.account
    }
  }

  mutating func add(_ event: CreditEvent) {
    all[event.subject, default: 0] += 1
    ofCustomers[Customer(event), default: 0] += 1
  }

  func uses(_ event: CreditEvent) -> Int { all[event.subject] ?? 0 }

  func usesOfCustomer(_ event: CreditEvent) -> Int { ofCustomers[Customer(event)] ?? 0 }
}
