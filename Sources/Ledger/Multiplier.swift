/// The factor that converts a vendor cost to a charge: 0 … 1,000, exact to 10⁻⁶.
package struct Multiplier: Hashable, Sendable {
  package let millionths: Int64

  package init(millionths: Int64) {
    precondition(millionths >= 0, "a multiplier is never negative")
    self.millionths = millionths
  }

  package static let decimals = 6
  /// The largest multiplier that a book may hold: 1,000.
  package static let limit = Multiplier(millionths: 1_000_000_000)
}

/// A rate in percent, such as a target margin or a platform fee, exact to 10⁻⁶ of a percent.
package struct Percent: Hashable, Comparable, Sendable {
  package let millionths: Int64

  package init(millionths: Int64) {
    self.millionths = millionths
  }

  package static let decimals = 6

  package static func < (left: Percent, right: Percent) -> Bool {
    left.millionths < right.millionths
  }
}
