import Ledger
import Store
import Tables

/// The sums of the requests of some keys, with the users who made them.
package struct QuerySum: Sendable {
  package private(set) var sums = UsageSums()
  /// The numbers of different users, where they are counted.
  private(set) var users: Set<Int32> = []

  /// The sum of nothing.
  package init() {}

  mutating func add(_ other: borrowing UsageSums) { sums.add(other) }

  mutating func add(user: Int32) { users.insert(user) }

  /// Adds the requests of another sum; who made both is one user.
  package mutating func add(_ other: QuerySum) {
    sums.add(other.sums)
    users.formUnion(other.users)
  }

  /// The sum of several.
  package init(of parts: some Sequence<QuerySum>) {
    self.init()
    for part in parts { add(part) }
  }

  /// Returns one of its figures.
  package func cell(_ measure: QueryMeasure, isSold: Bool) -> Cell {
    measure.cell(of: sums, users: users.count, isSold: isSold)
  }

  /// The mean of the plans' targets, weighted by revenue; blank where a part of the revenue has none.
  package var target: Cell {
    if sums.targetedRevenue != sums.revenue { return .blank }
    return Quotient.halfEven(sums.revenueTimesTarget, sums.targetedRevenue * 100)
      .map { .percent(tenThousandths: $0) } ?? .blank
  }
}
