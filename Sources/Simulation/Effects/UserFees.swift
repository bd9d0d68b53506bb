import Ledger
import Rating

/// The plan fees of one user: the price of the plan in each month with a request.
struct UserFees: Hashable, Sendable {
  /// The sum of the months whose plan states a price.
  private(set) var known = Money.zero
  private(set) var months = 0
  /// The months of paid plans without a price, and of tiers without a plan.
  private(set) var monthsWithoutPrice = 0
  /// These, and the months of free plans that state none.
  private var monthsNotStated = 0

  /// Adds one month; nil is no plan.
  mutating func add(_ plan: Plan?) {
    months += 1
    if plan?.monthlyPrice == nil { monthsNotStated += 1 }
    if let price = plan?.price { known = known + price } else { monthsWithoutPrice += 1 }
  }

  mutating func add(_ other: UserFees) {
    known = known + other.known
    months += other.months
    monthsWithoutPrice += other.monthsWithoutPrice
    monthsNotStated += other.monthsNotStated
  }

  /// The fees of all months; nil where the price of a month is not known.
  var all: Money? { monthsWithoutPrice == 0 ? known : nil }

  /// The fees of the months whose price is known; nil where months have no price and none has one.
  var ofKnownMonths: Money? { monthsWithoutPrice < months || months == 0 ? known : nil }

  /// The change of the fees; nil where the price of a month is known on one side only.
  ///
  /// A plan that only becomes free or paid keeps its price, stated or not.
  static func change(from before: UserFees, to after: UserFees) -> Money? {
    before.monthsWithoutPrice == after.monthsWithoutPrice
      || before.monthsNotStated == after.monthsNotStated ? after.known - before.known : nil
  }
}
