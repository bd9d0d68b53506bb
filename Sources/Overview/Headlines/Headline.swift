import Cube
import Ledger
import Reconciliation
import Reports

/// The figures that a report begins with, each with the few words that put it into proportion; nil is not known.
package struct Headline: Hashable, Sendable {
  /// Credits used by paying tiers × what a credit is worth.
  package let revenue: Money?
  package let vendorCost: Money?
  package let margin: Money?
  package let freeTierLoss: Money?
  /// The fees of plans, which are in no other figure but the next.
  package let planFees: Money?
  /// The changes from the period before; nil where one of the two is not known, or lacks a price.
  package let planFeesChange: Int128?
  package let freeTierLossChange: Int128?
  package let marginWithPlanFees: Money?
  /// Realised revenue and breakage less vendor cost; nil without paid credits.
  package let realisedMargin: Money?
  /// Payments in the credit ledger paid for the credits of the usage revenue.
  package let hasPaidCredits: Bool
  /// Margin over revenue in 10⁻⁴ percent; nil without revenue.
  package let marginPercent: Int128?
  /// The same without free tiers.
  package let paidMarginPercent: Int128?
  package let targetPercent: Int128?
  /// Margin less target in 10⁻⁴ points.
  package let variancePoints: Int128?
  /// Of all tiers, in microcredits.
  package let microcredits: Int128?
  /// Of the tiers that pay, in microcredits.
  package let paidMicrocredits: Int128?
  /// The recorded vendor cost; nil if the ledger recorded none.
  package let recordedCost: Money?
  /// The number of recorded costs in a currency that cannot be converted.
  package let unconverted: Int64
  package let freeUsers: UserCount
  /// With how many decimals the amounts of the summary are shown, in every medium.
  package let decimals: Int
  /// Nothing says what customers pay: there is cost only.
  package let isCostOnly: Bool
  /// The coverage of the figures, and the defaults that they rest on.
  let coverage: Coverage

  struct Coverage: Hashable, Sendable {
    let requests: Int64
    let unpriced: Int64
    /// The number of requests with a price with customers' own keys, which are no vendor cost.
    let ownKeys: Int64
    /// The number of rejected rows: they are in no figure.
    let rejected: Int64
    /// Those whose text names a day of the period, or no day.
    let rejectedInPeriod: Int64
    /// All of them in words, with the part of the ledger that they are of.
    let rejectedSubject: String
    /// The number of rows that differ from an earlier row of the same request ID, which alone counts.
    let conflicts: Int64
    /// The credit events that Assay could not read, and where they end.
    let unreadEvents: Int64
    let endOfEvents: String?
    /// The other days that credit events or usage lack.
    let days: CreditDayGaps?
    /// The charged requests without a usage row, whose cost is not known.
    let withoutRow: Int64
    let cost: RecordedVersusExpected
    /// The currencies of the recorded costs without an exchange rate: ` in EUR`.
    let unconvertedCurrencies: String
    /// Revenue by the multiplier of the settings.
    let defaultRevenue: Money
    /// Revenue of tiers that plans.csv does not list.
    let unlistedRevenue: Money
    /// Revenue by either, each request once.
    let assumedRevenue: Money
    /// The value of one credit; nil where it depends on day or tier.
    let creditValue: CreditValue?
    /// The revenue whose plan states a target.
    let targetedRevenue: Money
    /// The number of requests of free plans.
    let free: Int64
    /// Those of them without a price.
    let freeUnpriced: Int64
    /// The number of requests with no plan in force.
    let withoutPlan: Int64
    /// The plan fees of customers.
    let plans: ReportInput.Plans
    /// The days reported begin or end within a month.
    let hasPartOfMonth: Bool
  }

  /// - Parameter events: the coverage of the credit ledger; nil without one.
  init(
    _ input: ReportInput, _ events: MissingCreditEvents?, days: ClosedRange<Day>?,
    freeUsers: UserCount
  ) {
    let all = input.total
    isCostOnly = all.isUnsold
    revenue = all.knownRevenue
    vendorCost = all.knownVendorCost
    margin = all.knownMargin
    planFees = input.planFees
    marginWithPlanFees = input.marginWithPlanFees
    // Revenue and cost of other days are no margin.
    realisedMargin =
      events?.gap == nil && events?.days == nil ? Headline.realisedMargin(input) : nil
    hasPaidCredits = input.hasPaidCredits
    marginPercent = all.marginPercent
    let paid = input.facts.total { !$0.terms.isFree }
    paidMarginPercent = paid.marginPercent
    targetPercent = all.targetPercent
    variancePoints = all.comparedPoints
    microcredits = all.knownMicrocredits
    paidMicrocredits =
      all.knownRevenue == nil ? nil : paid.microcredits
    freeTierLoss = input.freeTierLoss
    self.freeUsers = freeUsers
    unconverted = input.recordedCosts.unconverted
    recordedCost = input.recordedCosts.known > 0 ? input.facts.recordedCost : nil
    let tiers = input.facts.totals(byDimensions: \.tier).lazy.map(\.totals)
    decimals = Figures.decimals(
      showing: tiers.flatMap { [$0.revenue, $0.vendorCost, $0.margin] }
        + [all.revenue, all.vendorCost, all.margin, input.freeTierLoss ?? .zero])
    (planFeesChange, freeTierLossChange) = PlanFeeAndFreeLossChanges.make(input, decimals: decimals)
    let values = Set(input.facts.dimensions.map(\.terms.creditValue))
    let free = input.facts.total(where: \.terms.isFree)
    let own = input.facts.total(where: \.isBYOK)
    let assumed = input.facts.total {
      !$0.terms.basis.isDisjoint(with: [.defaultMultiplier, .unlistedTier])
    }
    coverage = Coverage(
      requests: all.requests, unpriced: all.unpriced,
      ownKeys: own.requests - own.unpriced, rejected: input.rows.rejected,
      rejectedInPeriod: RejectedRowsText.count(input, in: days),
      rejectedSubject: RejectedRowsText.subject(input.rows), conflicts: input.rows.conflict,
      unreadEvents: events?.rejected ?? 0, endOfEvents: events?.end,
      days: events?.days, withoutRow: events?.requestsWithoutRow ?? 0,
      cost: RecordedVersusExpected(input.recordedCosts) { input.reconciliation[cost: $0] },
      unconvertedCurrencies: input.unconvertedCurrencies,
      defaultRevenue: all.defaultRevenue, unlistedRevenue: all.unlistedRevenue,
      assumedRevenue: assumed.revenue,
      creditValue: values.count == 1 ? values.first : nil,
      targetedRevenue: all.targetedRevenue, free: free.requests, freeUnpriced: free.unpriced,
      withoutPlan: input.facts.requestsWithoutPlan, plans: input.plans,
      hasPartOfMonth: days.map {
        $0.lowerBound.civil.day > 1 || ($0.upperBound + 1).civil.day > 1
      } ?? false)
  }
}

