import Ledger
import Reports

/// The names of plan fees, and the text that names tiers without a plan price in sentences.
package enum PlanFeeText {
  /// The name of the sum: of prices × users, or of the sums billed for resets, which are another figure.
  package static func name(_ plans: ReportInput.Plans) -> String {
    plans.isOfResets ? "Plan fees billed" : "Plan fees"
  }

  /// The tiers of the gaps, the first three by name: `enterprise and pro before 10 August 2026`.
  package static func listed(_ gaps: [ReportInput.PlanFeeGap]) -> String {
    // A last tier is named as well: "other tiers" would be as long.
    let listed = gaps.count == most + 1 ? gaps.count : most
    let rest = gaps.count - listed
    return (gaps.prefix(listed).map(name) + (rest > 0 ? ["other tiers"] : [])).listed
  }

  /// Returns the text after a sum with gaps; empty without gaps.
  ///
  /// An example is `; without enterprise, which states no price`.
  static func without(_ gaps: [ReportInput.PlanFeeGap]) -> String {
    guard !gaps.isEmpty else { return "" }
    let reasons = Set(gaps.map(\.reason))
    let why =
      reasons == [.noPrice]
      ? ", which \(gaps.count == 1 ? "states" : "state") no price"
      : reasons == [.notListed] && !gaps.contains(where: \.tier.isEmpty)
        ? ", which plans.csv lacks" : ""
    return "; without \(listed(gaps))" + why
  }

  /// Returns the number of user months, or of resets, without a price: `221 of 760 user months`.
  package static func share(_ plans: ReportInput.Plans) -> String {
    let (all, missing) =
      plans.isOfResets
      ? (plans.resets, plans.unpricedResets) : (plans.userMonths, plans.userMonthsWithoutPrice)
    let whole = Figures.count(all, plans.isOfResets ? "reset" : "user month")
    return missing == all ? "any of \(whole)" : "\(Figures.count(missing)) of \(whole)"
  }

  private static func name(_ gap: ReportInput.PlanFeeGap) -> String {
    let tier = gap.tier.isEmpty ? "users without a tier" : TierText.name(gap.tier)
    switch gap.reason {
    case .notListed, .noPrice: return tier
    case .before(let day): return "\(tier) before \(DayText.day(day))"
    case .months(let months):
      return months.count > most
        ? "\(tier) in \(months.count) months"
        : "\(tier) in \(months.map(DayText.shortMonth).listed)"
    }
  }

  /// So many are named.
  private static let most = 3
}

extension ReportInput.Plans {
  /// The arithmetic of the fees by users, with the number of users with a price: `price × users of each month (98)`.
  fileprivate var usersText: String {
    "price × users of each month (\(Figures.count(userMonths - userMonthsWithoutPrice)))"
  }
}

extension Headline {
  /// The name of the plan fees in every medium.
  package var planFeesName: String { PlanFeeText.name(coverage.plans) }

  /// The relation of plan fees to the usage revenue: `price × users of each month (251), not included; margin with them
  /// 5,055.17`.
  package var planNote: String { planNote(isLong: false) }

  /// The same with upgrades, and with the events that the fees lack.
  package var summaryPlanNote: String { planNote(isLong: true) }

  private func planNote(isLong: Bool) -> String {
    let plans = coverage.plans
    guard planFees != nil else {
      if plans.isOfResets, let end = coverage.endOfEvents { return end }
      let tiers = PlanFeeText.listed(plans.gaps)
      if tiers.isEmpty { return "plans.csv states no price of these tiers" }
      return plans.gaps.allSatisfy { $0.reason == .notListed }
        ? "plans.csv lists no plan of \(tiers)" : "plans.csv states no price of \(tiers)"
    }
    if hasPaidCredits {
      return plans.isOfResets
        ? "for resets" + (isLong && coverage.unreadEvents > 0 ? " that Assay could read" : "")
          + (coverage.days.map { " \($0.days)" } ?? "")
          + (plans.billed.paid == .zero ? "; " : ", ") + paidNote(plans)
          + (isLong ? upgradesNote(plans) : "") + realisedNote
        : Headline.paidOtherwise + realisedNote
    }
    // No margin is stated that counts used allowances twice.
    let relation =
      plans.includesCredits
      ? Headline.countedTwice : "not included; margin with them \(shown(marginWithPlanFees))"
    return "\(plans.usersText), \(relation)"
      + PlanFeeText.without(plans.gaps)
      + (coverage.hasPartOfMonth && planFees != .zero
        ? "; fees of whole months, not prorated" : "")
  }

