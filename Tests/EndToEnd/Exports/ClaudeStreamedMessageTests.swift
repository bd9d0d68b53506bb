import Foundation
import Testing

/// Messages of Claude Code, which are written again while they grow and when a session is resumed: the line with the
/// most output counts, of equal ones the last, from the time of the first line.
struct ClaudeStreamedMessageTests {
  /// 10 USD per million of output until 2 August, then 20; 1.5 until then, and 3 from then on.
  static let prices = """
    provider,model,unit_class,price_usd,effective_from
    anthropic,m,output,10,2026-01-01
    anthropic,m,output,20,2026-08-02

    """

  static let multipliers = """
    level,multiplier,effective_from,status,requested_by,approved_by,approved_at
    default,1.5,2026-01-01,approved,a,b,2026-01-01
    default,3,2026-08-02,approved,a,b,2026-01-01

    """

  /// A line of the message `m1` of a session.
  static func line(
    _ time: String, _ output: Int, id: String = "m1", session: String = "s1", cost: String? = nil
  ) -> String {
    #"{"timestamp":"\#(time)","sessionId":"\#(session)","type":"assistant","requestId":"r","#
      + (cost.map { "\"costUSD\":\($0)," } ?? "")
      + #""message":{"id":"\#(id)","model":"m","usage":{"input_tokens":0,"output_tokens":\#(output)}}}"#
      + "\n"
  }

  private func workspace(
    _ ledger: [String: String], multipliers: Bool = false
  ) throws -> Scratch {
    let folder = try Scratch()
    // With a plan usage is sold, by the default multiplier of 1.5 where no other is approved.
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", Self.prices)
    if multipliers { try folder.write("ws/multipliers.csv", Self.multipliers) }
    for (file, text) in ledger { try folder.write("ws/ledger/" + file, text) }
    return folder
  }

  // MARK: Tables

  private struct Case: CustomTestStringConvertible {
    let testDescription: String
    let ledger: [String: String]
    /// Line, start, cost in USD and multiplier of the row that counts.
    let counted: String
    var multipliers = false
  }

  private static let evening = "2026-08-01T23:59:59.000Z"
  private static let night = "2026-08-02T00:00:01.000Z"

