import Ledger
import Overview
import Simulation
import Terminal

/// Whom a scenario makes pay more or less, in sentences: by tier where it touches few of them.
struct UserText {
  let effects: UserEffects
  let tierEffects: [(tier: Name, effects: UserEffects)]

  /// The maximum number of tiers listed one by one.
  private static let limit = 3

  var sentence: String? {
    guard !effects.users.isEmpty else { return nil }
    let unknown = effects.count(.unknown)
    if unknown == effects.users.count {
      return "Users: their bills are not known in the baseline or the scenario, so no change is "
        + "known."
    }
    let rest =
      unknown == 0
      ? ""
      : "; the bills of \(Figures.count(Int64(unknown))) are not known in the baseline or the "
        + "scenario"
    return "Users: \(counts)\(rest).\(largest)"
  }

  private var counts: String {
    let touched = tierEffects.filter { $0.effects.count(.unchanged) < $0.effects.users.count }
    if touched.isEmpty {
      let count = Figures.count(Int64(effects.users.count), "user")
      return "nothing changes for \(effects.users.count == 1 ? "the one user" : "any of \(count)")"
    }
    guard touched.count <= UserText.limit else {
      let all = Figures.count(Int64(effects.users.count), "user")
      return "of \(all), \(payers(.better, "less", of: effects)), "
        + "\(unchanged(effects)), \(losers(effects))"
    }
    let users = Set(touched.flatMap { $0.effects.users.map(\.before.user) })
    let others = effects.users.count - users.count
    let rest =
      others == 0 ? [] : ["\(Figures.count(Int64(others))) in other tiers unchanged"]
    return (touched.map(counts) + rest).joined(separator: "; ")
  }

  /// `119 of 120 pro users pay less, 1 is unchanged, none pays more`: what most of those who are touched feel first.
  private func counts(_ tier: Name, _ effects: UserEffects) -> String {
    let name = tier.isEmpty ? "users without a tier" : "\(SafeText.safe(tier.description)) users"
    let losesRequests = effects.users.contains { $0.requestsStopped > 0 }
    let whole = " of \(Figures.count(Int64(effects.users.count))) \(name)"
    func better(_ whole: String) -> String { payers(.better, "less", of: effects, whole) }
    func worse(_ whole: String) -> String {
      losesRequests ? losers(effects, whole) : payers(.worse, "more", of: effects, whole)
    }
    return effects.count(.better) >= effects.count(.worse)
      ? "\(better(whole)), \(unchanged(effects)), \(worse(""))"
      : "\(worse(whole)), \(unchanged(effects)), \(better(""))"
  }

  /// `119 of 120 pro users pay less`, `1 pays less` or `none pays less`.
  private func payers(
    _ kind: UserEffect.Kind, _ side: String, of effects: UserEffects, _ whole: String = ""
  ) -> String {
    number(kind, of: effects) + whole + (effects.count(kind) > 1 ? " pay " : " pays ") + side
  }

  private func losers(_ effects: UserEffects, _ whole: String = "") -> String {
    number(.worse, of: effects) + whole
      + (effects.count(.worse) > 1 ? " are worse off" : " is worse off")
  }

  private func unchanged(_ effects: UserEffects) -> String {
    number(.unchanged, of: effects)
      + (effects.count(.unchanged) > 1 ? " are unchanged" : " is unchanged")
  }

  private func number(_ kind: UserEffect.Kind, of effects: UserEffects) -> String {
    let count = effects.count(kind)
    return count == 0 ? "none" : Figures.count(Int64(count))
  }

  private var largest: String {
    guard let largest = effects.mostAffected.first, let base = largest.base,
      let difference = largest.change
    else { return "" }
    let change =
      largest.changePercent.map { " (" + ($0 > 0 ? "+" : "") + Figures.percent($0) + " %)" } ?? ""
    let (before, after) = (largest.before, largest.after)
    let name = SafeText.safe(before.user.description)
    if largest.isNotByCredits {
      let amounts = Figures.column([base, base + difference])
      return " Largest: \(name), \(amounts[0]) → \(amounts[1]) USD\(change)."
    }
    guard let old = before.microcredits, let new = after.microcredits else { return "" }
    return " Largest: \(name), \(Figures.credits(old)) → \(Figures.credits(new)) credits\(change)."
  }
}
