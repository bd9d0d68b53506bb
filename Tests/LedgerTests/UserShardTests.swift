import Ledger
import Testing

/// The shard of a user is published: other programs may compute it.
struct UserShardTests {
  /// FNV-1a of 64 bits of the bytes 61 FF 62 is 0xE57DA31903DE37B1, calculated by another program.
  @Test func `the shard of a user is FNV-1a of account, 0xFF and user`() {
    let user = UserKey(account: "a", user: "b")
    #expect(user.shard(of: 256) == 0xB1)
    #expect(user.shard(of: 1) == 0)
    #expect(user.shard(of: 10) == 9)
  }

  @Test func `account and user are told apart`() {
    let users = [UserKey(account: "ab", user: ""), UserKey(account: "", user: "ab")]
    #expect(Set(users.map { $0.shard(of: 256) }).count == 2)
  }
}
