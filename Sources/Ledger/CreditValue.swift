/// The value of one credit in USD, with at most 12 decimals and at most 1,000 USD.
package struct CreditValue: Hashable, Sendable {
  /// The worth of 10⁻⁶ credit; whole, because the value has at most 12 decimals.
  package let attodollarsPerMicrocredit: Int128

  /// Makes a value from USD per credit; nil unless it is in 10⁻¹² … 1,000 USD with 12 decimals.
  package init?(perCredit money: Money) {
    let (quotient, rest) = money.attodollars.quotientAndRemainder(dividingBy: 1_000_000)
    guard rest == 0, quotient > 0, quotient <= 1_000 * 1_000_000_000_000 else { return nil }
    attodollarsPerMicrocredit = quotient
  }

  /// USD for one credit.
  package var perCredit: Money {
    Money(attodollars: attodollarsPerMicrocredit * 1_000_000)
  }
}

extension CreditValue {
  /// One cent, the value of a credit where the settings state none.
  package static let `default`: CreditValue = {
    guard let cent = CreditValue(perCredit: Money(attodollars: 10_000_000_000_000_000)) else {
      preconditionFailure("a cent is a credit value")
    }
    return cent
  }()
}
