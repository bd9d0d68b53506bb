import Engine
import Ledger
import Workspace

/// The accounts that `--account` names.
package enum AccountOperands {
  /// Returns the numbers of accounts' names, each once and in the order given; refuses ids that no account has.
  package static func numbers(of ids: [String], in credits: CreditRun) throws -> [UInt32] {
    var numbers: [UInt32] = []
    var findings: [Finding] = []
    var seen: Set<String> = []
    for id in ids where seen.insert(id).inserted {
      if let number = credits.account(Name(id)) {
        numbers.append(number)
      } else {
        findings.append(missing(id, in: credits))
      }
    }
    if !findings.isEmpty { throw RunRefusal(findings: findings) }
    return numbers
  }

  private static func missing(_ id: String, in credits: CreditRun) -> Finding {
    let near = credits.nearestAccount(to: Name(id))
    return Finding(
      .error, at: Place(file: WorkspacePath.credits), code: "credit.account",
      message: "no account \"\(id)\" in \(WorkspacePath.credits)/ or accounts.csv"
        + (near.map { ", did you mean \($0)?" } ?? ""),
      help: "credit-balances.csv lists all accounts")
  }
}
