import Foundation
import Support
import Testing

/// Later knowledge about a closed month: each cause has its exact part, and is booked once.
///
/// By hand: a1 costs 2 USD, a2 1 and a3 2.5. A credit is 0.01 USD, pro pays double, free nothing.
struct RestatementTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,status,input_tokens,output_tokens\n"

  private static func row(
    _ id: String, _ day: String, _ tier: String, _ model: String, _ input: Int, _ output: Int
  ) -> String {
    "\(id),\(day)T10:00:00Z,u1,\(tier),acme,\(model),completed,\(input),\(output)\n"
  }

  private static let closed = [
    "assay.json": "{\"credit_value_usd\": \"0.01\", \"credit_increment\": \"0.1\"}\n",
    "prices/vendors.csv": """
    provider,model,unit_class,price_usd,per,effective_from,recorded_at,source
    acme,m1,input,10,1000000,2026-01-01,2026-01-01,hand
    acme,m1,output,20,1000000,2026-01-01,2026-01-01,hand
    acme,m2,input,5,1000000,2026-01-01,2026-01-01,hand
    acme,m2,output,5,1000000,2026-01-01,2026-01-01,hand

    """,
    "multipliers.csv": """
    level,tier,multiplier,effective_from,status,requested_by,approved_by,approved_at,reason,recorded_at
    tier,pro,2,2026-01-01,approved,a,b,2026-01-01,launch,2026-01-01
    tier,free,1,2026-01-01,approved,a,b,2026-01-01,launch,2026-01-01

    """,
    "plans.csv": """
    tier,is_free,monthly_price_usd,target_margin_percent,effective_from
    pro,false,10,30,2026-01-01
    free,true,0,0,2026-01-01

    """,
    "ledger/usage-2026-08.csv": header + row("a1", "2026-08-03", "pro", "m1", 100_000, 50_000)
      + row("a2", "2026-08-04", "free", "m2", 200_000, 0)
      + row("a3", "2026-08-05", "pro", "m2", 400_000, 100_000),
    "ledger/usage-2026-09.csv": header + row("s1", "2026-09-03", "pro", "m1", 100_000, 50_000),
  ]

  /// By cause, the rows that are added to files.
  private static let later: [(cause: String, rows: [(file: String, text: String)])] = [
    (
      "late_usage",
      [
        ("ledger/usage-2026-08.csv", row("a4", "2026-08-20", "pro", "m1", 10_000, 0)),
        (
          "ledger/usage-2026-09.csv",
          row("a5", "2026-08-21", "pro", "m2", 100_000, 0)
            + row("s2", "2026-09-09", "pro", "m2", 100_000, 0)
        ),
      ]
    ),
    (
      "price_correction",
      [("prices/vendors.csv", "acme,m1,output,30,1000000,2026-08-01,2026-09-10,hand\n")]
    ),
    (
      "multiplier_change",
      [("multipliers.csv", "tier,pro,3,2026-08-04,approved,a,b,2026-09-12,fix,2026-09-12\n")]
    ),
  ]

  private let folder: Scratch

  init() throws { folder = try Scratch() }

  private func write(_ files: [String: String], to workspace: String) throws {
    for (path, text) in files { try folder.write("\(workspace)/\(path)", text) }
  }

  private func append(_ rows: [(file: String, text: String)], to workspace: String) throws {
    for (path, text) in rows {
      let path = "\(workspace)/\(path)"
      try folder.write(path, folder.text(path) + text)
    }
  }

  private func assay(_ words: String...) throws {
    let run = try Program.assay(words)
    #expect(run.status == 0, "\(words): \(run.errors)")
  }

  private func close(_ words: String..., at: String) throws {
    let run = try Program.assay(
      ["close"] + words.dropLast() + [folder.path("ws"), words.last ?? ""]
        + ["--by", "lead", "--reason", "month end", "--at", at, "--accept", "critical", "--quiet"])
    #expect(run.status == 0, "\(words): \(run.errors)")
  }

  /// The rows of `restatement.csv` with an empty key, as `cause measure as_closed now difference`.
  private func totals(of month: String) throws -> [String] {
    try restatement(of: month).filter { $0[3].isEmpty }.map {
      [$0[1], $0[2], $0[4], $0[5], $0[6]].joined(separator: " ")
    }
  }

  private func restatement(of month: String) throws -> [[String]] {
    try folder.text("ws/out/\(month)/restatement.csv").split(separator: "\n").dropFirst().map {
      $0.components(separatedBy: ",")
    }
  }

  private func summary(_ path: String) throws -> [String: String] {
    let rows = try folder.text(path).split(separator: "\n").map {
      $0.components(separatedBy: ",")
    }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  private static let learned = [
    "late_usage vendor_cost_usd 5.5 6.6 0.6", "late_usage credits 1000 1530 120",
    "late_usage revenue_usd 9 14.3 1.2", "late_usage margin_usd 3.5 7.7 0.6",
    "late_usage requests 3 5 2",
    "price_correction vendor_cost_usd 5.5 6.6 0.5", "price_correction credits 1000 1530 100",
    "price_correction revenue_usd 9 14.3 1", "price_correction margin_usd 3.5 7.7 0.5",
    "multiplier_change credits 1000 1530 310", "multiplier_change revenue_usd 9 14.3 3.1",
    "multiplier_change margin_usd 3.5 7.7 3.1",
  ]

  @Test func `each cause has its part, which a run with it and one without it give, too`() throws {
    try write(Self.closed, to: "ws")
    try close("2026-08", at: "2026-09-03")
    try assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    #expect(try restatement(of: "2026-09").isEmpty)
    // The same rows in a workspace without closes, cause after cause.
    try write(Self.closed, to: "plain")
    var parts: [String: [String]] = [:]
    func figures() throws -> [String: Decimal] {
      try assay("run", folder.path("plain"), "--period", "2026-08", "--quiet")
      return try summary("plain/out/2026-08/summary.csv").compactMapValues {
        Decimal(string: $0)
      }
    }
    var before = try figures()
    for (cause, rows) in Self.later {
      try append(rows, to: "plain")
      try append(rows, to: "ws")
      let after = try figures()
      for measure in ["vendor_cost_usd", "credits", "revenue_usd", "margin_usd"] {
        let difference = (after[measure] ?? 0) - (before[measure] ?? 0)
        if difference != 0 { parts[cause, default: []].append("\(measure) \(difference)") }
      }
      before = after
    }
    try assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    #expect(try totals(of: "2026-09") == Self.learned)
    for (cause, _) in Self.later {
      let found = try restatement(of: "2026-09").filter {
        $0[1] == cause && $0[3].isEmpty && $0[2] != "requests"
      }
      #expect(found.map { "\($0[2]) \($0[6])" } == parts[cause])
    }
    let sums = try summary("ws/out/2026-09/summary.csv")
    #expect(sums["prior_period_vendor_cost_usd"] == "1.1")
    #expect(sums["prior_period_revenue_usd"] == "5.3")
    #expect(sums["prior_period_realised_usd"] == "")
    // The month's own figures stay clean: s1 at 2.5 USD and s2 at 0.5.
    #expect(sums["vendor_cost_usd"] == "3")
  }

  /// The rows of books may be in their files at the close, which leaves them out: they were recorded after it.
  @Test(arguments: [[], ["price_correction", "multiplier_change"], ["multiplier_change"]])
  func `tiers and models have their parts, and the place of the first row`(
    inClosedFiles: [String]
  ) throws {
    try write(Self.closed, to: "ws")
    for (cause, rows) in Self.later where inClosedFiles.contains(cause) {
      try append(rows, to: "ws")
    }
    try close("2026-08", at: "2026-09-03")
    for (cause, rows) in Self.later where !inClosedFiles.contains(cause) {
      try append(rows, to: "ws")
    }
    try assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    let rows = try restatement(of: "2026-09").map { $0.joined(separator: ",") }
    for row in [
      "2026-08,late_usage,vendor_cost_usd,acme/m1,2,2.6,0.1,2,ledger/usage-2026-08.csv,5",
      "2026-08,late_usage,vendor_cost_usd,acme/m2,3.5,4,0.5,2,ledger/usage-2026-08.csv,5",
      "2026-08,late_usage,vendor_cost_usd,pro,4.5,5.6,0.6,2,ledger/usage-2026-08.csv,5",
      "2026-08,price_correction,vendor_cost_usd,acme/m1,2,2.6,0.5,1,prices/vendors.csv,6",
      "2026-08,multiplier_change,revenue_usd,acme/m2,5,9,3,1,multipliers.csv,4",
    ] {
      #expect(rows.contains(row), "\(row)")
    }
    #expect(!rows.contains { $0.contains(",free,") })
  }

  /// A grant of 100 credits for 1 USD expires: 1 USD of breakage as closed, 0.6 after 40 credits were used before.
  ///
  /// The late event may be in its file at the close, which leaves it out: it was recorded after it.
  @Test(arguments: [false, true])
  func `breakage has a part by tier, as revenue.csv has`(isInClosedFile: Bool) throws {
    try write(Self.closed, to: "ws")
    let events =
      "event_id,at,account_id,kind,credits,source,expires_at,paid_usd,request_id,recorded_at\n"
    let late = events + "d1,2026-08-10T00:00:00Z,acc,deduct,40,,,,x1,2026-09-05T00:00:00Z\n"
    try write(
      [
        "accounts.csv": "account_id,plan,effective_from\nacc,pro,2026-01-01\n",
        "credits/events-2026-08.csv": events
          + "g1,2026-08-01T00:00:00Z,acc,grant,100,topup,2026-08-20T00:00:00Z,1,,\n",
      ], to: "ws")
    if isInClosedFile { try folder.write("ws/credits/late.csv", late) }
    try close("2026-08", at: "2026-09-03")
    try folder.write("ws/credits/late.csv", late)
    try assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    let rows = try restatement(of: "2026-09").filter { $0[2] == "breakage_usd" }.map {
      $0.joined(separator: ",")
    }
    #expect(
      rows == [
        "2026-08,late_credit_event,breakage_usd,,1,0.6,-0.4,1,credits/late.csv,2",
        "2026-08,late_credit_event,breakage_usd,pro,1,0.6,-0.4,1,credits/late.csv,2",
      ])
  }

  @Test func `a difference is booked once, and reversed if the month is restated`() throws {
    try write(Self.closed, to: "ws")
    try close("2026-08", at: "2026-09-03")
    for (_, rows) in Self.later { try append(rows, to: "ws") }
    try folder.write(
      "ws/ledger/usage-2026-10.csv", Self.header + Self.row("o1", "2026-10-02", "pro", "m1", 1, 0))
    try close("2026-09", at: "2026-10-03")
    #expect(try totals(of: "2026-09") == Self.learned)
    try assay("run", folder.path("ws"), "--period", "2026-10", "--quiet")
    #expect(try restatement(of: "2026-10").isEmpty)
    try close("restate", "2026-08", at: "2026-10-05")
    try assay("run", folder.path("ws"), "--period", "2026-10", "--quiet")
    #expect(
      try totals(of: "2026-10") == [
        "restated vendor_cost_usd 7.7 6.6 -1.1", "restated credits 2060 1530 -530",
        "restated revenue_usd 19.6 14.3 -5.3", "restated margin_usd 11.9 7.7 -4.2",
        "restated requests 7 5 -2",
      ])
  }

  @Test func `a month that is restated books again what its first close booked`() throws {
    try write(Self.closed, to: "ws")
    try close("2026-08", at: "2026-09-03")
    for (_, rows) in Self.later { try append(rows, to: "ws") }
    try folder.write(
      "ws/ledger/usage-2026-10.csv", Self.header + Self.row("o1", "2026-10-02", "pro", "m1", 1, 0))
    try close("2026-09", at: "2026-10-03")
    try close("restate", "2026-09", at: "2026-10-05")
    #expect(try totals(of: "2026-09") == Self.learned)
    #expect(
      try summary("ws/out/2026-09/summary.csv")["prior_period_vendor_cost_usd"] == "1.1")
    try assay("run", folder.path("ws"), "--period", "2026-10", "--quiet")
    #expect(try restatement(of: "2026-10").isEmpty)
  }

  @Test func `closed figures come from the reports if closed rows were altered, or are not known`()
    throws
  {
    try write(Self.closed, to: "ws")
    try close("2026-08", at: "2026-09-03")
    let usage = "ws/ledger/usage-2026-08.csv"
    try folder.write(
      usage, folder.text(usage).replacing("m1,completed,100000", with: "m1,completed,200000"))
    try assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    #expect(try totals(of: "2026-09").first == "changed_usage vendor_cost_usd 5.5 6.5 1")
    try FileManager.default.removeItem(atPath: folder.path("ws/out/2026-08"))
    let run = try Program.assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    #expect(try totals(of: "2026-09").first == "changed_usage vendor_cost_usd  6.5 ")
    #expect(
      run.errors.contains(
        "closed rows were changed, so the figures of 2026-08 as closed are not known"))
    #expect(try summary("ws/out/2026-09/summary.csv")["prior_period_vendor_cost_usd"] == "")
  }
}
