import Testing

/// Costs in `price-watch-tiers.csv`: requests of the thirty days before a change, at the old and new prices.
struct WatchCostTests {
  /// A workspace, `ws`, of rows of a price book and of a ledger that states one quantity.
  private func workspace(prices: String, used: String, requests: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/prices.csv",
      "provider,model,unit_class,price_usd,per,service_tier,region,context_over,effective_from,"
        + "effective_to,recorded_at,source\n\(prices)\n")
    let header = "request_id,request_started_at,user_id,account_id,tier,provider,model,status,"
    try folder.write(
      "ws/ledger/usage.csv", ([header + used] + requests).map { $0 + "\n" }.joined())
    return folder
  }

  /// The rows of a file that `watch`, or another command, writes of the workspace.
  private func watched(
    _ folder: Scratch, _ file: String, command: String = "watch"
  ) throws -> [[String: String]] {
    let run = try Program.assay(command, folder.path("ws"), "--output", folder.path("out"))
    #expect(run.status != 1, "\(run.errors)")
    return rows(ofCSV: try folder.text("out/" + file))
  }

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
    let folder = try workspace(
      prices: """
        north,large,output,10,1000000,standard,,,2026-06-01,,,invented
        north,large,output,20,1000000,standard,,,2026-07-10,,,invented
        north,large,output,40,1000000,standard,,,2026-07-20,,,invented
        """,
      used: "output_tokens",
      requests: (days + ["2026-07-31"]).enumerated().map { number, day in
        "r\(number),\(day)T23:59:59.999Z,u1,a1,pro,north,large,completed,1000000"
      })
    let tiers = try watched(folder, "price-watch-tiers.csv")
    let alert = try #require(tiers.first { $0["id"] == "north/large/change/\(change)" })
    #expect(alert["vendor_cost_before_usd"] == before && alert["vendor_cost_after_usd"] == after)
  }

  /// A million tokens cost 10 USD as first recorded, 12 as corrected on 20 July for all time: both sides are weighed by the
  /// thirty days before the correction.
  ///
  /// The rise to 30 USD on 1 August was withdrawn on 25 July: before it 12, after it 30.
  @Test(arguments: [
    (id: "north/large/correction/2026-06-01@2026-07-20", before: "10", after: "12"),
    (id: "north/large/withdrawn/2026-08-01", before: "12", after: "30"),
  ])
  func `what was corrected or called off costs what the books no longer say`(
    id: String, before: String, after: String
  ) throws {
    let folder = try workspace(
      prices: """
        north,large,output,10,1000000,standard,,,2026-06-01,,2026-06-01,invented
        north,large,output,12,1000000,standard,,,2026-06-01,,2026-07-20,invented
        north,large,output,30,1000000,standard,,,2026-08-01,,2026-06-30,invented
        north,large,output,12,1000000,standard,,,2026-08-01,,2026-07-25,invented
        """,
      used: "output_tokens",
      requests: [
        "r1,2026-07-15T12:00:00Z,u1,a1,pro,north,large,completed,1000000",
        "r2,2026-08-05T12:00:00Z,u1,a1,pro,north,large,completed,1",
      ])
    let tiers = try watched(folder, "price-watch-tiers.csv")
    let alert = try #require(tiers.first { $0["id"] == id }, "\(tiers.map { $0["id"] ?? "" })")
    #expect(alert["vendor_cost_before_usd"] == before && alert["vendor_cost_after_usd"] == after)
  }

  /// One token a day: the rise to 2 USD was corrected to 3 on 1 August and called off on 10 August.
  ///
  /// What the first correction made of the thirty tokens before 1 September, 90 USD instead of 60, is not undone by the
  /// second, though nobody will pay it.
  @Test func `a correction is what it corrected then, whatever was corrected later`() throws {
    let folder = try workspace(
      prices: """
        north,large,output,1,1,standard,,,2026-01-01,,2026-01-01,invented
        north,large,output,2,1,standard,,,2026-09-01,,2026-07-10,invented
        north,large,output,3,1,standard,,,2026-09-01,,2026-08-01,invented
        north,large,output,1,1,standard,,,2026-09-01,,2026-08-10,invented
        """,
      used: "output_tokens",
      requests: (1...31).map { day in
        "r\(day),2026-08-\(day < 10 ? "0" : "")\(day)T12:00:00Z,u1,a1,pro,north,large,completed,1"
      })
    let lines = try watched(folder, "price-watch.csv")
    let correction = try #require(lines.first { $0["kind"] == "correction" })
    #expect(correction["id"] == "north/large/correction/2026-09-01@2026-08-01")
    #expect(correction["old"] == "2000000" && correction["new"] == "3000000")
    #expect(correction["exposure_usd_per_month"] == "0")
    #expect(correction["called_off_usd_per_month"] == "30")
    #expect(correction["price_rows"] == "prices/prices.csv:4")
    let called = try #require(lines.first { $0["kind"] == "withdrawn" })
    #expect(called["old"] == "1000000" && called["new"] == "3000000")
    #expect(called["called_off_usd_per_month"] == "60")
    let tiers = rows(ofCSV: try folder.text("out/price-watch-tiers.csv"))
    let tier = try #require(tiers.first { $0["id"] == correction["id"] })
    #expect(tier["vendor_cost_before_usd"] == "60" && tier["vendor_cost_after_usd"] == "90")
  }

  /// Ten times 10⁹ seconds are 10¹⁹ nanoseconds, more than 64 bits hold: 10¹⁰ seconds at 0.000002 USD instead of
  /// 0.000001.
  @Test func `quantities of thirty days may be more than 64 bits hold`() throws {
    let folder = try workspace(
      prices: """
        north,voice,second,0.000001,1,standard,,,2026-06-01,,,invented
        north,voice,second,0.000002,1,standard,,,2026-07-20,,,invented
        """,
      used: "seconds",
      requests: (10...19).map { day in
        "r\(day),2026-07-\(day)T08:00:00Z,u1,a1,pro,north,voice,completed,1000000000"
      })
    let lines = try watched(folder, "price-watch.csv")
    let alert = try #require(lines.first { $0["id"] == "north/voice/change/2026-07-20" })
    #expect(alert["quantity_30_days"] == "10000000000")
    #expect(alert["exposure_usd_per_month"] == "10000")
  }

  /// Fifty times 40,000 seconds at 100,000 USD instead of 1: the product in nanoseconds is 2 × 10³⁸.
  @Test(arguments: ["watch", "run"])
  func `a price mistyped by far is reported with its exposure`(command: String) throws {
    let folder = try workspace(
      prices: """
        north,voice,second,1,1,standard,,,2026-06-01,,,invented
        north,voice,second,100000,1,standard,,,2026-07-20,,,invented
        """,
      used: "seconds",
      requests: (10...59).map { number in
        "r\(number),2026-07-10T08:00:00Z,u1,a1,pro,north,voice,completed,40000"
      })
    let lines = try watched(folder, "price-watch.csv", command: command)
    let alert = try #require(lines.first { $0["id"] == "north/voice/change/2026-07-20" })
    #expect(alert["quantity_30_days"] == "2000000")
    #expect(alert["exposure_usd_per_month"] == "199998000000")
  }

  /// The same on one day, of as many users so that each of their facts fits; the next day gives a history of two.
  @Test(arguments: ["run", "forecast"])
  func `a day of more seconds than 64 bits hold is refused, as its forecast would be wrong`(
    command: String
  ) throws {
    let folder = try workspace(
      prices: """
        north,voice,second,0.000001,1,standard,,,2026-06-01,,,invented
        """,
      used: "seconds",
      requests: (10...19).map { user in
        "r\(user),2026-07-10T08:00:00Z,u\(user),a1,pro,north,voice,completed,1000000000"
      } + ["r20,2026-07-11T08:00:00Z,u1,a1,pro,north,voice,completed,1"])
    let run = try Program.assay(command, folder.path("ws"), "--output", folder.path("out"))
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "[num.range] a sum of the ledger exceeds 9.2 × 10¹⁸ of its smallest unit"))
    #expect(throws: (any Error).self) { try folder.text("out/summary.csv") }
  }
}
