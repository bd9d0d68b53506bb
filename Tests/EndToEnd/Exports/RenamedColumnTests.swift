import Foundation
import Testing

/// Exports of which the settings rename columns: all else of them is read as without that.
struct RenamedColumnTests {
  private static let prices = """
    provider,model,unit_class,price_usd,effective_from
    openai,m,input,1,2026-01-01
    openai,m,cache_read,0.5,2026-01-01
    openai,m,output,10,2026-01-01
    anthropic,claude-x,input,3,2026-01-01
    anthropic,claude-x,output,15,2026-01-01

    """

  private static func run(
    _ settings: String, _ ledger: String, name: String
  ) throws -> (folder: Scratch, run: Program) {
    let folder = try Scratch()
    try folder.write("ws/assay.json", settings)
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/ledger/" + name, ledger)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    return (folder, run)
  }

  /// The number rules of docs and specification for a cell, with a renamed column that has nothing to do with
  /// it: the code that the only row is refused with, so that nothing is left to
  /// report, or that is told of it.
  private static let cells: [(column: String, text: String, code: String, status: Int32)] = [
    ("input_tokens", "1e3", "error: [num.form]", 1),
    ("input_tokens", "1.23457E+05", "error: [num.form]", 1),
    ("input_tokens", "\u{A0}5", "error: [num.form]", 1),
    ("input_tokens", "-0", "error: [num.", 1),
    ("input_tokens", " 5", "warning: [num.space]", 0),
    ("vendor_cost_usd", "0.1234567890123456789", "error: [num.scale]", 1),
    ("vendor_cost_usd", "1E-3", "error: [num.form]", 1),
    ("request_started_at", "2026-06-30T23:59:60Z", "warning: [time.leap]", 0),
    ("request_started_at", " 2026-08-01T10:00:00Z", "error: [time.", 1),
  ]

  @Test(arguments: cells.indices, ["regio", "region"])
  func `a number is held to the rules of our own columns`(index: Int, title: String) throws {
    let cell = Self.cells[index]
    var row = [
      "request_id": "r1", "request_started_at": "2026-08-01T10:00:00Z", "user_id": "u",
      "provider": "openai", "model": "m", "tier": "pro", "input_tokens": "5",
      "vendor_cost_usd": "", title: "eu",
    ]
    row[cell.column] = cell.text
    let names = row.keys.sorted()
    let header = names.joined(separator: ",")
    let line = names.map { row[$0] ?? "" }.joined(separator: ",")
    let (_, run) = try Self.run(
      #"{ "mappings": { "regio": "region" } }"#, "\(header)\n\(line)\n", name: "a.csv")
    #expect(run.status == cell.status, "\(cell.text): \(run.errors)")
    #expect(run.errors.contains(cell.code), "\(cell.text): \(run.errors)")
  }

  @Test func `the start is the ledger's text, and copies are compared by value`() throws {
    let (folder, run) = try Self.run(
      #"{ "mappings": { "regio": "region" } }"#,
      """
      request_id,request_started_at,user_id,provider,model,tier,input_tokens,regio
      r1,2026-08-01T10:00:00+02:00,u,openai,m,pro,5,eu
      r1,2026-08-01T08:00:00Z,u,openai,m,pro,5,eu

      """, name: "a.csv")
    #expect(run.errors.contains("note: [dup.same] id r1"), "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["request_started_at"] } == ["2026-08-01T10:00:00+02:00"])
    #expect(rated.map { $0["region"] } == ["eu"])
  }

  /// 7 tokens of output at 15 and 100,000 of input at 3 USD a million are 0.300105.
  @Test func `lines with a body of a vendor keep it`() throws {
    let line =
      #"{"request_id":"r1","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"anthropic","model":"claude-x","status":"failed","kunde":"acme","response":{"type":"message","model":"claude-x","usage":{"input_tokens":100000,"output_tokens":7}}}"#
    let (folder, run) = try Self.run(
      #"{ "mappings": { "kunde": "account_id" } }"#, line + "\n", name: "x.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["vendor_cost_usd"] } == ["0.300105"])
    #expect(rated.map { $0["account_id"] } == ["acme"])
  }

  @Test func `a foreign format is still recognised, with a column of Assay beside it`() throws {
    let header =
      "request_id,startTime,endTime,model,custom_llm_provider,prompt_tokens,completion_tokens,spend,metadata,end_user"
    let row = "2026-08-01 10:00:00,2026-08-01 10:00:01,m,openai,100,10,0.0002,{},u1"
    let (folder, run) = try Self.run(
      #"{ "mappings": { "plan": "tier" } }"#, "\(header),plan\nr1,\(row),gold\nr2,\(row),\n",
      name: "a.csv")
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["tier"] } == ["gold", ""])
    #expect(rated.map { $0["vendor_cost_usd"] } == ["0.0002", "0.0002"])
  }

