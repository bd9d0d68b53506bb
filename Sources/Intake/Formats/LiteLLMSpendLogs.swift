import Ledger

extension RowTranslation {
  /// The table `LiteLLM_SpendLogs` of a LiteLLM proxy, as CSV or JSON.
  ///
  /// LiteLLM normalises what all vendors say: `prompt_tokens` holds cache reads and writes, `completion_tokens` holds
  /// reasoning. What was read from and written to caches stands only in `metadata`, in the `usage_object` of the
  /// response, older rows in `additional_usage_values`, and so does a total, else in `total_tokens`. `spend` is what
  /// LiteLLM computed, in USD, kept as binary floating point. A hit of LiteLLM's own cache (`cache_hit`) reached no vendor:
  /// it used nothing. Times are UTC without saying so.
  ///
  /// Web searches of Anthropic stand in `server_tool_use`, of Gemini and xAI in `prompt_tokens_details`. Its `speed` and
  /// `inference_geo` are kept, and priced by (`calculate_usage` in
  /// https://github.com/BerriAI/litellm/blob/main/litellm/llms/anthropic/chat/transformation.py, `cost_per_token` in
  /// https://github.com/BerriAI/litellm/blob/main/litellm/llms/anthropic/cost_calculation.py).
  ///
  /// Sources, read 2026-11: the table in
  /// https://github.com/BerriAI/litellm/blob/main/schema.prisma (`LiteLLM_SpendLogs`), the counts in
  /// https://github.com/BerriAI/litellm/blob/main/litellm/types/utils.py (`Usage`).
  static let liteLLMSpendLogs = RowTranslation(
    columns: [
      "request_id", "startTime", "endTime", "model", "custom_llm_provider", "prompt_tokens",
      "completion_tokens", "spend", "metadata", "cache_hit", "end_user", "user", "team_id",
      "api_key",
      "call_type", "status", "organization_id", "model_group", "total_tokens",
    ],
    required: ["request_id", "startTime", "model", "spend", "prompt_tokens", "completion_tokens"],
    oneOf: ["custom_llm_provider", "call_type", "metadata", "api_key"],
    translate: LiteLLMSpendLog.translate)
}

/// One row of `LiteLLM_SpendLogs`.
private enum LiteLLMSpendLog {
  private static let requestID = 0
  private static let startTime = 1
  private static let endTime = 2
  private static let model = 3
  private static let provider = 4
  private static let prompt = 5
  private static let completion = 6
  private static let spend = 7
  private static let metadata = 8
  private static let cacheHit = 9
  private static let endUser = 10
  private static let user = 11
  private static let team = 12
  private static let key = 13
  private static let callType = 14
  private static let status = 15
  private static let organization = 16
  private static let modelGroup = 17
  private static let totalTokens = 18

  static func translate(_ row: SourceRow, _ cells: CellWriter) {
    cells.text(.requestID, row[requestID])
    cells.time(.startedAt, row[startTime], .utc)
    cells.time(.completedAt, row[endTime], .utc)
    name(row[model].isBlank ? row[modelGroup] : row[model], of: row[provider], cells)
    people(row, cells)
    VendorName.write(row[provider], model: row[model], cells)
    service(row[callType], cells)
    cells.binaryCost(.vendorCostUSD, row[spend])
    guard let metadata = row.json(row[metadata]) else {
      return cells.fault(
        .notJSON(source: "metadata", column: .cacheReadTokens), .cacheReadTokens, at: row[metadata])
    }
    status(row[status], metadata, cells)
    counts(row, metadata, cells)
  }

  /// A model may be named with its provider before it, as in `gemini/gemini-2.5-pro`, and one of Bedrock with the way to
  /// it, or with both, as in `bedrock/converse/anthropic.claude-sonnet-5-v1:0`.
  private static func name(_ model: SourceValue, of provider: SourceValue, _ cells: CellWriter) {
    cells.text(.model, model)
    if provider.isBlank || model.hasEscapes { return }
    var name = model.bytes[...]
    func drop(_ start: some Collection<UInt8>) {
      let rest = name.dropFirst(start.count)
      if name.starts(with: start), rest.count > 1, rest.first == UInt8(ascii: "/") {
        name = rest.dropFirst()
      }
    }
    drop(provider.bytes)
    if provider.spells("bedrock") || provider.spells("bedrock_converse") {
      for way in ["bedrock", "converse", "invoke"] { drop(way.utf8) }
    }
    if name.count < model.bytes.count {
      cells.set(.model, Bytes(rebasing: name), at: model.place)
    }
  }

  /// Whoever the request was for: the end user, else the user of the key, else the key; and whose budget it was.
  private static func people(_ row: SourceRow, _ cells: CellWriter) {
    let user = [row[endUser], row[user], row[key]].first { !$0.isBlank }
    if let user { cells.text(.userID, user) }
    let account = [row[team], row[organization]].first { !$0.isBlank }
    if let account { cells.text(.accountID, account) }
  }

  private static func service(_ callType: SourceValue, _ cells: CellWriter) {
    let services: [(StaticString, StaticString)] = [
      ("embedding", "embedding"), ("aembedding", "embedding"), ("speech", "tts"),
      ("aspeech", "tts"),
      ("transcription", "stt"), ("atranscription", "stt"), ("rerank", "rerank"),
      ("arerank", "rerank"),
    ]
    if let named = services.first(where: { callType.spells($0.0) }) {
      cells.set(.service, named.1)
    }
  }

  private static func status(
    _ status: SourceValue, _ metadata: SourceValue, _ cells: CellWriter
  ) {
    let said = status.isBlank ? metadata["status"] : status
    if said.spells("failure") { cells.set(.status, "failed") }
  }

  private static func counts(_ row: SourceRow, _ metadata: SourceValue, _ cells: CellWriter) {
    if row[cacheHit].saysTrue {
      // Nothing of it reached the vendor.
      cells.count(.inputTokens, 0, at: row[prompt].place)
      cells.count(.outputTokens, 0, at: row[completion].place)
      return
    }
    let stated = metadata["usage_object"]
    let usage = stated.kind == .object ? stated : metadata["additional_usage_values"]
    let prompt = usage["prompt_tokens_details"]
    let completion = usage["completion_tokens_details"]
    // The usage is the vendor's word, the column LiteLLM's; 0 is what either says where nobody told it.
    let total = usage["total_tokens"]
    let isTold = !total.isBlank && !total.spells("0")
    var leaves = TokenLeaves(
      input: (row[Self.prompt], prompt), output: (row[Self.completion], completion),
      total: isTold ? total : row[totalTokens], cells)
    leaves.cacheRead = leaves.stated(
      [usage["cache_read_input_tokens"], prompt["cached_tokens"]], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(
      [
        usage["cache_creation_input_tokens"], prompt["cache_write_tokens"],
        prompt["cache_creation_tokens"],
      ], for: .cacheWrite5mTokens)
    let split = usage["cache_creation"]
    let details = split.kind == .object ? split : prompt["cache_creation_token_details"]
    leaves.cacheWrite1h = leaves.stated(
      details["ephemeral_1h_input_tokens"], for: .cacheWrite1hTokens)
    leaves.cacheWrite5m = leaves.stated(
      details["ephemeral_5m_input_tokens"], for: .cacheWrite5mTokens)
    leaves.write()
    leaves.writeSearches([usage["server_tool_use"], prompt])
    leaves.noteImages(input: prompt["image_tokens"], output: completion["image_tokens"])
    AnthropicUsage.writeServing(
      speed: usage["speed"], tier: usage["service_tier"], geo: usage["inference_geo"], cells)
  }
}
