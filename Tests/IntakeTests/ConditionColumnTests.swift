import Testing

@testable import Intake
@testable import Ledger

/// Which names of columns and which of their values state what a price depends on.
struct ConditionColumnTests {
  private static let stated: [(name: String, value: String, states: RequestCondition?)] = [
    ("inference_geo", "us", .unreadRegion), ("inferenceGeo", "global", nil),
    ("aws_region", "eu-west-1", .unreadRegion), ("region", "", nil),
    ("Location", "eastus2", .unreadRegion), ("location", "New York office", nil),
    ("user_region", "eu-west-1", nil), ("customer location", "us", nil),
    ("batch", "true", .unreadTerms), ("is_batch", "False", nil), ("batch", "0", nil),
    ("prompt_token_details.flex", "2000", .unreadTerms), ("prompt_token_details.flex", "0", nil),
    ("input_token_details.flex_cache_read", "5", .unreadTerms),
    ("usage.scale", "200", .unreadTerms),
    ("completion_token_details.priority_reasoning", "600", .unreadTerms),
    ("priority_cache_read_tokens", "7", .unreadTerms),
    ("usage_details.input_flex", "9", .unreadTerms),
    ("usage.batch_size", "16", nil), ("batch_tokens", "512", nil), ("batch_count", "3", nil),
    ("priority", "1", nil), ("input_priority", "1", nil), ("flex", "1", nil),
    ("batch_size", "16", nil), ("batch_id", "batch_68a1", .unreadTerms), ("batch_id", "17", nil),
    ("mode", "batch", .unreadTerms), ("mode", "chat", nil), ("speed", "fast", .unreadTerms),
    ("speed", "45.2", nil), ("service_tier", "flex", .unreadTerms),
    ("service_tier", "default", nil), ("serviceTier", "ON_DEMAND", nil),
    ("is_byok", "true", .unreadTerms), ("requested_service_tier", "flex", nil),
    ("image_tokens", "12", .unreadQuantity), ("image_tokens", "0", nil),
    ("usage.completion_tokens_details.audio_tokens", "3", .unreadQuantity),
    ("audio_in", "684", .unreadQuantity), ("Audio Output", "415", .unreadQuantity),
    ("audio_in", "0", nil), ("audio_in", "wav", nil), ("input_audio_format", "16", nil),
    ("image_out", "2", .unreadQuantity),
    ("cached_audio_tokens", "5", .unreadQuantity), ("image_size", "1024", nil),
    ("image_url", "https://example.org/1.png", nil), ("audio_seconds", "0.5", .unreadQuantity),
    ("web_search_requests", "2", .unreadQuantity), ("web_search_requests", "0", nil),
    ("web_search", "true", .unreadQuantity), ("search_latency_ms", "20", nil),
    ("code_interpreter_calls", "1", .unreadQuantity), ("tool_calls", "3", nil),
    ("cache_read_input_tokens", "7", .unreadQuantity), ("cache_ttl", "300", nil),
    ("cacheReads", "14021", .unreadQuantity), ("cache_reads", "1024", .unreadQuantity),
    ("cacheWrites", "14021", .unreadQuantity), ("cache_writes", "1350", .unreadQuantity),
    ("text.cacheReads", "1024", .unreadQuantity), ("cacheReads", "0", nil),
    ("cachereads", "7", .unreadQuantity), ("cache_geschrieben", "7", .unreadQuantity),
    ("audioinputtokens", "7", .unreadQuantity), ("cache_5m", "7", .unreadQuantity),
    ("cache_hits", "1", nil), ("cache_hits", "true", nil), ("cache_reads", "false", nil),
    ("cache_read_ms", "12", nil), ("cost.cacheReads", "0.0042", nil), ("cache_size", "7", nil),
    ("prompt_units", "7", .unreadQuantity), ("num.n_prompt", "7", .unreadQuantity),
    ("prompt", "7", nil), ("prompt_len", "7", nil), ("n_ctx", "4096", nil),
    ("prompt_cache_key", "17", nil), ("cached", "false", nil),
    ("cached", "true", .gatewayCache), ("Cache Status", "Cache Hit", .gatewayCache),
    ("Cache Status", "Cache Miss", nil), ("cf-aig-cache-status", "HIT", .gatewayCache),
    ("cache_status", "MISS", nil), ("cache_hit", "false", nil), ("cache_enabled", "true", nil),
    ("cache_status", "stale", .gatewayCache), ("cache_status", "EXPIRED", nil),
    ("cache", "read", .gatewayCache), ("cache", "write", nil), ("cache", "HIT", .gatewayCache),
    ("cache", "ephemeral", nil), ("cache", "true", nil), ("cache_type", "semantic", .gatewayCache),
    ("cache_type", "none", nil), ("serviceTier.type", "flex", .unreadTerms),
    ("serviceTier.type", "default", nil), ("a.b.service_tier.name", "flex", .unreadTerms),
    ("service_tier.requested_tier", "flex", nil), ("service_tier.id", "priority", .unreadTerms),
    ("service_tier.id", "17", nil), ("latency_mode", "optimized", .unreadTerms),
    ("performance.latency", "optimized", .unreadTerms), ("usage.total_tokens", "7", nil),
    ("usage.cacheDetails.ttl", "1h", .unreadQuantity), ("usage.cacheDetails.ttl", "5m", nil),
    ("type", "refund", .reversal), ("type", "chat", nil), ("Art", "Gutschrift", .reversal),
    ("transaction_type", "credit", .reversal), ("type", "message", nil),
    ("refund_of", "r17", .reversal), ("refunded", "false", nil), ("refunded", "true", nil),
    ("refund_amount", "0.00", nil),
    ("id", "batch_req_1", .unreadTerms), ("custom_id", "user1", nil),
    ("endpoint", "/v1/batches", .unreadTerms), ("endpoint", "/v1/chat/completions", nil),
    ("request.url", "https://example.org/v1/messages/batches?beta=1", .unreadTerms),
    ("path", "/batchwise/chat", nil), ("sku_name", "GlobalStandard", nil),
    ("sku_name", "GlobalBatch", .unreadTerms), ("sku_name", "ProvisionedManaged", .unreadTerms),
    ("deployment_type", "DataZoneStandard", .unreadRegion), ("deployment_type", "Standard", nil),
    ("input.performanceConfig.latency", "optimized", .unreadTerms),
    ("performanceConfig.latency", "standard", nil), ("latency", "optimized", nil),
    ("x_cache_status", "hit", .gatewayCache), ("x_cache_status", "miss", nil),
    ("prompt_cache_hit", "true", nil), ("response_source", "semantic_cache", .gatewayCache),
    ("response_source", "upstream", nil), ("served_by", "gateway-cache", .gatewayCache),
    ("served_by", "no-cache", nil), ("key_source", "customer", .unreadTerms),
    ("key_source", "platform", nil), ("num_model_requests", "40", .partsOfAnyLength),
    ("num_model_requests", "1", nil), ("api_call_count", "3", .partsOfAnyLength),
    ("total_api_calls", "3", .partsOfAnyLength), ("number_of_llm_calls", "2", .partsOfAnyLength),
    ("num_turns", "4", .partsOfAnyLength), ("tool_call_count", "4", nil), ("turns", "4", nil),
    ("turn_count", "4", nil), ("call_number", "4", nil), ("request", "4", nil),
    ("itemCount", "4", .unreadQuantity), ("itemCount", "1", nil), ("item_count", "", nil),
    ("search.searchQueries", "1", .unreadQuantity),
    ("output.web_search_call", "1", .unreadQuantity),
    ("output.image_generation_call", "1", .unreadQuantity), ("output.function_call", "1", nil),
    ("tool_usage.web_search.num_requests", "3", .unreadQuantity),
    ("usage.num_sources_used", "5", .unreadQuantity), ("usage.num_sources_used", "0", nil),
    ("usage.search_context_size", "high", .unreadQuantity),
    ("usageMetadata.promptTokensDetails.AUDIO", "8000", .unreadQuantity),
    ("endpoint", "projects/1/locations/us-east5/publishers/anthropic/models/m", .unreadRegion),
    ("endpoint", "projects/1/locations/global/publishers/anthropic/models/m", nil),
    ("num_search_results", "5", .unreadQuantity), ("num_search_results", "0", nil),
    ("cache_reference_id", "7b1c0000-1111-2222-3333-444455556666", .gatewayCache),
    ("cache_reference_id", "00000000-0000-0000-0000-000000000000", nil),
    ("cache_ttl", "1h", .unreadQuantity), ("cache_ttl", "5m", nil),
    ("ttl", "3600", .unreadQuantity),
    ("cache_control.ttl", "1 hour", .unreadQuantity), ("cacheTtl", "ephemeral_1h", .unreadQuantity),
    ("ttl", "", nil), ("session_ttl", "1h", nil),
    ("context_window", "200k-1M", .unreadTerms), ("context_window", "0-200k", nil),
    ("context_window", "> 200k", .unreadTerms), ("context_window", "≤ 200k", nil),
    ("context_window", "200000", nil), ("context_window", "1M", nil),
    ("contextTier", "over_200k", .unreadTerms), ("context_tier", "200k+", .unreadTerms),
    ("context_tier", "long", .unreadTerms), ("long_context", "true", .unreadTerms),
    ("long_context", "false", nil), ("max_context_window", "200k-1M", nil),
    ("byok", "yes", .unreadTerms), ("is_byok", "no", nil),
    ("processing", "priority", .unreadTerms), ("processing", "default", nil),
    ("processing", "batch", .unreadTerms), ("api", "batch", .unreadTerms),
    ("api", "chat.completions", nil), ("lane", "Flex", .unreadTerms), ("lane", "flexible", nil),
    ("plan", "priority", nil), ("priority", "high", nil), ("queue", "priority", nil),
    ("job", "batch", nil), ("customer_lane", "priority", nil),
    ("cache", "hit", .gatewayCache), ("cache", "miss", nil), ("cache", "900", nil),
    ("path", "images/generations", .undividedOutput), ("path", "chat/completions", nil),
    ("endpoint", "https://example.org/v1/audio/speech?x=chat", .unitsNotStated),
    ("url", "/v1/chat?next=images", nil), ("request_type", "image_generation", .undividedOutput),
    ("operation", "audio.transcriptions", .unitsNotStated), ("mode", "video", .unitsNotStated),
    ("modality", "text", nil), ("modality", "Image", .undividedOutput), ("task", "refund", nil),
    ("task", "text-to-speech", .unitsNotStated), ("type", "message", nil),
    ("dry_run", "true", .trial), ("dryRun", "1", .trial), ("dry_run", "false", nil),
    ("is_test", "yes", .trial), ("test", "1", nil), ("test", "true", .trial), ("test", "b", nil),
    ("sandbox", "TRUE", .trial), ("simulated", "0", nil), ("livemode", "false", .trial),
    ("livemode", "true", nil), ("mode", "dry_run", .trial), ("type", "mock", .trial),
    ("type", "simulation", nil), ("tests", "true", nil),
    ("note", "batch", nil), ("latency_ms", "12", nil), ("model", "batch", nil),
  ]

