import Ledger
import Overview
import Simulation

/// The users who pay more or less under a scenario, by the size of the change, and the one with the largest.
struct UserEffectsText {
  let effects: UserEffects
  let tierEffects: [(tier: Name, effects: UserEffects)]

  /// The maximum number of tiers listed one by one.
  private static let limit = 3

  var lines: [ScenarioText.Line] {
    guard !effects.users.isEmpty else { return [] }
    let unknown = effects.count(.unknown)
    if unknown == effects.users.count {
      return [("Users", "none has a known charge in both the baseline and the scenario")]
    }
    let (more, less) = (effects.payingMore, effects.payingLess)
    var lines = [(label: "Paying more", text: text(more))]
    if less.count > 0 { lines.append(("Paying less", text(less))) }
    if (2...UserEffectsText.limit).contains(paying.count) { lines.append(("By tier", byTier)) }
    if unknown > 0 {
      lines.append(
        ("Not known", "\(Figures.count(Int64(unknown), "user")), whose charges lack a price"))
    }
    if let free = creditsOnly(more, less) { lines.append(("Free users", free)) }
    if let largest { lines.append(("Largest", largest)) }
    return lines
  }

  private var touched: [(tier: Name, effects: UserEffects)] {
    tierEffects.filter { $0.effects.count(.unchanged) < $0.effects.users.count }
  }

  /// Those of them with more than changes of a free plan's credits.
  private var paying: [(tier: Name, effects: UserEffects)] {
    touched.filter {
      let (more, less) = ($0.effects.payingMore, $0.effects.payingLess)
      return more.count + less.count > 0 || more.inCreditsOnly + less.inCreditsOnly == 0
    }
  }

  private func text(_ payers: PaymentChanges) -> String {
    let only = touched.count == 1 ? touched.first : nil
    let all = Figures.count(Int64(only?.effects.users.count ?? effects.users.count))
    let name = only.map { $0.tier.isEmpty ? "" : SafeText.safe($0.tier.description) + " " } ?? ""
    let users = "\(all) \(name)\(all == "1" ? "user" : "users")"
    guard payers.count > 0 else { return "none of \(users)" }
    let parts = [
      (payers.under5, "under 5 %"), (payers.from5To10, "from 5 to 10 %"),
      (payers.over10, "over 10 %"),
    ].map { UserEffectsText.whole(Figures.count(Int64($0)) + " " + $1) }
    let others =
      payers.fromNothing > 0
      ? ", \(Figures.count(Int64(payers.fromNothing))) who paid nothing" : ""
    return "\(Figures.count(Int64(payers.count))) of \(users): "
      + parts.joined(separator: ", ") + others
  }

  /// `30 use more credits, 1 uses less`; nil where no free plan is touched.
  private func creditsOnly(_ more: PaymentChanges, _ less: PaymentChanges) -> String? {
    func part(_ count: Int, _ word: String) -> String? {
      count == 0
        ? nil : "\(Figures.count(Int64(count))) \(count == 1 ? "uses" : "use") \(word) credits"
    }
    let parts = [part(more.inCreditsOnly, "more"), part(less.inCreditsOnly, "fewer")]
      .compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// `enterprise 11 of 13 more; pro 17 of 17 less`.
  private var byTier: String {
    paying.map { tier, effects in
      let all = Figures.count(Int64(effects.users.count))
      let parts = [(effects.payingMore.count, "more"), (effects.payingLess.count, "less")]
        .filter { $0.0 > 0 }.map { "\(Figures.count(Int64($0))) of \(all) \($1)" }
      let name = SafeText.safe(TierText.name(tier))
      return UserEffectsText.whole(
        name + " " + (parts.isEmpty ? "none" : parts.joined(separator: ", ")))
    }.joined(separator: "; ")
  }

  /// A text that no line breaks, by blanks that do not break.
  private static func whole(_ text: String) -> String { text.replacing(" ", with: "\u{A0}") }

  private var largest: String? {
    guard let largest = effects.largestPayer, let base = largest.base,
      let difference = largest.change
    else { return nil }
    let percent = largest.changePercent.map { " (\(ShownChange.percent($0)))" } ?? ""
    let name = SafeText.safe(largest.before.user.description)
    if largest.isPaidInMoney {
      return "\(name)  \(ShownChange(base, base + difference).change) USD\(percent)"
    }
    guard let old = largest.before.microcredits, let new = largest.after.microcredits else {
      return nil
    }
    return "\(name)  \(ShownChange(microcredits: old, new).change) credits\(percent)"
  }
}
