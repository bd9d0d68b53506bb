import Ledger

extension BillFormat {
  /// `cost-*.csv` of DeepSeek's export, a zip of CSV files with a byte order mark and CRLF.
  ///
  /// - Days of UTC+8, the offset is in the cell. Amounts have 16 decimals, in CNY or USD.
  /// - Use that a granted balance paid, `wallet_type` `Granted`, is two lines: use, and a credit of the opposite amount.
  /// - Balances settle late (https://github.com/tarigelamin1997/jobfetcher/pull/47).
  /// - There are no quantities; `amount-*.csv` has them.
  ///
  /// https://platform.deepseek.com/usage (export read 2026-11-26)
  static let deepSeekCost = BillFormat(
    name: "deepseek-cost", marks: [["wallettype", "cost", "currency"]], vendor: "deepseek",
    zone: "Asia/Shanghai", columns: DeepSeekCost.Column.self,
    read: { row in
      var line = RawBillLine()
      row.setPeriod(of: &line, from: DeepSeekCost.Column.start, to: .end)
      line.amount = row.amount(DeepSeekCost.Column.cost)
      line.currency = row.name(DeepSeekCost.Column.currency)
      line.account = row.name(DeepSeekCost.Column.user)
      line.description = row.freeText(DeepSeekCost.Column.wallet)
      var usage = line
      usage.model = row.name(DeepSeekCost.Column.model)
      row.emit(usage)
      guard row.text(DeepSeekCost.Column.wallet) == "Granted" else { return }
      line.kind = .credit
      line.amount = line.amount.negated
      line.part = "granted"
      row.emit(line)
    })
}

private enum DeepSeekCost {
  enum Column: Int, BillColumn {
    case start, end, model, wallet, cost, currency, user

    var names: [String] {
      switch self {
      case .start: ["starttimeiso"]
      case .end: ["endtimeiso"]
      case .model: ["model"]
      case .wallet: ["wallettype"]
      case .cost: ["cost"]
      case .currency: ["currency"]
      case .user: ["userid"]
      }
    }
  }
}
