import Ledger

/// The functions that receive the usage of a database: each group and user before the first sums of it, then the sums of
/// those that they want.
package struct UsageVisitor {
  /// Receives groups, which are numbered from 0 in this order; true: their sums are wanted.
  package let group: (UsageGroup) -> Bool
  /// Receives users, which are numbered from 0 in this order; true: their sums are wanted.
  package let user: (UserKey) -> Bool
  /// Receives the sums of a group and a user; there may be several of both.
  package let sums: (_ group: Int, _ user: Int, borrowing UsageSums) -> Void

  /// - Parameters: see the members of these names.
  package init(
    group: @escaping (UsageGroup) -> Bool, user: @escaping (UserKey) -> Bool,
    sums: @escaping (_ group: Int, _ user: Int, borrowing UsageSums) -> Void
  ) {
    (self.group, self.user, self.sums) = (group, user, sums)
  }
}