extension Headline {
  /// Realised revenue and breakage of the period less vendor cost; nil without paid credits, or where cost or a
  /// payment is not known.
  private static func realisedMargin(_ input: ReportInput) -> Money? {
    guard input.hasPaidCredits, let audit = input.credits, let cost = input.total.knownVendorCost
    else { return nil }
    let earned = RevenueOverview(audit)
    if earned.unpricedResets > 0 { return nil }
    return earned.realised + earned.breakage - cost
  }

  /// The name of the revenue in every medium.
  package static let revenueName = "Usage revenue"

  /// Returns the text of an amount; words where it is not known.
  package func shown(_ amount: Money?) -> String {
    amount.map { Figures.money($0, decimals: decimals) } ?? Figures.notKnown
  }

  /// The source of the revenue, and its part that rests on defaults: `26,291.6 credits used × 0.01 USD`.
  package var revenueNote: String {
    guard let paidMicrocredits else {
      return "no request that customers pay for has a price"
    }
    let worth = coverage.creditValue.map { "used × \($0.perCredit) USD" } ?? "of paid tiers"
    let parts = [
      (coverage.defaultRevenue, "by the default multiplier"),
      (coverage.unlistedRevenue, "from tiers not in plans.csv"),
    ].filter { $0.0 != .zero }.map { "\(shown($0.0)) USD \($0.1)" }
    let rest = parts.isEmpty ? "" : "; of which \(parts.listed)"
    return "\(Figures.credits(paidMicrocredits)) credits \(worth)\(rest)"
  }

  /// The number of requests without a price, which the figures lack; nil where they have all.
  var unpricedNote: String? {
    guard coverage.unpriced > 0 else { return nil }
    let all = Figures.count(coverage.requests, "request")
    if coverage.unpriced == coverage.requests {
      return "None of \(all) has a price, so their cost "
        + (isCostOnly ? "is not known." : "and revenue are not known.")
    }
    let one = coverage.unpriced == 1
    let figures = hasPaidCredits ? "usage figures and margin" : "cost, revenue and margin"
    return "\(Figures.count(coverage.unpriced)) of \(all) \(one ? "has" : "have") no price: "
      + (isCostOnly ? "the vendor cost excludes" : "\(figures) exclude")
      + " \(one ? "it" : "them")."
  }

