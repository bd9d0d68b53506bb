import Testing

/// The exposure of a price change where customers use their own keys, which the vendor bills to them.
struct WatchOwnKeyTests {
  /// On 1 July input falls from 2 to 1 USD a million, output from 4 to 2, and a request from 0.5 to 0.25 USD.
  private static func workspace(_ rows: String...) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + "p,m,input,2,2026-01-01\np,m,input,1,2026-07-01\np,m,output,4,2026-01-01\n"
        + "p,m,output,2,2026-07-01\np,m,request,0.5,2026-01-01\np,m,request,0.25,2026-07-01\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,byok,input_tokens,output_tokens\n"
        + rows.map { $0 + "\n" }.joined())
    return folder
  }

  private static func lines(_ folder: Scratch, _ options: [String]) throws -> [String] {
    let watch = try Program.assay(
      ["watch", folder.path("ws"), "--quiet", "--output", folder.path("o")] + options)
    let all = rows(ofCSV: try folder.text("o/price-watch.csv"))
    #expect(!all.isEmpty, "\(watch.errors)")
    return all.map { row in
      [
        "class", "quantity_30_days", "exposure_usd_per_month", "own_keys_quantity_30_days",
        "alert_exposure_usd_per_month",
      ].map { row[$0] ?? "?" }.joined(separator: " ")
    }.sorted()
  }

  /// Ours: 1,000,000 × −1 ÷ 10⁶ = −1 and one request of −0.25; −1.25 in all.
  @Test(arguments: [[], ["--period", "2026-07"]])
  func `requests under own keys are in no exposure, but in a column`(options: [String]) throws {
    let folder = try Self.workspace(
      "r1,2026-06-10T00:00:00Z,u,pro,p,m,false,1000000,0",
      "r2,2026-06-11T00:00:00Z,u,pro,p,m,true,3000000,500000",
      "r3,2026-06-12T00:00:00Z,u,pro,p,m,true,4000000,0",
      "r4,2026-07-02T00:00:00Z,u,pro,p,m,false,1,0")
    #expect(
      try Self.lines(folder, options) == [
        "input 1000000 -1 7000000 -1.25", "output 0 0 500000 -1.25", "request 1 -0.25 2 -1.25",
      ])
  }

  @Test func `requests under own keys are counted apart in each tier`() throws {
    let folder = try Self.workspace(
      "r1,2026-06-10T00:00:00Z,u,pro,p,m,false,1000000,0",
      "r2,2026-06-11T00:00:00Z,u,pro,p,m,true,3000000,0",
      "r3,2026-06-12T00:00:00Z,u,pro,p,m,true,4000000,0",
      "r4,2026-06-12T00:00:00Z,u,max,p,m,true,4000000,0",
      "r5,2026-07-02T00:00:00Z,u,pro,p,m,false,1,0")
    _ = try Self.lines(folder, [])
    let tiers = try rows(ofCSV: folder.text("o/price-watch-tiers.csv")).map { row in
      ["tier", "requests", "own_keys_requests", "vendor_cost_before_usd"].map { row[$0] ?? "?" }
        .joined(separator: " ")
    }
    #expect(tiers == ["max 0 1 0", "pro 1 2 2.5"])
  }

  @Test func `a change is worth nothing where every request is with a customer's own key`() throws {
    let folder = try Self.workspace(
      "r1,2026-06-10T00:00:00Z,u,pro,p,m,true,1000000,0",
      "r4,2026-07-02T00:00:00Z,u,pro,p,m,false,1,0")
    #expect(
      try Self.lines(folder, []) == [
        "input 0 0 1000000 0", "output 0 0 0 0", "request 0 0 1 0",
      ])
  }
}
