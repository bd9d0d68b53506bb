import Cube
import Ledger
import Reconciliation
import Reports

/// Finds everything in a run that needs attention.
enum AttentionList {
  /// Returns the findings in their order: missing figures first, then the largest amount.
  static func make(
    _ input: ReportInput, scope: Scope, bills: VendorBills?, _ events: MissingCreditEvents?
  ) -> [Attention] {
    let failures = FailureCharges(input)
    let found =
      shortfalls(input, scope)
      + [freeUse(input), UnchargedUse.finding(input, but: failures), failures.finding(input)]
      .compactMap { $0 }
      + charges(input, failures) + RequestListAttention.make(input, scope)
      + LeakAndGapAttention.make(input)
      + AssumedRevenue.make(input) + SavingAttention.make(input) + BillAttention.make(bills)
      + CreditAttention.make(input, events) + BreakageAttention.make(input.credits)
    return OmittedTierAttention.shortened(
      OmittedTierAttention.immaterial(found, input).sorted(by: Attention.precedes))
  }

  /// Tiers under their target, with the revenue that is missing: cost ÷ (1 − target) − revenue; no revenue meets a
  /// target of 100 % or more.
  private static func shortfalls(_ input: ReportInput, _ scope: Scope) -> [Attention] {
    let costs = TierChargedCosts(input)
    // A target of a part of the time is compared with the margin of that part.
    let ofTargets = Dictionary(
      uniqueKeysWithValues: input.facts.totals(
        byDimensions: \.tier, where: { !$0.terms.isFree && $0.terms.targetMargin != nil }
      ).map { ($0.key, $0.totals) })
    return input.facts.totals(byDimensions: \.tier).compactMap { tier, all in
      let isPart = !all.isWhollyTargeted
      let totals = isPart ? ofTargets[tier] ?? all : all
      guard let variance = totals.variancePoints, variance < 0,
        let target = totals.targetPercent
      else { return nil }
      let needed =
        target < 1_000_000
        ? Quotient.halfEven(totals.vendorCost.attodollars * 1_000_000, 1_000_000 - target)
          .map(Money.init(attodollars:)) : nil
      let remedy = needed.map {
        isPart
          ? "A multiplier would also change the charges of the others."
          : TargetMultiplier(
            needed: $0, earned: totals.revenue, costs.ownKeys[tier], costs.base[tier],
            current: scope.multipliers[tier] ?? []
          ).words
      }
      return Attention(
        kind: .shortfall, key: tier, count: totals.requests,
        amount: needed.map { $0 - totals.revenue },
        sentence: "Tier \(tier) is \(Figures.shortPoints(variance)) points under its "
          + "\(Figures.shortPercent(target)) % margin target.",
        detail: (isPart ? "Only some of its requests have a target. " : "")
          + "It earns \(Figures.percent(totals.marginPercent)) %"
          + (needed.map {
            "; at this cost, \(Figures.money($0 - totals.revenue)) USD more revenue reaches the target"
          } ?? "") + ". "
          + (remedy ?? "No revenue would reach the target.")
          + (totals.unpriced > 0 ? " " + priced(totals) : ""),
        isAlwaysListed: totals.unpriced > 0)
    }
  }

  private static func freeUse(_ input: ReportInput) -> Attention? {
    let free = input.facts.total(where: \.terms.isFree)
    guard free.requests > 0, free.vendorCost > .zero || free.unpriced > 0 else { return nil }
    let amount = free.knownVendorCost
    let models = input.facts.totals(byDimensions: \.model, where: \.terms.isFree)
    let dearest = models.max {
      ($0.totals.vendorCost, $1.key) < ($1.totals.vendorCost, $0.key)
    }
    let share =
      amount == .zero || amount == nil
      ? nil
      : dearest.map {
        let share = Figures.share(
          $0.totals.vendorCost.attodollars, of: free.vendorCost.attodollars)
        return "\(share) of its cost is \($0.key)."
      }
    let all = input.total.vendorCost
    let part = Figures.share(free.vendorCost.attodollars, of: all.attodollars)
    return Attention(
      kind: .freeUse, key: .empty, count: free.requests, amount: amount,
      sentence: free.unpriced > 0
        ? fitting(
          "Free tiers earned nothing; ",
          havePrice(free.requests - free.unpriced, of: free.requests),
          or: "not all usage has a price.")
        : fitting("Free tiers earned nothing", share.map { "; " + $0 } ?? ".", or: "."),
      detail: free.unpriced > 0
        ? (share.map { $0 + " " } ?? "") + priced(free)
        : "It is \(part) of vendor cost, in \(Figures.count(free.requests, "request")).",
      isAlwaysListed: free.unpriced > 0)
  }

