import Ledger

/// Which numbers are prices.
package enum PriceLimits {
  /// The largest price of one unit that a book may hold: 10⁶ USD.
  package static let highest = Money(attodollars: 1_000_000 * Money.attodollarsPerDollar)

  /// USD that some catalogs write for a price that they do not know, whatever it is for.
  package static let unknown: Int128 = 9_999_999
}
