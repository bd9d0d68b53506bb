import Ledger
import Reconciliation
import Reports

/// The figures that a report begins with, each with the few words that put it into proportion.
package struct Headline: Hashable, Sendable {
  package let revenue: Money
  package let vendorCost: Money
  package let margin: Money
  package let freeTierLoss: Money
  /// Margin over revenue in 10⁻⁴ percent; nil without revenue.
  package let marginPercent: Int128?
  package let targetPercent: Int128?
  /// Margin less target in 10⁻⁴ points.
  package let variancePoints: Int128?
  /// Of all tiers, in microcredits.
  package let microcredits: Int128
  /// Of the tiers that pay, in microcredits.
  package let paidMicrocredits: Int128
  /// What the ledger recorded as vendor cost; nil when it recorded nothing.
  package let recordedCost: Money?
  /// How many recorded costs are in a currency that cannot be converted.
  package let unconverted: Int64
  package let freeUsers: Int
  /// With how many decimals the amounts of the summary are shown, in every medium.
  package let decimals: Int

  init(_ input: ReportInput, freeUsers: Int) {
    let all = input.facts.total()
    revenue = all.revenue
    vendorCost = all.vendorCost
    margin = all.margin
    marginPercent = all.marginPercent
    targetPercent = all.targetPercent
    variancePoints = all.variancePoints
    microcredits = all.microcredits
    paidMicrocredits = input.facts.total { !$0.terms.isFree }.microcredits
    freeTierLoss = input.facts.total(where: \.terms.isFree).vendorCost
    self.freeUsers = freeUsers
    // Of unpriced requests only some may have a recorded cost.
    let isRecorded =
      [ComparisonClass.matched, .rounding, .mismatch].contains {
        input.reconciliation[cost: $0].requests > 0
      } || input.exceptions(of: .unpriced).contains { $0.row.recordedCost != nil }
    unconverted = input.reconciliation.unconverted
    recordedCost = isRecorded ? input.facts.recordedCost : nil
    let tiers = input.facts.totals(byDimensions: \.tier).lazy.map(\.totals)
    decimals = Figures.decimals(
      showing: tiers.flatMap { [$0.revenue, $0.vendorCost, $0.margin] }
        + [all.revenue, all.vendorCost, all.margin, freeTierLoss])
  }
}

extension Headline {
  /// Where the revenue comes from: `26,291.6 credits of paid tiers`.
  package var revenueNote: String { "\(Figures.credits(paidMicrocredits)) credits of paid tiers" }

  /// What the ledger says of the cost: `recorded 217.74`.
  package var costNote: String {
    recordedCost.map { "recorded \(Figures.money($0, decimals: decimals))" }
      ?? (unconverted > 0 ? "no recorded cost was converted" : "no cost was recorded")
  }

  /// How the margin stands to its target, in one clause.
  package var marginNote: String {
    guard marginPercent != nil else { return "no revenue, so no margin rate" }
    let margin = "\(Figures.percent(marginPercent)) %"
    guard let variancePoints else { return margin + ", no target stated" }
    if variancePoints == 0 { return "\(margin), on the \(Figures.percent(targetPercent)) % target" }
    let side = variancePoints < 0 ? "under" : "over"
    return "\(margin), \(Figures.pointsSize(variancePoints)) points \(side) the "
      + "\(Figures.percent(targetPercent)) % target"
  }

  /// What stands under the margin rate: `target 23.8, short by 6.6`.
  package var targetNote: String {
    guard marginPercent != nil else { return "no revenue, so no margin rate" }
    guard let variancePoints else { return "no target stated" }
    if variancePoints == 0 { return "on the target of \(Figures.percent(targetPercent))" }
    let side = variancePoints < 0 ? "short by" : "over by"
    return
      "target \(Figures.percent(targetPercent)), \(side) \(Figures.pointsSize(variancePoints))"
  }

  /// Where the free tiers' loss stands: `in the vendor cost; 240 users`.
  package var freeTierNote: String {
    freeUsers == 0
      ? "no free use" : "in the vendor cost; \(Figures.count(Int64(freeUsers), "user"))"
  }

  /// How much of the vendor cost the free tiers make: `4.11 of it free use`.
  package var freeTierPart: String {
    freeUsers == 0
      ? "no free use" : "\(Figures.money(freeTierLoss, decimals: decimals)) of it free use"
  }
}