  /// The recorded cost and the number of its requests: `recorded 217.74`.
  package var costNote: String {
    pricedNote.map { "\($0); \(recordedNote)" } ?? recordedNote
  }

  /// The same after words on another part of the cost.
  package var costNoteAfterOthers: String {
    vendorCost != nil && pricedNote != nil ? "cost \(costNote)" : costNote
  }

  /// Of how many requests the vendor cost is; nil where the recorded cost is of the same, or it is of all.
  var pricedNote: String? {
    if vendorCost == nil { return "no request has a price" }
    let isOfSame =
      recordedCost == nil ? coverage.unpriced == 0 : coverage.cost.count.compared == priced
    guard !isOfSame else { return nil }
    let own = coverage.ownKeys
    return "of \(Figures.count(priced, "request"))"
      + (own == 0 ? "" : ", \(Figures.count(own)) of them with customers' own keys at no cost")
  }

  /// The number of requests with a price.
  private var priced: Int64 { coverage.requests - coverage.unpriced }

  private var recordedNote: String {
    guard let recordedCost else {
      return unconverted > 0
        ? "\(Figures.count(unconverted, "recorded cost"))\(coverage.unconvertedCurrencies) without an "
          + "exchange rate"
        : "no recorded cost"
    }
    let count = coverage.cost.count
    let missing = [
      (count.unconverted, coverage.unconvertedCurrencies, "no exchange rate"),
      (count.notRecorded, "", "no recorded cost"),
    ].filter { $0.0 > 0 }.map {
      "\(Figures.count($0.0))\($0.1) \($0.0 == 1 ? "has" : "have") \($0.2)"
    }
    let figure =
      priced == 0 && recordedCost == .zero
      ? "recorded 0" : "recorded \(Figures.money(recordedCost, decimals: decimals))"
    if priced == 0 {
      let zeros = recordedCost == .zero ? "" : coverage.cost.zeros
      return missing.isEmpty && zeros.isEmpty
        ? figure
        : "\(figure) USD for \(Figures.count(count.known, "request"))\(zeros)"
          + (missing.isEmpty ? "" : "; \(missing.listed)")
    }
    if missing.isEmpty && coverage.cost.isOfSameRequests(priced: priced) { return figure }
    return coverage.cost.note(priced: priced, unit: " USD", missing: missing) {
      Figures.money(Money(attodollars: $0), decimals: decimals)
    }
  }

  /// The margin compared with its target, in one clause, and the part that rests on defaults.
  package var marginNote: String {
    margin == nil ? "revenue or vendor cost is not known" : rateNote + assumedPart
  }

  private var rateNote: String {
    guard marginPercent != nil else { return "no revenue, so no margin rate" }
    let isCompared = variancePoints != nil || partialTarget == nil
    return "\(Figures.percent(marginPercent)) %\(isCompared ? "," : ";") \(shortTargetNote)"
  }

  /// The revenue that a target is of, where a part of it has none: `of 27.89 USD of revenue only`.
  ///
  /// The margin, which is of all, is not compared with it.
  private var partialTarget: String? {
    guard let revenue, targetPercent != nil, coverage.targetedRevenue != revenue else { return nil }
    return "of \(shown(coverage.targetedRevenue)) USD of revenue only"
  }

  /// The margin rate compared with its target: `6.6 points under the 23.8 % target; 24.1 % without free tiers`.
  ///
  /// Only paid tiers have targets, but the margin includes the loss of the free ones.
  package var targetNote: String {
    let isSame = paidMarginPercent == marginPercent || freeTierLoss == nil
    return shortTargetNote
      + (variancePoints == nil || isSame
        ? "" : "; \(Figures.percent(paidMarginPercent)) % without free tiers")
  }

  private var shortTargetNote: String {
    if margin == nil { return "revenue or vendor cost is not known" }
    guard marginPercent != nil else { return "no revenue, so no margin rate" }
    let target = Figures.percent(targetPercent)
    guard let variancePoints else {
      return partialTarget.map { "the \(target) % target is \($0)" } ?? "no target stated"
    }
    if variancePoints == 0 { return "on the \(target) % target" }
    let side = variancePoints < 0 ? "under" : "over"
    return "\(Figures.pointsSize(variancePoints)) points \(side) the \(target) % target"
  }
}
