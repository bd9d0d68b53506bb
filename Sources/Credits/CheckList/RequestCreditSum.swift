/// The credits of some requests by the books: those with a price as a sum, the others as a number.
package struct RequestCreditSum: Hashable, Sendable {
  /// The requests with a price.
  package private(set) var priced: Int
  /// The requests without a price, which the sum excludes.
  package private(set) var unpriced: Int
  /// Microcredits.
  private var sum: Int128

  /// - Parameter credits: of the requests with a price, in microcredits.
  package init(credits: Int128 = 0, priced: Int = 0, unpriced: Int = 0) {
    sum = credits
    (self.priced, self.unpriced) = (priced, unpriced)
  }

  /// Microcredits of the requests with a price; nil if there are only others.
  package var credits: Int128? { priced == 0 && unpriced > 0 ? nil : sum }

  /// Returns the stake of one request.
  static func of(_ request: UsageRequest) -> RequestCreditSum {
    var stake = RequestCreditSum()
    stake.add(request)
    return stake
  }

  mutating func add(_ request: UsageRequest) {
    if request.isPriced {
      priced += 1
      sum += Int128(request.rated.microcredits)
    } else {
      unpriced += 1
    }
  }
}
