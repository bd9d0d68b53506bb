import Intake
import Ledger
import Testing

/// Logs and responses that state a value in several places or ways; worked by hand.
@Suite struct TranslationTrapTests {
  /// The rows of a text, the same by both paths.
  private func read(_ text: String) throws -> LedgerReading {
    let bytes = Array(text.utf8)
    let reading = try LedgerReading(of: bytes)
    #expect(try reading == LedgerReading(of: bytes, ReadingPlan(isCarefulOnly: true)))
    #expect(reading.rejects.isEmpty, "\(reading.rejects.map(\.codes))")
    return reading
  }

  // MARK: new-api

  /// Members of `other`, the searches that they come to, and whether calls of other tools are a condition.
  private static let tools: [(other: String, searches: Int64, isLacking: Bool)] = [
    (#""tool_surcharges":[{"name":"web_search","count":3,"price":10}]"#, 3, false),
    // The same three calls in the old words and in the new ones.
    (
      #""web_search_call_count":3,"tool_surcharges":[{"name":"web_search","count":3,"price":10}]"#,
      3, false
    ),
    (#""web_search_call_count":2"#, 2, false),
    // 1 + 2 + 4.
    (
      #""tool_surcharges":[{"name":"web_search","count":1},{"name":"web_search_preview","count":2},"#
        + #"{"name":"google_search","count":4}]"#, 7, false
    ),
    (
      #""tool_surcharges":[{"name":"file_search","count":5},{"name":"web_search","count":1}]"#, 1,
      true
    ),
    (#""tool_surcharges":[{"name":"image_generation","count":1,"price":150}]"#, 0, true),
    (#""tool_surcharges":[{"name":"file_search","count":0}]"#, 0, false),
    (#""tool_surcharges":[]"#, 0, false),
    (#""tool_surcharges":null"#, 0, false),
  ]

  @Test(arguments: tools)
  func `searches that new-api charged for are searches, other tools are a condition`(
    other: String, searches: Int64, isLacking: Bool
  ) throws {
    let row =
      #"{"id":1,"user_id":7,"created_at":1785578400,"type":2,"model_name":"gpt-5","quota":10,"prompt_tokens":5,"#
      + #""completion_tokens":1,"group":"vip","other":{"group_ratio":1,"# + other + "}}\n"
    let reading = try read(row)
    #expect(reading.rows.map(\.quantities.searches) == [searches])
    #expect(reading.rows.map { $0.kind.conditions.contains(.tools) } == [isLacking])
  }

  // MARK: Responses

  private func counts(of response: String, by provider: String) throws -> [Int64] {
    let line =
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"\#(provider)","#
      + #""response":{"model":"m","usage":\#(response)}}"# + "\n"
    let quantities = try read(line).rows.map(\.quantities)
    return quantities.flatMap { [$0.input, $0.cacheRead, $0.cacheWrite5m, $0.cacheWrite1h] }
  }

  /// 100 of input, of which 60 are read from the cache.
  @Test(arguments: [
    #""prompt_cache_hit_tokens":60,"prompt_cache_miss_tokens":40,"prompt_tokens_details":{"cached_tokens":0}"#,
    #""prompt_cache_hit_tokens":60"#,
    #""prompt_cache_hit_tokens":0,"prompt_tokens_details":{"cached_tokens":60}"#,
    #""cached_tokens":60,"prompt_tokens_details":{"cached_tokens":0}"#,
  ])
  func `a hit count beside a default of 0 is what was read from the cache`(members: String) throws {
    let usage = #"{"prompt_tokens":100,"completion_tokens":5,\#(members)}"#
    #expect(try counts(of: usage, by: "deepseek") == [40, 60, 0, 0])
  }

  @Test func `cache reads and writes that are all of the input do not overlap`() throws {
    let reading = try read(
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"openai","#
        + #""response":{"model":"m","usage":{"prompt_tokens":100,"prompt_tokens_details":"#
        + #"{"cached_tokens":60,"cache_write_tokens":40}}}}"# + "\n")
    #expect(reading.rows.map(\.quantities.input) == [0])
    #expect(reading.warnings[.overlappingCacheWrite] == nil)
  }

  @Test func `no hit anywhere is a cache read of 0`() throws {
    let usage =
      #"{"prompt_tokens":100,"completion_tokens":5,"prompt_cache_hit_tokens":0,"prompt_tokens_details":{"cached_tokens":0}}"#
    #expect(try counts(of: usage, by: "deepseek") == [100, 0, 0, 0])
  }

  @Test func `entries of one time to live of Bedrock are added up`() throws {
    // 70 + 30 of an hour; of 300 in all 200 are left to five minutes.
    let hours =
      #"{"inputTokens":800,"outputTokens":90,"cacheWriteInputTokens":300,"cacheDetails":["#
      + #"{"inputTokens":70,"ttl":"1h"},{"inputTokens":200,"ttl":"5m"},{"inputTokens":30,"ttl":"1h"}]}"#
    #expect(try counts(of: hours, by: "amazon") == [800, 0, 200, 100])
    // 20 + 5 without a sum.
    let minutes =
      #"{"inputTokens":8,"outputTokens":9,"cacheDetails":["#
      + #"{"inputTokens":20,"ttl":"5m"},{"inputTokens":5,"ttl":"5m"}]}"#
    #expect(try counts(of: minutes, by: "amazon") == [8, 0, 25, 0])
  }

  /// The vendor's name of the tier that served, and the tier.
  private static let tiers: [(member: String, body: String, served: String)] = [
    ("response", bedrock(#""serviceTier":{"type":"flex"}"#), "flex"),
    ("response", bedrock(#""serviceTier":{"type":"priority"}"#), "priority"),
    ("response", bedrock(#""serviceTier":{"type":"default"}"#), "standard"),
    // No price book has it unless somebody wrote it there.
    ("response", bedrock(#""serviceTier":{"type":"reserved"}"#), "reserved"),
    ("response", bedrock(#""metrics":{}"#), "standard"),
    (
      "response_stream",
      #"[{"messageStop":{}},{"metadata":\#(bedrock(#""serviceTier":{"type":"priority"}"#))}]"#,
      "priority"
    ),
    ("response", gemini(#""serviceTier":"flex""#), "flex"),
    ("response", gemini(#""serviceTier":"priority""#), "priority"),
    ("response", gemini(#""serviceTier":"standard""#), "standard"),
    ("response", gemini(#""serviceTier":"unspecified""#), "standard"),
    ("response", gemini(#""serviceTier":"ultra""#), "ultra"),
    ("response", gemini(#""service_tier":"flex","traffic_type":null"#), "flex"),
    ("response", gemini(#""serviceTier":null,"trafficType":"ON_DEMAND_PRIORITY""#), "priority"),
    ("response_stream", "[\(gemini(#""serviceTier":"flex""#))]", "flex"),
  ]

  private static func bedrock(_ member: String) -> String {
    #"{"usage":{"inputTokens":5,"outputTokens":1},\#(member)}"#
  }

  private static func gemini(_ member: String) -> String {
    #"{"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1,\#(member)}}"#
  }

  @Test(arguments: tiers)
  func `the service tier is the one that the body says served it`(
    member: String, body: String, served: String
  ) throws {
    let start = #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","#
    for line in ["", "flex", "batch"] {
      let rows = try read(
        start
          + #""provider":"p","model":"m","service_tier":"\#(line)","\#(member)":\#(body)}"# + "\n"
      ).rows
      // What the body does not say the line may, and that it was a batch it says in any case.
      let isSilent = body.contains(#""metrics""#) && !line.isEmpty
      let expected = line == "batch" ? "batch" : isSilent ? line : served
      #expect(rows.map { "\($0.kind.serviceTier)" } == [expected], "\(line)")
    }
  }

  // MARK: Searches

  /// The usage of a LiteLLM log, and its number of searches.
  @Test(arguments: [
    (#""prompt_tokens_details":{"web_search_requests":3}"#, 3),
    (#""server_tool_use":{"web_search_requests":2}"#, 2),
    // The same searches in both places.
    (
      #""server_tool_use":{"web_search_requests":2},"prompt_tokens_details":{"web_search_requests":2}"#,
      2
    ),
    (
      #""server_tool_use":{"web_search_requests":0},"prompt_tokens_details":{"web_search_requests":4}"#,
      4
    ),
    (#""server_tool_use":null,"prompt_tokens_details":{"web_search_requests":null}"#, 0),
    (#""server_tool_use":{"web_search_requests":0}"#, 0),
  ])
  func `searches in a LiteLLM log count wherever they stand, once`(members: String, count: Int64)
    throws
  {
    let row =
      #"{"request_id":"r","startTime":"2026-08-01 10:00:00","model":"m","custom_llm_provider":"gemini","spend":0,"#
      + #""prompt_tokens":5,"completion_tokens":1,"user":"u","metadata":{"usage_object":{\#(members)}}}"#
    #expect(try read(row + "\n").rows.map(\.quantities.searches) == [count])
  }

  /// A body, what the line says of searches, and what they come to.
  @Test(arguments: [
    (#"{"usage":{"prompt_tokens":5,"server_tool_use":{"web_search_requests":2}}}"#, "", 2),
    (#"{"usage":{"prompt_tokens":5,"server_tool_use":{"web_search_requests":0}}}"#, "", 0),
    (#"{"usage":{"prompt_tokens":5,"server_tool_use":{"web_search_requests":0}}}"#, "3", 3),
    (
      #"{"usage":{"prompt_tokens":5,"prompt_tokens_details":{"web_search_requests":3},"server_tool_use":null}}"#,
      "", 3
    ),
    // The same search among the output and in the usage.
    (
      #"{"output":[{"type":"web_search_call"}],"usage":{"input_tokens":5,"total_tokens":5,"server_tool_use":{"web_search_requests":1}}}"#,
      "", 1
    ),
    (
      #"{"output":[{"type":"web_search_call"}],"usage":{"input_tokens":5,"total_tokens":5,"server_tool_use":{"web_search_requests":0}}}"#,
      "", 1
    ),
    (
      #"{"usage":{"input_tokens":5,"total_tokens":5,"server_tool_use":{"web_search_requests":2}}}"#,
      "", 2
    ),
  ])
  func `searches in the usage of an OpenAI-like body count, once`(
    body: String, stated: String, count: Int64
  ) throws {
    let reading = try read(line(body, searches: stated))
    #expect(reading.rows.map(\.quantities.searches) == [count])
  }

  /// Google charges Gemini 3 for each query that differs, older models for the prompt; of others it is not known.
  @Test(arguments: [
    ("gemini-3-pro", #""groundingMetadata":{"webSearchQueries":["a","b","a",""]}"#, "", 2, false),
    ("gemini-2.5-pro", #""groundingMetadata":{"webSearchQueries":["a","b"]}"#, "", 1, false),
    ("m", #""groundingMetadata":{"webSearchQueries":["a","b"]}"#, "", 0, true),
    ("m", #""grounding_metadata":{"web_search_queries":["a"]}"#, "", 0, true),
    ("m", #""groundingMetadata":{"webSearchQueries":["a","b"]}"#, "1", 1, false),
    ("m", #""groundingMetadata":{"webSearchQueries":["a","b"]}"#, "0", 0, false),
    ("m", #""groundingMetadata":{"webSearchQueries":[]}"#, "", 0, false),
    ("m", #""groundingMetadata":{"groundingChunks":[{}]}"#, "", 0, false),
    ("m", #""finishReason":"STOP""#, "", 0, false),
  ])
  func
    `searches of Gemini count as they are charged, or as the line says, else they are a condition`(
      model: String, candidate: String, stated: String, count: Int64, isLacking: Bool
    ) throws
  {
    let usage = #""usageMetadata":{"promptTokenCount":5}"#
    let body = #"{"candidates":[{\#(candidate)}],\#(usage)}"#
    let end = #"{"candidates":[{"finishReason":"STOP"}],\#(usage)}"#
    for text in [
      line(body, searches: stated, model: model),
      line("[\(body),\(end)]", member: "response_stream", searches: stated, model: model),
    ] {
      let reading = try read(text)
      #expect(reading.rows.map(\.quantities.searches) == [count])
      #expect(reading.rows.map { $0.kind.conditions.contains(.grounding) } == [isLacking])
    }
  }

  private func line(
    _ body: String, member: String = "response", searches: String, model: String = "m"
  ) -> String {
    #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"p","#
      + #""model":"\#(model)","#
      + (searches.isEmpty ? "" : #""searches":\#(searches),"#) + #""\#(member)":\#(body)}"# + "\n"
  }

  // MARK: True

  @Test(arguments: [
    ("true", RequestStatus.cancelled), ("TRUE", .cancelled), ("True", .cancelled),
    ("1", .cancelled),
    ("false", .completed), ("0", .completed), ("", .completed), ("truth", .completed),
  ])
  func `a generation of OpenRouter is cancelled whatever way that is written`(
    text: String, status: RequestStatus
  ) throws {
    let reading = try read(
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user,cancelled\n"
        + "g,2026-07-01 00:00:00,0,1,1,m,u,\(text)\n")
    #expect(reading.rows.map(\.kind.status) == [status])
  }
}
