import Foundation
import Testing

/// Values that exports and catalogs state twice, where Assay took the wrong one: counts, variants, names.
struct StatedTwiceTests {
  private static let prices = """
    provider,model,unit_class,price_usd,effective_from
    anthropic,m,input,1,2026-01-01
    anthropic,m,output,10,2026-01-01
    anthropic,m,reasoning,10,2026-01-01
    openai,m,input,1,2026-01-01
    openai,m,cache_read,0.5,2026-01-01
    openai,m,cache_write_5m,1.25,2026-01-01
    openrouter,m,input,1,2026-01-01

    """

  /// Returns the cost of each row of a ledger, in order, as `--rated` says it.
  private static func costs(_ name: String, _ ledger: String) throws -> [String?] {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/ledger/" + name, ledger)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status < 3, "\(run.errors)")
    return rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
  }

  /// 20,000 of output and 80,000 of thinking at 10 USD per million, and 100 of input at 1; a line of 100,000 of output,
  /// all of it thinking, has more than one of 50,000 too.
  @Test(arguments: [(80_000, 50_000), (100_000, 50_000), (100_000, 1)])
  func `thinking is output of a message that grows`(thinking: Int, before: Int) throws {
    func line(_ second: Int, _ usage: String) -> String {
      #"{"timestamp":"2026-08-09T10:00:0\#(second).000Z","sessionId":"s1","type":"assistant","#
        + #""message":{"id":"m1","model":"m","usage":{"input_tokens":100,\#(usage)}},"requestId":"r1"}"#
        + "\n"
    }
    let ledger =
      line(0, #""output_tokens":\#(before)"#)
      + line(
        5,
        #""output_tokens":100000,"output_tokens_details":{"thinking_tokens":\#(thinking)}"#)
    #expect(try Self.costs("a.jsonl", ledger) == ["1.0001"])
  }

  /// 600 of input and 400 read from a cache, or written to one, are 0.0006 + 0.0002 and 0.0006 + 0.0005 USD.
  ///
  /// A count that is stated as more than 0 counts before others.
  @Test func `a count that LiteLLM states as 0 is looked for in the details`() throws {
    func log(_ id: String, _ usage: String) -> String {
      #"{"request_id":"\#(id)","call_type":"acompletion","spend":0.001,"prompt_tokens":1000,"#
        + #""completion_tokens":0,"startTime":"2026-08-01T00:00:00","endTime":"2026-08-01T00:00:02","#
        + #""model":"m","custom_llm_provider":"openai","user":"u","metadata":{"usage_object":{\#(usage)}}}"#
    }
    let ledger = [
      log("a", #""cache_read_input_tokens":0,"prompt_tokens_details":{"cached_tokens":400}"#),
      log(
        "b", #""cache_creation_input_tokens":0,"prompt_tokens_details":{"cache_write_tokens":400}"#),
      log("c", #""cache_read_input_tokens":400,"prompt_tokens_details":{"cached_tokens":300}"#),
      log("d", #""cache_read_input_tokens":0,"prompt_tokens_details":{"cached_tokens":0}"#),
    ].joined(separator: ",")
    #expect(
      try Self.costs("a.json", #"{"data":[\#(ledger)]}"#) == [
        "0.0008", "0.0011", "0.0008", "0.001",
      ])
  }

  @Test func `a digit in an exponent is no cost of the customer's own key`() throws {
    let header =
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user,byok_usage_inference\n"
    let rows = ["0E-10", "0.0", "1E-3", ""].enumerated().map {
      "g\($0),2026-08-20 10:00:00,1,1000000,0,m,u,\($1)\n"
    }
    #expect(try Self.costs("a.csv", header + rows.joined()) == ["1", "1", "0", "1"])
  }

  // MARK: Catalogs

  private static func entry(_ id: String, _ slug: String, _ prompt: String) -> String {
    #"{"id":"\#(id)","canonical_slug":"\#(slug)","pricing":{"prompt":"\#(prompt)","completion":"0.00001"}}"#
  }

  private static func ledger(_ models: [String]) -> String {
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
      + models.enumerated().map {
        "r\($0),2026-08-02T00:00:00Z,u,pro,openrouter,\($1),1000000\n"
      }.joined()
  }

  /// Imports one catalog after another, of 1 August and on, and returns what requests of 2 August cost.
  private static func costs(of models: [String], _ catalogs: [[String]]) throws -> [String?] {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/ledger/a.csv", ledger(models))
    for (index, entries) in catalogs.enumerated() {
      try folder.write("c.json", #"{"data":[\#(entries.joined(separator: ","))]}"#)
      let done = try Program.assay(
        "prices", "import", folder.path("ws"), folder.path("c.json"), "--as-of",
        "2026-08-0\(1 + 5 * index)")
      #expect(done.status == 0, "\(done.errors)")
    }
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    return rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
  }

  /// A model and its free variant have one slug; the variant's is the slug with its end.
  @Test(arguments: [false, true])
  func `a model of OpenRouter is no variant of its own`(isReversed: Bool) throws {
    let entries = [
      Self.entry("o/m:free", "o/m", "0"), Self.entry("o/m", "o/m", "0.000001"),
      Self.entry("d/m:free", "d/m-2025", "0"), Self.entry("d/m", "d/m-2025", "0.000002"),
      Self.entry("t/m:thinking", "t/m-2025", "0.000003"),
    ]
    let costs = try Self.costs(
      of: ["o/m", "o/m:free", "d/m-2025", "d/m-2025:free", "t/m-2025:thinking", "t/m-2025"],
      [isReversed ? entries.reversed() : entries])
    #expect(costs == ["1", "0", "2", "0", "3", ""])
  }

  /// On 2 August, another name has the meaning of the catalog of 1 August.
  @Test func `a name that moves to another model has moved from that day on`() throws {
    let first = [Self.entry("g/a", "g/x", "0.000001"), Self.entry("g/b", "g/b", "0.000005")]
    for second in [
      [Self.entry("g/a", "g/a", "0.000001"), Self.entry("g/b", "g/x", "0.000005")],
      [Self.entry("g/c", "g/x", "0.000001"), Self.entry("g/b", "g/b", "0.000005")],
    ] {
      #expect(try Self.costs(of: ["g/x"], [first, second]) == ["1"])
    }
  }

  @Test func `a day in the name of a catalog is not another one`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "2026-08-10.json", #"{"data":[\#(Self.entry("g/a", "g/x", "0.000001"))]}"#)
    for (day, status) in [("2026-07-01", 1), ("2026-08-10", 0)] as [(String, Int32)] {
      let done = try Program.assay(
        "prices", "import", folder.path("ws"), folder.path("2026-08-10.json"), "--as-of", day)
      #expect(done.status == status, "\(done.errors)")
      #expect(status == 0 || done.errors.contains("has 2026-08-10 in its name"), "\(done.errors)")
    }
  }
}
