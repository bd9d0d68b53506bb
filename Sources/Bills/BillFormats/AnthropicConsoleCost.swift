import Ledger

extension BillFormat {
  /// The cost CSV of Anthropic's console, in its four generations from 2024 to August 2026.
  ///
  /// - Days in UTC. `cost_usd` has 2 decimals: each line may be off by half a cent.
  /// - `model` is a display name, such as "Claude Sonnet 4.5".
  /// - Later generations add `context_window` and `cost_type`; then `list_price_usd`, `inference_geo` and `speed`; then
  ///   `api_key_id` and `api_key_status`.
  /// - `usage_type` message is the standard tier. `list_price_usd` above `cost_usd` is a discount, which step 10 of the
  ///   split finds.
  ///
  /// https://support.claude.com/en/articles/9534590-cost-and-usage-reporting-in-the-claude-console (read 2026-11-26)
  static let anthropicConsoleCost = BillFormat(
    name: "anthropic-console-cost", marks: [["usagedateutc", "tokentype", "costusd"]],
    vendor: "anthropic", columns: AnthropicConsoleCost.Column.self,
    read: { row in
      var line = RawBillLine()
      row.setPeriod(of: &line, from: AnthropicConsoleCost.Column.date)
      line.amount = row.amount(AnthropicConsoleCost.Column.cost)
      line.model = row.name(AnthropicConsoleCost.Column.model)
      line.project = row.name(AnthropicConsoleCost.Column.workspace)
      line.apiKey = row.name(AnthropicConsoleCost.Column.keyID)
      if line.apiKey.isEmpty { line.apiKey = row.name(AnthropicConsoleCost.Column.key) }
      AnthropicLine.setClass(
        of: &line, type: row.freeText(AnthropicConsoleCost.Column.tokenType),
        cost: row.freeText(AnthropicConsoleCost.Column.costType))
      let usage = row.name(AnthropicConsoleCost.Column.usageType)
      if !usage.isEmpty { line.serviceTier = usage == "message" ? "standard" : usage }
      if row.text(AnthropicConsoleCost.Column.speed) == "fast", line.serviceTier == "standard" {
        line.serviceTier = "fast"
      }
      line.context = AnthropicLine.context(row.text(AnthropicConsoleCost.Column.context))
      line.region = AnthropicLine.region(row.name(AnthropicConsoleCost.Column.geo))
      row.emit(line)
    })
}

private enum AnthropicConsoleCost {
  enum Column: Int, BillColumn {
    case date, model, workspace, key, keyID, usageType, context, tokenType, cost, costType, geo
    case speed

    var names: [String] {
      switch self {
      case .date: ["usagedateutc"]
      case .model: ["model"]
      case .workspace: ["workspace"]
      case .key: ["apikey"]
      case .keyID: ["apikeyid"]
      case .usageType: ["usagetype"]
      case .context: ["contextwindow"]
      case .tokenType: ["tokentype"]
      case .cost: ["costusd"]
      case .costType: ["costtype"]
      case .geo: ["inferencegeo"]
      case .speed: ["speed"]
      }
    }
  }
}
