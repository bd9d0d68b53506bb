/// A signed number of credits, exact to one microcredit (10⁻⁶ credit).
///
/// Credits are our prepaid unit, not money: only a dated credit value turns them into dollars.
package struct Credits: Hashable, Comparable, Sendable {
  package let microcredits: Int64

  package init(microcredits: Int64) {
    self.microcredits = microcredits
  }

  package static var zero: Credits { Credits(microcredits: 0) }

  /// The number of decimals that a number of credits keeps.
  package static var decimals: Int { 6 }

  /// The steps to which credits may be rounded up: 0.01, 0.1 and 1.
  package static let increments = [10_000, 100_000, 1_000_000].map(Credits.init(microcredits:))

  /// The most credits that one row may record or cost: 10¹².
  package static var rowLimit: Credits { Credits(microcredits: 1_000_000_000_000_000_000) }

  package static func < (left: Credits, right: Credits) -> Bool {
    left.microcredits < right.microcredits
  }

  package static func + (left: Credits, right: Credits) -> Credits {
    Credits(microcredits: left.microcredits + right.microcredits)
  }

  package static func - (left: Credits, right: Credits) -> Credits {
    Credits(microcredits: left.microcredits - right.microcredits)
  }

  /// Returns what these credits are worth at `value` USD for one credit.
  ///
  /// Exact: the readers refuse a credit value with more than 12 decimals.
  package func worth(at value: CreditValue) -> Money {
    Money(attodollars: Int128(microcredits) * value.attodollarsPerMicrocredit)
  }
}

/// What one credit is worth in USD, with at most 12 decimals and at most 1,000 USD.
package struct CreditValue: Hashable, Sendable {
  /// The worth of 10⁻⁶ credit; whole, because the value has at most 12 decimals.
  package let attodollarsPerMicrocredit: Int128

  /// Makes a value from USD per credit; nil unless it lies in 10⁻¹² … 1,000 USD with 12 decimals.
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
