import Foundation
import Testing

/// Counters that some rows lack, where another column of the same meaning has them: those rows are read by it, or have no
/// price, and never count 0.
///
/// By the shipped book a million tokens of gpt-5.6-luna cost 0.20 USD in, 0.02 from the cache and 1.20 out: 1,000 and 100
/// cost 0.00032, 600 of 1,000 from the cache and 100 out 0.00008 + 0.000012 + 0.00012 = 0.000212.
struct LackedCounterTests {
  private static func row(_ id: Int, _ usage: String) -> String {
    #"{"request_id":"o\#(id)","timestamp":"2026-08-01T10:0\#(id):00Z","user":"u1","provider":"openai","#
      + #""model":"gpt-5.6-luna",\#(usage)}"# + "\n"
  }

  private static func costs(_ folder: Scratch) throws -> (costs: [String: String], said: String) {
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let rows = rows(ofCSV: try folder.text("rated.csv")).map {
      ($0["request_id"] ?? "", $0["vendor_cost_usd"] ?? "?")
    }
    return (
      Dictionary(rows, uniquingKeysWith: { first, _ in first }),
      run.errors.replacing(#/\n +/#, with: " ")
    )
  }

  /// As Bedrock's log, which has the body of an answer only where it was small.
  @Test func `a counter that more rows have is proposed`() throws {
    let body =
      #""output":{"outputBodyJson":{"usage":{"outputTokens":100,"cacheReadInputTokens":600}},"#
      + #""outputTokenCount":100},"input":{"inputTokenCount":400,"cacheReadInputTokenCount":600}"#
    let counts =
      #""output":{"outputTokenCount":100},"input":{"inputTokenCount":400,"cacheReadInputTokenCount":600}"#
    let text = Self.row(1, body) + Self.row(2, counts) + Self.row(3, counts)
    let folder = try ProposalKindsTests.workspace("x.jsonl", text)
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let settings = try folder.text("ws/assay.json")
    for line in [
      #""output_tokens": "output.outputTokenCount""#,
      #""cache_read_tokens": "input.cacheReadInputTokenCount""#,
    ] {
      #expect(settings.contains(line), "\(check.errors) \(settings)")
    }
  }

  private struct Case {
    let rows: [String]
    /// Of the mapping, beside what all rows have.
    let columns: String
    let costs: [String: String]
    let finds: String
    /// The setting that the help asks for.
    let remedy: String
    let then: [String: String]
  }

  private static func cached(_ owner: String) -> String {
    #""input_tokens": "in", "output_tokens": "out", "cache_read_tokens": "\#(owner).cached_tokens""#
  }

  private static let cases: [Case] = [
    // Each row that has the first has the second as well.
    Case(
      rows: [
        #""body":{"outputTokens":100},"in":1000,"output":{"outputTokenCount":100}"#,
        #""in":1000,"output":{"outputTokenCount":100}"#,
      ], columns: #""input_tokens": "in", "output_tokens": "body.outputTokens""#,
      costs: ["o1": "0.00032", "o2": ""],
      finds: #""output.outputTokenCount" states usage, but Assay does not read this column"#,
      remedy: #""output_tokens": "output.outputTokenCount""#,
      then: ["o1": "0.00032", "o2": "0.00032"]),
    // No row has both.
    Case(
      rows: [
        #""usage":{"prompt_tokens":1000},"out":100"#, #""usage":{"input_tokens":1000},"out":100"#,
      ], columns: #""input_tokens": "usage.prompt_tokens", "output_tokens": "out""#,
      costs: ["o1": "0.00032", "o2": ""],
      finds: #""usage.input_tokens" states usage, but Assay does not read this column"#,
      remedy: #""input_tokens": ["usage.prompt_tokens", "usage.input_tokens"]"#,
      then: ["o1": "0.00032", "o2": "0.00032"]),
    Case(
      rows: [
        #""in":400,"out":100,"a":{"cached_tokens":600}"#,
        #""in":400,"out":100,"b":{"cache_read_input_tokens":600}"#,
      ],
      columns:
        #""input_tokens": "in", "output_tokens": "out", "cache_read_tokens": "a.cached_tokens""#,
      costs: ["o1": "0.000212", "o2": ""],
      finds: #""b.cache_read_input_tokens" states usage, but Assay does not read this column"#,
      remedy: #""cache_read_tokens": ["a.cached_tokens", "b.cache_read_input_tokens"]"#,
      then: ["o1": "0.000212", "o2": "0.000212"]),
    Case(
      rows: [#""in":1000,"out":100"#, #""in":1000,"tokens":{"output":100}"#],
      columns: #""input_tokens": "in", "output_tokens": "out""#,
      costs: ["o1": "0.00032", "o2": ""],
      finds: #""tokens.output" states usage, but Assay does not read this column"#,
      remedy: #""output_tokens": ["out", "tokens.output"]"#,
      then: ["o1": "0.00032", "o2": "0.00032"]),
    // Sums so far beside what a request used, which is none of the cache.
    Case(
      rows: [
        #""in":1000,"out":100,"last":{"cached_tokens":0},"all":{"cached_tokens":900,"output_tokens":700}"#
      ],
      columns:
        #""input_tokens": "in", "output_tokens": "out", "cache_read_tokens": "last.cached_tokens""#,
      costs: ["o1": "0.00032"], finds: "", remedy: "", then: ["o1": "0.00032"]),
  ]

  @Test(arguments: cases.indices)
  func `a row without the counter that is read has no price if another has its tokens`(
    index: Int
  ) throws {
    let one = Self.cases[index]
    let text = one.rows.enumerated().map { Self.row($0 + 1, $1) }.joined()
    let folder = try ProposalKindsTests.workspace("x.jsonl", text)
    func write(_ columns: String) throws {
      try folder.write(
        "ws/assay.json",
        #"{ "mappings": { "ledger/x.jsonl": { "columns": { "request_id": "request_id", "request_started_at": "timestamp","#
          + #" "user_id": "user", "provider": "provider", "model": "model", \#(columns) } } } }"#)
    }
    try write(one.columns)
    let run = try Self.costs(folder)
    #expect(run.costs == one.costs, "\(run.said)")
    #expect(run.said.contains("[csv.condition]") == !one.finds.isEmpty, "\(run.said)")
    #expect(run.said.contains(one.finds) || one.finds.isEmpty, "\(run.said)")
    #expect(run.said.contains("write \(one.remedy)") || one.remedy.isEmpty, "\(run.said)")
    let name = one.remedy.prefix { $0 != ":" }
    let others = one.columns.split(separator: ", ").filter { !$0.hasPrefix(name) || name.isEmpty }
    try write(
      (others.map(String.init) + [one.remedy]).filter { !$0.isEmpty }.joined(separator: ", "))
    let after = try Self.costs(folder)
    #expect(after.costs == one.then, "\(after.said)")
    #expect(!after.said.contains("[csv.condition]"), "\(after.said)")
  }
}
