/// The cost and the charge of a request by the books.
package struct RatedRecord {
  /// An index into the rate cards of the rater.
  package var card: Int32
  package var disposition: Disposition
  /// The cost of the request at vendor prices; for a key of the customer's own, not our cost.
  package var notionalCost: Money
  /// The charge to the customer.
  package var credits: Credits

  @inline(__always)
  package init(card: Int32, disposition: Disposition, notionalCost: Money, credits: Credits) {
    self.card = card
    self.disposition = disposition
    self.notionalCost = notionalCost
    self.credits = credits
  }

  /// The result of rating the row.
  package enum Disposition: UInt8, Sendable {
    /// Every class with a quantity has a price.
    case rated
    /// A class has none; the row has no cost.
    case unpriced
    /// The cost needs more than 18 decimals.
    case inexact
    /// The cost or the charge is above 10¹¹ USD, or the charge above 10¹² credits.
    case tooLarge
  }
}
