import Ledger

/// The months and tiers in which an account has rows both with and without the name of a user.
///
/// Rows without a name then count as the named users': exports that leave a few names blank add no user.
package struct UnnamedUserRows: Sendable {
  private struct Key: Hashable {
    let month: Month
    let tier: Name
    /// The number of the user without a name in the facts; -1 where the account has no such user, or no other.
    let blank: Int32
  }

  private let tiers: [Name]
  /// Per user of the facts, `Key.blank` of the account; empty where no account has both kinds of rows.
  private let blanks: [Int32]
  private let isBlank: [Bool]
  private let named: Set<Key>

  fileprivate init(_ facts: Facts) {
    let users = facts.users
    var blanks = [Int32](repeating: -1, count: users.count)
    // The user without a name is the first of its account.
    var first = 0
    for (number, user) in users.enumerated() {
      if user.account != users[first].account { first = number }
      guard number > first, users[first].user.isEmpty, !user.account.isEmpty else { continue }
      (blanks[first], blanks[number]) = (Int32(first), Int32(first))
    }
    guard blanks.contains(where: { $0 >= 0 }) else {
      (tiers, self.blanks, isBlank, named) = ([], [], [], [])
      return
    }
    tiers = facts.dimensions.map(\.tier)
    isBlank = users.map(\.user.isEmpty)
    self.blanks = blanks
    var named: Set<Key> = []
    // Per user, the day and tier of the last fact: most facts of a user add nothing.
    var last = [(month: Month, tier: Name)?](repeating: nil, count: users.count)
    for fact in facts.rows {
      let user = Int(fact.user)
      guard blanks[user] >= 0, !isBlank[user] else { continue }
      let (month, tier) = (fact.day.month, tiers[Int(fact.dimensions)])
      if let before = last[user], before == (month, tier) { continue }
      last[user] = (month, tier)
      named.insert(Key(month: month, tier: tier, blank: blanks[user]))
    }
    self.named = named
  }

  /// No account has rows of both kinds.
  var isEmpty: Bool { blanks.isEmpty }

  /// Returns whether a fact names no user while other facts of its account, month and tier do.
  @inline(__always)
  package func isNamedElsewhere(_ fact: borrowing Fact) -> Bool {
    if isEmpty { return false }
    let user = Int(fact.user)
    guard isBlank[user], blanks[user] >= 0 else { return false }
    return named.contains(
      Key(month: fact.day.month, tier: tiers[Int(fact.dimensions)], blank: blanks[user]))
  }
}

extension Facts {
  /// Reads the facts once where an account has rows with and without a user; else the users only.
  package var unnamedUserRows: UnnamedUserRows { UnnamedUserRows(self) }
}
