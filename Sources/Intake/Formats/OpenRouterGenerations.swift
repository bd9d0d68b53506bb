extension RowTranslation {
  /// The export of generations from OpenRouter's activity page, as CSV.
  ///
  /// `tokens_prompt` holds `tokens_cached`, and `tokens_completion` holds `tokens_reasoning`; what was written to caches is
  /// not told. `cost_total` is what OpenRouter charged, in USD; under a key of the customer's own
  /// (`byok_usage_inference` above 0) only its fee, which is no cost of tokens: nothing is recorded then. Times are UTC without saying so. The vendor whose prices count is
  /// OpenRouter itself. What `cost_web_search` and `cost_file_processing` say was charged for calls that no column counts.
  ///
  /// Source, read 2026-11: https://openrouter.ai/docs/use-cases/usage-accounting ("reasoning tokens are included in
  /// completion tokens").
  static let openRouterCSV = RowTranslation(
    columns: [
      "generation_id", "created_at", "cost_total", "byok_usage_inference", "tokens_prompt",
      "tokens_completion", "tokens_reasoning", "tokens_cached", "model_permaslug", "variant",
      "cancelled", "user", "api_key_name", "app_name", "cost_web_search", "cost_file_processing",
      "currency",
    ],
    required: [
      "generation_id", "created_at", "cost_total", "tokens_prompt", "tokens_completion",
      "model_permaslug",
    ],
    containers: [.csv], translate: OpenRouterGeneration.translate)
}

/// One row of OpenRouter's export.
private enum OpenRouterGeneration {
  private static let id = 0
  private static let createdAt = 1
  private static let cost = 2
  private static let ownKey = 3
  private static let prompt = 4
  private static let completion = 5
  private static let reasoning = 6
  private static let cached = 7
  private static let model = 8
  private static let variant = 9
  private static let cancelled = 10
  private static let user = 11
  private static let keyName = 12
  private static let appName = 13
  private static let searchCost = 14
  private static let fileCost = 15
  private static let currency = 16

  static func translate(_ row: SourceRow, _ cells: CellWriter) {
    cells.text(.requestID, row[id])
    cells.time(.startedAt, row[createdAt], .utc)
    cells.set(.provider, "openrouter")
    // The free variant of a model has prices of its own.
    if row[variant] == "free" {
      cells.set(
        .model, keeping: Array(row[model].bytes) + Array(":free".utf8), at: row[model].place)
    } else {
      cells.text(.model, row[model])
    }
    cells.text(.userID, row[user].isBlank ? row[appName] : row[user])
    cells.text(.accountID, row[keyName])
    if [user, keyName, appName].allSatisfy({ row[$0].isBlank }) {
      cells.set(.accountID, "unnamed")
    }
    if row[cancelled].saysTrue { cells.set(.status, "cancelled") }
    let ownCost = row[ownKey].bytes.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    if ownCost.contains(where: { $0 > 0x30 && $0 <= 0x39 }) {
      cells.set(.byok, "true")
    } else {
      cells.binaryCost(.vendorCostUSD, row[cost])
      cells.text(.currency, row[currency])
    }
    var leaves = TokenBreakdown(cells)
    leaves.inputHolds = [.cacheRead]
    leaves.outputHolds = [.reasoning]
    leaves.input = leaves.stated(row[prompt], for: .inputTokens)
    leaves.cacheRead = leaves.stated(row[cached], for: .cacheReadTokens)
    leaves.output = leaves.stated(row[completion], for: .outputTokens)
    leaves.reasoning = leaves.stated(row[reasoning], for: .reasoningTokens)
    leaves.write()
    let isUsed = [leaves.input, leaves.output].contains { $0?.value ?? 0 > 0 }
    if !isUsed, row[cost].isAboveZero, !cells.isBlank(.vendorCostUSD) {
      cells.state(.usageNotStated)
    }
    if row[searchCost].isAboveZero || row[fileCost].isAboveZero { cells.state(.tools) }
  }
}
