import Foundation
import Testing

/// Usage by bucket at the edges of its span, its context and its grouping.
struct BucketEdgeTests {
  private static let prices =
    "provider,model,unit_class,price_usd,context_over,effective_from\n"
    + "anthropic,m,input,1,,2026-01-01\n"
  private static let console =
    "usage_date_utc,model_version,usage_type,context_window,usage_input_tokens_no_cache,"
    + "usage_output_tokens\n"
  private static let page =
    "start_time,end_time,num_model_requests,input_tokens,output_tokens,model,project_id\n"
  private static let ledger =
    "request_id,request_started_at,user_id,provider,model,service_tier,input_tokens\n"

  /// Returns some columns of a table that a run of these files writes.
  private static func lines(
    _ files: [String: String], _ table: String, _ columns: String...
  ) throws -> [String] {
    let folder = try Scratch()
    for (path, text) in files { try folder.write("ws/" + path, text) }
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status != 1, "\(run.errors)")
    return rows(ofCSV: try folder.text("ws/out/\(table).csv")).map { row in
      columns.map { row[$0] ?? "?" }.joined(separator: " ")
    }
  }

  /// 9,300 times 10¹⁵ tokens of one day are more than 9.2 × 10¹⁸.
  @Test func `what a day of buckets comes to is refused where its sum is too large`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    let rows = (0..<9_300).map { index in
      let start = 1_785_542_400 + 9 * index
      return "\(start),\(start + 9),1,1000000000000000,0,m,p\n"
    }
    try folder.write("ws/ledger/b.csv", Self.page + rows.joined())
    try folder.write("ws/ledger/a.csv", Self.ledger + "r,2026-08-01T00:00:00Z,u,anthropic,m,,1\n")
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 1)
    #expect(run.errors.contains("[num.range] a sum of the ledger exceeds"), "\(run.errors)")
  }

  /// An hour from midnight of 1 August: 1 + 20 are in it, 4,000 are before and 300 after.
  @Test func `a span holds its first instant and not the one at which it ends`() throws {
    let rows = [
      ("2026-07-31T23:59:59.999Z", 4000), ("2026-08-01T00:00:00Z", 1),
      ("2026-08-01T00:59:59.999Z", 20), ("2026-08-01T01:00:00Z", 300),
    ].enumerated().map { "r\($0),\($1.0),u,openai,m,,\($1.1)\n" }
    let lines = try Self.lines(
      [
        "ledger/u.csv": Self.page + "1785542400,1785546000,2,21,0,m,\n",
        "ledger/a.csv": Self.ledger + rows.joined(),
      ], "usage-comparison", "measure", "vendor", "ledger", "finding")
    #expect(lines == ["requests 2 2 equal", "input_tokens 21 21 equal"])
  }

  /// One line is of a model and no tier, the other of a tier and no model.
  @Test func `a request goes to the line of its model before that of its service tier`() throws {
    let lines = try Self.lines(
      [
        "ledger/u.csv": Self.console + "2026-08-01,m,,,5,0\n2026-08-01,,batch,,7,0\n",
        "ledger/a.csv": Self.ledger + "r1,2026-08-01T08:00:00Z,u,anthropic,m,batch,5\n"
          + "r2,2026-08-01T08:00:00Z,u,anthropic,x,batch,7\n",
      ], "usage-comparison", "model", "service_tier", "measure", "vendor", "ledger")
    #expect(
      lines.filter { $0.contains("input_tokens") } == [
        " batch input_tokens 7 7", "m  input_tokens 5 5",
      ])
  }

  /// Above 100,000 tokens input costs 2 USD a million; from 3 August all of it costs 3.
  @Test(
    arguments: [
      // No request has more than all together, whatever the export allows.
      ("2026-08-01,m,standard,≤ 200k,100000,0", "0.1"),
      ("2026-08-01,m,standard,≤ 200k,100001,0", ""),
      // The bucket of a day ends as the price changes.
      ("2026-08-02,m,standard,,100000,0", "0.1"), ("2026-08-03,m,standard,,100000,0", "0.3"),
    ])
  func `a bucket costs what every request in it must have`(row: String, cost: String) throws {
    let prices =
      Self.prices + "anthropic,m,input,2,100000,2026-01-01\n"
      + "anthropic,m,input,3,,2026-08-03\nanthropic,m,input,3,100000,2026-08-03\n"
    let lines = try Self.lines(
      ["prices/p.csv": prices, "ledger/u.csv": Self.console + row + "\n"], "usage-buckets",
      "vendor_cost_usd")
    #expect(lines == [cost])
  }

  @Test(arguments: [("0", "0.00001"), ("1", "")])
  func `a fee of nothing per request needs no number of requests`(fee: String, cost: String) throws
  {
    let lines = try Self.lines(
      [
        "prices/p.csv": Self.prices + "anthropic,m,request,\(fee),,2026-01-01\n",
        "ledger/u.csv": Self.console + "2026-08-01,m,standard,,10,0\n",
      ], "usage-buckets", "vendor_cost_usd")
    #expect(lines == [cost])
  }

  /// A blank project is no project in the second export, and any in the first.
  @Test func `the same names in exports grouped otherwise are no copies`() throws {
    let day = "1785542400,1785628800,1"
    let lines = try Self.lines(
      [
        "ledger/1.csv": Self.page + "\(day),30,1,m,\n",
        "ledger/2.csv": Self.page + "\(day),10,1,m,\n\(day),20,1,m,p\n",
      ], "usage-buckets", "file", "project", "input_tokens", "counted")
    #expect(
      lines == ["ledger/1.csv  30 yes", "ledger/2.csv  10 yes", "ledger/2.csv p 20 yes"])
  }
}
