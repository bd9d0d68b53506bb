import Foundation
import Testing

/// Sessions of Codex CLI, whose lines say what they mean only together.
///
/// Input costs 1 USD for a million tokens, what was read from a cache 0.1, output 2; of the model `n` twice that.
struct CodexSessionTests {
  private static let prices =
    "provider,model,unit_class,price_usd\nopenai,m,input,1\nopenai,m,cache_read,0.1\n"
    + "openai,m,output,2\nopenai,n,input,2\nopenai,n,cache_read,0.2\nopenai,n,output,4\n"

  private static func line(_ time: String, _ type: String, _ payload: String) -> String {
    #"{"timestamp":"2026-08-10T\#(time).000Z","type":"\#(type)","payload":\#(payload)}"# + "\n"
  }

  private static func meta(_ id: String, _ time: String, fork: String? = nil) -> String {
    let origin = fork.map { #","forked_from_id":"\#($0)""# } ?? ""
    return line(
      time, "session_meta",
      #"{"id":"\#(id)","timestamp":"2026-08-10T\#(time).000Z","model_provider":"openai"\#(origin)}"#
    )
  }

  private static func turn(_ time: String, _ model: String = "m") -> String {
    line(time, "turn_context", #"{"model":"\#(model)"}"#)
  }

  /// Input, cached and output of the session so far and of the request.
  private static func event(_ time: String, total: [Int]?, last: [Int]?) -> String {
    func counts(_ name: String, _ counts: [Int]?) -> String? {
      counts.map {
        #""\#(name)":{"input_tokens":\#($0[0]),"cached_input_tokens":\#($0[1]),"output_tokens":\#($0[2])}"#
      }
    }
    let info = [counts("total_token_usage", total), counts("last_token_usage", last)]
      .compactMap(\.self).joined(separator: ",")
    return line(time, "event_msg", #"{"type":"token_count","info":{\#(info)}}"#)
  }

  /// So many requests of 100 and 10 tokens, 120 millionths of a USD each, all told at one time if `at` says so.
  private static func requests(_ numbers: ClosedRange<Int>, at time: String? = nil) -> String {
    numbers.map {
      event(time ?? "10:00:0\($0)", total: [$0 * 100, 0, $0 * 10], last: [100, 0, 10])
    }.joined()
  }

  private static let parent = meta("p", "10:00:00") + turn("10:00:00") + requests(1...2)
  /// Begins with what `p` had told by then, at the time of the fork.
  private static let fork =
    meta("f", "11:00:00", fork: "p") + meta("p", "11:00:00") + turn("11:00:00")
    + requests(1...2, at: "11:00:00")
    + event("11:05:00", total: [300, 0, 30], last: [100, 0, 10])

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let files: [String: String]
    /// The ids of the requests that count.
    let ids: [String]
    let copies: Int
    /// In millionths of a USD.
    let cost: Int
  }

  static let cases = [
    Case(
      testDescription: "a fork begins with copies", files: ["p.jsonl": parent, "f.jsonl": fork],
      ids: ["f:1", "p:1", "p:2"], copies: 2, cost: 360),
    Case(
      testDescription: "a parent that goes on after the fork with the same numbers",
      files: [
        "a.jsonl": fork,
        "b.jsonl": parent + event("12:00:00", total: [300, 0, 30], last: [100, 0, 10]),
      ], ids: ["f:1", "p:1", "p:2", "p:3"], copies: 2, cost: 480),
    Case(
      testDescription: "two forks of a session that is not there",
      files: [
        "a.jsonl": fork,
        "b.jsonl": fork.replacing("\"f\"", with: "\"g\"").replacing("11:", with: "13:"),
      ], ids: ["f:1", "f:2", "f:3", "g:1"], copies: 2, cost: 480),
    Case(
      testDescription: "a session in the archive as well",
      files: ["sessions/a.jsonl": parent, "archived_sessions/a.jsonl": parent],
      ids: ["p:1", "p:2"], copies: 2, cost: 240),
    Case(
      testDescription: "two sessions with the same numbers at other times are two",
      files: [
        "a.jsonl": parent,
        "b.jsonl": parent.replacing("\"p\"", with: "\"q\"").replacing("10:", with: "14:"),
      ], ids: ["p:1", "p:2", "q:1", "q:2"], copies: 0, cost: 480),
    // At once, and without the name of the session that goes on in it.
    Case(
      testDescription: "a session that is resumed begins with what came before",
      files: [
        "a.jsonl": parent + event("10:00:03", total: [300, 0, 30], last: [100, 0, 10]),
        "b.jsonl": meta("q", "11:00:00") + turn("11:00:00") + requests(1...2, at: "11:00:00")
          + event("11:05:00", total: [300, 0, 30], last: [100, 0, 10]),
        "c.jsonl": meta("r", "12:00:00") + turn("12:00:00") + requests(1...1, at: "12:00:00")
          + event("12:05:00", total: [200, 0, 20], last: [100, 0, 10]),
      ], ids: ["p:1", "p:2", "p:3", "q:1", "r:1"], copies: 3, cost: 600),
    // 100 + 10 × 2; (250 − 100) × 1 + 50 × 0.1 + 20 × 2; a total that fell: 80 + 5 × 2.
    Case(
      testDescription: "totals alone, of which one fell after a compaction",
      files: [
        "a.jsonl": meta("p", "10:00:00") + turn("10:00:00")
          + event("10:00:01", total: [100, 0, 10], last: nil)
          + event("10:00:02", total: [300, 50, 30], last: nil)
          + event("10:00:03", total: [300, 50, 30], last: nil)
          + event("10:00:04", total: [80, 0, 5], last: nil)
      ], ids: ["p:1", "p:2", "p:3"], copies: 0, cost: 120 + 195 + 90),
    Case(
      testDescription: "a model that changes within the session",
      files: [
        "a.jsonl": meta("p", "10:00:00") + turn("10:00:00") + requests(1...1)
          + turn("10:00:01", "n") + requests(2...2)
      ], ids: ["p:1", "p:2"], copies: 0, cost: 360),
    Case(
      testDescription: "lines that end with CR LF, after a byte order mark",
      files: ["a.jsonl": "\u{FEFF}" + parent.replacing("\n", with: "\r\n")], ids: ["p:1", "p:2"],
      copies: 0, cost: 240),
  ]

  @Test(arguments: cases)
  func `each request of a session counts once`(one: Case) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    for (file, text) in one.files { try folder.write("ws/ledger/" + file, text) }
    for options in [[], ["--threads", "4", "--block-bytes", "90", "--careful"]] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      #expect(run.status == 0, "\(run.errors)")
      let rated = rows(ofCSV: try folder.text("rated.csv"))
      #expect(rated.compactMap { $0["request_id"] }.sorted() == one.ids)
      let cost = rated.compactMap { Decimal(string: $0["vendor_cost_usd"] ?? "") }.reduce(0, +)
      #expect(cost * 1_000_000 == Decimal(one.cost))
      let summary = try folder.text("ws/out/summary.csv")
      #expect(summary.contains("rows_duplicate,\(one.copies)\n"), "\(summary)")
    }
  }

