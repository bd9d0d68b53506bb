import Explaining
import Ledger
import Rating
import Workspace

/// Says what a request earns, and who is better or worse off by what was recorded.
struct EffectText {
  let trace: RatingTrace
  /// Nil where there is no ledger row.
  let recorded: CountedRow?
  /// At the ledger's scale; nil where a side is not known.
  let costDifference: Money?

  var text: String { [revenue, effect].filter { !$0.isEmpty }.joined(separator: " ") }

  private var terms: Terms { trace.card.dimensions.terms }

  private var revenue: String {
    if let lack = trace.rated.disposition.lack {
      return "Cost, credits and revenue exclude this request \(lack)."
    }
    guard trace.card.isSold else { return "" }
    let cost = trace.card.vendorCost(trace.rated)
    let plan = trace.plan.map { ", \(SourceLocationText.short($0))" } ?? ""
    if terms.isFree {
      return "Free tier\(plan): no revenue, a loss of \(ExactFigures.money(cost)) USD."
    }
    let tier = trace.card.kind.tier
    let revenue = trace.rated.credits.worth(at: terms.creditValue)
    let figures =
      "revenue \(ExactFigures.money(revenue)) USD,"
      + " margin \(ExactFigures.money(revenue - cost)) USD."
    if !trace.card.hasPlan {
      let name =
        tier.isEmpty
        ? "No tier is named"
        : trace.planOutOfForce.map {
          "Tier \(tier) has no plan then (\(SourceLocationText.outOfForce($0)))"
        } ?? "Tier \(tier) is not in plans.csv"
      return "\(name), so it counts as paid: \(figures)"
    }
    return "Paid tier\(plan): \(figures)"
  }

  private var effect: String {
    guard let recorded, trace.rated.disposition == .rated else { return "" }
    let cost = costEffect
    guard let credits = recorded.recordedCredits else {
      return cost.isEmpty ? "No credits were recorded to compare." : cost
    }
    let difference = credits - trace.rated.credits
    if difference == .zero {
      return cost.isEmpty
        ? "No customer pays more or less." : "The customer is not affected. \(cost)"
    }
    let amount = Credits(microcredits: abs(difference.microcredits))
    let worth =
      terms.isFree
      ? ", which a free tier does not pay for"
      : " (\(ExactFigures.money(amount.worth(at: terms.creditValue))) USD)"
    let noun = amount.description == "1" ? "credit" : "credits"
    if recorded.diagnosis?.causes.contains(.refund) == true {
      return
        "Customer \(recorded.user.reported) got back \(ExactFigures.credits(amount)) \(noun)\(worth)."
    }
    let verb = difference > .zero ? "overcharged" : "undercharged"
    return "Customer \(recorded.user.reported) was \(verb)"
      + " \(ExactFigures.credits(amount)) \(noun)\(worth)."
  }

  private var costEffect: String {
    guard let costDifference, costDifference != .zero else { return "" }
    let amount = ExactFigures.money(costDifference.magnitude)
    return "The recorded cost is \(amount) USD too \(costDifference > .zero ? "high" : "low")."
  }
}
