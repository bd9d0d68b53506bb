import Testing

/// The days that decide a price alert where a run reports some days only.
struct WatchOutsidePeriodTests {
  /// A million tokens a request; input rises from 3 to 5 USD a million on 10 August.
  ///
  /// Of the whole ledger the first row of `b` counts, in September; so the thirty days before the change have `a`, which
  /// lies before the period, and `c`: 2,000,000 × (5 - 3) ÷ 10⁶ = 4. Of August alone, `b` and `c` count.
  @Test(arguments: [[], ["--threads", "1"], ["--careful"]])
  func `rows outside the period weigh its alerts and count in nothing else`(options: [String])
    throws
  {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at,source\n"
        + "p,m,input,3,2026-01-01,2026-01-01,page\np,m,input,5,2026-08-10,2026-08-01,page\n")
    let header = "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
    func row(_ id: String, _ day: String) -> String {
      "\(id),2026-\(day)T10:00:00Z,u,pro,p,m,1000000\n"
    }
    try folder.write("ws/ledger/a.csv", header + row("b", "09-02"))
    try folder.write(
      "ws/ledger/b.csv", header + row("a", "07-20") + row("b", "08-05") + row("c", "08-06"))
    let run = try Program.assay(
      ["run", folder.path("ws"), "--output", folder.path("o"), "--period", "2026-08", "--quiet"]
        + options)
    #expect(run.status == 0, "\(run.errors)")
    let alerts = rows(ofCSV: try folder.text("o/price-watch.csv"))
    #expect(alerts.map { $0["exposure_usd_per_month"] } == ["4"])
    let facts = rows(ofCSV: try folder.text("o/facts.csv"))
    #expect(facts.compactMap { $0["requests"] } == ["1", "1"])
  }
}
