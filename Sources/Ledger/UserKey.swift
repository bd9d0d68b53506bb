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

  /// The shard, of `count`, that the user's facts are merged in: FNV-1a of the account, a byte 0xFF and the user.
  package func shard(of count: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    account.bytes.forEach(add)
    add(0xFF)
    user.bytes.forEach(add)
    return Int(hash % UInt64(count))
  }

  package static func < (left: UserKey, right: UserKey) -> Bool {
    left.account == right.account ? left.user < right.user : left.account < right.account
  }
}
