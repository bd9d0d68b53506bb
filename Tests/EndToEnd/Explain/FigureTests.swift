import Foundation
import Testing

/// `assay explain --figure`: every figure that sums facts leads to the facts and requests it sums.
struct FigureTests {
  @Test func `a figure is that of the report, and its largest requests come first`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
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
        #expect(figure["value"] as? String == expected, "\(report)/\(key)\(column)")
        let values = (figure["largest_requests"] as? [[String: Any]] ?? []).compactMap {
          abs(Double($0["value"] as? String ?? "") ?? 0)
        }
        #expect(values == values.sorted(by: >))
      }
    }
  }

  /// Reports, the row in them by its keys, and columns of it.
  private static let figures:
    [(report: String, keys: [(column: String, value: String)], columns: [String])] = [
      ("margin-by-tier", [("tier", "pro")], ["margin_usd", "negative_margin_requests"]),
      ("margin-by-day", [("day", "2026-08-03")], ["vendor_cost_usd"]),
      ("margin-by-provider", [("provider", "google")], ["requests"]),
      ("margin-by-model", [("model", "gpt-5.6-sol")], ["revenue_usd"]),
      ("margin-by-service", [("service", "chat")], ["credits"]),
      ("margin-by-account", [("account", "a_x01")], ["list_revenue_usd"]),
      ("revenue", [("month", "2026-08"), ("tier", "pro")], ["credits"]),
      ("free-tier-loss-by-user", [("user", "u_0096")], ["vendor_cost_usd"]),
      ("free-tier-loss-by-model", [("model", "gpt-5.6-luna")], ["vendor_cost_usd"]),
      ("free-tier-loss-by-day", [("day", "2026-08-03")], ["requests"]),
      (
        "summary", [],
        [
          "rows_rated", "rows_unpriced", "vendor_cost_usd", "recorded_cost_usd", "credits",
          "recorded_credits", "revenue_usd", "margin_usd", "negative_margin_requests",
          "free_tier_loss_usd", "uncharged_failed_cost_usd",
        ]
      ),
    ]

  @Test func `the screen lists the rows of facts and the requests, with how many more`() throws {
    let sample = Program.repository.appending(path: "sample-data").path
    let run = try Program.assay(
      "explain", sample, "--figure", "margin-by-tier/pro/margin_usd")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("margin-by-tier/pro/margin_usd: 13.88034038 USD, the sum of "))
    #expect(run.output.contains("\nLargest rows of facts, USD\n"))
    #expect(run.output.contains(" more in facts.csv\n"))
    #expect(run.output.contains("\nLargest requests, USD\n"))
    #expect(run.output.contains("\nNext: assay explain \(sample) req_"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
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
      "no request counts in margin-by-tier/por/margin_usd, did you mean pro? (exit 1)"
    ),
    (
      "margin-by-tir/pro/margin_usd", 64,
      "option --figure is \"margin-by-tir/pro/margin_usd\", expected a report such as margin-by-tier"
    ),
    (
      "margin-by-tier/pro/margin_percent", 64,
      "option --figure is \"margin-by-tier/pro/margin_percent\", expected a column that sums"
        + " requests: requests, vendor_cost_usd, credits, list_revenue_usd, revenue_usd,"
        + " margin_usd, negative_margin_requests"
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
      "reconciliation/cost/mismatch/difference", 64,
      "option --figure is \"reconciliation/cost/mismatch/difference\", expected a figure that sums"
        + " requests; the rows that differ are in exceptions.csv"
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
    let sample = Program.repository.appending(path: "sample-data").path
    for (figure, status, message) in Self.wrong {
      let run = try Program.assay("explain", sample, "--figure", figure)
      #expect(run.status == status, "\(figure)")
      #expect(run.errors.hasPrefix("assay: error: \(message)\n"), "\(run.errors)")
    }
  }

  /// What a run was told decides which rows its figures count.
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
  func `a figure counts the rows of a run that was told the same`(index: Int) throws {
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
      value.map { run.output.hasPrefix("summary/vendor_cost_usd: \($0) USD, ") }
        ?? run.output.isEmpty, "\(run.output)")
    let left = "assay: complete without the files that cannot be used (exit 1)\n"
    #expect(run.errors.contains("ledger/z.csv:1:1: error: [csv.header]") == hasBadFile)
    #expect(run.errors.hasSuffix(left) == (hasBadFile && value != nil), "\(run.errors)")
    guard hasBadFile, value != nil else { return }
    // Rejected rows of files that count are another matter.
    #expect(run.errors.components(separatedBy: "error: [").count == 2, "\(run.errors)")
    let none = try Program.assay(
      ["explain", workspace.folder.path("ws"), "--figure", "margin-by-tier/x/credits"] + options)
    #expect(none.status == 1)
    #expect(none.errors.hasPrefix("ledger/z.csv:1:1: error: [csv.header]"), "\(none.errors)")
    #expect(none.errors.contains("no request counts in margin-by-tier/x/credits"))
  }

  @Test(arguments: [["--last", "3"], ["--max-rejects", "2"], ["--skip-bad-files"]])
  func `what decides which rows a figure counts is refused of a request`(options: [String]) throws {
    let run = try Program.assay(
      ["explain", try ExplainWorkspace().folder.path("ws"), "r1"] + options)
    #expect(run.status == 64)
    #expect(run.errors.contains("option \(options[0]) needs --figure FIGURE"), "\(run.errors)")
  }

  private func json(_ figure: String, in folder: Scratch) throws -> [String: Any] {
    let run = try Program.assay("explain", folder.path("ws"), "--figure", figure, "--json")
    #expect(run.status == 0, "\(figure): \(run.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return json as? [String: Any] ?? [:]
  }
}