  /// Returns a clause, with a full stop, that states the number of requests with a price.
  static func havePrice(_ known: Int64, of all: Int64) -> String {
    "\(Figures.count(known)) of \(Figures.count(all, "request")) "
      + "\(known == 1 ? "has" : "have") a price."
  }

  /// A sentence on the requests that an amount lacks; empty where it lacks none.
  static func lack(_ unpriced: Int64) -> String {
    guard unpriced > 0 else { return "" }
    return " The amount excludes \(Figures.count(unpriced, "request")) without a price."
  }

  /// Of how many requests an amount is, in a sentence.
  static func priced(_ totals: MoneyTotals) -> String {
    priced(totals.requests - totals.unpriced, of: totals.requests)
  }

  /// The same where `known` of `count` requests have a price.
  static func priced(_ known: Int64, of count: Int64) -> String {
    let all = Figures.count(count, "request")
    return known == 0
      ? "None of \(all) has a price."
      : "The amount covers \(Figures.count(known)) of \(all); the others have no price."
  }

  private static func charges(_ input: ReportInput, _ failures: FailureCharges) -> [Attention] {
    let totals = input.reconciliation
    guard totals.overchargedRows > 0 || totals.underchargedRows > 0 else { return [] }
    let effect = input.wrongCharges
    return [
      // What failed requests were charged is told once.
      failures.isAllOvercharged(input)
        ? nil
        : charge(
          .overcharged, totals.overcharged, totals.overchargedWorth, totals.overchargedRows,
          effect.overpaid, input),
      charge(
        .undercharged, totals.undercharged, totals.underchargedWorth, totals.underchargedRows,
        effect.lost, input),
    ].compactMap { $0 }
  }

  private static func charge(
    _ kind: Attention.Kind, _ microcredits: Int128, _ worth: Int128?, _ rows: Int64,
    _ paid: Int128, _ input: ReportInput
  ) -> Attention? {
    guard rows > 0, let worth else { return nil }
    let free = worth - paid
    let isOver = kind == .overcharged
    let credits =
      "\(Figures.credits(microcredits)) \(microcredits == 1_000_000 ? "credit" : "credits")"
    let requests = Figures.count(rows, "request")
    let payers = paid == 0 && free > 0 ? "Free users" : "Customers"
    return Attention(
      kind: kind, key: .empty, count: rows, amount: Money(attodollars: paid),
      sentence: input.hasDeductions
        ? "Usage export: \(credits) too \(isOver ? "many" : "few") in \(requests)."
        : "\(payers) were \(isOver ? "overcharged" : "undercharged") \(credits) in \(requests).",
      detail: RequestListAttention.chargedModels(input, isOver: isOver)
        + (input.hasDeductions ? " " + ofDeductions(input) : "")
        + (input.total.defaultRevenue == .zero
          ? ""
          : " " + DefaultCharges.sentence)
        + (free > 0 ? " " + freeCredits(Money(attodollars: free)) : ""),
      unexplained: unexplained(input, isOver: isOver), isOfExport: input.hasDeductions,
      deductionFiles: input.deductionFiles)
  }

  /// The place of what customers paid, where credit events say it.
  static func ofDeductions(_ input: ReportInput) -> String {
    "The credit ledger states what was deducted"
      + (input.hasCreditFindings
        ? ": audit-findings.csv has its differences." : "; it has no finding.")
  }

  /// The number of wrong charges of a side without a known cause.
  private static func unexplained(_ input: ReportInput, isOver: Bool) -> Int64 {
    input.exceptions(of: .creditsMismatch, .costAndCreditsMismatch).reduce(0) { count, exception in
      let row = exception.row
      guard row.chargeCause == .unexplained,
        let difference = row.creditsDifference, (difference > .zero) == isOver
      else { return count }
      return count + 1
    }
  }

  /// Says that an amount lacks the credits of free users, which are worth `free` at list; empty where there are none.
  static func freeCredits(_ free: Money) -> String {
    free == .zero
      ? ""
      : "Amounts exclude free users' credits (list value \(Figures.money(free)) USD)."
  }

  /// `start` with `end` if that is short enough for the terminal, else with `other`.
  static func fitting(_ start: String, _ end: String, or other: String) -> String {
    (start + end).count <= 65 ? start + end : start + other
  }
}

extension ReportInput {
  /// True if `audit-findings.csv` has a row.
  var hasCreditFindings: Bool { credits.map { !$0.findings.isEmpty } ?? false }

  /// The files with rows about wrong deductions, where credit events say what customers paid; none elsewhere.
  var deductionFiles: [String] {
    guard hasDeductions else { return [] }
    return (hasCreditFindings ? ["audit-findings.csv"] : [])
      + (corrections.isEmpty ? [] : ["\(Report.corrections.name).csv"])
  }
}
