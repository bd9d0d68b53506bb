import Support
import Testing

/// Recorded costs in currencies that `fx.csv` does not convert on their day.
struct ExchangeRateWarningTests {
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

  /// The row of line 4 repeats that of line 3; the day of line 5 is the first without a rate.
  @Test func `each currency is reported once, with its costs and the first day without a rate`()
    throws
  {
    let folder = try workspace([
      "r1,2026-02-01T00:00:00Z,u,p,m,pro,5,5,EUR", "r2,2026-02-04T00:00:00Z,u,p,m,pro,5,5,EUR",
      "r2,2026-02-04T00:00:00Z,u,p,m,pro,5,5,EUR", "r3,2026-02-03T00:00:00Z,u,p,m,pro,5,5,EUR",
      "r4,2026-02-03T00:00:00Z,u,p,m,pro,5,5,usd", "r5,2026-02-03T00:00:00Z,u,p,m,pro,5,5,USD",
      "r6,2026-02-03T00:00:00Z,u,p,m,pro,5,,EUR",
    ])
    let told = try InProcessRun.told(folder)
    #expect(
      told.contains(
        """
        ledger/a.csv:5: warning: [ref.fx] currency "EUR" has no rate in fx.csv for 2 recorded costs \
        (first of 2026-02-03); Assay does not compare them
          help: add to fx.csv: 2026-02-03,EUR,RATE,SOURCE
        2026-02-04,EUR,RATE,SOURCE

        """), "\(told)")
    #expect(
      told.contains(
        """
        ledger/a.csv:6: warning: [ref.fx] currency "usd" (not "USD": upper and lower case matter) has no rate in fx.csv \
        for 1 recorded cost (of 2026-02-03); Assay does not compare it
          help: if it is USD, use that code in the export; or add to fx.csv: 2026-02-03,usd,RATE,SOURCE

        """), "\(told)")
    #expect(told.components(separatedBy: "[ref.fx]").count == 3)
  }

  /// The last row repeats the id of the first with another content, and counts nowhere: neither does its day.
  @Test func `a row in conflict says nothing of a rate`() throws {
    let folder = try workspace([
      "r1,2026-02-03T00:00:00Z,u,p,m,pro,5,5,USD", "r2,2026-02-05T00:00:00Z,u,p,m,pro,5,5,SEK",
      "r1,2026-02-03T00:00:00Z,u,p,m,pro,5,5,SEK",
    ])
    let told = try InProcessRun.told(folder)
    #expect(
      told.contains(
        """
        ledger/a.csv:3: warning: [ref.fx] currency "SEK" has no rate in fx.csv for 1 recorded cost \
        (of 2026-02-05); Assay does not compare it
        """), "\(told)")
  }
}
