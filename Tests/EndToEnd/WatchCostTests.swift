import Testing

/// What `price-watch-tiers.csv` says that requests of the thirty days before a change cost before and after it.
struct WatchCostTests {
  /// A million tokens cost 10 USD, 20 from 10 July and 40 from 20 July; by hand, each request of the window once by
  /// each side's price, whatever it was rated at itself.
  @Test(arguments: [
    (days: ["2026-07-15"], change: "2026-07-20", before: "20", after: "40"),
    (days: ["2026-07-05", "2026-07-15"], change: "2026-07-20", before: "40", after: "80"),
    (days: ["2026-07-05"], change: "2026-07-20", before: "20", after: "40"),
    (days: ["2026-07-05", "2026-07-15"], change: "2026-07-10", before: "10", after: "20"),
    (days: ["2026-07-09", "2026-07-19"], change: "2026-07-20", before: "40", after: "80"),
  ])
  func `requests cost before what the prices before make of them`(
    days: [String], change: String, before: String, after: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/prices.csv",
      """
      provider,model,unit_class,price_usd,per,service_tier,region,context_over,effective_from,effective_to,recorded_at,source
      north,large,output,10,1000000,standard,,,2026-06-01,,,invented
      north,large,output,20,1000000,standard,,,2026-07-10,,,invented
      north,large,output,40,1000000,standard,,,2026-07-20,,,invented

      """)
    let requests = (days + ["2026-07-31"]).enumerated().map { number, day in
      "r\(number),\(day)T23:59:59.999Z,u1,a1,pro,north,large,completed,1000000\n"
    }
    try folder.write(
      "ws/ledger/usage.csv",
      "request_id,request_started_at,user_id,account_id,tier,provider,model,status,output_tokens\n"
        + requests.joined())
    let run = try Program.assay("watch", folder.path("ws"), "--output", folder.path("out"))
    #expect(run.status != 1, "\(run.errors)")
    let tiers = rows(ofCSV: try folder.text("out/price-watch-tiers.csv"))
    let alert = try #require(tiers.first { $0["id"] == "north/large/change/\(change)" })
    #expect(alert["vendor_cost_before_usd"] == before && alert["vendor_cost_after_usd"] == after)
  }
}