  @Test func `a copy of a request has the time and the session of the original`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    // The copy comes first by file.
    try folder.write("ws/ledger/a.jsonl", Self.fork)
    try folder.write("ws/ledger/b.jsonl.gz", gzip(Data(Self.parent.utf8)))
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(
      rated.map { "\($0["request_id"] ?? "") \($0["file"] ?? "") \($0["user_id"] ?? "")" } == [
        "f:1 ledger/a.jsonl f", "p:1 ledger/b.jsonl.gz p", "p:2 ledger/b.jsonl.gz p",
      ])
    #expect(rated[1]["request_started_at"] == "2026-08-10T10:00:01.000Z")
    let explain = try Program.assay("explain", folder.path("ws"), "p:2")
    #expect(explain.output.contains("ledger/b.jsonl.gz:4\n"), "\(explain.output)")
    #expect(explain.output.contains("ledger/a.jsonl:5 is of the same response"))
  }

  /// 100 × 1 + 10 × 2 in millionths of a USD.
  @Test func `an old session without a model is rejected, with a line that helps`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    let (meta, requests) = (Self.meta("p", "10:00:00"), Self.requests(1...1))
    try folder.write("ws/ledger/a.jsonl", meta + requests)
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    // It is the only row, so there is no usage.
    #expect(run.status == 1, "\(run.errors)")
    let told = run.errors.split(separator: /\s+/).joined(separator: " ")
    let start = try #require(told.range(of: "[session.model]"))
    let line = try #require(told[start.upperBound...].firstMatch(of: /\{"type".*?\}\}/)).output
    try folder.write(
      "ws/ledger/a.jsonl", meta + line.replacing("MODEL", with: "m") + "\n" + requests)
    let again = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try folder.text("ws/out/summary.csv").contains("vendor_cost_usd,0.00012\n"))
  }
}
