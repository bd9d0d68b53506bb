import Cube
import Engine
import Ledger
import Overview
import Simulation
import Terminal

/// The effects of a scenario, in sentences.
struct ScenarioText {
  let baseline: SimulatedBooks
  let simulated: SimulatedBooks
  let effects: UserEffects
  let tierEffects: [(tier: Name, effects: UserEffects)]
  /// The requests that limits stop.
  let stops: [StoppedRequest]
  /// The usage that model restrictions stop.
  let restricted: ModelRestrictionImpact
  /// The one multiplier that the scenario changes, if that is all.
  let sole: SingleMultiplierChange?
  /// The scenario changes how many credits a plan includes.
  let changesAllowance: Bool

  /// The maximum number of tiers listed.
  private static let limit = 5

  var sentences: [String] {
    let users = UserText(effects: effects, tierEffects: tierEffects).sentence
    let rounding = sole?.sentence(baseline, simulated)
    return tiers
      + [users, rounding, lossMaking, stopped, forbidden, allowance].compactMap(\.self)
  }

  private var tiers: [String] {
    let before = Dictionary(uniqueKeysWithValues: baseline.byTier.map { ($0.key, $0.totals) })
    let changed = simulated.byTier.compactMap { tier, after -> String? in
      guard let old = before[tier]?.marginPercent, let new = after.marginPercent,
        old != new || before[tier]?.targetPercent != after.targetPercent
      else { return nil }
      return "\(SafeText.safe(TierText.subject(tier))): margin \(Figures.percent(old)) % → "
        + "\(Figures.percent(new)) %\(target(before[tier], after))."
    }
    let rest = changed.count - ScenarioText.limit
    return Array(changed.prefix(ScenarioText.limit))
      + (rest > 0 ? ["… \(Figures.count(Int64(rest), "more tier")) in simulation.csv"] : [])
  }

  private func target(_ before: MoneyTotals?, _ after: MoneyTotals) -> String {
    guard let target = after.comparedTarget, let variance = after.comparedPoints else { return "" }
    let isOver = variance >= 0
    let wasOver = before?.comparedPoints.map { $0 >= 0 }
    let still = wasOver == isOver ? "still " : "now "
    return ", \(still)\(Figures.pointsSize(variance)) points \(isOver ? "over" : "under") its "
      + "\(Figures.shortPercent(target)) % target"
  }

  private var lossMaking: String? {
    guard let count = effects.turningLossMaking, count > 0 else { return nil }
    return "\(Figures.count(Int64(count), "user")) would cost more than "
      + (count == 1 ? "it earns; it does not today." : "they earn; they do not today.")
  }

  private var stopped: String? {
    guard let first = stops.min(by: { $0.startedAt < $1.startedAt }) else { return nil }
    let users = Set(stops.map(\.user)).count
    return "The limit stops \(Figures.count(Int64(stops.count), "request")) of "
      + "\(Figures.count(Int64(users), "user")), the first at \(first.startedAt.rfc3339)."
  }

  private var allowance: String? {
    changesAllowance
      ? "The credits included in a plan do not affect charges, so this change alone alters no "
        + "figure." : nil
  }

  private var forbidden: String? {
    guard let first = restricted.firstDay else { return nil }
    return "The model restriction stops \(Figures.count(restricted.requests, "request")) of "
      + "\(Figures.count(Int64(restricted.users.count), "user")), the first on \(first)."
  }
}
