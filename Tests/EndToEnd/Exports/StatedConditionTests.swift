import Testing

/// Conditions that exports state in ids, paths, lists and words, and their saved mappings; by the shipped book.
///
/// A million tokens of gpt-4o cost 2.50 USD in, 1.25 read from a cache and 10 out: 1,000 and 100 cost 0.0035, in a batch
/// 0.00175.
struct StatedConditionTests {
  private struct Case {
    let name: String
    /// Two records, told apart by their ids a1 and a2.
    let lines: [String]
    /// Cost by request; a blank one has no price.
    let costs: [String: String]
  }

  private static func csv(_ column: String, _ first: String, _ second: String) -> [String] {
    [
      "request_id,timestamp,user_id,provider,model,prompt_tokens,completion_tokens,\(column)",
      "a1,2026-08-01T10:00:00Z,u1,openai,gpt-4o,1000,100,\(first)",
      "a2,2026-08-02T10:00:00Z,u1,openai,gpt-4o,1000,100,\(second)",
    ]
  }

  private static func record(_ id: String, _ time: Int, _ more: String) -> String {
    #"{"request_id":"\#(id)","created_at":\#(time),"user":"u1","provider":"openai","model":"gpt-4o","usage":{"input_tokens":1000,"output_tokens":100},\#(more)}"#
  }

  private static func records(_ first: String, _ second: String) -> [String] {
    [record("a1", 1_785_578_400, first), record("a2", 1_785_664_800, second)]
  }

  private static let unpriced = ["a1": "0.0035", "a2": ""]
  private static let cases = [
    Case(
      name: "batch.jsonl",
      lines: (1...2).map {
        #"{"id":"batch_req_\#($0)","custom_id":"c\#($0)","response":{"status_code":200,"request_id":"q\#($0)","body":{"created":178557840\#($0),"model":"gpt-4o","usage":{"prompt_tokens":1000,"completion_tokens":100},"service_tier":"default"}},"error":null}"#
      }, costs: ["batch_req_1": "0.00175", "batch_req_2": "0.00175"]),
    Case(name: "path.csv", lines: csv("endpoint", "/v1/responses", "/v1/batches"), costs: unpriced),
    Case(name: "sku.csv", lines: csv("sku_name", "GlobalStandard", "GlobalBatch"), costs: unpriced),
    Case(name: "key.csv", lines: csv("key_source", "platform", "customer"), costs: unpriced),
    Case(
      name: "source.csv", lines: csv("response_source", "upstream", "semantic_cache"),
      costs: ["a1": "0.0035"]),
    Case(
      name: "calls.jsonl",
      lines: records(
        #""output":[{"type":"message"}]"#, #""output":[{"type":"web_search_call","id":"w1"}]"#),
      costs: unpriced),
    Case(
      name: "searches.jsonl",
      lines: records(
        #""tool_usage":{"web_search":{"num_requests":0}}"#,
        #""tool_usage":{"web_search":{"num_requests":3}}"#), costs: unpriced),
    Case(
      name: "audio.jsonl",
      lines: records(
        #""promptTokensDetails":[{"modality":"TEXT","tokenCount":1000}]"#,
        #""promptTokensDetails":[{"modality":"TEXT","tokenCount":200},{"modality":"AUDIO","tokenCount":800}]"#
      ), costs: unpriced),
    // 488 of the input, 512 from the cache, 100 out: 0.00122 + 0.00064 + 0.001.
    Case(
      name: "text.jsonl",
      lines: records(
        #""meta":{"ai.answer":"{\"openai\": {\"cachedPromptTokens\": 512}}"}"#,
        #""meta":{"ai.answer":"{\"openai\": {\"cachedPromptTokens\": 0}}"}"#),
      costs: ["a1": "0.00286", "a2": "0.0035"]),
  ]

  @Test(arguments: cases.indices)
  func `a saved mapping rates what a record states, or gives it no price`(index: Int) throws {
    let one = Self.cases[index]
    let folder = try ProposalKindsTests.workspace(
      one.name, one.lines.joined(separator: "\n") + "\n")
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let rated = rows(ofCSV: try folder.text("rated.csv"))
      .map { ($0["request_id"] ?? "", $0["vendor_cost_usd"] ?? "?") }
    let costs = Dictionary(rated, uniquingKeysWith: { first, _ in first })
    let settings = try folder.text("ws/assay.json")
    #expect(costs == one.costs, "\(one.name) \(settings) \(run.errors)")
  }
}
