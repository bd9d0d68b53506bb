import Ledger

/// The request kinds and users met so far, each with a small number.
///
/// One per worker; the numbers mean nothing outside it.
package struct Vocabulary {
  package private(set) var kinds: [RequestKind] = []
  package private(set) var users: [UserKey] = []
  private var kindNumbers: [RequestKind: Int32] = [:]
  private var userNumbers: [UserKey: Int32] = [:]

  init() {}

  mutating func number(of kind: RequestKind) -> Int32 {
    if let number = kindNumbers[kind] { return number }
    let number = Int32(kinds.count)
    kinds.append(kind)
    kindNumbers[kind] = number
    return number
  }

  mutating func number(of user: UserKey) -> Int32 {
    if let number = userNumbers[user] { return number }
    let number = Int32(users.count)
    users.append(user)
    userNumbers[user] = number
    return number
  }
}
