import Explaining
import Ledger
import Rating
import Workspace

/// Says what a request earns, and who is better or worse off by what was recorded.
struct RevenueEffectText {
  let trace: RatingTrace
  /// Nil where there is no ledger row.
  let recorded: CountedRow?
  /// At the ledger's scale; nil where a side is not known.
  let costDifference: Money?
  /// Credit events say what the customer paid: the recorded credits are only those of the usage export.
  var hasDeductions = false

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
      return "Free tier\(plan): no revenue, a loss of \(FullPrecisionText.money(cost)) USD."
    }
    let tier = trace.card.kind.tier
    let revenue = trace.rated.credits.worth(at: terms.creditValue)
    let figures =
      "revenue \(FullPrecisionText.money(revenue)) USD,"
      + " margin \(FullPrecisionText.money(revenue - cost)) USD."
    if !trace.card.hasPlan {
      let name =
        tier.isEmpty
        ? "The request names no tier"
        : trace.planOutOfForce.map {
          "Tier \(tier) has no plan at that time (\(SourceLocationText.outOfForce($0)))"
        } ?? "Tier \(tier) is not in plans.csv"
      return "\(name), so it counts as paid: \(figures)"
    }
    return "Paid tier\(plan): \(figures)"
  }

  private var effect: String {
    guard let recorded, trace.rated.disposition == .rated else { return "" }
    let cost = costEffect
    guard let credits = recorded.recordedCredits else {
      return cost.isEmpty ? "The ledger records no credits to compare." : cost
    }
    let difference = credits - trace.rated.credits
    if hasDeductions { return [comparison(of: credits, difference), cost].joinedSentences }
    if difference == .zero {
      return cost.isEmpty
        ? "No customer pays more or less." : "The customer is not affected. \(cost)"
    }
    let amount = Credits(microcredits: abs(difference.microcredits))
    let worth = CreditValueText.text(ofMicrocredits: Int128(amount.microcredits), terms)
    let noun = amount.description == "1" ? "credit" : "credits"
    if recorded.diagnosis?.causes.contains(.refund) == true {
      return
        "Customer \(recorded.user.reported) got back \(FullPrecisionText.credits(amount)) \(noun)\(worth)."
    }
    let verb = difference > .zero ? "overcharged" : "undercharged"
    return "Customer \(recorded.user.reported) was \(verb)"
      + " \(FullPrecisionText.credits(amount)) \(noun)\(worth)."
  }

  /// The recorded credits beside the charge; empty where they agree.
  private func comparison(of credits: Credits, _ difference: Credits) -> String {
    func text(_ credits: Credits) -> String {
      FullPrecisionText.credits(Credits(microcredits: abs(credits.microcredits)))
    }
    if difference == .zero { return "" }
    if recorded?.diagnosis?.causes.contains(.refund) == true {
      return "The usage export gives \(text(credits)) credits back."
    }
    return "The usage export states \(text(credits)) credits, \(text(difference)) too "
      + (difference > .zero ? "many." : "few.")
  }

  private var costEffect: String {
    guard let costDifference, costDifference != .zero else { return "" }
    let amount = FullPrecisionText.money(costDifference.magnitude)
    return "The recorded cost is \(amount) USD too \(costDifference > .zero ? "high" : "low")."
  }
}

extension [String] {
  /// The sentences that are not empty, as one text.
  fileprivate var joinedSentences: String { filter { !$0.isEmpty }.joined(separator: " ") }
}
