import Testing

/// Recorded costs in currencies that `fx.csv` does not convert on their day.
struct MissingExchangeRateTests {
  private func workspace(_ rows: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/fx.csv", "day,currency,usd_per_unit,source\n2026-02-01,EUR,1.1,bank\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens,vendor_cost_usd,currency\n"
        + rows.joined(separator: "\n") + "\n")
    return folder
  }

  /// The row of line 4 repeats that of line 3.
  @Test func `each currency is reported once, and its costs are counted as not converted`() throws {
    let folder = try workspace([
      "r1,2026-02-01T00:00:00Z,u,p,m,pro,5,5,EUR", "r2,2026-02-04T00:00:00Z,u,p,m,pro,5,5,EUR",
      "r2,2026-02-04T00:00:00Z,u,p,m,pro,5,5,EUR", "r3,2026-02-03T00:00:00Z,u,p,m,pro,5,5,EUR",
      "r4,2026-02-03T00:00:00Z,u,p,m,pro,5,5,usd", "r5,2026-02-03T00:00:00Z,u,p,m,pro,5,5,USD",
      "r6,2026-02-03T00:00:00Z,u,p,m,pro,5,,EUR",
    ])
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.errors.components(separatedBy: "[ref.fx]").count == 3)
    #expect(
      run.output.contains("0 match, 2 differ, 3 not converted, 1 not recorded"), "\(run.output)")
  }

  /// 2.5 USD of one; of two in EUR one has no price, and SEK has one.
  @Test func `costs without an exchange rate are counted with their currencies, priced or not`()
    throws
  {
    let folder = try workspace([
      "r1,2026-02-03T00:00:00Z,u,p,m,pro,5,2.5,USD", "r2,2026-02-03T00:00:00Z,u,p,m,pro,5,5,EUR",
      "r3,2026-02-03T00:00:00Z,u,p,none,pro,5,5,EUR",
      "r4,2026-02-03T00:00:00Z,u,p,none,pro,5,5,SEK",
    ])
    let run = try Program.assay("run", folder.path("ws"))
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "recorded 2.500000 USD for 1 request, recomputed 0.000005; 3 in EUR and SEK have no exchange rate"
      ),
      "\(words)")
    #expect(words.contains("3 recorded costs in EUR and SEK have no exchange rate."), "\(words)")
    let summary = try rows(ofCSV: folder.text("ws/out/summary.csv"))
    let counts = ["costs_recorded", "costs_not_recorded", "costs_not_converted"].map { measure in
      summary.first { $0["measure"] == measure }?["value"]
    }
    #expect(counts == ["1", "0", "3"])
  }

  /// Each of the rows with a price is 5 tokens, 0.000005 USD: one cost is in USD, two are in EUR, one is blank; the last has no
  /// price.
  @Test func `costs without an exchange rate are a class of their own`() throws {
    let folder = try workspace([
      "r1,2026-02-03T00:00:00Z,u,p,m,pro,5,5,USD", "r2,2026-02-03T00:00:00Z,u,p,m,pro,5,5,EUR",
      "r3,2026-02-03T00:00:00Z,u,p,m,pro,5,7,EUR", "r4,2026-02-03T00:00:00Z,u,p,m,pro,5,,EUR",
      "r5,2026-02-03T00:00:00Z,u,p,none,pro,5,5,EUR",
    ])
    let run = try Program.assay("run", folder.path("ws"), "--json")
    let classes = rows(ofCSV: try folder.text("ws/out/reconciliation.csv"))
      .filter { $0["subject"] == "cost" }
    #expect(
      classes.map { $0["class"] } == [
        "matched", "rounding", "mismatch", "not_recorded", "not_converted", "unpriced", "total",
      ])
    #expect(classes.map { $0["requests"] } == ["0", "0", "1", "1", "2", "1", "5"])
    #expect(classes[3]["expected"] == "0.000005" && classes[4]["expected"] == "0.00001")
    #expect(classes[4]["recorded"] == "" && classes[4]["difference"] == "")
    #expect(run.output.contains("\"class\": \"not_converted\""), "\(run.output)")
    #expect(try folder.text("ws/out/report.html").contains("<td>no exchange rate</td>"))
    let base = try Answer(
      folder.path("ws/assay.db"),
      "SELECT class, requests FROM reconciliation WHERE subject = 'cost' AND requests > 0")
    #expect(base.rows.contains(["not_converted", "2"]))
  }

  @Test func `requests without a price say which cost is not in USD`() throws {
    let folder = try workspace([
      "r1,2026-02-03T00:00:00Z,u,p,none,pro,5,5,USD",
      "r2,2026-02-03T00:00:00Z,u,p,none,pro,5,5,USD",
      "r3,2026-02-03T00:00:00Z,u,p,none,pro,5,5,EUR",
    ])
    let run = try Program.assay("run", folder.path("ws"), "--json")
    #expect(
      run.output.contains(
        "\"3 requests have no price, 2 with a cost in USD, 1 not in USD.\""), "\(run.output)")
    #expect(
      run.output.contains(
        "2 of them have a recorded cost in USD. 1 of them has one in a currency without an "
          + "exchange rate."))
  }

  @Test func `a cost that is not converted is not called unrecorded`() throws {
    let folder = try workspace(["r1,2026-02-03T00:00:00Z,u,p,m,pro,5,5,EUR"])
    try folder.write("ws/fx.csv", "day,currency,usd_per_unit\n2026-02-01,EUR,1.1\n")
    let run = try Program.assay("run", folder.path("ws"))
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("1 recorded cost in EUR without an exchange rate"), "\(words)")
    #expect(run.output.contains("none compared, 1 not converted"), "\(run.output)")
    #expect(!run.output.contains("no recorded cost"))
    #expect(run.errors.contains("help: add to fx.csv: 2026-02-03,EUR,RATE\n"), "\(run.errors)")
  }
}
