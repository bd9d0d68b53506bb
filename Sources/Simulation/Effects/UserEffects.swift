import Ledger

/// The effects of a scenario on each user.
package struct UserEffects: Sendable {
  /// Every user of either side, by name.
  package let users: [UserEffect]

  /// Compares what each user's requests came to under the books as they are with the same under changed books.
  init(_ baseline: SimulatedTotals, _ simulated: SimulatedTotals) {
    let turned = UserEffects.turnedTiers(baseline, simulated)
    self.init(
      baseline.byUser, simulated.byUser, unpaidBefore: baseline.freeWorth(in: turned),
      unpaidAfter: simulated.freeWorth(in: turned))
  }

  /// - Parameters:
  ///   - before: sorted by user, as is `after`.
  ///   - unpaidBefore: by user, what credits were worth that a free plan paid nothing for.
  private init(
    _ before: [UserTotals], _ after: [UserTotals], unpaidBefore: [Name: Money],
    unpaidAfter: [Name: Money]
  ) {
    var users: [UserEffect] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      let isBefore =
        right == after.count || (left < before.count && before[left].user <= after[right].user)
      let isAfter =
        left == before.count || (right < after.count && after[right].user <= before[left].user)
      let name = isBefore ? before[left].user : after[right].user
      users.append(
        UserEffect(
          before: isBefore ? before[left] : UserTotals(none: name),
          after: isAfter ? after[right] : UserTotals(none: name),
          unpaidBefore: unpaidBefore[name] ?? .zero, unpaidAfter: unpaidAfter[name] ?? .zero))
      left += isBefore ? 1 : 0
      right += isAfter ? 1 : 0
    }
    self.users = users
  }

  /// The same of each tier by itself, for tiers of either side; sorted by tier.
  ///
  /// A user of two tiers is in both.
  static func byTier(
    _ baseline: SimulatedTotals, _ simulated: SimulatedTotals
  ) -> [(tier: Name, effects: UserEffects)] {
    let before = Dictionary(
      uniqueKeysWithValues: baseline.byTierAndUser.map { ($0.tier, $0.users) })
    let after = Dictionary(
      uniqueKeysWithValues: simulated.byTierAndUser.map { ($0.tier, $0.users) })
    let turned = turnedTiers(baseline, simulated)
    return Set(before.keys).union(after.keys).sorted().map { tier in
      let own = turned.intersection([tier])
      return (
        tier,
        UserEffects(
          before[tier] ?? [], after[tier] ?? [], unpaidBefore: baseline.freeWorth(in: own),
          unpaidAfter: simulated.freeWorth(in: own))
      )
    }
  }

  /// The tiers whose plan is free, at some time, under one of the two and not under the other.
  ///
  /// For users of any other tier, the value of credits at list measures the effect, even if they
  /// pay for none of it.
  private static func turnedTiers(
    _ baseline: SimulatedTotals, _ simulated: SimulatedTotals
  ) -> Set<Name> {
    Set(
      simulated.byTier.map(\.key).filter {
        !baseline.plans.isFreeAsOften($0, by: simulated.plans)
      })
  }

  /// The kinds of effects to list: the known ones, and the unknown where a user has one.
  package var kinds: [UserEffect.Kind] {
    UserEffect.Kind.known + (count(.unknown) > 0 ? [.unknown] : [])
  }

  /// Returns the number of users with this effect.
  package func count(_ effect: UserEffect.Kind) -> Int {
    users.count { $0.kind == effect }
  }

  /// The affected users, the largest change of their bill first, then by name; those of an unknown change last.
  package var mostAffected: [UserEffect] {
    users.filter { $0.kind != .unchanged }.sorted { left, right in
      let (a, b) = (left.change?.magnitude, right.change?.magnitude)
      if a == b { return left.before.user < right.before.user }
      guard let a else { return false }
      guard let b else { return true }
      return a > b
    }
  }

  /// The number of users who turn from profit to loss; nil where the margin of no user is known on both sides.
  package var turningLossMaking: Int? {
    let known = users.compactMap(\.turnsLossMaking)
    return known.isEmpty && !users.isEmpty ? nil : known.count(where: \.self)
  }
}