  @Test(arguments: stated)
  func `a name and a value state a condition, or nothing`(
    name: String, value: String, states: RequestCondition?
  ) {
    #expect(ConditionColumn(name)?.condition(value) == states, "\(name) \(value)")
  }

  /// `cached` and `cache` may as well say that something was.
  @Test(
    arguments: [
      LedgerColumn.cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens, .audioInputTokens,
      .audioOutputTokens, .imageInputTokens, .imageOutputTokens, .images, .searches, .seconds,
    ])
  func `a count of any name that proposals know states usage`(column: LedgerColumn) {
    let names = ColumnKeywords.names[column, default: []].subtracting(["cached", "cache"])
    #expect(!names.isEmpty)
    for name in names.sorted() {
      #expect(ConditionColumn(name)?.condition("7") == .unreadQuantity, "\(name)")
    }
  }

  @Test func `what is read, or counted in another column, states nothing`() {
    let rules = UnreadRules(
      others: ["region", "location"], given: [.imageOutputTokens, .cacheReadTokens], isMapped: true)
    #expect(rules.column("Region") == nil)
    #expect(rules.column("image_output_tokens") == nil)
    // Images of no side may be those of the input.
    #expect(rules.column("image_tokens") != nil)
    let both = UnreadRules(
      others: [], given: [.imageInputTokens, .imageOutputTokens], isMapped: true)
    #expect(both.column("image_tokens") == nil)
    #expect(rules.column("image_input_tokens") != nil)
    // Rows that lack what is read may have these.
    #expect(rules.column("cached_tokens") != nil)
    #expect(rules.column("usage.output_tokens") == nil)
    #expect(rules.column("payment.type") == nil)
    #expect(rules.column("type") != nil)
  }

