import Ledger

/// The plan fees of one user: the price of the plan in each month with a request.
struct UserFees: Hashable, Sendable {
  /// The sum of the months whose plan states a price.
  private(set) var known = Money.zero
  private(set) var months = 0
  /// The months of paid plans without a price, and of tiers without a plan.
  private(set) var monthsWithoutPrice = 0

  /// Adds one month; nil is a price that no plan states.
  mutating func add(_ price: Money?) {
    months += 1
    if let price { known = known + price } else { monthsWithoutPrice += 1 }
  }

  mutating func add(_ other: UserFees) {
    known = known + other.known
    months += other.months
    monthsWithoutPrice += other.monthsWithoutPrice
  }

  /// The fees of all months; nil where the price of a month is not known.
  var all: Money? { monthsWithoutPrice == 0 ? known : nil }

  /// The fees of the months whose price is known; nil where months have no price and none has one.
  var ofKnownMonths: Money? { monthsWithoutPrice < months || months == 0 ? known : nil }

  /// The change of the fees; nil where the price of a month is known on one side only.
  static func change(from before: UserFees, to after: UserFees) -> Money? {
    before.monthsWithoutPrice == after.monthsWithoutPrice ? after.known - before.known : nil
  }
}
