import Ledger

extension BillFormat {
  /// `amount-*.csv` of DeepSeek's export: quantities, each with its price per token.
  ///
  /// - Days of UTC+8, the offset is in the cell.
  /// - The amount is price × amount, exact. The file does not name its currency, so it is USD as everywhere, unless it has a
  ///   column `currency`.
  /// - `request_count` counts requests; it has no price.
  ///
  /// https://platform.deepseek.com/usage (export read 2026-11-26)
  static let deepSeekAmount = BillFormat(
    name: "deepseek-amount",
    marks: [["starttimeiso", "endtimeiso", "model", "type", "price", "amount"]],
    vendor: "deepseek", zone: "Asia/Shanghai", columns: DeepSeekAmount.Column.self,
    read: { row in
      var line = RawBillLine()
      row.setPeriod(of: &line, from: DeepSeekAmount.Column.start, to: .end)
      let price = row.decimal(DeepSeekAmount.Column.price) ?? .zero
      line.amount = BillAmount(price * (row.decimal(DeepSeekAmount.Column.amount) ?? .zero))
      let currency = row.name(DeepSeekAmount.Column.currency)
      if !currency.isEmpty { line.currency = currency }
      line.model = row.name(DeepSeekAmount.Column.model)
      line.account = row.name(DeepSeekAmount.Column.user)
      line.apiKey = row.name(DeepSeekAmount.Column.key)
      let type = row.freeText(DeepSeekAmount.Column.type)
      line.description = type
      line.unitClass = DeepSeekAmount.classes[type] ?? .unknown
      if line.unitClass == .unknown { line.classText = type }
      if line.unitClass == .one(.request) {
        line.requests = row.count(DeepSeekAmount.Column.amount)
      }
      line.quantity = row.quantity(DeepSeekAmount.Column.amount)
      row.emit(line)
    })
}

private enum DeepSeekAmount {
  static let classes: [Name: BilledClass] = [
    "input_cache_hit_tokens": .one(.cacheRead), "input_cache_miss_tokens": .one(.input),
    "output_tokens": .one(.output), "request_count": .one(.request),
  ]

  enum Column: Int, BillColumn {
    case start, end, model, type, price, amount, currency, user, key

    var names: [String] {
      switch self {
      case .start: ["starttimeiso"]
      case .end: ["endtimeiso"]
      case .model: ["model"]
      case .type: ["type"]
      case .price: ["price"]
      case .amount: ["amount"]
      case .currency: ["currency"]
      case .user: ["userid"]
      case .key: ["apikeyname", "apikey"]
      }
    }
  }
}
