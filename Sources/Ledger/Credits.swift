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
