import Outlook
import Overview

/// The accounts without a known balance in words, by the reason.
enum UnknownBalances {
  static func sentences(_ table: RunOutTable) -> [String] {
    func sentence(_ accounts: Int, _ reason: String) -> String? {
      accounts == 0
        ? nil : "\(Figures.count(Int64(accounts), "account")) without a known balance: \(reason)."
    }
    let pool =
      table.pooled == 1
      ? "it shares the credits of a pool, and balances.csv has no row for it"
      : "they share the credits of a pool, and balances.csv has no row for them"
    return [
      sentence(
        table.unknown - table.pooled, "no balance_after in the ledger and no row in balances.csv"),
      sentence(table.pooled, pool),
    ].compactMap { $0 }
  }
}
