import Cube
import Ledger
import Reports

/// A number of users as reports count them: a row without a user counts as its account.
package struct UserCount: Hashable, Sendable {
  /// Users that the ledger names.
  let named: Int
  /// Accounts of rows that name no user.
  let accounts: Int
  /// Some rows name neither.
  private let hasUnknown: Bool

  /// - Parameters:
  ///   - names: the different names of users in reports.
  ///   - accounts: those names that are of accounts.
  init(_ names: some Sequence<Name>, accounts: Set<Name>) {
    var counts = (named: 0, accounts: 0, unknown: 0)
    for name in names {
      if name.isEmpty {
        counts.unknown += 1
      } else if accounts.contains(name) {
        counts.accounts += 1
      } else {
        counts.named += 1
      }
    }
    named = counts.named
    self.accounts = counts.accounts
    hasUnknown = counts.unknown > 0
  }

  /// All of them; those of rows without a name count as one.
  package var total: Int { named + accounts + (hasUnknown ? 1 : 0) }

  /// The count with `kind` before its noun: `12 free users and 2 accounts`.
  func words(_ kind: String) -> String {
    func count(_ number: Int, _ noun: String) -> String { Figures.count(Int64(number), noun) }
    switch (named, accounts) {
    case (0, 0): return "no user named"
    case (0, _): return count(accounts, "\(kind) account")
    case (_, 0): return count(named, "\(kind) user")
    default: return "\(count(named, "\(kind) user")) and \(count(accounts, "account"))"
    }
  }

  /// The noun for those counted, in the singular or the plural: `users and accounts`.
  func noun(isOne: Bool) -> String {
    let end = isOne ? "" : "s"
    let words = (named > 0 || accounts == 0 ? ["user"] : []) + (accounts > 0 ? ["account"] : [])
    return words.map { $0 + end }.joined(separator: " and ")
  }

  /// A sentence on what counts as a user; nil if only users do.
  ///
  /// - Parameter accounts: those that count as users.
  static func definition(_ facts: Facts, accounts: Set<Name>) -> String? {
    if accounts.isEmpty { return nil }
    let hasNamed = zip(facts.users, facts.hasFactOfUser).contains { $1 && !$0.user.isEmpty }
    return hasNamed
      ? "Counts of users include \(Figures.count(Int64(accounts.count), "account")): a row without a user "
        + "counts as its account."
      : "No row names a user: user counts are counts of accounts."
  }
}
