import Ledger
import Overview
import Rating
import Simulation

/// The one thing that a scenario changes, where that is the multiplier of a key for the whole time, and the
/// book had one value for it all that time.
struct SingleMultiplierChange {
  let key: MultiplierRow.Key
  let old: Multiplier
  let new: Multiplier
  /// The one credit step of all its requests; nil where several or other rows of the book may decide.
  private let increment: Credits?

  /// Nil where the scenario is another.
  ///
  /// - Parameter days: the days with usage.
  init?(_ scenario: Scenario, books: Books, days: ClosedRange<Day>?, zone: ReportingZone) {
    guard let change = scenario.changes.first, scenario.changes.count == 1, change.from == nil,
      change.to == nil, case .multiplier(let multiplier, let key) = change.kind, let days
    else { return nil }
    let start = zone.start(of: days.lowerBound)
    let end = zone.start(of: days.upperBound + 1)
    guard let now = books.multipliers.multiplier(of: key, from: start, to: end) else { return nil }
    (self.key, old, new) = (key, now, multiplier)
    let increments = books.settings.creditIncrements
    let isSteady = !increments.boundaries.contains { start < $0 && $0 < end }
    increment =
      key.level == .tier && isSteady && !books.multipliers.hasRows(before: .tier)
      ? increments.value(tier: key.tier, at: start) : nil
  }

  /// `tier pro multiplier 1.5 → 1.4`.
  var words: String { "\(key.words) multiplier \(old) → \(new)" }

  /// By how much the credits of the tier follow; nil where they follow to the digit shown, or where
  /// more than the credit step may be why they do not.
  func sentence(_ baseline: SimulatedTotals, _ simulated: SimulatedTotals) -> String? {
    guard let increment, !baseline.tiersWithFees.contains(key.tier),
      let before = baseline.byTier.first(where: { $0.key == key.tier })?.totals.microcredits,
      let after = simulated.byTier.first(where: { $0.key == key.tier })?.totals.microcredits,
      let asked = percent(Int128(new.millionths) - Int128(old.millionths), Int128(old.millionths)),
      let came = percent(after - before, before), asked != 0,
      Figures.percent(abs(asked)) != Figures.percent(abs(came))
    else { return nil }
    return "The multiplier \(asked < 0 ? "falls" : "rises") \(Figures.percent(abs(asked))) %, "
      + "credits \(Figures.percent(abs(came))) %: Assay rounds each charge up to \(increment)."
  }

  /// In 10⁻⁴ percent, half-even.
  private func percent(_ change: Int128, _ whole: Int128) -> Int128? {
    Quotient.halfEven(change * 1_000_000, whole)
  }
}
