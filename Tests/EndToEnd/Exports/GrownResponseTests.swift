import Testing

/// Rows of a log that state one response as it was written, and rows of a spreadsheet that sum others.
///
/// A million tokens of m cost 1 USD in and 10 out.
struct GrownResponseTests {
  private static let prices =
    "provider,model,unit_class,price_usd\np,m,input,1\np,m,output,10\n"

  /// A workspace with an export and the mapping of its columns.
  private static func workspace(
    _ text: String, name: String = "x.csv", id: String, more: String = ""
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    let columns =
      #""request_id": \#(id), "request_started_at": "time", "user_id": "user", "#
      + #""input_tokens": "in", "output_tokens": "out""#
    let constants = #""constants": { "provider": "p", "model": "m", "tier": "pro" }"#
    try folder.write(
      "ws/assay.json",
      #"{ "mappings": { "ledger/*": { "columns": { \#(columns) }, \#(constants)\#(more) } } }"#)
    try folder.write("ws/ledger/\(name)", text)
    return folder
  }

  private static func measures(_ folder: Scratch) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("ws/out/summary.csv")).map {
        ($0["measure"] ?? "", $0["value"] ?? "")
      })
  }

  /// Rows of responses with their id, and what is rated, a copy, and a conflict; the cost in USD.
  private static let logs:
    [(rows: [String], rated: Int, copies: Int, conflicts: Int, cost: String)] =
      [
        // The last of three counts: 1,000 in and 200 out.
        (["a,0,ann,1000,10", "a,1,ann,1000,60", "a,2,ann,1000,200"], 1, 2, 0, "0.003"),
        // In the other order, and with an end that says the same again.
        (["a,2,ann,1000,200", "a,1,ann,1000,60", "a,0,ann,1000,10"], 1, 2, 0, "0.003"),
        (["a,0,ann,1000,10", "a,1,ann,1000,200", "a,2,ann,1000,200"], 1, 2, 0, "0.003"),
        // What went in is stated at the end alone.
        (["a,0,ann,,10", "a,1,ann,1000,200"], 1, 1, 0, "0.003"),
        // Other requests under the same id: more went in, or somebody else asked.
        (["a,0,ann,1000,10", "a,1,ann,1500,200"], 1, 0, 1, "0.0011"),
        (["a,0,ann,1000,10", "a,1,bob,1000,200"], 1, 0, 1, "0.0011"),
      ]

  @Test(arguments: logs.indices)
  func `of rows of one response that only grow the last counts`(index: Int) throws {
    let log = Self.logs[index]
    let rows = log.rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      return "\(cells[0]),2026-08-03T09:00:0\(cells[1])Z,\(cells[2]),\(cells[3]),\(cells[4])\n"
    }
    let folder = try Self.workspace(
      "id,time,user,in,out\n" + rows.joined() + "b,2026-08-03T10:00:00Z,cat,0,0\n", id: "\"id\"")
    for threads in ["1", "3"] {
      let run = try Program.assay("run", folder.path("ws"), "--threads", threads)
      #expect(run.status == (log.conflicts == 0 ? 0 : 2), "\(run.errors)")
      let measures = try Self.measures(folder)
      #expect(measures["rows_rated"] == String(log.rated + 1), "\(log.rows)")
      #expect(measures["rows_duplicate"] == String(log.copies), "\(log.rows)")
      #expect(measures["rows_conflict"] == String(log.conflicts), "\(log.rows)")
      #expect(measures["vendor_cost_usd"] == log.cost, "\(log.rows)")
    }
  }

  private static let stream =
    "id,response_id,time,user,in,out\n1,a,2026-08-03T09:00:00Z,ann,1000,10\n"
    + "2,a,2026-08-03T09:00:01Z,ann,1000,60\n3,b,2026-08-03T09:00:02Z,bob,700,20\n"

  @Test func `rows of one response that do not identify requests are in doubt`() throws {
    let folder = try Self.workspace(Self.stream, id: "\"id\"")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 2 && check.errors.contains("[qty.running]"), "\(check.errors)")
    #expect(check.errors.contains(#""request_id": "response_id""#), "\(check.errors)")
    let told = try Self.workspace(Self.stream, id: "\"response_id\"")
    let again = try Program.assay("check", told.path("ws"))
    #expect(again.status == 0, "\(again.errors)")
  }

  @Test func `a proposal tells requests by the id of the response`() throws {
    let log = (0..<3).map { row in
      #"{"time":"2026-08-03T09:00:0\#(row)Z","user":"ann","model":"gpt-5.6-luna","response":{"id":"resp_1"},"#
        + #""usage":{"input_tokens":1000,"output_tokens":\#([10, 60, 200][row])}}"# + "\n"
    }
    let folder = try ProposalKindsTests.workspace("x.jsonl", log.joined())
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(try folder.text("ws/assay.json").contains(#""request_id": "response.id""#))
    #expect(check.status == 0, "\(check.errors)")
  }

  /// Rows after two requests of 1,000 and 500 in, 10 and 20 out, and a code that is said of them.
  private static let sums: [(rows: [String], code: String?, rejected: Int)] = [
    (["Subtotal a,1500,30"], "csv.total", 1), (["Zwischensumme Acme,1500,30"], "csv.total", 1),
    (["Total (2 requests),1500,30"], "csv.total", 1), (["Grand Total,1500,30"], "csv.total", 1),
    (["Sum:,1500,30"], "csv.total", 1), (["Итого август,1500,30"], "csv.total", 1),
    // What is named so and does not add up says what it holds.
    (["Total August,1600,30"], "sum.differs", 1),
    // A subtotal of each group, and one of all.
    (
      ["Subtotal a,1500,30", "b1,300,40", "b2,200,50", "Subtotal b,500,90", "Total,2000,120"],
      "csv.total", 3
    ),
    // Arithmetic alone: three rows above, and no label.
    (["r3,700,90", "r4,2200,120"], "sum.rows", 0),
    // Requests whose ids or counts only look so.
    (["totally-7,1500,31"], nil, 0), (["summer-1,20,3"], nil, 0), (["r3,1500,20"], nil, 0),
  ]

  @Test(arguments: sums.indices)
  func `rows that sum others are recognised by arithmetic and by their labels`(index: Int) throws {
    let sums = Self.sums[index]
    let all = ["r1,1000,10", "r2,500,20"] + sums.rows
    let text = all.enumerated().map { number, row in
      let cells = row.split(separator: ",")
      return "\(cells[0]),2026-08-03T09:0\(number):00Z,ann,\(cells[1]),\(cells[2])\n"
    }
    let folder = try Self.workspace("id,time,user,in,out\n" + text.joined(), id: "\"id\"")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == (sums.code == nil ? 0 : 2), "\(sums.rows) \(run.errors)")
    if let code = sums.code { #expect(run.errors.contains("[\(code)]"), "\(run.errors)") }
    let measures = try Self.measures(folder)
    #expect(measures["rows_rejected"] == String(sums.rejected), "\(sums.rows)")
    #expect(measures["rows_rated"] == String(all.count - sums.rejected), "\(sums.rows)")
  }

  @Test func `a label in another column tells sums that add up, and a setting leaves them out`()
    throws
  {
    let text =
      "id,time,user,in,out,note\n1,2026-08-03T09:00:00Z,ann,1000,10,\n"
      + "2,2026-08-03T09:01:00Z,ann,500,20,\n3,2026-08-03T09:01:00Z,ann,1500,30,Total ann\n"
    let folder = try Self.workspace(text, id: "\"id\"")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(
      run.status == 2
        && run.errors.contains("[sum.rows] 1 row of the first 3, such as \"Total ann\","))
    let told = try Self.workspace(
      text, id: "\"id\"", more: #", "skip": { "note": ["Total ann"] }"#)
    let again = try Program.assay("run", told.path("ws"))
    #expect(again.status == 0, "\(again.errors)")
    // 1,500 in and 30 out.
    #expect(try Self.measures(told)["vendor_cost_usd"] == "0.0018")
  }

  @Test func `a column that calls rows refunds is in doubt where it is not read`() throws {
    let text =
      "id,time,user,in,out,type\n1,2026-08-03T09:00:00Z,ann,1000,10,charge\n"
      + "1-r,2026-08-03T09:01:00Z,ann,1000,10,Refund\n"
    let folder = try Self.workspace(text, id: "\"id\"")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 2 && check.errors.contains("[refund.row] 1 row of the first 2 states"))
    let told = try Self.workspace(text, id: "\"id\"", more: #", "skip": { "type": ["Refund"] }"#)
    let again = try Program.assay("check", told.path("ws"))
    #expect(again.status == 0, "\(again.errors)")
  }

  /// An amount beside others with a comma, and whether it is in doubt.
  @Test(arguments: [("1.234", true), ("1.234,50", false), ("1,234", false), ("12", false)])
  func `a point before three digits is in doubt where commas stand before decimals`(
    amount: String, isInDoubt: Bool
  ) throws {
    let text =
      "id;time;user;in;out;cost\n1;2026-08-03T09:00:00Z;ann;1000;10;0,0011\n"
      + "2;2026-08-03T09:00:00Z;ann;1000;10;\(amount)\n"
    let folder = try Self.workspace(
      text, id: "\"id\", \"vendor_cost_usd\": \"cost\"", more: #", "decimal_comma": true"#)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("[num.group]") == isInDoubt, "\(check.errors)")
    #expect(check.status == (isInDoubt ? 2 : 0), "\(check.errors)")
  }
}
