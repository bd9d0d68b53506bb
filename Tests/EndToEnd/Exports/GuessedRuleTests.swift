import Foundation
import Testing

/// Proposed rules for requests and their vendors hold for records of kinds that look like none of the others; by the shipped
/// book of September 2026.
///
/// A million tokens of gpt-4o cost 2.50 USD in and 10 out: 1,000 in and 100 out 0.0035. Those of gemini-2.5-flash cost 0.30 and
/// 2.50, of openai/gpt-oss-120b by Groq 0.15 and 0.60.
struct GuessedRuleTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let lines: [String]
    /// Texts of the proposal, and texts that it lacks.
    var says: [String] = []
    var never: [String] = []
    /// Of each row of the run.
    let costs: [String]
    /// A text of the messages of the run.
    var tells = ""
  }

  private static func line(_ number: Int, _ more: String) -> String {
    let start = #""id": "x\#(number)", "created_at": "2026-09-01T09:0\#(number):00Z""#
    return #"{\#(start), "user": "u", \#(more)}"#
  }
  private static let chat =
    #""kind": "chat", "provider": "openai", "model": "gpt-4o", "prompt_tokens": 1000, "completion_tokens": 100"#

  /// A paid call that states no tokens, beside two of text.
  private static func beside(_ more: String) -> [String] {
    [line(0, chat), line(1, more), line(2, chat)]
  }

  static let cases = [
    Case(
      testDescription: "pages of a document",
      lines: beside(
        #""kind": "ocr", "provider": "mistral", "model": "mistral-ocr-latest", "pages": 15"#),
      never: [#""skip""#], costs: ["0.0035", "", "0.0035"]),
    Case(
      testDescription: "characters that were spoken",
      lines: beside(
        #""kind": "speech", "provider": "openai", "model": "tts-1", "characters": 915"#),
      never: [#""skip""#], costs: ["0.0035", "", "0.0035"]),
    Case(
      testDescription: "images",
      lines: beside(#""kind": "image", "provider": "openai", "model": "gpt-image-1", "n": 2"#),
      never: [#""skip""#], costs: ["0.0035", "", "0.0035"]),
    // Where a request began nothing was used yet.
    Case(
      testDescription: "records that a request began",
      lines: [
        line(0, #""event": "llm_started", "model": "gpt-4o""#),
        line(1, chat.replacing("kind", with: "event").replacing("chat", with: "llm_finished")),
        line(2, #""event": "llm_started", "model": "gpt-4o""#),
        line(3, chat.replacing("kind", with: "event").replacing("chat", with: "llm_finished")),
      ], says: [#""skip": { "event": ["llm_started"] }"#], costs: ["0.0035", "0.0035"]),
    // The terminal of some requests is blank in the others, which come later.
    Case(
      testDescription: "kinds that every record states",
      lines: (0..<200).map { number in
        number % 2 == 0
          ? #"{"Timestamp": "2026-09-01 00:00:00.000000", "Body": "api_request", "Attr": {"user": "u", "terminal.type": "vscode", "request_id": "r\#(number)", "model": "gpt-4o", "input_tokens": "1000", "output_tokens": "100"}}"#
          : #"{"Timestamp": "2026-09-01 00:00:00.000000", "Body": "tool_result", "Attr": {"user": "u", "tool": "sh"}}"#
      } + [
        #"{"Timestamp": "2026-09-01 00:00:00.000000", "Body": "api_request", "Attr": {"user": "u", "request_id": "z", "model": "gpt-4o", "input_tokens": "1000", "output_tokens": "100"}}"#
      ], says: [#""skip": { "Body": ["tool_result"] }"#],
      costs: Array(repeating: "0.0035", count: 101)),
    // What was written lasts an hour, which the shipped book has no price of Amazon's for.
    Case(
      testDescription: "a list of what was written to a cache",
      lines: [
        line(
          0,
          #""modelId": "global.anthropic.claude-sonnet-4-5-20250929-v1:0", "usage": {"inputTokens": 200, "outputTokens": 350, "totalTokens": 4050, "cacheReadInputTokens": 500, "cacheWriteInputTokens": 3000, "cacheDetails": [{"inputTokens": 3000, "ttl": "1h"}]}"#
        )
      ], costs: [""], tells: "has no price for cache_write_1h"),
    Case(
      testDescription: "answers that may be a local cache's",
      lines: [line(0, chat + #", "cache": "write""#), line(1, chat + #", "cache": "read""#)],
      costs: ["0.0035", ""], tells: "if no vendor answered these requests, leave them out"),
    // 1,000 × 0.3 + (100 + 400) × 2.5 millionths: only the total has what Gemini thought.
    Case(
      testDescription: "reasoning that only a total has",
      lines: [
        line(
          0,
          #""provider": "google", "model": "gemini-2.5-flash", "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1500}"#
        )
      ], costs: ["0.00155"]),
    Case(
      testDescription: "a total that nothing explains",
      lines: [
        line(
          0,
          #""provider": "openai", "model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1500}"#
        )
      ], costs: ["0.0035"],
      tells: #"[map.totals] "usage.total_tokens" is more than all tokens that its mapping reads"#),
    // 1,000 × 0.15 + 100 × 0.6 millionths.
    Case(
      testDescription: "answers of Groq",
      lines: [
        line(
          0,
          #""model": "openai/gpt-oss-120b", "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}, "x_groq": {"id": "req_1"}"#
        )
      ], says: [#""provider": "groq""#], costs: ["0.00021"]),
    Case(
      testDescription: "answers of Ollama",
      lines: [
        line(
          0,
          #""model": "mistral-small:latest", "done": true, "prompt_eval_count": 900, "eval_count": 298"#
        )
      ],
      says: [#""provider": "ollama""#, #""output_tokens": "eval_count""#],
      never: ["mistral-small-latest"], costs: [""]),
  ]

  /// Whisper's 64.5 may be seconds; the name of the column does not say it.
  @Test func `a length of sound without a unit is to be filled in`() throws {
    let lines = GuessedRuleTests.beside(
      #""kind": "x", "provider": "openai", "model": "whisper-1", "audio_duration": 64.5"#)
    let folder = try ProposalKindsTests.workspace(
      "a.jsonl", lines.joined(separator: "\n") + "\n")
    let proposed = try Program.assay("check", folder.path("ws")).output
    #expect(proposed.contains(#""seconds": "FILL IN""#), "\(proposed)")
    #expect(!proposed.contains(#""skip""#), "\(proposed)")
  }

  @Test(arguments: cases)
  func `what differs from other records is priced right or told`(one: Case) throws {
    let folder = try ProposalKindsTests.workspace(
      "a.jsonl", one.lines.joined(separator: "\n") + "\n")
    let proposed = try Program.assay("check", folder.path("ws")).output
    for words in one.says { #expect(proposed.contains(words), "\(proposed)") }
    for words in one.never { #expect(!proposed.contains(words), "\(proposed)") }
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(costs == one.costs, "\(run.errors)")
    #expect(run.errors.joinedLines.contains(one.tells) || one.tells.isEmpty, "\(run.errors)")
    let isDoubtful = one.costs.contains("") || !one.tells.isEmpty
    #expect(run.status == (isDoubtful ? 2 : 0), "\(run.errors)")
  }

  /// By the rule only spans called llm are requests; those of agents sum them, and others may be requests as well.
  @Test(arguments: [
    (#""only": { "kind": ["llm"] }"#, true), (#""only": { "kind": ["llm", "embedding"] }"#, false),
    (#""only": { "kind": ["llm"] }, "skip": { "kind": ["embedding"] }"#, false),
    (#""skip": { "terminal": [""], "kind": ["agent"] }"#, true),
    (#""skip": { "kind": ["agent", "embedding"] }"#, false),
  ])
  func `usage that a rule leaves out is told`(rule: String, isTold: Bool) throws {
    func span(_ number: Int, _ kind: String, _ more: String) -> String {
      #"{"id": "x\#(number)", "at": "2026-09-01T09:0\#(number):00Z", "kind": "\#(kind)", "in": 1000, "out": 100\#(more)}"#
    }
    let lines = [
      span(0, "agent", ""), span(1, "llm", #", "model": "gpt-4o", "terminal": "t""#),
      span(2, "embedding", #", "model": "gpt-4o""#),
    ]
    let folder = try ProposalKindsTests.workspace("a.jsonl", lines.joined(separator: "\n") + "\n")
    try folder.write(
      "ws/assay.json",
      """
      { "mappings": { "ledger/a.jsonl": {
        "columns": { "request_id": "id", "request_started_at": "at", "model": "model",
          "input_tokens": "in", "output_tokens": "out" },
        "constants": { "provider": "openai", "user_id": "u" }, \(rule) } } }

      """)
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.errors.joinedLines.contains("the mapping leaves out") == isTold, "\(run.errors)")
    #expect(run.status == (isTold ? 2 : 0), "\(run.errors)")
  }
}

extension String {
  /// The same with its lines in one, as messages are folded.
  fileprivate var joinedLines: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