  @Test(
    arguments: [
      ("eu.anthropic.claude-opus-4-8", true), ("anthropic.claude-opus-4-8-v1:0", true),
      ("us-gov.amazon.nova-pro-v1:0", true),
      ("arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-opus-4-8", true),
      ("claude-opus-4.8", false), ("gpt-5.6-luna", false), ("eu.gpt", false),
      ("anthropic/claude-opus-4.8", false),
    ])
  func `a name of a model is Bedrock's`(name: String, isOne: Bool) {
    #expect(BedrockName.isOne(name) == isOne)
  }

  /// Texts in the advice for a column, and texts that it lacks.
  private static let advised: [(name: String, words: [String], says: String, not: String)] = [
    ("isBatch", ["true"], #""service_tier": { "true": "batch" }"#, "standard"),
    ("mode", ["batch", "hurried"], #"{ "batch": "batch", "hurried": "FILL IN" }"#, "standard"),
    ("sku_name", ["GlobalBatch"], #"{ "GlobalBatch": "batch" }"#, "standard"),
    ("key_source", ["customer"], #""byok": { "customer": "true" }"#, "service_tier"),
    ("id", [], #""constants": { "service_tier": "batch" }"#, "FILL IN"),
  ]

  @Test(arguments: advised)
  func `advice names the words that stand in the column`(
    name: String, words: [String], says: String, not: String
  ) {
    let text = UnreadAdvice.text(name, .unreadTerms, words: words, isMapped: true)
    #expect(text.contains(says) && !text.contains(not), "\(text)")
  }

  /// The other words of the column, which a mapping has to translate as well, and that own keys are never left out.
  @Test func `advice names the usual words, and no own key as ignored`() {
    let traffic = UnreadAdvice.text(
      "trafficType", .unreadTerms, words: ["PROVISIONED_THROUGHPUT"], usual: ["ON_DEMAND"],
      isMapped: true)
    #expect(
      traffic.contains(
        #""service_tier": { "PROVISIONED_THROUGHPUT": "FILL IN", "ON_DEMAND": "standard" }"#),
      "\(traffic)")
    let tier = UnreadAdvice.text(
      "processing_tier", .unreadTerms, words: ["flex"], usual: ["default", "standard"],
      isMapped: true)
    #expect(tier.contains(#""service_tier": { "default": "standard" }"#), "\(tier)")
    for (words, isMapped, says) in [
      (["yes"], false, "export a column byok, with true or false in each row"),
      (["true"], false, #""mappings": { "is_byok": "byok" }"#),
      (["yes"], true, #""byok": { "yes": "true", "no": "false" }"#),
    ] {
      let text = UnreadAdvice.text(
        "is_byok", .unreadTerms, words: words, usual: ["no"], isMapped: isMapped)
      #expect(text.contains(says) && !text.contains("ignored"), "\(text)")
    }
  }

  /// In a file of our own columns the help fits what the column states.
  @Test(
    arguments: [
      ("batch", ["true"], [String](), "export a column service_tier, with batch in these rows"),
      ("is_flex", ["yes"], [], "export a column service_tier, with flex in these rows"),
      ("batch_id", [], [], "export a column service_tier, with batch in these rows"),
      ("processing", ["priority"], ["standard"], #""mappings": { "processing": "service_tier" }"#),
      ("mode", ["batch"], ["realtime"], "export a column service_tier, with batch in these rows"),
      (
        "sku_name", ["ProvisionedManaged"], ["Standard"],
        "export a column service_tier that names these conditions, and give it prices"
      ),
      ("service-tier", ["flex"], ["default"], #""mappings": { "service-tier": "service_tier" }"#),
    ])
  func `advice for our own columns names the tier of the rows`(
    name: String, words: [String], usual: [String], says: String
  ) {
    let text = UnreadAdvice.text(name, .unreadTerms, words: words, usual: usual, isMapped: false)
    #expect(text.contains(says), "\(name): \(text)")
  }

  /// One audio column says nothing about another.
  @Test(
    arguments: [
      ("usage.input_token_details.audio_tokens", LedgerColumn.audioInputTokens),
      ("usage.output_token_details.audio_tokens", .audioOutputTokens),
      ("usage.input_token_details.cached_tokens_details.audio_tokens", .audioCacheReadTokens),
    ])
  func `audio of details is of one class`(path: String, column: LedgerColumn) {
    let all: Set<LedgerColumn> = [.audioInputTokens, .audioOutputTokens, .audioCacheReadTokens]
    func reads(_ given: Set<LedgerColumn>) -> Bool {
      UnreadRules(others: [], given: given, isMapped: true).column(path) == nil
    }
    #expect(reads([column]) && !reads(all.subtracting([column])))
    let advice = UnreadAdvice.text(path, .unreadQuantity, words: [], isMapped: true)
    #expect(advice.contains("write \"\(column.name)\": "), "\(advice)")
  }

  @Test(arguments: [
    (true, #""seconds": "audio_duration""#), (false, #""audio_duration": "seconds""#),
  ])
  func `advice for a length says that its unit is missing`(isMapped: Bool, says: String) {
    let text = UnreadAdvice.text("audio_duration", .unreadQuantity, words: [], isMapped: isMapped)
    #expect(text.contains("states no unit") && text.contains(says), "\(text)")
    let known = UnreadAdvice.text(
      "audio_seconds", .unreadQuantity, words: [], isMapped: isMapped)
    #expect(!known.contains("states no unit"), "\(known)")
  }

  @Test func `advice for audio says what the total holds`() {
    let text = UnreadAdvice.text("input_audio_tokens", .unreadQuantity, words: [], isMapped: true)
    #expect(text.contains(#""input_includes": ["audio"]"#), "\(text)")
  }

  /// A pasted text replaces that of the mapping.
  @Test(
    arguments: [
      (IncludedClasses([.cacheRead, .audio]), #"["cache_read", "audio", "audio_cache_read"]"#),
      (IncludedClasses(), #"["audio_cache_read"]"#),
      (
        IncludedClasses(byVendor: ["OpenAI": [.audio], "*": [], "google": [.cacheRead]]),
        #"{ "google": ["cache_read", "audio_cache_read"], "openai": ["audio", "audio_cache_read"], "*": ["audio_cache_read"] }"#
      ),
    ])
  func `advice for cached audio keeps what the mapping says of its totals`(
    known: IncludedClasses, list: String
  ) {
    var mapping = UsageMapping()
    mapping.inputIncludes = known
    let text = UnreadAdvice.text(
      "usage.cached_tokens_details.audio_tokens", .unreadQuantity, words: [], isMapped: true,
      mapping: mapping)
    #expect(text.contains(#""input_includes": \#(list)"#), "\(text)")
  }
}
