import Ledger

/// The loss of usage at which a scenario stops to gain margin: change of margin ÷ scenario margin of the changed users who
/// pay.
///
/// Users who pay nothing earn nothing that could be lost, though what they cost may be part of the change.
package struct BreakEvenLoss: Hashable, Sendable {
  /// In 0.1 percent, rounded down: while less is lost, the margin still gains.
  package let perMille: Int128
  /// The number of paying users whose payment or requests change.
  package let users: Int
  /// The only tier with such users; nil where there are several.
  package let tier: Name?
  /// All users of that tier are changed.
  package let isWholeTier: Bool

  /// Returns gain ÷ margin in 0.1 percent, rounded down; nil where the margin does not gain, or none of it is at risk.
  static func perMille(gain: Money, margin: Money) -> Int128? {
    guard gain > .zero, margin > .zero else { return nil }
    return Quotient.floor(gain.attodollars, times: 1000, over: margin.attodollars)
  }
}

extension SimulationResult {
  /// The loss at which a scenario stops to gain; nil where it does not gain, where the changed users who pay earn nothing
  /// under it, and where a margin is not known.
  package func breakEvenLoss(of index: Int) -> BreakEvenLoss? {
    guard let now = baseline.total.knownMargin, let then = scenarios[index].total.knownMargin else {
      return nil
    }
    var margin = Money.zero
    var names: Set<Name> = []
    var touched: [(tier: Name, changed: Int, users: Int)] = []
    for (tier, effects) in tierEffects[index] {
      let changed = effects.users.filter { $0.kind != .unchanged && $0.mayPayAfter }
      guard !changed.isEmpty else { continue }
      touched.append((tier, changed.count, effects.users.count))
      for user in changed {
        names.insert(user.before.user)
        if user.after.requests == 0 { continue }
        guard let earned = user.after.margin else { return nil }
        margin = margin + earned
      }
    }
    guard let perMille = BreakEvenLoss.perMille(gain: then - now, margin: margin) else {
      return nil
    }
    let sole = touched.count == 1 ? touched.first : nil
    return BreakEvenLoss(
      perMille: perMille, users: names.count, tier: sole?.tier,
      isWholeTier: sole.map { $0.changed == $0.users } ?? false)
  }
}

extension UserEffect {
  /// The scenario charges the user money for credits, or it is not known whether it does.
  fileprivate var mayPayAfter: Bool {
    guard let worth = after.listRevenue else { return after.requests > 0 }
    return worth > after.freeWorth
  }
}
