import Foundation
import Testing

/// Proposals for logs of several vendors, running totals, and records that sum others; by the shipped book.
///
/// A million tokens of gpt-5.6-luna cost 0.20 USD in, 0.02 from the cache and 1.20 out; of claude-opus-4-8 5, 0.50 and 25.
struct ProposalKindsTests {
  /// A new workspace with the shipped book and one export.
  static func workspace(_ name: String, _ text: String) throws -> Scratch {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path("ws/ledger")) {
      try FileManager.default.removeItem(atPath: folder.path("ws/ledger/\(file)"))
    }
    try folder.write("ws/ledger/\(name)", text)
    return folder
  }

  private static let twoVendors = """
    {"timestamp": "2026-08-10T09:01:00.000Z", "requestId": "r1", "userId": "u1", "provider": "anthropic", "modelId": "claude-opus-4-8", "usage": {"inputTokens": 65, "outputTokens": 100, "totalTokens": 165, "reasoningTokens": 0, "cachedInputTokens": 4735}}
    {"timestamp": "2026-08-10T09:02:00.000Z", "requestId": "r2", "userId": "u1", "provider": "openai", "modelId": "gpt-5.6-luna", "usage": {"inputTokens": 3000, "outputTokens": 500, "totalTokens": 3500, "reasoningTokens": 200, "cachedInputTokens": 2000}}
    {"timestamp": "2026-08-10T09:03:00.000Z", "requestId": "r3", "userId": "u1", "provider": "anthropic", "modelId": "claude-opus-4-8", "usage": {"inputTokens": 40, "outputTokens": 60, "totalTokens": 100, "reasoningTokens": 0, "cachedInputTokens": 9000}}
    {"timestamp": "2026-08-10T09:04:00.000Z", "requestId": "r4", "userId": "u1", "provider": "openai", "modelId": "gpt-5.6-luna", "usage": {"inputTokens": 5000, "outputTokens": 100, "totalTokens": 5100, "reasoningTokens": 50, "cachedInputTokens": 4000}}

    """

  /// Sums so far, and what each request adds to them.
  private static func running(_ increments: Bool) -> String {
    let steps = [(1_000, 0, 100), (2_000, 1_000, 200), (3_000, 2_500, 300), (4_000, 3_500, 100)]
    var (input, cached, output) = (0, 0, 0)
    return steps.enumerated().map { number, step in
      input += step.0
      cached += step.1
      output += step.2
      let last =
        #", "last_token_usage": {"input_tokens": \#(step.0), "cached_input_tokens": \#(step.1), "output_tokens": \#(step.2), "total_tokens": \#(step.0 + step.2)}"#
      return
        #"{"timestamp": "2026-08-10T10:0\#(number):00Z", "event_id": "e\#(number)", "session_id": "s1", "user": "u1", "model": "gpt-5.6-luna", "total_token_usage": {"input_tokens": \#(input), "cached_input_tokens": \#(cached), "output_tokens": \#(output), "total_tokens": \#(input + output)}\#(increments ? last : "")}"#
        + "\n"
    }.joined()
  }

  private static let spans = """
    {"traceId": "t1", "spanId": "a0", "parentSpanId": "", "name": "invoke_agent shop", "startTime": "2026-08-10T09:00:00.000Z", "kind": "agent", "vendor": "openai", "model": "gpt-5.6-luna", "usage": {"input_tokens": 5000, "cached_tokens": 1000, "output_tokens": 800}}
    {"traceId": "t1", "spanId": "a1", "parentSpanId": "a0", "name": "chat gpt-5.6-luna", "startTime": "2026-08-10T09:00:01.000Z", "kind": "chat", "vendor": "openai", "model": "gpt-5.6-luna", "usage": {"input_tokens": 2000, "cached_tokens": 0, "output_tokens": 300}}
    {"traceId": "t1", "spanId": "a2", "parentSpanId": "a0", "name": "chat gpt-5.6-luna", "startTime": "2026-08-10T09:00:02.000Z", "kind": "chat", "vendor": "openai", "model": "gpt-5.6-luna", "usage": {"input_tokens": 3000, "cached_tokens": 1000, "output_tokens": 500}}

    """

  private static let german = """
    Vorgang;Datum;Uhrzeit;Kunde;Modell;Eingabe-Token;Ausgabe-Token
    V1;01.08.2026;10:00:00;Anna;gpt-5.6-luna;1.234;500
    V2;01.08.2026;10:05:00;Ben;gpt-5.6-luna;12.000;1.500
    Gesamt;;;;;13.234;2.000

    """

  private static let short = """
    id,timestamp,user,model,prompt tokens,completion tokens,latency,cost
    a1,2026-08-01T10:00:00Z,u1,gpt-5.6-luna,1.5k,200 tokens,12 ms,$0.00054
    a2,2026-08-01T10:01:00Z,u1,gpt-5.6-luna,2M,1.2k,13 ms,$0.40144

    """

  private static let runs = """
    {"id":"r0","parent_run_id":null,"run_type":"chain","start_time":"2026-08-10T10:00:00Z","prompt_tokens":5000,"completion_tokens":800,"provider":"openai","model_name":"gpt-5.6-luna"}
    {"id":"r1","parent_run_id":"r0","run_type":"llm","start_time":"2026-08-10T10:00:01Z","prompt_tokens":2000,"completion_tokens":300,"provider":"openai","model_name":"gpt-5.6-luna"}
    {"id":"r2","parent_run_id":"r0","run_type":"tool","start_time":"2026-08-10T10:00:03Z","prompt_tokens":0,"completion_tokens":0}
    {"id":"r3","parent_run_id":"r0","run_type":"llm","start_time":"2026-08-10T10:00:04Z","prompt_tokens":3000,"completion_tokens":500,"provider":"openai","model_name":"gpt-5.6-luna"}

    """

  /// An export, what is proposed for it, and the cost of each row in millionths of a USD.
  private static let cases: [(name: String, text: String, says: [String], costs: [String])] = [
    // 65 × 5 + 4,735 × 0.5 + 100 × 25; 1,000 × 0.2 + 2,000 × 0.02 + 500 × 1.2; 40 × 5 + 9,000 × 0.5 + 60 × 25;
    // 1,000 × 0.2 + 4,000 × 0.02 + 100 × 1.2: together 0.0126325 USD.
    (
      "usage.jsonl", twoVendors,
      [#""input_includes": { "anthropic": [], "openai": ["cache_read"] }"#],
      ["5192.5", "840", "6200", "400"]
    ),
    // 1,000 × 0.2 + 100 × 1.2; 1,000 × 0.2 + 1,000 × 0.02 + 200 × 1.2 …: together 0.00158 USD.
    (
      "ev.jsonl", running(true),
      [#""input_tokens": "last_token_usage.input_tokens""#, "so far, not usage of one request"],
      ["320", "460", "510", "290"]
    ),
    // 2,000 × 0.2 + 300 × 1.2; 2,000 × 0.2 + 1,000 × 0.02 + 500 × 1.2: together 0.00178 USD.
    ("spans.jsonl", spans, [#""only": { "kind": ["chat"] }"#], ["760", "1020"]),
    // 1,234 × 0.2 + 500 × 1.2; 12,000 × 0.2 + 1,500 × 1.2.
    ("de.csv", german, [#""skip": { "Vorgang": ["Gesamt"] }"#], ["846.8", "4200"]),
    // 1,500 × 0.2 + 200 × 1.2; 2,000,000 × 0.2 + 1,200 × 1.2, twice that above 272,000 tokens of input.
    (
      "short.csv", short, [#""number_suffixes": { "M": "millions", "k": "thousands" }"#], ["540"]
    ),
    // 2,000 × 0.2 + 300 × 1.2; 3,000 × 0.2 + 500 × 1.2.
    ("runs.jsonl", runs, [#""only": { "run_type": ["llm"] }"#], ["760", "1200"]),
  ]

  @Test(arguments: cases.indices)
  func `what check saves counts each request once and as its vendor does`(index: Int) throws {
    let (name, text, says, costs) = Self.cases[index]
    let folder = try Self.workspace(name, text)
    let proposed = try Program.assay("check", folder.path("ws")).output
    for words in says { #expect(proposed.contains(words), "\(proposed)") }
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(check.status == 0, "\(check.errors)")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    let found = rated.map { row in
      Decimal(string: row["vendor_cost_usd"] ?? "").map { $0 * Decimal(1_000_000) }
    }
    let expected = costs.map { Decimal(string: $0) }
    #expect(Array(found.prefix(expected.count)) == expected, "\(name)")
    #expect(found.count == expected.count || name == "short.csv")
  }

  @Test func `a log of running totals alone leaves the counts open and says why`() throws {
    let folder = try Self.workspace("ev.jsonl", Self.running(false))
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.output.contains(#""input_tokens": "FILL IN""#), "\(check.output)")
    #expect(check.output.contains("only grow within one session_id: running totals"))
    #expect(check.output.contains("Replace each FILL IN: input_tokens, output_tokens."))
  }

  @Test func `a row of a vendor without a rule is rejected with the rule to add`() throws {
    let folder = try Self.workspace("usage.jsonl", Self.twoVendors)
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let row =
      #"{"timestamp": "2026-08-10T09:05:00Z", "requestId": "r5", "userId": "u1", "provider": "mistral", "modelId": "mistral-large-latest", "usage": {"inputTokens": 30, "outputTokens": 5, "totalTokens": 35, "reasoningTokens": 0, "cachedInputTokens": 20}}"#
    try folder.write("ws/ledger/usage.jsonl", Self.twoVendors + row + "\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 2)
    #expect(
      check.errors.contains(
        #"[qty.vendor] no rule states the parts of input_tokens for mistral, expected a rule such as "mistral": [] in "input_includes""#
      ), "\(check.errors)")
    let settings = try folder.text("ws/assay.json")
    try folder.write(
      "ws/assay.json",
      settings.replacing(#""anthropic": [],"#, with: #""anthropic": [], "mistral": [],"#))
    let again = try Program.assay("check", folder.path("ws"))
    #expect(!again.errors.contains("qty.vendor"), "\(again.errors)")
  }

  @Test func `what no mapping can read is said in one line, with what to do`() throws {
    let cases = [
      (
        "lines.jsonl",
        """
        {"event":"request","id":"q1","time":"2026-08-01T10:00:00Z","model":"gpt-5.6-luna","user":"u"}
        {"event":"usage","ref":"q1","input_tokens":1000,"output_tokens":100}
        {"event":"request","id":"q2","time":"2026-08-01T10:01:00Z","model":"gpt-5.6-luna","user":"u"}
        {"event":"usage","ref":"q2","input_tokens":2000,"output_tokens":300}

        """,
        "the model and the start times and the counts are in different records"
      ),
      (
        "short.csv",
        "id,when,who,tokens_in,tokens_out\nx1,2026-08-01T10:00:00Z,anna,100,20\n"
          + "x2,2026-08-01T10:01:00Z,ben,300,40\n", "no column names the model"
      ),
    ]
    for (name, text, words) in cases {
      let folder = try Self.workspace(name, text)
      let check = try Program.assay("check", folder.path("ws"))
      #expect(
        check.errors.contains("help: Assay cannot propose a mapping: \(words)"), "\(check.errors)")
      #expect(!check.output.contains("mappings"), "\(check.output)")
    }
  }
}
