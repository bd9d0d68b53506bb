import Foundation
import Testing

/// `assay explain --figure`: every figure that sums facts leads to the facts and requests it sums.
struct FigureTests {
  @Test func `a figure is that of the report, and its largest requests come first`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    for (report, keys, columns) in Self.figures {
      let rows = rows(ofCSV: try folder.text("ws/out/\(report).csv"))
      for column in columns {
        let row = rows.first { row in keys.allSatisfy { row[$0.column] == $0.value } }
        let key = keys.map { $0.value + "/" }.joined()
        let expected =
          report == "summary"
          ? rows.first { $0["measure"] == column }?["value"] : row?[column]
        let figure = try json("\(report)/\(key)\(column)", in: folder)
        let isCount = figure["unit"] as? String == "requests"
        #expect(figure["value"] is Int == isCount, "\(report)/\(key)\(column)")
        #expect(
          figure["value"].map { "\($0)" } == expected, "\(report)/\(key)\(column)")
        let values = (figure["largest_requests"] as? [[String: Any]] ?? []).compactMap {
          abs(Double("\($0["value"] ?? "")") ?? 0)
        }
        #expect(values == values.sorted(by: >))
      }
    }
  }

  /// Reports, the row in them by its keys, and columns of it.
  private static let figures:
    [(report: String, keys: [(column: String, value: String)], columns: [String])] = [
      (
        "margin-by-tier", [("tier", "pro")],
        ["margin_usd", "negative_margin_requests", "margin_percent"]
      ),
      ("margin-by-tier", [("tier", "enterprise")], ["target_margin_percent", "variance_points"]),
      ("margin-by-day", [("day", "2026-08-03")], ["vendor_cost_usd"]),
      ("margin-by-provider", [("provider", "google")], ["requests"]),
      ("margin-by-model", [("model", "gpt-5.6-sol")], ["revenue_usd"]),
      ("margin-by-service", [("service", "chat")], ["credits"]),
      ("margin-by-account", [("account", "a_x01")], ["list_revenue_usd"]),
      (
        "revenue", [("month", "2026-08"), ("tier", "pro")], ["credits", "revenue_per_user_usd"]
      ),
      ("free-tier-loss-by-user", [("user", "u_0096")], ["vendor_cost_usd"]),
      (
        "free-tier-loss-by-model", [("model", "gpt-5.6-luna")],
        ["vendor_cost_usd", "share_percent"]
      ),
      ("free-tier-loss-by-day", [("day", "2026-08-03")], ["requests"]),
      (
        "summary", [],
        [
          "rows_rated", "rows_unpriced", "vendor_cost_usd", "recorded_cost_usd", "credits",
          "recorded_credits", "revenue_usd", "margin_usd", "negative_margin_requests",
          "free_tier_loss_usd", "uncharged_failed_cost_usd",
          "margin_percent",
        ]
      ),
    ]

  @Test func `the screen lists the rows of facts and the requests, with how many more`() throws {
    let sample = Program.quarter.path
    let run = try Program.assay(
      "explain", sample, "--figure", "margin-by-tier/pro/margin_usd")
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix(
        "margin-by-tier/pro/margin_usd, 2026-07-01 to 2026-09-30: 13.88034038 USD, the"))
    #expect(run.output.contains("\nLargest rows of facts, USD\n"))
    #expect(run.output.contains(" more in facts.csv\n"))
    #expect(run.output.contains("\nLargest requests, USD\n"))
    #expect(run.output.contains("\nNext: assay explain \(sample) req_"))
    // The next command is typed as it is; its length is that of the folder's path.
    let lines = run.output.split(separator: "\n").filter { !$0.hasPrefix("Next: ") }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  /// A ratio of one request, its value and how that follows.
  ///
  /// 1,000 × 3 + 10 × 15 per million and a fee of 0.001 are 0.00415,
  /// and × 1.5 ÷ 0.01, up to 0.1, 0.7 credits: 0.007 USD. Tier free earns nothing.
  private static let ratios: [(figure: String, value: String?, head: String)] = [
    (
      "margin-by-tier/pro/margin_percent", "40.7143",
      "40.7143 percent, margin_usd 0.00285 ÷ revenue_usd 0.007; margin_usd is"
    ),
    (
      "margin-by-tier/pro/target_margin_percent", "30",
      "30 percent, the plans' targets, weighted by revenue_usd 0.007; revenue_usd is"
    ),
    (
      "margin-by-tier/pro/variance_points", "10.7143",
      "10.7143 points, margin_percent 40.7143 − target_margin_percent 30, before either is"
        + " rounded; margin_usd is"
    ),
    (
      "margin-by-tier/free/margin_percent", nil,
      "blank, margin_usd -0.00415 ÷ revenue_usd 0; margin_usd is"
    ),
    (
      "revenue/2026-07/pro/revenue_per_user_usd", "0.007",
      "0.007 USD, revenue_usd 0.007 ÷ users 1; revenue_usd is"
    ),
    (
      "free-tier-loss-by-user/u2/share_percent", "100",
      "100 percent, vendor_cost_usd 0.00415 ÷ free_tier_loss_usd 0.00415; vendor_cost_usd is"
    ),
  ]

  @Test func `a ratio is explained by the figures of its row, and lists what their sum is of`()
    throws
  {
    let workspace = try ExplainWorkspace(
      ["u1,pro", "u2,free"].map {
        "r-\($0.prefix(2)),2026-07-01T10:00:00Z,\($0),acme,m1,,,,,1000,,10,,,,,"
      })
    try workspace.folder.write(
      "ws/plans.csv",
      "tier,is_free,target_margin_percent,effective_from\nfree,true,,2026-01-01\n"
        + "pro,false,30,2026-01-01\n")
    for (figure, value, head) in Self.ratios {
      let screen = try workspace.assay("explain", "--figure", figure).output
      let words = screen.replacing("\n  ", with: " ")
      #expect(
        words.hasPrefix(
          "\(figure), 2026-07-01 to 2026-07-01: \(head) the sum of 1 row of facts.csv, 1 request\n"),
        "\(screen)")
      #expect(screen.contains("\n  r-u"))
      let document = try json(figure, in: workspace.folder)
      #expect(document["value"] as? String == value, "\(figure)")
      #expect((document["parts"] as? [[String: Any]])?.isEmpty == false)
    }
  }

  @Test func `figures stand under each other also beside letters of two columns`() throws {
    let rows = ["u1", "田中さん", "e\u{301}a"].enumerated().map {
      "r\($0),2026-07-01T10:00:00Z,\($1),pro,acme,m1,,,,,1000,,\(10 - $0),,,,,"
    }
    // 0.003 + 15 per million for each of 10, 9 and 8 of output, and the fee of 0.001.
    let screen = try ExplainWorkspace(rows).assay(
      "explain", "--figure", "margin-by-tier/pro/vendor_cost_usd"
    ).output
    #expect(
      screen.contains(
        """
          2026-07-01  pro  acme  m1  u1        0.00415
          2026-07-01  pro  acme  m1  田中さん  0.004135
          2026-07-01  pro  acme  m1  e\u{301}a        0.00412

        """), "\(screen)")
  }

  /// A figure that cannot be explained, and the message for it.
  private static let wrong: [(figure: String, status: Int32, message: String)] = [
    (
      "margin-by-tier/por/margin_usd", 1,
      "no request contributes to margin-by-tier/por/margin_usd, did you mean pro? (exit 1)"
    ),
    (
      "margin-by-tir/pro/margin_usd", 64,
      "option --figure is \"margin-by-tir/pro/margin_usd\", expected a report such as margin-by-tier"
    ),
    (
      "margin-by-tier/pro/cumulative_share_percent", 64,
      "option --figure is \"margin-by-tier/pro/cumulative_share_percent\", expected a column that"
        + " sums requests, or a ratio of such sums: requests, vendor_cost_usd, credits,"
        + " list_revenue_usd, revenue_usd, margin_usd, negative_margin_requests, margin_percent,"
        + " target_margin_percent, variance_points"
    ),
    (
      "summary/overcharged_credits", 64,
      "option --figure is \"summary/overcharged_credits\", expected a figure that sums requests;"
        + " the rows are in exceptions.csv"
    ),
    (
      "summary/rows_rejected", 64,
      "option --figure is \"summary/rows_rejected\", expected a figure that sums requests; the"
        + " rows are in rejects.csv"
    ),
    (
      "summary/cost_rounding", 64,
      "option --figure is \"summary/cost_rounding\", expected a figure that sums requests; the"
        + " counts are in reconciliation.csv"
    ),
    (
      "reconciliation/cost/mismatches/difference", 64,
      "option --figure is \"reconciliation/cost/mismatches/difference\", expected"
        + " reconciliation/SUBJECT/CLASS/COLUMN, where one word is matched, rounding, mismatch,"
        + " not_recorded, unpriced, not_converted, total; did you mean mismatch?"
    ),
    (
      "conflicts", 64,
      "option --figure is \"conflicts\", expected a figure that sums requests; the rows are in"
        + " exceptions.csv"
    ),
    (
      "diagnosis/previous_price/requests", 64,
      "option --figure is \"diagnosis/previous_price/requests\", expected a figure that sums"
        + " requests; the rows are in exceptions.csv"
    ),
    (
      "facts/2026-08-01/requests", 64,
      "option --figure is \"facts/2026-08-01/requests\", expected a figure that sums requests;"
        + " a row each in facts.csv"
    ),
    (
      "anomalies/total", 64,
      "option --figure is \"anomalies/total\", expected a figure that sums requests; a row each"
        + " in anomalies.csv"
    ),
    (
      "revenue/2026-08/credits", 64,
      "option --figure is \"revenue/2026-08/credits\", expected revenue/MONTH/TIER/COLUMN"
    ),
  ]

  @Test func `a figure that is no sum, or of nothing, is said to be`() throws {
    let sample = Program.quarter.path
    for (figure, status, message) in Self.wrong {
      let run = try Program.assay("explain", sample, "--figure", figure)
      #expect(run.status == status, "\(figure)")
      #expect(run.errors.hasPrefix("assay: error: \(message)\n"), "\(run.errors)")
    }
  }

  /// The options of a run decide which rows its figures count.
  ///
  /// Two rows count, of 0.003 for input, 15 per million for 10 and 9 of output, and the fee of 0.001 each.
  private static let told:
    [(rejected: Int, hasBadFile: Bool, options: [String], status: Int32, value: String?)] = [
      (0, true, [], 1, nil),
      (0, true, ["--skip-bad-files"], 1, "0.008285"),
      (0, true, ["--skip-bad-files", "--last", "5"], 1, "0.004135"),
      (2, true, ["--skip-bad-files"], 1, "0.008285"),
      (0, false, ["--last", "30"], 0, "0.008285"),
      (0, false, ["--last", "29"], 0, "0.004135"),
      (3, false, ["--max-rejects", "2"], 1, nil),
      (3, false, ["--max-rejects", "3"], 0, "0.008285"),
    ]

  @Test(arguments: told.indices)
  func `a figure counts the rows of a run with the same options`(index: Int) throws {
    let (rejected, hasBadFile, options, status, value) = Self.told[index]
    let rows =
      [
        "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,10,,,,,",
        "r2,2026-07-30T10:00:00Z,u1,pro,acme,m1,,,,,1000,,9,,,,,",
      ] + (0..<rejected).map { "x\($0),yesterday,u1,pro,acme,m1,,,,,1000,,9,,,,," }
    let workspace = try ExplainWorkspace(rows)
    if hasBadFile { try workspace.folder.write("ws/ledger/z.csv", "no header\n") }
    let run = try Program.assay(
      ["explain", workspace.folder.path("ws"), "--figure", "summary/vendor_cost_usd"] + options)
    #expect(run.status == status, "\(run.errors)")
    #expect(
      value.map { run.output.contains(" to 2026-07-30: \($0) USD, ") }
        ?? run.output.isEmpty, "\(run.output)")
    let left = "assay: complete without the files that Assay cannot use (exit 1)\n"
    #expect(run.errors.contains("ledger/z.csv:1:1: error: [csv.header]") == hasBadFile)
    #expect(run.errors.hasSuffix(left) == (hasBadFile && value != nil), "\(run.errors)")
    guard hasBadFile, value != nil else { return }
    // Rejected rows of files that count are another matter.
    #expect(run.errors.components(separatedBy: "error: [").count == 2, "\(run.errors)")
    let none = try Program.assay(
      ["explain", workspace.folder.path("ws"), "--figure", "margin-by-tier/x/credits"] + options)
    #expect(none.status == 1)
    #expect(none.errors.hasPrefix("ledger/z.csv:1:1: error: [csv.header]"), "\(none.errors)")
    #expect(none.errors.contains("no request contributes to margin-by-tier/x/credits"))
  }

  @Test(arguments: [["--last", "3"], ["--max-rejects", "2"], ["--skip-bad-files"]])
  func `what decides which rows a figure counts is refused of a request`(options: [String]) throws {
    let run = try Program.assay(
      ["explain", try ExplainWorkspace().folder.path("ws"), "r1"] + options)
    #expect(run.status == 64)
    #expect(
      run.errors.contains("assay: error: \(options[0]) needs --figure FIGURE"), "\(run.errors)")
  }

  private func json(_ figure: String, in folder: Scratch) throws -> [String: Any] {
    let run = try Program.assay("explain", folder.path("ws"), "--figure", figure, "--json")
    #expect(run.status == 0, "\(figure): \(run.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return json as? [String: Any] ?? [:]
  }
}
