import Ledger
import Overview
import Pricing
import Simulation

extension Change {
  /// The change in a few words: `tier pro multiplier 1.4`.
  package var words: String { kind.words + time }

  private var time: String {
    let start = from.map { " from \($0)" } ?? ""
    return start + (to.map { " until \($0) (exclusive)" } ?? "")
  }
}

extension Change.Kind {
  fileprivate var words: String {
    func of(_ tier: Name?) -> String { tier.map { " of \(TierText.name($0))" } ?? "" }
    switch self {
    case .multiplier(let multiplier, let key): return "\(key.words) multiplier \(multiplier)"
    case .increment(let step, let tier): return "credit step\(of(tier)) \(step)"
    case .creditValue(let value, let tier):
      return "credit value\(of(tier)) \(value.perCredit) USD"
    case .price(let change, let selection):
      let what = "\(selection.model.model) \(selection.unitClass?.name ?? "prices")"
      switch change {
      case .by(let percent):
        return "\(what) \(percent.millionths < 0 ? "" : "+")\(percent) %"
      case .to(let perUnit):
        let per = selection.unitClass?.defaultPer ?? 1
        return "\(what) \(perUnit * per) USD per \(per == 1 ? "one" : "million")"
      }
    case .swap(let model, let other, _): return "swap \(model) for \(other)"
    case .block(let models, let tier):
      return "block \(models.map(\.description).joined(separator: ", ")) for \(TierText.name(tier))"
    case .monthlyBudget(let credits, let tier):
      return "\(TierText.name(tier)) budget \(credits) a month"
    case .dailyCap(let credits, let tier): return "\(TierText.name(tier)) cap \(credits) a day"
    case .plan(let plan, let tier):
      let parts = [
        plan.isFree.map { $0 ? "free" : "paid" }, plan.monthlyPrice.map { "\($0) USD a month" },
        plan.monthlyCredits.map { "\($0) credits a month" },
        plan.targetMargin.map { "target \($0) %" },
      ].compactMap(\.self)
      return "plan \(TierText.name(tier)) " + parts.joined(separator: " ")
    }
  }
}
