import Testing

/// Alerts on prices that change without a new row: one ends, or a fee starts or ends.
struct WatchEndedPriceTests {
  /// One request of a million tokens before 13 March 2026 and one after, of vendor `p`, on a model whose input is 3 USD
  /// a million from 1 January; batch is half, cached tokens a tenth of input.
  ///
  /// - Parameters:
  ///   - rows: further rows of the price book for `p,m`, from the class on.
  ///   - use: service tier, region, input and cached tokens of both requests.
  ///   - derivations: further rows of the derivations.
  private func workspace(
    _ rows: [String], use: String, derivations: [String] = []
  ) throws -> Scratch {
    let folder = try Scratch()
    let prices = ["input,3,,,,2026-01-01,,2026-01-01"] + rows
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,service_tier,region,context_over,effective_from,"
        + "effective_to,recorded_at\n" + prices.map { "p,m,\($0)\n" }.joined())
    try folder.write(
      "ws/derivations.csv",
      "provider,unit_class,service_tier,from_unit_class,factor,effective_from,effective_to\n"
        + "*,,batch,,0.5,2024-04-15,\np,cache_read,standard,input,0.1,2024-04-15,\n"
        + derivations.map { $0 + "\n" }.joined())
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,service_tier,region,input_tokens,"
        + "cache_read_tokens\n"
        + ["02-20", "03-20"].map { "r\($0),2026-\($0)T00:00:00Z,u,p,m,\(use)\n" }.joined())
    return folder
  }

  /// The rows of `price-watch.csv` and the costs of the tiers.
  private func watched(
    _ folder: Scratch, _ options: String...
  ) throws -> (rows: [[String]], costs: [[String]], output: String) {
    let run = try Program.assay(
      ["watch", folder.path("ws"), "--output", folder.path("o")] + options)
    #expect(run.status != 1, "\(run.errors)")
    let names = [
      "effective_from", "kind", "class", "context_over", "old", "new", "quantity_30_days",
      "exposure_usd_per_month", "severity",
    ]
    let found = rows(ofCSV: try folder.text("o/price-watch.csv")).map { row in
      names.map { row[$0] ?? "?" }
    }
    let costs = rows(ofCSV: try folder.text("o/price-watch-tiers.csv")).map { row in
      ["vendor_cost_before_usd", "vendor_cost_after_usd"].map { row[$0] ?? "?" }
    }
    return (found, costs, run.output)
  }

  /// By hand: what the request paid by the row that ends, and what it pays by what takes its place.
  ///
  /// The quote of the band over 300 leaves those requests to the band over 200, not to the base. A fall or rise of more
  /// than five times is a warning.
  @Test(arguments: [
    (
      rows: ["input,6,,,200,2026-01-01,2026-03-13,2026-01-01"], use: ",,1000000,0",
      line: ["input", "200", "6", "3", "1000000", "-3", "info"]
    ),
    (
      rows: [
        "input,6,,,200,2026-01-01,,2026-01-01", "input,9,,,300,2026-01-01,2026-03-13,2026-01-01",
      ], use: ",,1000000,0", line: ["input", "300", "9", "6", "1000000", "-3", "info"]
    ),
    (
      rows: ["cache_read,3,,,,2026-01-01,2026-03-13,2026-01-01"], use: ",,0,1000000",
      line: ["cache_read", "", "3", "0.3", "1000000", "-2.7", "warning"]
    ),
    (
      rows: ["input,6,,eu,,2026-01-01,2026-03-13,2026-01-01"], use: ",eu,1000000,0",
      line: ["input", "", "6", "3", "1000000", "-3", "info"]
    ),
    (
      rows: ["input,1,batch,,,2026-01-01,2026-03-13,2026-01-01"], use: "batch,,1000000,0",
      line: ["input", "", "1", "1.5", "1000000", "0.5", "info"]
    ),
    // A catalog says later when its price ends: the price stays what it was until then.
    (
      rows: [
        "input,6,,,200,2026-01-01,,2026-01-01",
        "input,6,,,200,2026-01-01,2026-03-13,2026-03-13",
      ], use: ",,1000000,0", line: ["input", "200", "6", "3", "1000000", "-3", "info"]
    ),
  ])
  func `a quoted price that ends is a change to the price that requests then pay`(
    rows: [String], use: String, line: [String]
  ) throws {
    let (found, costs, output) = try watched(
      try workspace(rows, use: use), "--period", "2026-03")
    #expect(found == [["2026-03-13", "change"] + line])
    #expect(costs == [[line[2], line[3]]])
    #expect(!output.contains("No price change"))
    if line.last == "warning" { #expect(output.contains("Next: look at prices/p.csv:3")) }
  }

  /// Nothing takes the place of the price of output; that of batch is what it would be derived to be; a fee of 0 is as
  /// none; a price that goes on, in a row of its own, does not end.
  @Test(arguments: [
    ["output,9,,,,2026-01-01,2026-03-13,2026-01-01"],
    ["input,1.5,batch,,,2026-01-01,2026-03-13,2026-01-01"],
    ["request,0,,,,2026-01-01,2026-03-13,2026-01-01"],
    [
      "input,6,,eu,,2026-01-01,2026-03-13,2026-01-01",
      "input,6,,eu,,2026-03-13,,2026-01-01",
    ],
  ])
  func `a quoted price that ends is no change where nothing else is paid`(rows: [String]) throws {
    #expect(
      try watched(try workspace(rows, use: ",,1000000,0"), "--period", "2026-03").rows.isEmpty)
  }

  /// Who has no price any more pays no fee of 0 either.
  @Test func `a fee that ends with all prices of its model changes nothing`() throws {
    let folder = try workspace(
      [
        "input,3,,,,2026-01-01,2026-03-13,2026-01-02",
        "request,1,,,,2026-01-01,2026-03-13,2026-01-01",
      ], use: ",,1000000,0")
    #expect(try watched(folder, "--period", "2026-03").rows == [])
  }

  /// After the ledger, so that its last thirty days count, from 19 February: both requests.
  ///
  /// What is recorded only as it comes was announced by nobody.
  @Test(arguments: [
    ("2026-01-01", true), ("2026-04-30T23:59:59.999999999Z", true), ("2026-05-01", false),
  ])
  func `the end of a quoted price is announced`(recordedAt: String, isTold: Bool) throws {
    let folder = try workspace(
      ["input,6,,,200,2026-01-01,2026-05-01,\(recordedAt)"], use: ",,1000000,0")
    let (found, _, _) = try watched(folder)
    let line = ["2026-05-01", "announced", "input", "200", "6", "3", "2000000", "-6", "info"]
    #expect(found == (isTold ? [line] : []))
  }

  /// On 20 March the book says that the price of 6 USD did not end on 13 March, from when requests paid 3: that of
  /// 20 March is not in the thirty days before the day on which it was recorded.
  ///
  /// Charged 1.5 times 3 USD, the other costs 6: critical.
  @Test func `an end that was wrong is corrected from when it was`() throws {
    let folder = try workspace(
      [
        "input,6,,,200,2026-01-01,2026-03-13,2026-01-01", "input,6,,,200,2026-01-01,,2026-03-20",
      ], use: ",,1000000,0")
    let (found, costs, _) = try watched(folder, "--period", "2026-03")
    #expect(
      found == [["2026-03-13", "correction", "input", "200", "3", "6", "1000000", "3", "critical"]])
    #expect(costs == [["3", "6"]])
  }

  /// 1 USD for the request, beside 3 USD for its tokens; where there is no fee, none is paid, and the cell is blank.
  @Test(arguments: [
    (
      fee: "2026-03-13,,2026-03-13", line: ["", "1", "1", "1", "info"], percent: "",
      costs: ["3", "4"]
    ),
    (
      fee: "2026-01-01,2026-03-13,2026-01-01", line: ["1", "", "1", "-1", "info"],
      percent: "-100", costs: ["4", "3"]
    ),
  ])
  func `a fee that comes rises from nothing and one that goes falls to nothing`(
    fee: String, line: [String], percent: String, costs: [String]
  ) throws {
    let folder = try workspace(["request,1,,,,\(fee)"], use: ",,1000000,0")
    let (found, paid, _) = try watched(folder, "--period", "2026-03")
    #expect(found == [["2026-03-13", "change", "request", ""] + line])
    #expect(paid == [costs])
    let row = rows(ofCSV: try folder.text("o/price-watch.csv")).first
    #expect(row?["change_percent"] == percent)
  }

  @Test func `a fee is one price, also of requests that are above a threshold`() throws {
    let folder = try workspace(
      ["input,6,,,200,2026-01-01,,2026-01-01", "request,1,,,,2026-03-13,,2026-03-13"],
      use: ",,1000000,0")
    let (found, paid, _) = try watched(folder, "--period", "2026-03")
    #expect(found == [["2026-03-13", "change", "request", "", "", "1", "1", "1", "info"]])
    #expect(paid == [["6", "7"]])
  }

  /// No request pays it: a fee is always that of the base band.
  @Test func `a fee that is stated for a band has a row, and weighs nothing`() throws {
    let folder = try workspace(
      ["input,6,,,200,2026-01-01,,2026-01-01", "request,1,,,200,2026-03-13,,2026-03-13"],
      use: ",,1000000,0")
    let (found, _, _) = try watched(folder, "--period", "2026-03")
    #expect(found == [["2026-03-13", "change", "request", "200", "", "", "0", "0", "info"]])
  }

  /// A tenth of 3 USD becomes nine tenths, in batch half of both, charged 1.5 times what it was: critical, as it is more
  /// than we get.
  ///
  /// Another model of the vendor is not used, and nor are cached tokens where all are input.
  @Test(arguments: [
    (use: ",,0,1000000", line: ["cache_read", "", "0.3", "2.7", "1000000", "2.4", "critical"]),
    (
      use: "batch,,0,1000000",
      line: ["cache_read", "", "0.15", "1.35", "1000000", "1.2", "critical"]
    ),
    (use: ",,1000000,0", line: []),
  ])
  func `a derivation that changes is a change of the prices that are derived by it and used`(
    use: String, line: [String]
  ) throws {
    let folder = try workspace(
      [], use: use, derivations: ["p,cache_read,standard,input,0.9,2026-03-13,"])
    try folder.write(
      "ws/prices/n.csv",
      "provider,model,unit_class,price_usd,effective_from\np,n,input,3,2026-01-01\n")
    let (found, costs, output) = try watched(folder, "--period", "2026-03")
    #expect(found == (line.isEmpty ? [] : [["2026-03-13", "change"] + line]))
    #expect(costs == (line.isEmpty ? [] : [[line[2], line[3]]]))
    #expect(output.contains("Next: look at derivations.csv:4") == !line.isEmpty)
  }

  /// One that ends leaves its prices to that of any vendor: 1.2 USD for 0.3.
  @Test func `a derivation that ends leaves its prices to a more general one`() throws {
    let folder = try workspace(
      [], use: ",,0,1000000",
      derivations: [
        "p,cache_read,standard,input,0.1,2026-03-01,2026-03-13",
        "*,cache_read,standard,input,0.4,2024-04-15,",
      ])
    let (found, costs, _) = try watched(folder, "--period", "2026-03")
    #expect(
      found == [
        ["2026-03-13", "change", "cache_read", "", "0.3", "1.2", "1000000", "0.9", "critical"]
      ])
    #expect(costs == [["0.3", "1.2"]])
  }

  @Test func `a derivation that will change is announced`() throws {
    let folder = try workspace(
      [], use: ",,0,1000000", derivations: ["p,cache_read,standard,input,0.4,2026-05-01,"])
    let (found, _, _) = try watched(folder)
    #expect(
      found == [
        [
          "2026-05-01", "announced", "cache_read", "", "0.3", "1.2", "2000000", "1.8", "critical",
        ]
      ])
  }
}
