import Ledger
import Pricing
import Rating

/// A request that has not happened, priced and charged as a run would.
package struct Quote {
  package let trace: RatingTrace
  /// When the request was said to start; nil takes the books as they are last.
  package let stated: Instant?
  /// The last instant at which something in the books changes for such a request; nil where nothing does.
  package let lastChange: Instant?

  package init(
    _ kind: RateKey, quantities: Quantities, at stated: Instant?, books: Books
  ) throws(BookProblem) {
    var rater = Rater(books: books)
    try rater.prepare([kind])
    self.stated = stated
    // A price that ends and has no next one is quoted as it was last.
    let last = rater.cards.last { $0.isPriced } ?? rater.cards.last
    let start = last?.validity.from ?? .distantPast
    lastChange = start == .distantPast ? nil : start
    var record = UsageRecord()
    record.startedAt = stated ?? start
    record.quantities = quantities
    var rated: [RatedRecord] = []
    rater.rate([record], into: &rated)
    trace = try RatingTrace(
      rated[0], quantities: quantities, startedAt: record.startedAt, rater: rater, books: books)
  }
}

extension RateCard {
  fileprivate var isPriced: Bool {
    switch pricing {
    case .priced: true
    case .unpriced: false
    }
  }
}
