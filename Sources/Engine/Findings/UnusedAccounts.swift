import Cube
import Ledger
import Rating
import Workspace

/// The rows of `accounts.csv` that are of no request of the ledger: often an account that is spelled otherwise there, or a
/// user whose rows name an account.
enum UnusedAccounts {
  /// So many are named.
  private static let named = 5

  /// Returns one note for all of them.
  static func findings(_ facts: Facts, of book: AccountBook) -> [Finding] {
    guard !book.isEmpty else { return [] }
    let users = facts.users.indices.lazy.filter { facts.hasFactOfUser[$0] }
    let used = Set(users.map { facts.users[$0].accountOrUser })
    let accounts = book.accounts
    let unused = accounts.filter { !used.contains($0) }
    guard !unused.isEmpty else { return [] }
    let rest = unused.count - named
    let names =
      unused.prefix(named).map(\.description)
      + (rest > 0 ? ["\(GroupedDigits.text(Int64(rest))) more"] : [])
    return [
      Finding(
        .note, at: Place(file: WorkspacePath.accounts), code: "book.unused",
        message: "\(GroupedDigits.text(Int64(unused.count))) of "
          + "\(GroupedDigits.count(Int64(accounts.count), "account")) "
          + "\(unused.count == 1 ? "has" : "have") no request: \(names.listed)",
        help:
          "nothing to do if these accounts have no usage; otherwise use the ledger's spelling, or "
          + "the user id if the ledger has no accounts")
    ]
  }
}
