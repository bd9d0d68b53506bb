import Comparing
import Ledger
import Tables

/// The sentences that name the multipliers that changed, and the change of customers of both periods.
extension ComparisonSummary {
  /// The same for a place with room for the most important notes only.
  package var reasons: [String] { [changedMultipliers, continuingAccounts].compactMap(\.self) }

  /// The multipliers that changed, with the effect on usage revenue, as in `Multipliers changed in enterprise: 1.2 → 1.3,
  /// +22.12 USD of usage revenue on usage before the change.`; nil where none did, or nothing is sold.
  var changedMultipliers: String? {
    guard comparison.isSold, comparison.isChangeKnown else { return nil }
    let all = comparison.changedFactors.compactMap { change -> String? in
      let shown = shownUnits(change.effect)
      guard shown != 0 else { return nil }
      let model = change.model.map { " for \($0)" } ?? ""
      return "\(TierText.name(change.tier))\(model) \(ComparisonSummary.text(change.before)) → "
        + "\(ComparisonSummary.text(change.after)), \(text(shown, signed: true)) USD of usage revenue on usage before the change"
    }
    if all.isEmpty { return nil }
    let rest = all.count - ComparisonSummary.namedChanges
    let more = rest > 0 ? ["\(Figures.count(Int64(rest), "smaller change"))"] : []
    return "\(all.count == 1 ? "Multiplier" : "Multipliers") changed: "
      + (all.prefix(ComparisonSummary.namedChanges) + more).joined(separator: "; ") + "."
  }

  /// So many changes of multipliers are named.
  private static let namedChanges = 3

  /// The change of the accounts of both periods, and the one that fell most; nil where no account is new or lost.
  var continuingAccounts: String? {
    guard !isScenario, comparison.isChangeKnown,
      comparison.newAccounts + comparison.lostAccounts > 0
    else { return nil }
    let (accounts, bridges) = comparison.continuing
    guard accounts > 0 else { return nil }
    // Of the shown drivers, so that the parts of a column add up to its change.
    let parts = measures.map { measure in
      let shown = comparison.shown(measure)
      let change = shown.change - shown[Driver.newAccounts] - shown[Driver.lostAccounts]
      return "\(measure.heading.lowercased()) \(text(change, signed: true))"
    }
    let measure: BridgeMeasure = comparison.isSold ? .revenue : .cost
    let fall = comparison.largestFall(of: measure).flatMap { mover -> String? in
      let shown = ShownBridge(mover.bridges[measure], decimals: decimals)
      guard bridges[measure].change < 0, shown.change != 0, let name = mover.key?.account else {
        return nil
      }
      let account = name.isEmpty ? "(none)" : name.description
      return "; \(account) fell most, \(text(shown.start)) → \(text(shown.end)) of "
        + measure.heading.lowercased()
    }
    let unpriced = comparison.unpricedAccounts
    let part =
      unpriced == 0 ? "" : ", \(Figures.count(Int64(unpriced))) without a price in one of them"
    let subject = Figures.count(Int64(accounts), "account")
    return "\(subject) in both periods\(part): \(parts.joined(separator: ", ")) USD\(fall ?? "")."
  }

  /// An amount in the decimals of the comparison.
  private func shownUnits(_ amount: Int128) -> Int128 {
    Money(attodollars: amount).roundedHalfUp(toDecimals: decimals).attodollars
      / powerOfTen(Money.decimals - decimals)
  }

  /// `1.3`, or `1.2 to 1.25` where it changed within the period; `free` where nothing was charged.
  private static func text(_ factors: FactorRange) -> String {
    func text(_ factor: ChargeFactor) -> String {
      factor == .none ? "free" : DecimalText.string(factor.value, scale: ChargeFactor.decimals)
    }
    let (least, most) = (text(factors.least), text(factors.most))
    return least == most ? least : "\(least) to \(most)"
  }
}
