import Ledger

/// A change of the multiplier of a tier, or of some of its models, between two periods.
package struct MultiplierEffect: Hashable, Sendable {
  package let tier: Name
  /// The model where only some of the tier changed; nil for all that changed alike.
  package let model: Name?
  package let before: FactorRange
  package let after: FactorRange
  /// The effect on usage revenue, and so on margin, in 10⁻¹⁸ USD.
  package let effect: Int128
}

extension PeriodComparison {
  /// The changes of multipliers, the largest effect first; those of platform fees with customers' own keys are left out.
  package var changedFactors: [MultiplierEffect] {
    struct Change: Hashable {
      let tier: Name
      let before: FactorRange
      let after: FactorRange
    }
    var sums: [Change: (effect: Int128, models: Set<Name>)] = [:]
    for cell in cells {
      let effect = cell.bridges.revenue.effects[Effect.multipliers]
      // Usage that came to an end has the multiplier that it would have now.
      guard effect != 0, !cell.place.key.isBYOK, let before = cell.a.startFactors else { continue }
      let after = cell.b.startFactors ?? FactorRange(cell.a.factor)
      if before == after { continue }
      let change = Change(tier: cell.place.key.tier, before: before, after: after)
      sums[change, default: (0, [])].effect += effect
      sums[change]?.models.insert(cell.place.key.model)
    }
    let changes = Dictionary(grouping: sums.keys, by: \.tier).mapValues(\.count)
    return sums.map { change, sum in
      MultiplierEffect(
        tier: change.tier,
        model: changes[change.tier, default: 1] > 1 && sum.models.count == 1
          ? sum.models.first : nil,
        before: change.before, after: change.after, effect: sum.effect)
    }.sorted { left, right in
      if left.effect.magnitude != right.effect.magnitude {
        return left.effect.magnitude > right.effect.magnitude
      }
      return (left.tier, left.model ?? .empty, left.before.least.value, left.after.least.value)
        < (right.tier, right.model ?? .empty, right.before.least.value, right.after.least.value)
    }
  }

  /// The bridges of the accounts with requests in both periods together, and their number.
  package var continuing: (accounts: Int, bridges: Bridges) {
    var (accounts, bridges) = (0, Bridges())
    for part in parts[.account] ?? [] where !part.isLost && !part.isNew {
      accounts += 1
      bridges += part.bridges
    }
    return (accounts, bridges)
  }

  /// The account of both periods that fell most in a measure; nil where none did.
  package func largestFall(of measure: BridgeMeasure) -> Mover? {
    (parts[.account] ?? []).filter {
      $0.isChangeKnown && $0.requests.a > 0 && $0.requests.b > 0 && $0.bridges[measure].change < 0
    }.min { left, right in
      let (one, other) = (left.bridges[measure].change, right.bridges[measure].change)
      return one == other
        ? (left.key ?? MoverKey()) < (right.key ?? MoverKey()) : one < other
    }
  }
}
