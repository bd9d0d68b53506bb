import Ledger
import Tables

/// The savings of a monthly budget of the free tiers, and the users that it would stop.
package struct BudgetSavings: Sendable {
  package let budget: Credits
  package let requests: Int
  package let users: Int
  /// Vendor cost of what it stops.
  package let saved: Money
  package let left: Money

  package init(budget: Credits, requests: Int, users: Int, saved: Money, left: Money) {
    self.budget = budget
    self.requests = requests
    self.users = users
    self.saved = saved
    self.left = left
  }

  /// The columns of `free-tier-frontier.csv`.
  package static let columns = [
    Column("budget_credits", .credits), Column("requests_stopped", .count),
    Column("users_stopped", .count), Column("vendor_cost_saved_usd", .money),
    Column("vendor_cost_left_usd", .money),
  ]

  /// `free-tier-frontier.csv`.
  package static func table(_ points: [BudgetSavings]) -> Table {
    Table(
      name: "free-tier-frontier", title: "Free-tier frontier",
      columns: columns, rowCount: points.count, order: "smallest budget first"
    ) { index in
      let point = points[index]
      return [
        .credits(point.budget), .count(Int128(point.requests)), .count(Int128(point.users)),
        .money(point.saved), .money(point.left),
      ]
    }
  }
}
