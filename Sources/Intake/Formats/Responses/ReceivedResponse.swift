import Ledger

/// A body, or the events of a stream, with the places of its parts, whichever API it is from.
struct ReceivedResponse {
  /// The objects that state the usage, in order; of Gemini only the last.
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
  /// Web searches that are among the output, as OpenAI's Responses API has them.
  private(set) var searches: Int64 = 0
  /// Pages that such calls opened, or searched in.
  private(set) var pages: Int64 = 0
  /// Calls of tools that are charged for besides tokens and searches are among the output.
  private(set) var hasChargedTools = false
  /// The images that a body holds, by their number.
  private(set) var images: Int64 = 0
  /// The queries to a search engine by which Gemini grounded an answer, each once.
  private var queries: Set<[UInt8]> = []
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

  /// Returns true if the counts are those of Anthropic's Messages API.
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
    takeImages(object)
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
      if ReceivedResponse.chargedTools.contains(where: { item["type"] == $0 }) {
        hasChargedTools = true
      }
      guard item["type"] == "web_search_call" else { return }
      calls += 1
      let action = item["action"]["type"]
      if !action.isBlank, !(action == "search") { others += 1 }
    }
    searches = max(searches, calls - others)
    pages = max(pages, others)
  }

  /// Calls in the output for which OpenAI charges by the call, the container or the image; a computer, a shell of one's own
  /// and functions cost their tokens alone (https://platform.openai.com/docs/pricing, read 2026-11).
  private static let chargedTools: [StaticString] = [
    "file_search_call", "code_interpreter_call", "image_generation_call", "shell_call",
    "x_search_call", "collections_search_call", "attachment_search_call",
  ]

  /// Counts the images of a body of the images endpoint, or of the last event of its stream.
  private mutating func takeImages(_ object: SourceValue) {
    func holdsImage(_ value: SourceValue) -> Bool {
      !value["b64_json"].isBlank || !value["url"].isBlank
    }
    if object["data"].kind == .array {
      var count: Int64 = 0
      object["data"].forEach { if holdsImage($0) { count += 1 } }
      images = max(images, count)
    } else if !object["b64_json"].isBlank {
      images = max(images, 1)
    }
  }

  private mutating func takeQueries(_ candidates: SourceValue) {
    guard candidates.kind == .array else { return }
    candidates.forEach { candidate in
      // Google Maps is charged for by the prompt, at a price of its own.
      candidate["groundingMetadata"]["groundingChunks"].forEach { chunk in
        if chunk["maps"].kind == .object { hasChargedTools = true }
      }
      candidate.either("groundingMetadata", "grounding_metadata")
        .either("webSearchQueries", "web_search_queries").forEach { query in
          if !query.isBlank { queries.insert(Array(query.bytes)) }
        }
    }
  }

  /// Writes the searches that are charged for among those by which Gemini grounded an answer; of a model that is not known
  /// to be charged in one way or the other, what they cost is not known.
  ///
  /// "When you use Grounding with Google Search with Gemini 3, your project is billed for each search query", empty ones
  /// aside; Gemini 2.5 and older "per prompt" (https://ai.google.dev/gemini-api/docs/google-search, read 2026-11).
  func writeGrounding(model: Bytes, _ cells: CellWriter, at place: Int) {
    guard !queries.isEmpty, cells.isBlank(.searches) else { return }
    if ["gemini-1", "gemini-2"].contains(where: { model.starts(with: $0.utf8) }) {
      cells.count(.searches, 1, at: place)
    } else if model.starts(with: "gemini-3".utf8) {
      cells.count(.searches, Int64(queries.count), at: place)
    } else {
      cells.state(.grounding)
    }
  }
}

extension SourceValue {
  /// The member of the first name; where there is none, that of the second, as Google's library for Python writes it.
  func either(_ first: StaticString, _ second: StaticString) -> SourceValue {
    let value = self[first]
    return value.kind == .missing ? self[second] : value
  }
}