  @Test func `of two columns that are one of Assay a blank one takes nothing away`() throws {
    let row = "2026-08-01T10:00:00Z,u,openai,m"
    let (folder, run) = try Self.run(
      #"{ "mappings": { "in_a": "input_tokens", "in_b": "input_tokens" } }"#,
      "request_id,request_started_at,user_id,provider,model,IN_A,in_b\nr1,\(row),7,\nr2,\(row),,8\n",
      name: "a.csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(rows(ofCSV: try folder.text("rated.csv")).map { $0["input_tokens"] } == ["7", "8"])
  }

  /// 100 of input at 1 and 10 of output at 10 USD a million are 0.0002.
  @Test func `a foreign format is recognised where all that we need is renamed`() throws {
    let header =
      "request_id,startTime,endTime,model,custom_llm_provider,prompt_tokens,completion_tokens,spend,metadata,end_user"
    let row = "r1,2026-08-01 10:00:00,2026-08-01 10:00:01,m,openai,100,10,0.0002,{},u1"
    let (folder, run) = try Self.run(
      #"{ "mappings": { "end_user": "user_id", "custom_llm_provider": "provider", "prompt_tokens": "input_tokens" } }"#,
      "\(header)\n\(row)\n", name: "a.csv")
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["output_tokens"] } == ["10"])
    #expect(rated.map { $0["vendor_cost_usd"] } == ["0.0002"])
  }

  /// Line 1 has neither `plan` nor output; 10 tokens of output at 10 USD a million are 0.0001.
  @Test func `lines of JSON need not all state what they have`() throws {
    let start = #"{"request_id":"r","request_started_at":"2026-08-01T00:00:00Z","user_id":"u""#
    let line = start + #","provider":"openai","model":"m","input_tokens":0"#
    let first = line.replacing(#""r""#, with: #""r1""#)
    let second = line.replacing(#""r""#, with: #""r2""#)
    let more = #""output_tokens":10,"plan":"gold""#
    let (folder, run) = try Self.run(
      #"{ "mappings": { "plan": "tier" } }"#, "\(first)}\n\(second),\(more)}\n", name: "x.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["tier"] } == ["", "gold"])
    #expect(rated.map { $0["vendor_cost_usd"] } == ["0", "0.0001"])
  }

  /// 1,000 of input and 500 read from the cache, as the text holds: 0.001 + 0.00025.
  @Test(arguments: [#"{"cached":500}"#, #""{\"cached\":500}""#])
  func `a path leads into JSON that is held as a text`(usage: String) throws {
    let settings = """
      { "mappings": { "ledger/a.jsonl": { "input_includes": ["cache_read"], "columns": {
        "request_id": "id", "request_started_at": "t", "user_id": "u", "model": "m",
        "input_tokens": "in", "cache_read_tokens": "usage.cached" } } } }
      """
    let start = #"{"id":"r1","t":"2026-08-01T10:00:00Z","u":"k","m":"openai/m","in":1500"#
    let (folder, run) = try Self.run(
      settings, "\(start),\"usage\":\(usage)}\n", name: "a.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["cache_read_tokens"] } == ["500"])
    #expect(rated.map { $0["vendor_cost_usd"] } == ["0.00125"])
  }
}
