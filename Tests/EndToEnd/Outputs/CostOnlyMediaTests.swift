import Foundation
import Testing

/// A workspace that sells nothing: the same costs by day, model and user in every medium.
struct CostOnlyMediaTests {
  /// Two requests a day from 1 to 14 August: ann's costs 2 USD, bob's 1 USD.
  ///
  /// On the last day bob has another request of the same cost.
  private static func shop(_ folder: Scratch) throws {
    var text = "request_id,request_started_at,user_id,provider,model,input_tokens\n"
    for day in 1...14 {
      let date = "2026-08-" + (day < 10 ? "0" : "") + "\(day)T10:00:00Z"
      text += "a\(day),\(date),ann,p,large,1000000\nb\(day),\(date),bob,p,small,1000000\n"
    }
    text += "c,2026-08-14T11:00:00Z,bob,p,small,1000000\n"
    try folder.write("ws/ledger/a.csv", text)
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,large,input,2,2026-01-01\n"
        + "p,small,input,1,2026-01-01\n")
  }

  /// The first 7 days cost 21 USD and the last 7 cost 22, of which 4 on the last day; ann 28, bob 15.
  @Test func `cost by day and by user is on the page, in the workbook, on screen and in JSON`()
    throws
  {
    let folder = try Scratch()
    try Self.shop(folder)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.output.contains(/\n  2026-08-14 +3 +4\.00 +9\.3\n/), "\(run.output)")
    #expect(run.output.contains(/\n  7 earlier +14 +21\.00 +48\.8\n/), "\(run.output)")
    #expect(run.output.contains(/\n  ann +14 +28\.00 +65\.1\n/), "\(run.output)")

    let page = try folder.text("ws/out/report.html")
    let cells = page.replacing(#/<[^>]*>/#, with: "|").replacing(#/\|+/#, with: "|")
      .replacing("\u{A0}", with: " ")
    for row in [
      "|Cost by day|", "|2026-08-14|3|4.00|9.3|", "|7 earlier|14|21.00|48.8|", "|Cost by user|",
      "|ann|14|28.00|65.1|", "|bob|15|15.00|34.9|", "|Total|29|43.00|100.0|",
      "|3.14 a day; 4.8 % more than the 7 days before|",
    ] {
      #expect(cells.contains(row), "\(row)")
    }

    try folder.write("cells.py", Self.reader)
    let shown = try Program.python(
      URL(filePath: folder.path("cells.py")), [folder.path("ws/out/assay-report.xlsx")],
      oracle: true
    ).output
    for row in [
      "Last 7 days|22", "Cost by day, USD", "2026-08-14|3|4|9.3|0", "7 earlier|14|21|48.8|0",
      "ann|14|28|65.1|0", "large|14|28|65.1|0",
    ] {
      #expect(shown.contains(row), "\(row) in \(shown)")
    }

    let json = try Program.assay("run", folder.path("ws"), "--json").output
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(document["free_tier_users"] is NSNull)
    let view = try #require(document["cost_view"] as? [String: Any])
    let last = try #require(view["last_7_days"] as? [String: Any])
    #expect(last["first_day"] as? String == "2026-08-08")
    #expect(last["last_day"] as? String == "2026-08-14")
    #expect(last["vendor_cost_usd"] as? String == "22")
    #expect(last["unpriced_requests"] as? Int == 0)
    #expect((view["days_before"] as? [String: Any])?["vendor_cost_usd"] as? String == "21")
    let days = try #require(view["by_day"] as? [String: Any])
    #expect((days["largest"] as? [Any])?.count == 7)
    #expect((days["others"] as? [String: Any])?["vendor_cost_usd"] as? String == "21")
    let users = try #require(view["by_user"] as? [String: Any])
    #expect(users["others"] is NSNull)
    #expect((users["total"] as? [String: Any])?["vendor_cost_usd"] as? String == "43")
    let ann = try #require((users["largest"] as? [[String: Any]])?.first)
    #expect(ann["name"] as? String == "ann")
    #expect(ann["vendor_cost_usd"] as? String == "28")
    // 28 of 43, in percent.
    #expect(ann["share_percent"] as? String == "65.1163")
    #expect(ann["unpriced_requests"] as? Int == 0)
  }

  /// A cost less a revenue that is not known is not a loss: of 28 USD of large and 15 of small no margin is known.
  @Test func `credits, revenue and margin are NULL in the database, and 0 in facts.csv`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let database = folder.path("ws/assay.db")
    let sales = [
      "credits", "list_revenue_usd", "revenue_usd", "recorded_credits", "realised_revenue_usd",
    ]
    // 14 days of ann, and 14 of bob, whose two requests of the last day are one line.
    let counts = (sales + ["free_tier_loss_usd"]).map { "count(\($0))" }.joined(separator: ", ")
    let facts = try Answer(database, "SELECT count(*), count(vendor_cost_usd), \(counts) FROM fact")
    #expect(facts.rows == [["28", "28", "0", "0", "0", "0", "0", "0"]])
    let months = try Answer(
      database,
      """
      SELECT model, sum(vendor_cost_nanousd), sum(revenue_nanousd - vendor_cost_nanousd),
        sum(microcredits), sum(revenue_attousd) FROM account_month GROUP BY model
      """)
    #expect(
      months.rows == [
        ["large", "28000000000", nil, nil, nil], ["small", "15000000000", nil, nil, nil],
      ])
    let daily = try Answer(database, "SELECT sum(revenue_usd) - sum(vendor_cost_usd) FROM daily")
    #expect(daily.rows == [[nil]])
    let lines = rows(ofCSV: try folder.text("ws/out/facts.csv"))
    #expect(lines.count == 28)
    for line in lines { #expect(sales.allSatisfy { line[$0] == "0" }) }
  }

  /// Prints the rows of Summary, figures with at most one decimal.
  private static let reader = """
    import sys, openpyxl
    for row in openpyxl.load_workbook(sys.argv[1])["Summary"].iter_rows(values_only=True):
        print("|".join(f"{round(c, 1):g}" if isinstance(c, float) else str(c) for c in row if c is not None))
    """
}
