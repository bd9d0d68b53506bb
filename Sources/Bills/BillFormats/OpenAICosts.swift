import Ledger

extension BillFormat {
  /// The costs of an OpenAI organisation: the pages of the API, and both generations of the dashboard's CSV.
  ///
  /// - Buckets of a day in UTC: seconds since 1970, the end exclusive.
  /// - `amount.value` was a JSON number; since about May 2026 it is often a text
  ///   (https://github.com/steipete/CodexBar/issues/999, https://github.com/mozilla/bigquery-etl/pull/9739).
  /// - The first CSV (October 2025) prints 16 decimals, the second (September 2026) 28. A day without use has only its
  ///   times, and is no line.
  /// - `line_item` is `MODEL, KIND`, split at the last comma. A blank one is a total of all models, and rows of totals and
  ///   of items may be in one file: they are the same costs twice.
  /// - `quantity` is in `quantity_unit`; null is single units.
  /// - Tax, used credit grants and prepaid purchases are not in the costs.
  ///
  /// https://platform.openai.com/docs/api-reference/usage/costs (read 2026-11-26)
  static let openAICosts = BillFormat(
    name: "openai-costs", marks: [["amountvalue", "amountcurrency"]], vendor: "openai",
    columns: OpenAICosts.Column.self,
    read: { row in
      if row[OpenAICosts.Column.value].isBlank && row[OpenAICosts.Column.item].isBlank { return }
      var line = RawBillLine()
      row.setPeriod(of: &line, from: OpenAICosts.Column.start, to: .end)
      line.amount = row.amount(OpenAICosts.Column.value)
      let currency = row.name(OpenAICosts.Column.currency)
      if !currency.isEmpty { line.currency = currency.uppercased }
      line.description = row.freeText(OpenAICosts.Column.item)
      line.project = row.name(OpenAICosts.Column.project)
      line.apiKey = row.name(OpenAICosts.Column.apiKey)
      line.account = row.name(OpenAICosts.Column.organization)
      if line.description.isEmpty {
        if line.project.isEmpty && line.apiKey.isEmpty { line.role = .total }
      } else {
        line.role = .item
        let meter = row.meter(OpenAICosts.Column.item, make: OpenAICosts.meter)
        line.set(meter, text: OpenAICosts.kind(of: line.description))
        line.isStandardIfOthersStateTiers = meter.serviceTier == nil
      }
      OpenAICosts.setQuantity(of: &line, row: &row)
      row.emit(line)
    })
}

private enum OpenAICosts {
  enum Column: Int, BillColumn {
    case start, end, value, currency, item, quantity, unit, project, apiKey, organization

    var names: [String] {
      switch self {
      case .start: ["starttime", "starttimeiso"]
      case .end: ["endtime", "endtimeiso"]
      case .value: ["amountvalue"]
      case .currency: ["amountcurrency"]
      case .item: ["lineitem"]
      case .quantity: ["quantity"]
      case .unit: ["quantityunit"]
      case .project: ["projectid"]
      case .apiKey: ["apikeyid"]
      case .organization: ["organizationid"]
      }
    }
  }

  private static let classes: [String: BilledClass] = [
    "input": .one(.input), "input_tokens": .one(.input), "cached input": .one(.cacheRead),
    "output": .one(.output), "output_tokens": .one(.output), "cache write": .cacheWrite,
  ]
  private static let tiers = ["batch", "flex", "priority", "fast"]
  private static let searches = "web search tool calls"

  /// The text after the last comma; the whole where there is none.
  static func kind(of item: Name) -> Name {
    guard let comma = item.bytes.lastIndex(of: 0x2C) else { return item }
    return Name(bytes: item.bytes[(comma + 1)...].drop { $0 == 0x20 })
  }

  static func meter(_ item: String) -> BillMeter {
    guard let comma = item.lastIndex(of: ",") else {
      if item.lowercased() == searches { return BillMeter(unitClass: .one(.search)) }
      return .unknown(Name(item))
    }
    let words = item[item.index(after: comma)...].lowercased().split(separator: " ")
    let tier = words.first { tiers.contains(String($0)) }
    let kind = words.filter { !tiers.contains(String($0)) }.joined(separator: " ")
    return BillMeter(
      model: Name(item[..<comma].trimmed), unitClass: classes[kind] ?? .unknown,
      // OpenAI calls its priority tier fast, too.
      serviceTier: tier.map { $0 == "fast" ? "priority" : Name(String($0)) })
  }

  /// The units of a quantity; those of a class that Assay does not have are single ones.
  private static let units: [String: Int64] = [
    "": 1, "tokens": 1, "1000_tokens": 1_000, "duration_seconds": 1, "duration_minutes": 60,
    "duration_hours": 3_600, "gibibyte_hours": 1, "images": 1, "characters": 1,
  ]

  static func setQuantity(of line: inout RawBillLine, row: inout BillRow) {
    if row[Column.quantity].isBlank { return }
    if let factor = units[row.text(Column.unit)] {
      line.quantity = row.quantity(Column.quantity, times: factor)
    } else {
      line.unclearQuantity = RawBillLine.UnclearQuantity(
        text: row[Column.quantity].name, unit: row[Column.unit].name, block: .empty)
    }
  }
}

extension Name {
  /// The name with A to Z for a to z.
  var uppercased: Name {
    Name(bytes: bytes.map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 })
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  var trimmed: String {
    let rest = drop { $0 == " " }
    guard let last = rest.lastIndex(where: { $0 != " " }) else { return "" }
    return String(rest[...last])
  }
}
