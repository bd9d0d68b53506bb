import Ledger

/// A tier's customers of one month.
package struct MonthAndTier: Hashable, Comparable, Sendable {
  package let month: Month
  package let tier: Name

  package init(month: Month, tier: Name) {
    self.month = month
    self.tier = tier
  }

  package static func < (left: MonthAndTier, right: MonthAndTier) -> Bool {
    left.month == right.month ? left.tier < right.tier : left.month < right.month
  }
}
