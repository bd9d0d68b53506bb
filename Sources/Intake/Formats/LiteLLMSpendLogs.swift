import Ledger

extension RowTranslation {
  /// The table `LiteLLM_SpendLogs` of a LiteLLM proxy, as CSV or JSON.
  ///
  /// LiteLLM normalises what all vendors say: `prompt_tokens` holds cache reads and writes, `completion_tokens` holds
  /// reasoning. What was read from and written to caches is only in `metadata`, in the `usage_object` of the
  /// response, older rows in `additional_usage_values`, and so does a total, else in `total_tokens`. `spend` is what
  /// LiteLLM computed, in USD, kept as binary floating point. A hit of LiteLLM's own cache (`cache_hit`) reached no vendor:
  /// it used nothing. Times are UTC without saying so.
  ///
  /// Web searches of Anthropic are in `server_tool_use`, of Gemini and xAI in `prompt_tokens_details`. Its `speed` and
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
      "call_type", "status", "organization_id", "model_group", "total_tokens", "response",
      "currency",
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
  private static let response = 19
  private static let currency = 20

  static func translate(_ row: SourceRow, _ cells: CellWriter) {
    cells.text(.requestID, row[requestID])
    cells.time(.startedAt, row[startTime], .utc)
    cells.time(.completedAt, row[endTime], .utc)
    let model = row[model].isBlank ? row[modelGroup] : row[model]
    let provider = row[provider].isBlank ? prefix(of: model) ?? row[provider] : row[provider]
    name(model, of: provider, cells)
    people(row, cells)
    VendorName.write(provider, model: model, cells)
    service(row[callType], cells)
    cells.binaryCost(.vendorCostUSD, row[spend])
    // LiteLLM writes none: it is of the one who made the export.
    cells.text(.currency, row[currency])
    guard let metadata = row.json(row[metadata]) else {
      return cells.fault(
        .notJSON(source: "metadata", column: .cacheReadTokens), .cacheReadTokens, at: row[metadata])
    }
    status(row[status], metadata, cells)
    if row[cacheHit].saysTrue {
      // Nothing of it reached the vendor.
      cells.count(.inputTokens, 0, at: row[prompt].place)
      cells.count(.outputTokens, 0, at: row[completion].place)
      return
    }
    let call = LiteLLMCall(row[callType])
    let leaves = counts(row, metadata, call, cells)
    let isUsed = [leaves.input, leaves.output].contains { $0?.value ?? 0 > 0 }
    if isUsed {
      if row[Self.metadata].isBlank { cells.warn(.unknownCaches, at: row[prompt]) }
      batch(row, metadata, call, cells)
    } else {
      withoutTokens(row, metadata, call, cells)
    }
    // Read before the response, whose text takes the place of the metadata's.
    let paidForTools = metadata["cost_breakdown"]["tool_usage_cost"].isAboveZero
    if call != .batch { stored(row.json(row[response]), cells) }
    let searches = cells.cells[LedgerColumn.searches.rawValue]
    if paidForTools, searches.isEmpty || searches.elementsEqual("0".utf8) { cells.state(.tools) }
  }

  /// Notes what is not known of a request without tokens: usage that is not stated is not 0.
  private static func withoutTokens(
    _ row: SourceRow, _ metadata: SourceValue, _ call: LiteLLMCall, _ cells: CellWriter
  ) {
    let isPaid = row[spend].isAboveZero
    if call == .administration || call == .batch, !isPaid {
      let kind = String(decoding: row[callType].bytes.prefix(32), as: UTF8.self)
      return cells.skip(.otherKind("\(kind) without usage"))
    }
    if cells.hasFailed && !isPaid || units(metadata, cells) { return }
    switch call {
    case .images, .byUnits: cells.state(.unitsNotStated)
    case .byTokens, .batch, .administration: if isPaid { cells.state(.usageNotStated) }
    }
  }

