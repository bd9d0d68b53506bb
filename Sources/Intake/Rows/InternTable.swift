import Ledger

/// The request kinds and users met so far, each with a small number.
///
/// One per worker; the numbers mean nothing outside it.
package struct InternTable {
  package private(set) var kinds: [RateKey] = []
  package private(set) var users: [UserKey] = []
  private var kindNumbers = ValueIndex()
  private var userNumbers = ValueIndex()

  init() {}

  mutating func number(of kind: RateKey) -> Int32 { kindNumbers.number(of: kind, in: &kinds) }

  mutating func number(of user: UserKey) -> Int32 { userNumbers.number(of: user, in: &users) }
}
