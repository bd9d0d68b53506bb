import Foundation
import Testing

/// Messages about lines of Claude Code that repeat a message: in exceptions, by `explain`, and beside another
/// format.
struct RepeatedLineTests {
  private static let evening = "2026-07-31T23:59:58.000Z"
  private static let night = "2026-08-01T00:00:05.000Z"
  private static let native =
    "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens\n"

  private func workspace(_ ledger: [String: String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", ClaudeStreamedMessageTests.prices)
    for (file, text) in ledger { try folder.write("ws/ledger/" + file, text) }
    return folder
  }

  /// Kind, file, line and evidence of what a run lists, the same by every cut.
  private func exceptions(_ folder: Scratch) throws -> [String] {
    var found: [[String]] = []
    for options in [
      ["--threads", "1"], ["--threads", "4"], ["--careful", "--block-bytes", "100"],
    ] {
      let run = try Program.assay(["run", folder.path("ws"), "--quiet"] + options)
      #expect([0, 2].contains(run.status), "\(run.errors)")
      found.append(
        rows(ofCSV: try folder.text("ws/out/exceptions.csv")).map { row in
          ["kind", "file", "line", "evidence"].map { row[$0] ?? "" }.joined(separator: " ")
        })
    }
    #expect(Set(found).count == 1, "\(found)")
    return found[0]
  }

  @Test func `each line that does not count names one with more output, or with as much later`()
    throws
  {
    let folder = try workspace([
      "a.jsonl": ClaudeStreamedMessageTests.line(Self.evening, 5)
        + ClaudeStreamedMessageTests.line(Self.night, 50)
        + ClaudeStreamedMessageTests.line(Self.night, 7),
      "b.jsonl": ClaudeStreamedMessageTests.line(Self.night, 50, session: "s2"),
    ])
    #expect(
      try exceptions(folder) == [
        "duplicate ledger/a.jsonl 1 less output than ledger/a.jsonl:2",
        "duplicate ledger/a.jsonl 2 same output as the later ledger/b.jsonl:1",
        "duplicate ledger/a.jsonl 3 less output than ledger/a.jsonl:2",
      ])
    // 50 tokens at 10 USD per million; the last line is of another session, so of another user.
    let facts = rows(ofCSV: try folder.text("ws/out/facts.csv"))
    #expect(
      facts.map { $0["user_id"] } == ["s2"] && facts.map { $0["vendor_cost_usd"] } == ["0.0005"])
    let explain = try Program.assay("explain", folder.path("ws"), "m1")
    let words = explain.output.replacing("\n    ", with: " ").replacing("\n  ", with: " ")
    for said in [
      "Its response grew: the request starts at ledger/a.jsonl:1; this line was written at \(Self.night)\n",
      "ledger/a.jsonl:1 is of the same response, with less output",
      "ledger/a.jsonl:2 is of the same response, with the same output; the response counts once",
      "ledger/a.jsonl:3 is of the same response, with less output",
    ] { #expect(words.contains(said), "\(explain.output)") }
  }

  @Test func `of one instant in two forms a line keeps its own`() throws {
    let short = "2026-07-31T23:59:58Z"
    let folder = try workspace([
      "a.jsonl": ClaudeStreamedMessageTests.line(Self.evening, 5)
        + ClaudeStreamedMessageTests.line(short, 50),
      "b.csv": Self.native + "m1,\(short),s1,anthropic,m,0,50\n",
    ])
    #expect(
      try exceptions(folder) == [
        "duplicate ledger/a.jsonl 1 less output than ledger/a.jsonl:2",
        "duplicate ledger/b.csv 2 duplicate of ledger/a.jsonl:2",
      ])
  }

  /// Of 50 tokens 40 are of thinking; the other line has 30, none of them of thinking.
  @Test func `thinking is output of a response that grows`() throws {
    let thinking = ClaudeStreamedMessageTests.line(Self.evening, 50).replacing(
      #""output_tokens":50"#,
      with: #""output_tokens":50,"output_tokens_details":{"thinking_tokens":40}"#)
    let folder = try workspace([
      "a.jsonl": thinking + ClaudeStreamedMessageTests.line(Self.night, 30)
    ])
    #expect(
      try exceptions(folder).filter { $0.hasPrefix("duplicate") }
        == ["duplicate ledger/a.jsonl 2 less output than ledger/a.jsonl:1"])
  }

  /// No line of it goes before what the other format says, with however much output.
  @Test func `a response has not outgrown a row of another format`() throws {
    for output in [3, 60] {
      let folder = try workspace([
        "a.csv": Self.native + "m1,\(Self.evening),s1,anthropic,m,0,\(output)\n",
        "b.jsonl": ClaudeStreamedMessageTests.line(Self.evening, 5)
          + ClaudeStreamedMessageTests.line(Self.night, 50),
      ])
      #expect(
        try exceptions(folder).filter { !$0.hasPrefix("unknown_tier") }
          .compactMap { $0.split(separator: ";").first } == [
            "conflict ledger/b.jsonl 1 conflicts with ledger/a.csv:2",
            "conflict ledger/b.jsonl 2 conflicts with ledger/a.csv:2",
          ])
    }
  }

  @Test func `a repeated message has not grown`() throws {
    let folder = try workspace([
      "a.jsonl": ClaudeStreamedMessageTests.line(Self.evening, 50)
        + ClaudeStreamedMessageTests.line(Self.night, 50)
    ])
    let explain = try Program.assay("explain", folder.path("ws"), "m1")
    #expect(
      explain.output.replacing("\n  ", with: " ").contains(
        "It was written again: the request starts at ledger/a.jsonl:1; this line was written at \(Self.night)\n"
      ), "\(explain.output)")
    #expect(!explain.output.contains("grew"))
  }

  /// The request began with the line of 23:59:58, so that is when every report shows it; the row of another format says so.
  @Test func `a row of another format is compared with the start that reports show`() throws {
    let grown =
      ClaudeStreamedMessageTests.line(Self.evening, 5)
      + ClaudeStreamedMessageTests.line(Self.night, 50)
    let folder = try workspace([
      "a.jsonl": grown, "b.csv": Self.native + "m1,\(Self.evening),s1,anthropic,m,0,50\n",
    ])
    #expect(
      try exceptions(folder) == [
        "duplicate ledger/a.jsonl 1 less output than ledger/a.jsonl:2",
        "duplicate ledger/b.csv 2 duplicate of ledger/a.jsonl:2",
      ])
    let explain = try Program.assay("explain", folder.path("ws"), "m1")
    #expect(
      explain.output.contains("ledger/b.csv:2 is a duplicate, the same in every column"),
      "\(explain.output)")
    let other = try workspace([
      "a.jsonl": grown, "b.csv": Self.native + "m1,\(Self.night),s1,anthropic,m,0,50\n",
    ])
    #expect(try exceptions(other).count == 2)
    #expect(
      try other.text("ws/out/exceptions.csv").contains(
        "\"conflicts with ledger/a.jsonl:2; line 2: request_started_at \"\"\(Self.night)\"\";"
          + " ledger/a.jsonl:2, which Assay used: \"\"\(Self.evening)\"\"\""
      ))
  }
}