  /// Writes images and seconds that the usage counts; false where it counts none.
  private static func units(_ metadata: SourceValue, _ cells: CellWriter) -> Bool {
    let usage = metadata["usage_object"]
    let prompt = usage["prompt_tokens_details"]
    let images = prompt["image_count"]
    if images.isAboveZero {
      cells.count(of: images, for: .images).map { cells.count(.images, $0, at: images.place) }
    }
    let lengths = [
      usage["seconds"], prompt["audio_length_seconds"], prompt["video_length_seconds"],
    ]
    let seconds = lengths.first { $0.kind == .number && $0.isAboveZero }
    if let seconds { cells.set(.seconds, seconds.bytes, at: seconds.place) }
    return !cells.isBlank(.images) || seconds != nil
  }

  /// A finished batch is one row, whose counts are those of all its requests together: "batch_models" names whose.
  ///
  /// Source, read 2026-11: https://github.com/BerriAI/litellm/blob/main/litellm/batches/batch_utils.py.
  private static func batch(
    _ row: SourceRow, _ metadata: SourceValue, _ call: LiteLLMCall, _ cells: CellWriter
  ) {
    let models = metadata["batch_models"]
    var names: [SourceValue] = []
    if models.kind == .array { models.forEach { names.append($0) } }
    guard call == .batch || !names.isEmpty else { return }
    cells.set(.serviceTier, "batch")
    if let first = names.first {
      if cells.isBlank(.model) { cells.text(.model, first) }
      if names.contains(where: { !$0.bytes.elementsEqual(first.bytes) }) {
        cells.state(.severalModels)
      }
    }
    if !metadata["batch_successful_requests"].spells("1") {
      cells.state(.shortParts)
      cells.warn(.sumOfBatch, at: row[prompt])
    }
  }

  /// Takes from the response what LiteLLM's own columns do not say: the tier that served the request, and calls of tools.
  ///
  /// The request (`proxy_server_request`) is not an answer.
  private static func stored(_ body: SourceValue?, _ cells: CellWriter) {
    guard let body, body.kind == .object else { return }
    let response = ReceivedResponse(body)
    if cells.isBlank(.serviceTier) {
      let usage = response.usage
      AnthropicUsage.writeServing(
        speed: usage["speed"],
        tier: response.serviceTier.isBlank ? usage["service_tier"] : response.serviceTier,
        geo: usage["inference_geo"], cells)
    }
    if response.searches > 0, cells.isBlank(.searches) {
      cells.count(.searches, response.searches, at: body.place)
    }
    response.writeGrounding(
      model: cells.cells[LedgerColumn.model.rawValue], cells, at: body.place)
    if response.hasChargedTools { cells.state(.tools) }
  }

  /// The provider before a model: LiteLLM names a model `openai/gpt-4o` where nothing else names the provider.
  private static func prefix(of model: SourceValue) -> SourceValue? {
    guard !model.hasEscapes, let stroke = model.bytes.firstIndex(of: UInt8(ascii: "/")),
      stroke > model.bytes.startIndex
    else { return nil }
    return SourceValue(
      cell: Bytes(rebasing: model.bytes[..<stroke]), place: model.place)
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

  private static func counts(
    _ row: SourceRow, _ metadata: SourceValue, _ call: LiteLLMCall, _ cells: CellWriter
  ) -> TokenBreakdown {
    let stated = metadata["usage_object"]
    let usage = stated.kind == .object ? stated : metadata["additional_usage_values"]
    let prompt = usage["prompt_tokens_details"].object(else: usage["input_tokens_details"])
    let completion = usage["completion_tokens_details"].object(else: usage["output_tokens_details"])
    // The usage is the vendor's word, the column LiteLLM's; 0 is what either says where nobody told it.
    let total = usage["total_tokens"]
    let isTold = !total.isBlank && !total.spells("0")
    var leaves = TokenBreakdown(
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
    leaves.readParts(input: prompt, output: completion)
    if call == .images, leaves.imageOutput == nil { leaves.imageOutput = leaves.output }
    leaves.write()
    leaves.writeSearches([usage["server_tool_use"], prompt])
    ServerTools.state(VendorUsage([usage], at: row[Self.prompt].place), cells)
    AnthropicUsage.writeServing(
      speed: usage["speed"], tier: usage["service_tier"], geo: usage["inference_geo"], cells)
    return leaves
  }
}

extension SourceValue {
  /// This, where it is an object; else the other.
  fileprivate func object(else other: SourceValue) -> SourceValue {
    kind == .object ? self : other
  }
}
