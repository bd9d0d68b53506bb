import Ledger

/// The words after a number of credits of a customer: their value, or that a free tier does not pay for them.
enum CreditValueText {
  /// Returns the words, ` (0.176 USD)` of a paid tier.
  static func text(ofMicrocredits microcredits: Int128, _ terms: Terms) -> String {
    let worth = Money(attodollars: microcredits * terms.creditValue.attodollarsPerMicrocredit)
    return terms.isFree
      ? ", which a free tier does not pay for" : " (\(FullPrecisionText.money(worth)) USD)"
  }
}
