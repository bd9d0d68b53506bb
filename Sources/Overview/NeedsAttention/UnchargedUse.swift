import Cube
import Ledger
import Reconciliation
import Reports

/// Requests of a status that is not charged: their cost without revenue.
///
/// Requests that were charged all the same have a finding of their own. Where the ledger records credits, but not of
/// each such request, it is not known whether the others were charged; where it records none, the settings alone say
/// that they owe nothing.
struct UnchargedUse {
  /// A number of requests, and the vendor cost of those with a price.
  private struct Part {
    var requests: Int64 = 0
    var unpriced: Int64 = 0
    var cost = Money.zero
    /// Those whose cost is above 0: not what used nothing, nor what ran with a customer's own key.
    var costly: Int64 = 0

    var priced: Int64 { requests - unpriced }
    /// The requests may have cost something.
    var hasCost: Bool { requests > 0 && (cost > .zero || unpriced > 0) }

    /// `2 have no price`.
    var lacksPrice: String {
      "\(Figures.count(unpriced)) \(unpriced == 1 ? "has" : "have") no price"
    }

    /// The number of those with a price that cost nothing, in a sentence with a space behind it; empty without any.
    var costless: String {
      let count = priced - costly
      guard count > 0 else { return "" }
      return "\(Figures.count(count)) cost nothing (no usage, or a customer's own key). "
    }
  }

  private var known = Part()
  /// Requests without recorded credits.
  private var silent = Part()

  private init(_ input: ReportInput, but failures: FailureCharges) {
    let charged = input.settings.charged
    if input.recordedCredits.known > 0 {
      let priced = input.reconciliation.silentFailures
      for exception in input.exceptions(of: .unpriced)
      where !charged.contains(exception.row.requestKind.status)
        && exception.row.recordedCredits == nil
      {
        silent.unpriced += 1
      }
      silent.requests = priced.requests + silent.unpriced
      silent.cost = Money(attodollars: priced.cost)
      silent.costly = priced.costly
    }
    let all = input.facts.total { !charged.contains($0.status) }
    known.requests = all.requests - failures.requests - silent.requests
    known.unpriced = all.unpriced - failures.unpriced - silent.unpriced
    known.cost = max(.zero, all.vendorCost - failures.cost - silent.cost)
    known.costly = input.reconciliation.costlyFailures - silent.costly
  }

  /// Nil where no such request may have cost something, and in the cost view.
  static func finding(_ input: ReportInput, but failures: FailureCharges) -> Attention? {
    let use = UnchargedUse(input, but: failures)
    guard !input.isCostOnly, use.known.hasCost || use.silent.hasCost else { return nil }
    let known = use.known
    let kept = RequestStatus.allCases.filter(input.settings.charged.contains).map(\.name)
    let rules =
      (kept.isEmpty
        ? "Your settings charge for no requests."
        : "Your settings charge only for \(kept.listed) requests.")
      + (failures.requests > 0
        ? " \(Figures.count(failures.requests, "other")) "
          + (input.hasDeductions
            ? "\(failures.requests == 1 ? "has" : "have") credits in the usage export"
            : "\(failures.requests == 1 ? "was" : "were") charged")
          + sumWithCharged(input) : "")
    guard known.hasCost else {
      return Attention(
        kind: .uncharged, key: .empty, count: use.silent.requests, amount: nil,
        sentence:
          "\(subject(use.silent, input)) \(use.silent.requests == 1 ? "has" : "have") "
          + "no recorded credits.",
        detail: "\(use.chargeNotKnown) \(use.silentCost) \(rules)", isAlwaysListed: true)
    }
    let subject = subject(known, input)
    let isOne = known.requests == 1
    let outcome =
      input.recordedCredits.known > 0 && !input.hasDeductions
      ? (isOne ? "was not charged" : "were not charged")
      : (isOne ? "is not charged" : "are not charged")
    return Attention(
      kind: .uncharged, key: .empty, count: known.requests,
      amount: known.priced == 0 ? nil : known.cost,
      sentence: known.costly < known.requests
        ? AttentionList.fitting(
          "\(subject) \(outcome); ",
          known.priced == 0
            ? "none has a price."
            : known.costly == 0
              ? "\(known.lacksPrice)."
              : "\(Figures.count(known.costly)) cost \(Figures.money(known.cost)) USD.",
          or: known.unpriced > 0 ? "not all have a price." : "some cost nothing.")
        : AttentionList.fitting(
          subject, " cost \(Figures.money(known.cost)) USD and \(outcome).",
          or: " \(outcome)."),
      detail: known.costless + rules
        + (use.silent.hasCost
          ? " \(Figures.count(use.silent.requests)) more "
            + "\(use.silent.requests == 1 ? "has" : "have") no recorded credits. "
            + "\(use.chargeNotKnown) \(use.silentCost)"
          : "")
        + (known.unpriced > 0
          ? " " + AttentionList.priced(known.priced, of: known.requests) : ""),
      isAlwaysListed: known.unpriced > 0 || use.silent.hasCost)
  }

  /// The cost of all such requests, which has a measure of its own, and a full stop.
  private static func sumWithCharged(_ input: ReportInput) -> String {
    let charged = input.settings.charged
    let all = input.facts.total { !charged.contains($0.status) }
    guard let cost = all.knownVendorCost else { return "." }
    let lack =
      all.unpriced == 0
      ? ""
      : " without \(Figures.count(all.unpriced)) that \(all.unpriced == 1 ? "has" : "have") no price"
    return "; all together cost \(Figures.money(cost)) USD\(lack) (uncharged_failed_cost_usd)."
  }

  private static func subject(_ part: Part, _ input: ReportInput) -> String {
    let statuses = RequestStatus.allCases.filter { !input.settings.charged.contains($0) }.map(
      \.name)
    return Figures.count(
      part.requests, statuses.count == 1 ? "\(statuses[0]) request" : "request")
  }

  private var chargeNotKnown: String {
    "The ledger does not show whether \(silent.requests == 1 ? "it was" : "they were") charged."
  }

  private var silentCost: String {
    guard silent.priced > 0 else {
      return silent.requests == 1 ? "It has no price." : "None of them has a price."
    }
    if silent.costly == 0 { return "\(silent.lacksPrice)." }
    let isAll = silent.costly == silent.requests
    let subject =
      isAll ? (silent.requests == 1 ? "It" : "They") : "\(Figures.count(silent.costly)) of them"
    return "\(subject) cost \(Figures.money(silent.cost)) USD"
      + (silent.unpriced > 0 ? "; \(silent.lacksPrice)." : ".")
  }
}