extension SimulatedTotals {
  /// By user, what credits are worth that free plans of the tiers pay nothing for.
  fileprivate func freeWorth(in tiers: Set<Name>) -> [Name: Money] {
    var worth: [Name: Money] = [:]
    for (tier, users) in byTierAndUser where tiers.contains(tier) {
      for user in users { worth[user.user] = (worth[user.user] ?? .zero) + user.freeWorth }
    }
    return worth
  }
}

/// The effect of a scenario on one user.
package struct UserEffect: Sendable {
  package let before: UserTotals
  package let after: UserTotals
  /// The value of credits that a plan did not charge, if the scenario makes a plan free or paid.
  fileprivate let unpaidBefore: Money
  fileprivate let unpaidAfter: Money

  /// The kind of effect: the user pays less, more, the same, or an unknown amount.
  package enum Kind: String, Hashable, CaseIterable, Sendable {
    case better, worse, unchanged
    /// The payment on one side is not known: nothing is sold, or no request or plan has a price.
    case unknown

    /// The kinds of which a table has a row even where no user is of them.
    package static let known: [Kind] = [.better, .worse, .unchanged]
  }

  /// In USD: the value of the user's credits at list, and the price of the plans; nil where a part is not known.
  ///
  /// Credits of a plan that the scenario makes free or paid cost nothing while it is free.
  package var change: Money? {
    guard let chargedBefore, let chargedAfter, let feeChange else { return nil }
    return chargedAfter - chargedBefore + feeChange
  }

  /// The charge for the user's credits.
  package var chargedBefore: Money? { before.listRevenue.map { $0 - unpaidBefore } }
  package var chargedAfter: Money? { after.listRevenue.map { $0 - unpaidAfter } }

  /// Of the price of the user's plans; nil where one side of it is not known.
  var feeChange: Money? { UserFees.change(from: before.fees, to: after.fees) }

  /// The amount with which the change is compared: the plans count where their price changes.
  package var base: Money? {
    guard let chargedBefore, let feeChange else { return nil }
    return feeChange == .zero ? chargedBefore : chargedBefore + before.fees.known
  }

  /// Requests that are no longer let through.
  package var requestsStopped: Int64 { before.requests - after.requests }

  /// Better off is who pays less and has no request stopped.
  var kind: Kind {
    if requestsStopped > 0 { return .worse }
    guard let change else { return .unknown }
    if change > .zero { return .worse }
    return change < .zero ? .better : .unchanged
  }

  /// True if the value of the credits would contradict the change.
  package var isNotByCredits: Bool {
    guard let change, let last = after.microcredits, let first = before.microcredits else {
      return true
    }
    let credits = last - first
    return feeChange != .zero || unpaidBefore != unpaidAfter || (credits < 0) != (change < .zero)
  }

  /// Nil where a margin is not known.
  var turnsLossMaking: Bool? {
    guard let old = before.margin, let new = after.margin else { return nil }
    return old >= .zero && new < .zero
  }

  /// In 10⁻⁴ percent, half-even; nil where the user paid nothing, or the change is not known.
  package var changePercent: Int128? {
    guard let change, let base else { return nil }
    return Quotient.halfEven(change.attodollars * 1_000_000, base.attodollars)
  }

  /// The band of the change in the user's payment.
  package enum Band: String, CaseIterable, Sendable {
    case less20 = "less by 20 % or more"
    case less10 = "less by 10 to 20 %"
    case less5 = "less by 5 to 10 %"
    case less = "less by under 5 %"
    case same = "the same"
    case more = "more by under 5 %"
    case more5 = "more by 5 to 10 %"
    case more10 = "more by 10 to 20 %"
    case more20 = "more by 20 % or more"
    case fromNothing = "something instead of nothing"
  }

  /// Nil where the change is not known.
  var band: Band? {
    guard let old = base?.attodollars, let new = change?.attodollars else { return nil }
    if new == 0 { return .same }
    if old == 0 { return .fromNothing }
    let size = abs(new) * 100
    if new < 0 {
      return size >= 20 * old
        ? .less20 : size >= 10 * old ? .less10 : size >= 5 * old ? .less5 : .less
    }
    return size >= 20 * old
      ? .more20 : size >= 10 * old ? .more10 : size >= 5 * old ? .more5 : .more
  }
}
