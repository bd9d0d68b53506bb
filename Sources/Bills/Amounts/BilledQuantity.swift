import Ledger

/// A quantity of a bill in single units (tokens, requests, images, seconds), exact to 10⁻¹⁸ of a unit.
///
/// Bills print blocks, such as 433.893 thousand tokens, and may print parts of a token.
package struct BilledQuantity: Hashable, Sendable {
  package let attounits: Int128

  package init(attounits: Int128) { self.attounits = attounits }

  /// Makes the quantity of a ledger: seconds are in nanoseconds there.
  package init(_ quantity: Int128, of unitClass: UnitClass) {
    attounits = quantity * (BilledQuantity.attounitsPerUnit / Int128(unitClass.quantityPerUnit))
  }

  package static var decimals: Int { 18 }
  /// 10¹⁸.
  package static var attounitsPerUnit: Int128 { 1_000_000_000_000_000_000 }
  package static var zero: BilledQuantity { BilledQuantity(attounits: 0) }

  package static func + (left: BilledQuantity, right: BilledQuantity) -> BilledQuantity {
    BilledQuantity(attounits: left.attounits + right.attounits)
  }

  package static func - (left: BilledQuantity, right: BilledQuantity) -> BilledQuantity {
    BilledQuantity(attounits: left.attounits - right.attounits)
  }
}
