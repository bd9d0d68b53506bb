import Foundation
import Testing

/// Figures that books or a ledger leave unknown in part: each medium says what is missing.
///
/// A request of 100,000 tokens costs 0.2 USD and, at 1.5, is charged 30 credits: 0.3 USD.
struct CoverageTests {
  private func workspace(
    _ books: [String: String], header: String = "", rows: [String]
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,gpt,input,2\n")
    for (name, text) in books { try folder.write("ws/" + name, text) }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\(header)\n"
        + rows.map { $0 + "\n" }.joined())
    return folder
  }

  private static let rows = [
    "a,2026-08-01T10:00:00Z,u1,pro,openai,gpt,100000",
    "b,2026-09-01T10:00:00Z,u1,pro,openai,gpt,100000",
    "c,2026-09-01T10:00:00Z,u2,pro,openai,gpt,100000",
    "d,2026-09-02T10:00:00Z,u2,team,openai,gpt,100000",
  ]

  /// Settings by which every finding has a line of its own.
  private static let allMaterial = #"{"materiality": {"usd": "0", "percent": "0"}}"#

  private static let plansNotKnown =
    "       –      Plan fees are not known: no paid plan in use states a price.\n"

  @Test(
    arguments: [
      ("pro,false,,50\nteam,false,,\n", plansNotKnown),
      ("pro,false,0,50\nteam,false,0,\n", nil),
      ("pro,true,,\nteam,true,,\n", nil),
      // A plan that nobody uses has no part in it, and neither tier has a plan: a finding of its own.
      ("max,false,,\n", nil),
      ("pro,false,5,\nteam,false,,\n", "       –      Plan fees exclude team.\n"),
    ] as [(String, String?)])
  func `plan fees that no plan in use states need attention`(plans: String, line: String?) throws {
    let folder = try workspace(
      ["plans.csv": "tier,is_free,monthly_price_usd,target_margin_percent\n" + plans],
      rows: Self.rows)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.output.contains(line ?? "Needs attention"), "\(run.output)")
    if line == nil { #expect(!run.output.contains("       –      Plan fees"), "\(run.output)") }
    let page = try folder.text("ws/out/report.html")
    #expect(page.contains("0 means that a plan has no fee") == (line != nil))
  }

  /// pro earns 0.9 USD, of which plans state a target, and team 0.3 without one.
  @Test func `a margin of all is not compared with the target of a part`() throws {
    let folder = try workspace(
      [
        "plans.csv": "tier,is_free,monthly_price_usd,target_margin_percent\n"
          + "pro,false,0,50\nteam,false,0,\n", "assay.json": Self.allMaterial,
      ], rows: Self.rows)
    let run = try Program.assay("run", folder.path("ws"))
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "Total 0.80 1.20 0.40 33.3 – – 1.20 USD of the revenue is by the default multiplier: 0.90 "
          + "of pro and 0.30 of team. Assay compares a margin with a target only if "
          + "all of its revenue has a target. Targets are stated for 0.90 of 1.20 USD of all revenue."
      ), "\(words)")
    #expect(words.contains("Tier pro is 16.7 points under its 50 % margin target."))
    #expect(words.contains("33.3 %; the 50.0 % target is of 0.90 USD of revenue only"), "\(words)")
  }

  /// All days but the last are of pro alone: a margin of 33.3333 % is 16.6667 points under its target of 50 %.
  @Test func `groups follow the rule of the total`() throws {
    let folder = try workspace(
      [
        "plans.csv": "tier,is_free,monthly_price_usd,target_margin_percent\n"
          + "pro,false,0,50\nteam,false,0,\n"
      ], rows: Self.rows)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    for (report, targets) in [
      ("day", ["2026-08-01 50 -16.6667", "2026-09-01 50 -16.6667", "2026-09-02  "]),
      ("tier", ["pro 50 -16.6667", "team  "]), ("provider", ["openai  "]), ("model", ["gpt  "]),
      ("service", ["chat  "]), ("account", ["  "]),
    ] {
      let groups = EndToEnd.rows(ofCSV: try folder.text("ws/out/margin-by-\(report).csv"))
      let found = groups.map { group in
        [report, "target_margin_percent", "variance_points"].map { group[$0] ?? "?" }
          .joined(separator: " ")
      }
      #expect(found == targets, "\(report)")
    }
    let months: [[String?]] = [
      ["2026-08", "50.0", "-16.6667"], ["2026-09", nil, nil],
    ]
    for view in ["model", "service"] {
      let answer = try Answer(
        folder.path("ws/assay.db"),
        "SELECT month, target_margin_percent, variance_points FROM margin_by_\(view)_month")
      #expect(answer.rows == months, "\(view)")
    }
    let tiers = try Answer(
      folder.path("ws/assay.db"),
      "SELECT tier, target_margin_percent FROM margin_by_tier_month WHERE month = '2026-09'")
    #expect(tiers.rows == [["pro", "50.0"], ["team", nil]])
    for (figure, start) in [
      (
        "target_margin_percent",
        "blank, the plans' targets, weighted by revenue_usd 1.2, of which 0.9 has one;"
      ),
      ("variance_points", "blank, margin_percent 33.3333 − target_margin_percent blank,"),
    ] {
      let run = try Program.assay(
        "explain", folder.path("ws"), "--figure", "margin-by-provider/openai/\(figure)")
      let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let days = "2026-08-01 to 2026-09-02"
      #expect(
        words.hasPrefix("margin-by-provider/openai/\(figure), \(days): \(start)"), "\(words)")
    }
  }

  /// Until September no target is stated: the margin of September's two, 0.2 of 0.6 USD, is held to it.
  @Test func `a target of a part of the time is compared with the margin of that part`() throws {
    let folder = try workspace(
      [
        "plans.csv": "tier,is_free,monthly_price_usd,target_margin_percent,effective_from\n"
          + "pro,false,0,,2026-01-01\npro,false,0,50,2026-09-01\nteam,false,0,,2026-01-01\n",
        "assay.json": Self.allMaterial,
      ], rows: Self.rows)
    let run = try Program.assay("run", folder.path("ws"))
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // 0.4 ÷ 0.5 − 0.6.
    #expect(
      words.contains("0.20 USD extra revenue needed: Tier pro is 16.7 points under its 50 %"),
      "\(words)")
    #expect(words.contains("0.60 of 1.20 USD of all revenue and 0.60 of 0.90 USD of pro."))
  }

  @Test(
    arguments: [
      ("pro,true\n", "0.60 of it from free tiers, 1 request has no plan"),
      ("pro,false\n", "Free-tier cost not known: 1 request has no plan"),
      ("max,false\n", "Free-tier cost not known: plans.csv lists none of the tiers"),
      ("pro,false\nteam,false\n", "No free-tier usage"),
    ])
  func `the vendor cost of the page says whether free use is known`(plans: String, note: String)
    throws
  {
    let folder = try workspace(["plans.csv": "tier,is_free\n" + plans], rows: Self.rows)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let page = try folder.text("ws/out/report.html").replacing("\u{A0}", with: " ")
    #expect(page.contains(note + "; no recorded cost"))
  }

  @Test func `a book of accounts is not used where nothing is sold`() throws {
    let folder = try workspace(
      ["accounts.csv": "account_id,plan\nu1,pro\n"],
      rows: ["a,2026-08-01T10:00:00Z,u1,,openai,gpt,100000"])
    for command in ["check", "run"] {
      let run = try Program.assay(command, folder.path("ws"))
      #expect(
        run.errors.contains("accounts.csv: note: [book.unused] names tiers only"),
        "\(run.errors)")
      #expect(!run.errors.contains("rated as paid"), "\(run.errors)")
    }
  }

  private static func days(byok: Bool) -> [String] {
    (0..<60).map { day in
      let date = Date(timeIntervalSince1970: 1_780_272_000 + Double(day) * 86_400)
        .formatted(.iso8601.year().month().day())
      return "r\(day),\(date)T10:00:00Z,u,pro,openai,gpt,100000,\(byok)"
    }
  }

  @Test func `where all usage is with customers' own keys no chart shows an empty axis`() throws {
    let folder = try workspace(
      ["plans.csv": "tier,is_free,monthly_price_usd\npro,false,0\n"], header: ",byok",
      rows: Self.days(byok: true))
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let page = try folder.text("ws/out/report.html")
    #expect(!page.contains("<svg ") && !page.contains("Forecast: "))
  }

  /// One user in August and two in September on pro, at 20 USD; team states no price.
  @Test func `plan fees are explained by plan and month`() throws {
    let folder = try workspace(
      ["plans.csv": "tier,is_free,monthly_price_usd\npro,false,20\nteam,false,\n"],
      rows: Self.rows)
    func words(_ figure: String, _ options: String...) throws -> String {
      let run = try Program.assay(
        ["explain", folder.path("ws"), "--figure", "summary/" + figure] + options)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(
      try words("plan_fees_usd")
        == "summary/plan_fees_usd: 60 USD, plan price × users with a request, per month, not prorated"
        + " Plan Month Users Price USD Fees USD pro 2026-08 1 20 20 pro 2026-09 2 20 40"
        + " team 2026-09 1 not stated not known"
        + " No price: team, 1 of 4 user months. Write monthly_price_usd in plans.csv; 0 means that a"
        + " plan has no fee.")
    #expect(
      try words("margin_with_plan_fees_usd").hasPrefix(
        "summary/margin_with_plan_fees_usd: 60.4 USD, margin_usd 0.4 + plan_fees_usd 60 "))
    #expect(try words("plan_user_months").hasPrefix("summary/plan_user_months: 4 user months, "))
    #expect(
      try words("plan_user_months_without_price").hasPrefix(
        "summary/plan_user_months_without_price: 1 user month, "))
    let json = try words("plan_fees_usd", "--json")
    #expect(json.contains("\"value\": \"60\", \"unit\": \"USD\", \"cost_only\": false"), "\(json)")
    #expect(
      json.contains(
        "{ \"tier\": \"pro\", \"month\": \"2026-09\", \"users\": 2, \"price_usd\": \"20\","
          + " \"fees_usd\": \"40\" }"), "\(json)")
    #expect(json.contains("\"price_usd\": null, \"fees_usd\": null"), "\(json)")
  }

  /// Account `b` made one small request, five weeks before the end: of what is expected it has no whole token.
  @Test func `an account that rounds to nothing is not shown as 0`() throws {
    let header = ",account_id"
    let large = Self.days(byok: false).map { $0.replacing(",false", with: ",a") }
    let small = large[20].replacing("r20", with: "s").replacing(",a", with: ",b")
      .replacing("100000", with: "1000")
    let folder = try workspace(
      ["plans.csv": "tier,is_free,monthly_price_usd\npro,false,0\n"], header: header,
      rows: large + [small])
    let run = try Program.assay(
      "forecast", folder.path("ws"), "--by", "account", "--output", folder.path("out"))
    let line = try #require(
      run.output.split(separator: "\n").first { $0.contains("account/b") })
    #expect(line.contains("under 0.01"), "\(run.output)")
    #expect(
      line.split(separator: " ").dropFirst().joined(separator: " ").hasPrefix("under 0.01 0.00"))
  }
}