  /// The sums billed for resets beside what was paid of them, what they lack, and the other definition of plan fees.
  private func billedNote(_ plans: ReportInput.Plans) -> String {
    paidNote(plans) + upgradesNote(plans) + "; \(plans.usersText): \(shown(plans.byUsers))"
      + realisedNote
  }

  private func paidNote(_ plans: ReportInput.Plans) -> String {
    (plans.billed.paid == .zero
      ? "none states a payment" : "of which \(shown(plans.billed.paid)) is recorded as paid")
      + PlanFeeText.without(plans.gaps)
  }

  private func upgradesNote(_ plans: ReportInput.Plans) -> String {
    let upgrades = plans.billed.upgrades
    return upgrades == .zero ? "" : "; upgrades \(shown(upgrades)) not included"
  }

  private var realisedNote: String {
    let start = "; margin on realised revenue and breakage "
    guard realisedMargin != nil else { return start + "is " + Figures.notKnown }
    let amount = shown(realisedMargin)
    let missing = missingParts
    if missing.isEmpty { return start + amount }
    // A cost can only lower the margin; a credit event can raise it or lower it.
    if coverage.unreadEvents > 0 {
      return start + "is not known exactly: \(amount) without \(missing.joined(separator: ", "))"
    }
    return start + "at most \(amount), without "
      + (missing.count == 1 ? "the cost of " : "") + missing.joined(separator: ", ")
  }

  /// The requests, rows and credit events that the margin lacks.
  private var missingParts: [String] {
    let coverage = coverage
    return [
      (coverage.withoutRow, "request", " without a usage row"),
      (coverage.unpriced, "unpriced request", ""),
      (coverage.rejectedInPeriod, "rejected row", ""),
      (coverage.unreadEvents, "unread credit event", ""),
    ].filter { $0.0 > 0 }.map { Figures.count($0.0, $0.1) + $0.2 }
  }

  /// Plan fees and usage revenue both have the used credits of allowances.
  package var planFeesCountTwice: Bool { coverage.plans.includesCredits }

  /// The reason against the sum of fees and usage revenue.
  private static let countedTwice = "not added: used allowances would count twice"

  /// The relation of known plan fees to paid credits, without an amount; nil without paid credits.
  package var paidFeesNote: String? {
    guard hasPaidCredits else { return nil }
    return coverage.plans.isOfResets
      ? "billed for credits that usage revenue contains" : Headline.paidOtherwise
  }

  private static let paidOtherwise = "not added: the credit ledger has payments"

  /// The same where there is room for what plan fees are.
  package var longPlanNote: String {
    if planFees == nil { return planNote }
    if coverage.plans.isOfResets {
      return "for resets in the credit ledger, before refunds: plan price less discounts, or the "
        + "amount of the reset; \(billedNote(coverage.plans))"
    }
    return "plan price at the start of the month × users with a request; an account without "
      + "named users counts as 1 user; "
      + "a user who changes plans counts in both plans; "
      + (marginWithPlanFees != nil && coverage.plans.includesCredits
        ? "used credits of an allowance are in the usage revenue and in the fee; " : "")
      + planNote
  }

  /// The plan fees that the sum lacks; nil if it lacks none, or if none is known.
  package var planCoverageNote: String? {
    let plans = coverage.plans
    guard !isCostOnly, plans.lacksPrices else { return nil }
    return
      "\(planFeesName) exclude \(PlanFeeText.listed(plans.gaps)): plans.csv states no price for "
      + "\(PlanFeeText.share(plans))."
  }
}