  /// 1,000 of output cost 0.01 USD until 2 August, then 0.02.
  private static let cases = [
    Case(
      testDescription: "midnight and a price between",
      ledger: ["a.jsonl": line(evening, 10) + line(night, 1_000)],
      counted: "ledger/a.jsonl:2 \(evening) 0.01 1.5"),
    Case(
      testDescription: "a multiplier between",
      ledger: ["a.jsonl": line(evening, 10) + line(night, 1_000)],
      counted: "ledger/a.jsonl:2 \(evening) 0.01 1.5", multipliers: true),
    Case(
      testDescription: "the id spelt with an escape the second time",
      ledger: ["a.jsonl": line(evening, 10) + line(night, 1_000, id: #"m\u0031"#)],
      counted: "ledger/a.jsonl:2 \(evening) 0.01 1.5"),
    Case(
      testDescription: "all on one side",
      ledger: ["a.jsonl": line(night, 10) + line("2026-08-02T00:00:03.000Z", 1_000)],
      counted: "ledger/a.jsonl:2 \(night) 0.02 3", multipliers: true),
    Case(
      testDescription: "the first line in a file before",
      ledger: ["a.jsonl": line(evening, 10), "b.jsonl": line(night, 1_000)],
      counted: "ledger/b.jsonl:1 \(evening) 0.01 1.5"),
    Case(
      testDescription: "the first line in a file after",
      ledger: ["a.jsonl": line(night, 1_000), "b.jsonl": line(evening, 10)],
      counted: "ledger/a.jsonl:1 \(evening) 0.01 1.5"),
    Case(
      testDescription: "the first line below the one that counts",
      ledger: ["a.jsonl": line(night, 1_000) + line(evening, 10)],
      counted: "ledger/a.jsonl:1 \(evening) 0.01 1.5"),
    Case(
      testDescription: "three lines that grow",
      ledger: [
        "a.jsonl": line(evening, 1) + line(night, 10) + line("2026-08-03T00:00:00Z", 1_000)
      ], counted: "ledger/a.jsonl:3 \(evening) 0.01 1.5"),
    Case(
      testDescription: "the largest in the middle",
      ledger: [
        "a.jsonl": line(evening, 1) + line(night, 1_000) + line("2026-08-03T00:00:00Z", 10)
      ], counted: "ledger/a.jsonl:2 \(evening) 0.01 1.5"),
    Case(
      testDescription: "a session resumed as it was",
      ledger: [
        "a.jsonl": line(night, 1_000, session: "s2"), "b.jsonl": line(evening, 1_000),
      ], counted: "ledger/b.jsonl:1 \(evening) 0.01 1.5"),
    Case(
      testDescription: "as much output again",
      ledger: ["a.jsonl": line(evening, 1_000) + line(night, 1_000) + line(night, 10)],
      counted: "ledger/a.jsonl:2 \(evening) 0.01 1.5"),
    Case(
      testDescription: "as much output in three files",
      ledger: [
        "a.jsonl": line(night, 1_000), "b.jsonl": line(night, 1_000) + line(evening, 1_000),
        "c.jsonl": line(night, 1_000) + line(night, 5),
      ], counted: "ledger/c.jsonl:1 \(evening) 0.01 1.5"),
    Case(
      testDescription: "equal times",
      ledger: ["a.jsonl": line(night, 10) + line(night, 1_000)],
      counted: "ledger/a.jsonl:2 \(night) 0.02 1.5"),
    Case(
      testDescription: "equal times in other words",
      ledger: ["a.jsonl": line("2026-08-02T00:00:01Z", 10) + line(night, 1_000)],
      counted: "ledger/a.jsonl:2 \(night) 0.02 1.5"),
    Case(
      testDescription: "of two words for the first time the same whatever the order",
      ledger: [
        "a.jsonl": line(evening, 10) + line("2026-08-01T23:59:59Z", 10) + line(night, 1_000)
      ], counted: "ledger/a.jsonl:3 \(evening) 0.01 1.5"),
    Case(
      testDescription: "a document",
      ledger: [
        "a.json": "["
          + [
            line("2026-08-01T12:00:00Z", 5, id: "m0", session: "s0"),
            line(night, 6, id: "m0", session: "s0"),
            line(evening, 10), line(night, 1_000),
          ].map { $0.replacing("\n", with: "") }.joined(separator: " ,\n ") + "]"
      ], counted: "ledger/a.json:4 \(evening) 0.01 1.5"),
  ]

  @Test(arguments: cases)
  private func `the row that counts is rated as starting with the first line`(_ each: Case) throws {
    let folder = try workspace(each.ledger, multipliers: each.multipliers)
    for options in [
      ["--threads", "1"], ["--threads", "4"], ["--careful", "--block-bytes", "100"],
    ] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      #expect(run.status == 0, "\(run.errors)")
      let row = try #require(
        rows(ofCSV: try folder.text("rated.csv")).first { $0["request_id"] == "m1" })
      let words = ["request_started_at", "vendor_cost_usd", "multiplier"].compactMap { row[$0] }
      let place = "\(row["file"] ?? ""):\(row["line"] ?? "")"
      #expect(([place] + words).joined(separator: " ") == each.counted)
      let facts = rows(ofCSV: try folder.text("ws/out/facts.csv"))
      let cost = row["vendor_cost_usd"] ?? ""
      #expect(
        facts.contains {
          $0["vendor_cost_usd"] == cost
            && row["request_started_at"]?.hasPrefix($0["day"] ?? "-") == true
        }, "\(facts)")
    }
    let explain = try Program.assay("explain", folder.path("ws"), "m1", "--json")
    let words = each.counted.split(separator: " ")
    #expect(explain.output.contains("\"request_started_at\": \"\(words[1])\""))
    #expect(explain.output.contains("\"vendor_cost_usd\": \"\(words[2])\""))
  }

  // MARK: Periods

  /// Of a message from 31 July to 1 August, and one whose first line is the only one in July.
  @Test(arguments: [
    (
      ["--period", "2026-07"], ["m1 2026-07-31T23:59:59.000Z", "m2 2026-07-31T12:00:00.000Z"], 1
    ),
    (["--period", "2026-08"], ["m3 2026-08-01T12:00:00.000Z"], 5),
    (["--from", "2026-07-31", "--to", "2026-08-02"], ["m1", "m2", "m3"], 0),
    // The last day with a request that counts is 1 August, not the 9th.
    (["--last", "1"], ["m3 2026-08-01T12:00:00.000Z"], 5),
  ])
  func `a period takes whole messages, by the day of their first line`(
    options: [String], counted: [String], outside: Int
  ) throws {
    let folder = try workspace([
      "a.jsonl": Self.line("2026-07-31T23:59:59.000Z", 10)
        + Self.line("2026-08-01T00:00:01.000Z", 1_000)
        + Self.line("2026-07-31T12:00:00.000Z", 10, id: "m2"),
      "b.jsonl": Self.line("2026-08-09T00:00:00.000Z", 20, id: "m2")
        + Self.line("2026-08-09T00:00:01.000Z", 15, id: "m2"),
      "c.jsonl": Self.line("2026-08-01T12:00:00.000Z", 10, id: "m3"),
    ])
    for ways in [["--threads", "1"], ["--threads", "3"]] {
      let run = try Program.assay(
        [
          "run", folder.path("ws"), "--quiet", "--output", folder.path("out"), "--force", "--rated",
          folder.path("rated.csv"),
        ] + options + ways)
      #expect(run.status == 0, "\(run.errors)")
      let rated = rows(ofCSV: try folder.text("rated.csv")).map {
        "\($0["request_id"] ?? "") \($0["request_started_at"] ?? "")"
      }.sorted()
      #expect(rated.count == counted.count)
      #expect(zip(rated, counted).allSatisfy { $0.hasPrefix($1) }, "\(rated)")
      let summary = try folder.text("out/summary.csv")
      #expect(summary.contains("rows_read,6\n"))
      #expect(summary.contains("rows_outside_period,\(outside)\n"), "\(summary)")
      #expect(summary.contains("rows_duplicate,\(6 - outside - counted.count)\n"), "\(summary)")
    }
  }

  // MARK: What was recorded

  /// The cost is compared with the price at the first line: what the price of the last line gives is a mismatch.
  @Test func `a recorded cost is compared with the price at the first line`() throws {
    let folder = try workspace([
      "a.jsonl": Self.line(Self.evening, 10, cost: "0.5")
        + Self.line(Self.night, 1_000, cost: "0.01")
        + Self.line(Self.evening, 10, id: "m2")
        + Self.line(Self.night, 1_000, id: "m2", cost: "0.02")
    ])
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(
      found.map { "\($0["kind"] ?? "") \($0["request_id"] ?? "") \($0["line"] ?? "")" }
        == ["duplicate m1 1", "duplicate m2 3", "cost_mismatch m2 4"])
    let wrong = try #require(found.last)
    #expect(wrong["request_started_at"] == Self.evening)
    #expect(
      wrong["recorded_cost_usd"] == "0.02" && wrong["expected_cost_usd"] == "0.01", "\(wrong)")
    let reconciliation = try folder.text("ws/out/reconciliation.csv")
    #expect(reconciliation.contains(",matched,1,"), "\(reconciliation)")
  }

  @Test func `what has no price yet at the first line has none`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nanthropic,m,output,10,2026-08-02\n")
    try folder.write(
      "ws/ledger/a.jsonl", Self.line(Self.evening, 10) + Self.line(Self.night, 1_000))
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(try folder.text("ws/out/summary.csv").contains("rows_unpriced,1\n"), "\(run.errors)")
    #expect(
      try folder.text("ws/out/exceptions.csv").contains(
        "unpriced,m1,ledger/a.jsonl,2,\(Self.evening)"))
  }

  // MARK: Explain

  @Test func `explain says with which line the request began`() throws {
    let folder = try workspace([
      "a.jsonl": Self.line(Self.night, 1_000), "b.jsonl": Self.line(Self.evening, 10),
      "c.jsonl": Self.line(Self.night, 7, id: "m2"),
    ])
    let explain = try Program.assay("explain", folder.path("ws"), "m1")
    #expect(
      explain.output.replacing("\n  ", with: " ").contains(
        "Its response grew: the request starts at ledger/b.jsonl:1; this line was written at \(Self.night)\n"
      ),
      "\(explain.output)")
    #expect(explain.output.contains("\n\(Self.evening)   s1   anthropic m"))
    let json = try Program.assay("explain", folder.path("ws"), "m1", "--json")
    #expect(json.output.contains("\"request_started_at_row\": \"ledger/b.jsonl:1\""))
    let outside = try Program.assay(
      "explain", folder.path("ws"), "m1", "--from", "2026-08-02", "--to", "2026-08-03")
    #expect(outside.output.hasPrefix("m1   outside the period"), "\(outside.output)")
    let alone = try Program.assay("explain", folder.path("ws"), "m2")
    #expect(!alone.output.contains("grew"))
    let figure = try Program.assay(
      "explain", folder.path("ws"), "--figure", "margin-by-day/2026-08-01/vendor_cost_usd", "--json"
    )
    #expect(figure.output.contains("\"value\": \"0.01\""), "\(figure.output)\(figure.errors)")
    #expect(figure.output.contains("\"request_started_at\": \"\(Self.evening)\""))
    #expect(figure.output.contains("\"row\": \"ledger/a.jsonl:1\""))
  }
}
