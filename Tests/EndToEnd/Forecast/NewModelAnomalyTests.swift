import Testing

/// Rows of `anomalies.csv` about a new model.
struct NewModelAnomalyTests {
  /// a every day; b on day 0 and 10 August 2026 and c on the latter alone, of 440 days from 1 June 2025 on.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "provider,model,unit_class,price_usd,effective_from\n"
        + ["a", "b", "c"].map { "v,\($0),input,1,2025-01-01\n" }.joined(), to: "ws/prices/p.csv")
    let ledger = try ForecastDesk.ledger(
      from: "2025-06-01", days: 440,
      header: "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
    ) { day in
      let models = ["a"] + (day == 0 ? ["b"] : day == 435 ? ["b", "c"] : [])
      return models.map { "10:00:00Z,u,pro,v,\($0),1000000" }
    }
    try folder.write(ledger, to: "ws/ledger/l.csv")
    return folder
  }

  private func causes(_ table: String) -> [String: String] {
    let new = rows(ofCSV: table).filter { $0["kind"] == "new_model" }
    return Dictionary(uniqueKeysWithValues: new.map { ($0["series"] ?? "", $0["cause"] ?? "") })
  }

  @Test func `requests before the days that are looked at are not forgotten`() throws {
    let folder = try workspace()
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = causes(try folder.text("ws/out/anomalies.csv"))
    #expect(found["model/b"] == "first request of b in 400 days")
    #expect(found["model/c"] == "first request of c")
  }

  @Test func `a period knows the requests before it`() throws {
    let folder = try workspace()
    _ = try Program.assay("run", folder.path("ws"), "--period", "2026-08", "--quiet")
    let found = causes(try folder.text("ws/out/2026-08/anomalies.csv"))
    #expect(found["model/b"] == "first request of b in 400 days")
    #expect(found["model/c"] == "first request of c")
  }
}
