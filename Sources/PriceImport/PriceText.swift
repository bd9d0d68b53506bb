import Ledger

/// A price in words.
package enum PriceText {
  /// The price of `per` units; `not known` where it is charged and its price is not.
  package static func text(_ perUnit: Money?, per: Int64) -> String {
    perUnit.map { "\($0 * per)" } ?? "not known"
  }
}
