/// Who made a request: an account, a user, or both.
package struct UserKey: Hashable, Comparable, Sendable {
  package let account: Name
  package let user: Name

  package init(account: Name, user: Name) {
    self.account = account
    self.user = user
  }

  /// The user, or the account where the ledger names no user.
  package var reported: Name { user.isEmpty ? account : user }

  package static func < (left: UserKey, right: UserKey) -> Bool {
    left.account == right.account ? left.user < right.user : left.account < right.account
  }
}
