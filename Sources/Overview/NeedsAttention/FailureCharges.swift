import Ledger
import Reconciliation
import Reports

/// Requests of a status that is not charged which were charged all the same: they owe nothing, whatever their price.
struct FailureCharges {
  private(set) var requests: Int64 = 0
  /// Those without a price, which no correction has.
  private(set) var unpriced: Int64 = 0
  /// The vendor cost of those with a price, at the ledger's scale.
  private(set) var cost = Money.zero
  /// All credits that they were charged, in microcredits.
  private(set) var microcredits: Int128 = 0
  /// The value of these credits to paying customers.
  private(set) var paid = Money.zero
  /// The value of these credits of free users at list.
  private(set) var free = Money.zero

  init(_ input: ReportInput) {
    let charged = input.settings.charged
    for exception in input.exceptions(of: .creditsMismatch, .costAndCreditsMismatch, .unpriced) {
      let row = exception.row
      guard !charged.contains(row.requestKind.status), let credits = row.recordedCredits,
        credits > .zero, row.diagnosis?.credits?.cause != .refund
      else { continue }
      let amount = Int128(credits.microcredits)
      requests += 1
      microcredits += amount
      let earned = row.terms.revenue(ofMicrocredits: amount)
      paid = paid + earned
      let worth = Money(attodollars: amount * row.terms.creditValue.attodollarsPerMicrocredit)
      free = free + (worth - earned)
      if let expected = row.expectedCost { cost = cost + expected } else { unpriced += 1 }
    }
  }

  /// Nil where no request was charged that should not be.
  ///
  /// - Parameter input: of the run; nothing is charged wrongly in the cost view.
  func finding(_ input: ReportInput) -> Attention? {
    guard requests > 0, !input.isCostOnly else { return nil }
    let one = requests == 1
    let priced = requests - unpriced
    if input.hasDeductions { return exportFinding(input, one: one) }
    let part =
      isAllOvercharged(input)
      ? "Nothing else was overcharged."
      : priced == 0
        ? ""
        : "\(unpriced > 0 ? "The others are" : one ? "It is" : "They are") part of what customers "
          + "were overcharged."
    return Attention(
      kind: .chargedOnFailure, key: .empty, count: requests, amount: paid,
      sentence: "\(Figures.count(requests, "failed request")) \(one ? "was" : "were") charged "
        + "\(Figures.credits(microcredits)) \(microcredits == 1_000_000 ? "credit" : "credits").",
      detail: [
        "The settings do not charge for requests with this status.", unpricedWords, part,
        AttentionList.freeCredits(free),
      ].filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// The finding where credit events say what customers paid.
  private func exportFinding(_ input: ReportInput, one: Bool) -> Attention {
    Attention(
      kind: .chargedOnFailure, key: .empty, count: requests, amount: paid,
      sentence: "Usage export: \(Figures.count(requests, "failed request")) "
        + "\(one ? "has" : "have") \(Figures.credits(microcredits)) "
        + "\(microcredits == 1_000_000 ? "credit" : "credits").",
      detail: [
        "The settings do not charge for requests with this status.",
        AttentionList.ofDeductions(input),
        AttentionList.freeCredits(free),
      ].filter { !$0.isEmpty }.joined(separator: " "), isOfExport: true,
      deductionFiles: input.deductionFiles)
  }

  /// Returns true if all overcharged credits are of these requests.
  func isAllOvercharged(_ input: ReportInput) -> Bool {
    requests > unpriced && input.reconciliation.overchargedRows == requests - unpriced
  }

  private var unpricedWords: String {
    guard unpriced > 0 else { return "" }
    let whole = unpriced == requests
    let subject =
      whole ? (unpriced == 1 ? "It" : "They") : "\(Figures.count(unpriced)) of them"
    return "\(subject) \(unpriced == 1 ? "has no price and is" : "have no price and are") not in "
      + "corrections.csv."
  }
}
