import Cube
import Ledger
import Reports

/// Something that a reader of the summary should act on: what it is, and how much money is in it.
struct Attention: Hashable {
  let amount: Money
  /// At most 65 columns: all that the terminal shows.
  let sentence: String

  /// Everything that needs attention, largest amount first.
  static func list(_ input: ReportInput) -> [Attention] {
    var list = shortfalls(input)
    let free = input.facts.total(where: \.terms.isFree)
    if free.vendorCost > .zero {
      let whole = Figures.count(free.requests, "request")
      list.append(
        Attention(
          amount: free.vendorCost, sentence: "Free use earned nothing: \(whole)."))
    }
    let charged = input.settings.charged
    let uncharged = input.facts.total { !charged.contains($0.status) }
    if uncharged.vendorCost > .zero {
      list.append(
        Attention(
          amount: uncharged.vendorCost,
          sentence: "Requests that are not charged cost us all the same."))
    }
    return (list + charges(input)).sorted {
      ($0.amount.magnitude, $1.sentence) > ($1.amount.magnitude, $0.sentence)
    }
  }

  /// Tiers under their target, with the revenue that is missing: cost ÷ (1 − target) − revenue.
  private static func shortfalls(_ input: ReportInput) -> [Attention] {
    input.facts.totals { $1.tier }.compactMap { tier, totals in
      guard let variance = totals.variancePoints, variance < 0,
        let target = totals.targetPercent, target < 1_000_000,
        let needed = Quotient.halfEven(
          totals.vendorCost.attodollars * 1_000_000, 1_000_000 - target)
      else { return nil }
      return Attention(
        amount: Money(attodollars: needed) - totals.revenue,
        sentence: "Tier \(tier) is \(Figures.percent(-variance)) points under its "
          + "\(Figures.percent(target)) % margin target.")
    }
  }

  private static func charges(_ input: ReportInput) -> [Attention] {
    let totals = input.reconciliation
    func charge(
      _ microcredits: Int128, _ worth: Int128?, _ word: String, _ rows: Int64
    ) -> Attention? {
      guard rows > 0, let worth else { return nil }
      return Attention(
        amount: Money(attodollars: worth),
        sentence: "Customers were \(word) \(Figures.credits(microcredits)) credits in "
          + "\(Figures.count(rows, "request")).")
    }
    var list = [
      charge(
        totals.overcharged, totals.overchargedWorth, "overcharged", totals.overchargedRows),
      charge(
        totals.undercharged, totals.underchargedWorth, "undercharged", totals.underchargedRows),
    ].compactMap { $0 }
    let cost = totals[cost: .mismatch]
    if cost.requests > 0 {
      list.append(
        Attention(
          amount: Money(attodollars: cost.difference),
          sentence: "Recorded costs of \(Figures.count(cost.requests, "request")) differ from ours."
        ))
    }
    return list
  }
}
