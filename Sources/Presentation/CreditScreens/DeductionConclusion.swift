import Credits
import Ledger

/// The conclusion about the credits that a request cost its customer: deducted, given back and expected.
struct DeductionConclusion: Hashable {
  /// The charge of a request by the books.
  enum Charge: Hashable {
    /// Microcredits; 0 also for a request without usage.
    case known(Int128)
    /// The status of the request, in words, is not charged.
    case none(status: String)
    /// Not known, with the reason: `it has no price`.
    case unknown(reason: String)

    var isKnown: Bool {
      if case .unknown = self { return false }
      return true
    }
  }

  /// Microcredits that events deducted, and microcredits that were given back.
  let deducted: Int128
  let givenBack: Int128
  let charge: Charge
  /// The customer as a sentence names it: `customer u_1`.
  let customer: String
  /// The findings about the deduction of the request, the worst first.
  let checks: [CreditCheck]
  /// The request started after the last event of the credit ledger.
  var isAfterLedger = false
  /// The export lacks the deduction, or has one twice: the source system charged the request once.
  var isFaultOfExport = false

  /// The conclusion without its amount in USD: a sentence in two parts, and the credits that are wrong.
  ///
  /// `difference` is positive where the customer paid too much, in microcredits.
  private var parts: (start: String, outcome: String, difference: Int128) {
    let net = deducted - givenBack
    let start = "The credit ledger deducted " + (deducted == 0 ? "nothing" : credits(deducted))
    let back = givenBack == 0 ? "" : " and gave \(credits(givenBack)) back"
    switch charge {
    case .unknown(let reason):
      return (start + back, "; \(reason), so its charge is not known", 0)
    case .none(let status) where net > 0:
      return (start + back, "; \(status) requests are not charged: \(customer) overpaid", net)
    case .none(let status):
      return (start + back, ", as expected of \(status) requests", 0)
    case .known(let charge) where net == charge:
      return (start + back, ", as expected: \(customer) paid the correct amount", 0)
    case .known(let charge) where isFaultOfExport:
      return (
        start + back,
        "; the charge is \(credits(charge)), which \(customer) paid once: the export is at fault", 0
      )
    case .known(let charge) where deducted == 0 && isAfterLedger:
      return ("The credit ledger ends before the request", "; the charge is \(credits(charge))", 0)
    case .known(let charge) where net > charge:
      return (
        start + back, "; the charge is \(credits(charge)): \(customer) overpaid", net - charge
      )
    case .known(let charge) where deducted >= charge:
      return (
        start + back,
        "; the charge is \(credits(charge)): the refund to \(customer) is too high by",
        net - charge
      )
    case .known(let charge):
      return (
        start + back, "; the charge is \(credits(charge)): \(customer) underpaid", net - charge
      )
    }
  }

  /// Returns the sentence.
  ///
  /// - Parameter worth: the words after a number of microcredits of the customer: ` (0.176 USD)`.
  func text(worth: (Int128) -> String) -> String {
    let (start, outcome, difference) = parts
    let amount =
      difference == 0
      ? "" : " \(credits(Int128(difference.magnitude)))\(worth(Int128(difference.magnitude)))"
    let named = checks.map { "\($0.rawValue), \($0.severity(effect: 0).word)" }
    let isPutRight = difference == 0 && givenBack != 0 && charge.isKnown
    let findings =
      named.isEmpty
      ? ""
      : isPutRight
        ? " in the end: \(checks.map(\.rawValue).joined(separator: " and ")) \(checks.count == 1 ? "is" : "are") corrected"
        : " (\(named.joined(separator: "; ")))"
    return start + outcome + amount + findings + "."
  }

  private func credits(_ microcredits: Int128) -> String {
    let text = FullPrecisionText.grouped(DecimalText.string(microcredits, scale: Credits.decimals))
    return text == "1" ? "1 credit" : text + " credits"
  }
}

extension CreditCheck {
  /// The check is of what a request cost.
  var isOfDeduction: Bool {
    [
      .chargedTwice, .failedRequestCharged, .deductionDiffers, .requestWithoutDeduction,
      .deductionWithoutRequest,
    ].contains(self)
  }
}
