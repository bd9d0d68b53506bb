/// A body, or the events of a stream, with what stands where in it, whichever API it is from.
struct ReceivedResponse {
  /// What states the usage, in order; of Gemini only the last.
  private(set) var usage: VendorUsage
  /// The usage of Gemini, whose every chunk states all of it.
  private(set) var gemini: SourceValue?
  private(set) var model: SourceValue
  private(set) var id: SourceValue
  private(set) var created: SourceValue
  private(set) var serviceTier: SourceValue
  private(set) var status: SourceValue
  private(set) var hasError = false
  private(set) var isEmbedding = false
  /// Web searches that stand among the output, as OpenAI's Responses API has them.
  private(set) var searches: Int64 = 0
  /// Pages that such calls opened, or searched in.
  private(set) var pages: Int64 = 0
  /// The queries to a search engine by which Gemini grounded an answer.
  private(set) var queries: SourceValue?
  private var isMessage = false
  private var stated: [SourceValue] = []

  /// Reads a body, or a list of events or chunks; what none of them has is missing where they begin.
  init(_ received: SourceValue) {
    let missing = SourceValue.missing(at: received.place)
    (model, id, created, serviceTier, status) = (missing, missing, missing, missing, missing)
    usage = VendorUsage([], at: received.place)
    if received.kind == .array {
      received.forEach { event in take(event["data"].kind == .object ? event["data"] : event) }
    } else {
      take(received)
    }
    usage = VendorUsage(stated, at: received.place)
  }

  /// Whether the counts are those of Anthropic's Messages API.
  func isAnthropic(vendor: SourceValue) -> Bool {
    if usage.has("cache_creation_input_tokens") || usage.has("cache_read_input_tokens") || isMessage
    {
      return true
    }
    if usage.has("input_tokens_details") || usage.has("input_token_details")
      || usage.has("total_tokens")
    {
      return false
    }
    return vendor == "anthropic" || model.begins(with: "claude")
  }

  /// Takes one body, event or chunk; those of the Responses API and of batches hold the response.
  ///
  /// Of a batch of Anthropic's the result holds it, or says why there is none: "errored", "canceled" and "expired" are requests
  /// that failed, "You will not be billed for these requests"
  /// (https://platform.claude.com/docs/en/build-with-claude/batch-processing, read 2026-11).
  private mutating func take(_ event: SourceValue) {
    let result = event["result"]
    if result["type"] == "canceled" || result["type"] == "expired" { hasError = true }
    for inner in [
      event["response"], event["body"], event["message"], event["response"]["body"], result,
      result["message"],
    ] where inner.kind == .object {
      takeObject(inner)
    }
    takeObject(event)
  }

  private mutating func takeObject(_ object: SourceValue) {
    for key in ["model", "modelVersion", "model_version"] as [StaticString] {
      keep(object[key], &model)
    }
    for key in ["id", "responseId", "response_id"] as [StaticString] { keep(object[key], &id) }
    for key in ["created", "created_at", "createTime", "create_time"] as [StaticString] {
      keep(object[key], &created)
    }
    keep(object["service_tier"], &serviceTier)
    keep(object["status"], &status)
    if object["error"].kind == .object || object["type"] == "error" { hasError = true }
    let kind = object["type"]
    if kind == "message" || kind.begins(with: "message_") { isMessage = true }
    if object["data"].kind == .array, object["object"] == "list" { isEmbedding = true }
    takeSearches(object["output"])
    takeQueries(object["candidates"])
    for holder in [object, object["metadata"], object["x_groq"]] where holder.kind == .object {
      if holder["usage"].kind == .object { stated.append(holder["usage"]) }
      // Bedrock states the tier beside the usage.
      keep(holder["serviceTier"]["type"], &serviceTier)
    }
    for key in ["usageMetadata", "usage_metadata"] as [StaticString]
    where object[key].kind == .object { gemini = object[key] }
  }

  /// Keeps the last of what was said.
  private func keep(_ value: SourceValue, _ kept: inout SourceValue) {
    if !value.isBlank && value.kind != .object && value.kind != .array { kept = value }
  }

  private mutating func takeSearches(_ output: SourceValue) {
    guard output.kind == .array else { return }
    var calls: Int64 = 0
    var others: Int64 = 0
    output.forEach { item in
      guard item["type"] == "web_search_call" else { return }
      calls += 1
      let action = item["action"]["type"]
      if !action.isBlank, !(action == "search") { others += 1 }
    }
    searches = max(searches, calls - others)
    pages = max(pages, others)
  }

  private mutating func takeQueries(_ candidates: SourceValue) {
    guard candidates.kind == .array else { return }
    var found: SourceValue?
    candidates.forEach { candidate in
      candidate.either("groundingMetadata", "grounding_metadata")
        .either("webSearchQueries", "web_search_queries").forEach { found = found ?? $0 }
    }
    queries = queries ?? found
  }
}

extension SourceValue {
  /// The member of the first name; where there is none, that of the second, as Google's library for Python writes it.
  func either(_ first: StaticString, _ second: StaticString) -> SourceValue {
    let value = self[first]
    return value.kind == .missing ? self[second] : value
  }
}
