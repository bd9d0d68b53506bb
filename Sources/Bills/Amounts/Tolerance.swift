import Ledger

/// How far an amount may be from the exact one because of the digits that a bill prints: never negative, exact to
/// 10⁻⁵⁴ USD.
///
/// Bills print up to 40 decimals, so half a unit of a last digit may be far below an attodollar.
package struct Tolerance: Hashable, Sendable {
  /// Whole attodollars.
  package private(set) var attodollars: UInt128
  /// Parts of an attodollar, 10⁻³⁶ each: below 10³⁶.
  package private(set) var parts: UInt128

  /// 10³⁶.
  package static var partsPerAttodollar: UInt128 {
    1_000_000_000_000_000_000 * 1_000_000_000_000_000_000
  }
  package static var zero: Tolerance { Tolerance(attodollars: 0, parts: 0) }

  package init(attodollars: UInt128, parts: UInt128) {
    precondition(parts < Tolerance.partsPerAttodollar, "parts are less than one attodollar")
    self.attodollars = attodollars
    self.parts = parts
  }

  package static func + (left: Tolerance, right: Tolerance) -> Tolerance {
    let parts = left.parts + right.parts
    let carry: UInt128 = parts >= partsPerAttodollar ? 1 : 0
    return Tolerance(
      attodollars: left.attodollars + right.attodollars + carry,
      parts: parts - carry * partsPerAttodollar)
  }

  package static func * (tolerance: Tolerance, count: Int64) -> Tolerance {
    let count = UInt128(count.magnitude)
    // Parts × a count may have more than 128 bits, each half of their digits has not.
    let half: UInt128 = 1_000_000_000_000_000_000
    let low = tolerance.parts % half * count
    let high = tolerance.parts / half * count + low / half
    return Tolerance(
      attodollars: tolerance.attodollars * count + high / half,
      parts: high % half * half + low % half)
  }

  /// The tolerance in USD, as decimal text.
  package var text: String {
    func padded(_ value: UInt128, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let digits = padded(attodollars, 19) + padded(parts, 36)
    let decimals = digits.suffix(54)
    let end = decimals.lastIndex { $0 != "0" }.map { decimals.index(after: $0) }
    let shown = decimals[..<(end ?? decimals.startIndex)]
    return "\(digits.dropLast(54))" + (shown.isEmpty ? "" : ".\(shown)")
  }

  /// The tolerance in attodollars.
  var ratio: Ratio {
    let whole = Natural(attodollars) * Natural(Tolerance.partsPerAttodollar)
    return Ratio(
      isNegative: false, numerator: whole + Natural(parts),
      denominator: Natural(Tolerance.partsPerAttodollar))
  }

  /// Returns true if a difference is not larger.
  package func covers(_ difference: Money) -> Bool {
    UInt128(difference.attodollars.magnitude) <= attodollars
  }
}
