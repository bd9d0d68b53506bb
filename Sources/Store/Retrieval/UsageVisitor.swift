import Ledger

/// Someone who sums usage of a database: is told of each group and user before the first sums of it, and of which of them
/// the sums are wanted.
package struct UsageVisitor {
  /// Told of groups, which are numbered from 0 in this order; true: they are wanted.
  package let group: (UsageGroup) -> Bool
  /// Told of users, which are numbered from 0 in this order; true: they are wanted.
  package let user: (UserKey) -> Bool
  /// Gets the sums of a group and a user; there may be several of both.
  package let sums: (_ group: Int, _ user: Int, borrowing UsageSums) -> Void

  /// - Parameters: see the members of these names.
  package init(
    group: @escaping (UsageGroup) -> Bool, user: @escaping (UserKey) -> Bool,
    sums: @escaping (_ group: Int, _ user: Int, borrowing UsageSums) -> Void
  ) {
    (self.group, self.user, self.sums) = (group, user, sums)
  }
}
