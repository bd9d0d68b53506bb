import Cube
import Ledger
import Workspace

/// Accounts of `balances.csv` that the ledger does not have: a forecast of them would be of nothing.
enum BalanceWarnings {
  /// Looks at the accounts of all facts, so nothing is known of a run of some days only.
  ///
  /// - Parameter root: the folder with the file.
  static func findings(_ facts: Facts, in root: String) -> [Finding] {
    let accounts = Set(
      facts.users.indices.filter { facts.hasFactOfUser[$0] }.map { facts.users[$0].account })
    var rows: [(account: Name, place: Place)] = []
    var known = false
    var seen: Set<Name> = []
    for row in read(in: root) where !row.account.isEmpty {
      if accounts.contains(row.account) {
        known = true
      } else if seen.insert(row.account).inserted {
        rows.append(row)
      }
    }
    if rows.isEmpty || accounts.isEmpty { return [] }
    let byPlainName = Dictionary(
      accounts.map { (plain($0), $0) }, uniquingKeysWith: { min($0, $1) })
    let near = rows.filter { byPlainName[plain($0.account)] != nil }
    let others = rows.filter { byPlainName[plain($0.account)] == nil }
    return [
      near.first.flatMap { first in
        byPlainName[plain(first.account)].map { other in
          Finding(
            .warning, at: first.place, code: "balance.account",
            message: "the ledger has no account \"\(first.account.description.excerpt)\", but"
              + " \"\(other.description.excerpt)\"\(more(near.count))",
            help: "if you mean that account, use the ledger's spelling: \(other)")
        }
      },
      others.first.map { first in
        Finding(
          .warning, at: first.place, code: known ? "balance.unused" : "balance.account",
          message: "the ledger has no account \"\(first.account.description.excerpt)\", so its"
            + " usage is unknown\(more(others.count))",
          help: "use the ledger's spelling; nothing to do if the account has no usage")
      },
    ].compactMap { $0 }
  }

  private static func more(_ count: Int) -> String {
    count == 1 ? "" : " (first of \(GroupedDigits.count(Int64(count), "account")))"
  }

  /// The accounts with their places; none where the file cannot be read, which `forecast` says.
  private static func read(in root: String) -> [(account: Name, place: Place)] {
    do throws(RunRefusal) {
      guard let bytes = try BookBytes.read(WorkspacePath.balances, in: root) else {
        return []
      }
      var faults: [Finding] = []
      let table = BookTable(
        bytes, file: WorkspacePath.balances, required: ["account_id"],
        known: ["account_id", "at", "credits"], faults: &faults)
      return faults.contains { $0.severity == .error }
        ? [] : table.rows.map { (table.cell("account_id", of: $0), $0.place) }
    } catch { return [] }
  }

  /// An account as it would be without what spreadsheets and data frames change: zeros before it, `.0` behind it, the
  /// case of its letters, and blanks around it.
  private static func plain(_ account: Name) -> String {
    var text = account.description.trimmedLowercase
    if text.hasSuffix(".0") { text.removeLast(2) }
    let zeros = text.prefix { $0 == "0" }.count
    return zeros < text.count ? String(text.dropFirst(zeros)) : text
  }
}
