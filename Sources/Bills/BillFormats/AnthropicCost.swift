import Ledger

extension BillFormat {
  /// The cost report of Anthropic's Admin API, page by page.
  ///
  /// - Buckets of a day in UTC: RFC 3339, the end exclusive.
  /// - `amount` is a decimal text in cents: "123.45" is 1.2345 USD. Read as dollars it gives a hundred times the amount
  ///   (https://github.com/anthropics/claude-code/issues/51198).
  /// - What the report is not grouped by is null: then a day has one total.
  /// - It has no quantities and not the priority tier. Code execution is in it, but not in the usage report.
  /// - `inference_geo` `us` is a region of the price book; `global` and `not_available` state that there is none.
  ///
  /// https://platform.claude.com/docs/en/api/admin/cost_report (read 2026-11-26)
  static let anthropicCost = BillFormat(
    name: "anthropic-cost",
    marks: [
      ["startingat", "endingat", "amount", "costtype"],
      ["startingat", "endingat", "results", "amount", "currency"],
    ], vendor: "anthropic", columns: AnthropicCost.Column.self,
    read: { row in
      if row[AnthropicCost.Column.amount].isBlank { return }
      var line = RawBillLine()
      row.setPeriod(of: &line, from: AnthropicCost.Column.start, to: .end)
      line.amount = row.amount(AnthropicCost.Column.amount, power: -2)
      let currency = row.name(AnthropicCost.Column.currency)
      if !currency.isEmpty { line.currency = currency.uppercased }
      line.model = row.name(AnthropicCost.Column.model)
      line.description = row.freeText(AnthropicCost.Column.description)
      line.project = row.name(AnthropicCost.Column.workspace)
      AnthropicLine.setClass(
        of: &line, type: row.freeText(AnthropicCost.Column.tokenType),
        cost: row.freeText(AnthropicCost.Column.costType))
      let tier = row.name(AnthropicCost.Column.tier)
      line.serviceTier = tier.isEmpty ? nil : tier
      line.context = AnthropicLine.context(row.text(AnthropicCost.Column.context))
      line.region = AnthropicLine.region(row.name(AnthropicCost.Column.geo))
      row.emit(line)
    })
}

private enum AnthropicCost {
  enum Column: Int, BillColumn {
    case start, end, amount, currency, costType, tokenType, model, tier, context, geo
    case description, workspace

    var names: [String] {
      switch self {
      case .start: ["startingat"]
      case .end: ["endingat"]
      case .amount: ["amount"]
      case .currency: ["currency"]
      case .costType: ["costtype"]
      case .tokenType: ["tokentype"]
      case .model: ["model"]
      case .tier: ["servicetier"]
      case .context: ["contextwindow"]
      case .geo: ["inferencegeo"]
      case .description: ["description"]
      case .workspace: ["workspaceid"]
      }
    }
  }
}

/// The parts that both bills of Anthropic share.
enum AnthropicLine {
  private static let classes: [Name: BilledClass] = [
    "uncached_input_tokens": .one(.input), "input_no_cache": .one(.input),
    "output_tokens": .one(.output), "output": .one(.output),
    "cache_read_input_tokens": .one(.cacheRead), "input_cache_read": .one(.cacheRead),
    "cache_creation.ephemeral_5m_input_tokens": .one(.cacheWrite5m),
    "input_cache_write_5m": .one(.cacheWrite5m),
    "cache_creation.ephemeral_1h_input_tokens": .one(.cacheWrite1h),
    "input_cache_write_1h": .one(.cacheWrite1h),
    // From before there were writes of an hour.
    "input_cache_write": .one(.cacheWrite5m),
  ]

  /// Sets the class by the type of tokens, or by that of the cost where there are none; neither is all classes.
  static func setClass(of line: inout RawBillLine, type: Name, cost: Name) {
    if !type.isEmpty {
      line.unitClass = classes[type] ?? .unknown
      line.classText = line.unitClass == .unknown ? type : .empty
    } else if cost == "web_search" {
      line.unitClass = .one(.search)
    } else if !cost.isEmpty && cost != "tokens" {
      line.unitClass = .unknown
      line.classText = cost
    }
  }

  /// `0-200k` and `≤ 200k` are the base band, `200k-1M` and `> 200k` the one above 200,000; blank is not stated.
  static func context(_ text: String) -> Int64? {
    let text = text.filter { $0 != " " && $0 != "\u{A0}" }
    if text.isEmpty { return nil }
    for sign in ["≤", "<=", "0-"] where text.hasPrefix(sign) { return 0 }
    let limit = text.drop { $0 == ">" }.prefix { $0 != "-" }
    return BillUnit.block(String(limit))
  }

  static func region(_ geo: Name) -> Name? {
    if geo.isEmpty { return nil }
    return ["global", "not_available"].contains(geo) ? .empty : geo
  }
}
