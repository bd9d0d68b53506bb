import Testing

/// A change of a scenario with a start but no end: it lasts until the next row of each key that it changes.
struct DatedChangeTests {
  private static let prices = "provider,model,unit_class,price_usd,per,effective_from\n"
  private static let multipliers =
    "level,tier,provider,model,multiplier,effective_from,status\n"
  private static let always =
    prices + "openai,m,input,1,1,2026-01-01\nacme,m,input,1,1,2026-01-01\n"

  /// The figures of requests under the change, each with its day, tier, provider, input and output.
  private func simulated(
    _ change: String, _ files: [String: String], _ requests: [String], _ measure: String
  ) throws -> String? {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    for (name, text) in files { try folder.write("ws/" + name, text) }
    let lines = requests.enumerated().map { number, request in
      let cells = request.split(separator: ",")
      return "r\(number),2026-08-\(cells[0])T12:00:00Z,u,\(cells[1]),\(cells[2]),m,\(cells[3]),"
        + "\(cells[4])\n"
    }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"
        + lines.joined())
    try folder.write("s.json", #"{ "changes": [{ \#(change), "from": "2026-08-01" }] }"#)
    let run = try Program.assay("simulate", folder.path("ws"), folder.path("s.json"), "--quiet")
    try #require(run.status == 0, "\(run.errors)")
    return rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv")).first {
      $0["measure"] == measure && $0["key"] == ""
    }?["simulated"]
  }

  /// On 12 August input costs 2 by its row of the 10th, and output still twice its 1: 1 × 2 + 10 × 2.
  @Test func `prices of several classes end each at its own next row`() throws {
    let cost = try simulated(
      #""price_usd": "+100%", "provider": "openai", "model": "m""#,
      [
        "prices/p.csv": Self.prices + "openai,m,input,1,1,2026-01-01\n"
          + "openai,m,input,2,1,2026-08-10\nopenai,m,output,1,1,2026-01-01\n"
      ],
      ["12,pro,openai,1,10"], "vendor_cost_usd")
    #expect(cost == "22")
  }

  /// From the 10th the book has 3 for openai; acme goes on at 7: 1 × 3 + 1 × 7, and on the 5th 7 + 7.
  @Test func `multipliers of several vendors end each at its own next row`() throws {
    let revenue = try simulated(
      #""multiplier": "7", "model": "m""#,
      [
        "prices/p.csv": Self.always,
        "multipliers.csv": Self.multipliers + "model,,openai,m,2,2026-01-01,approved\n"
          + "model,,openai,m,3,2026-08-10,approved\nmodel,,acme,m,2,2026-01-01,approved\n",
      ],
      ["05,pro,openai,1,0", "05,pro,acme,1,0", "12,pro,openai,1,0", "12,pro,acme,1,0"],
      "list_revenue_usd")
    #expect(revenue == "24")
  }

  /// A credit is worth 0.02 by the change, 0.03 by the entry of pro of the 10th, and 0.05 by the general one of the 20th,
  /// which does not speak for pro.
  @Test(arguments: [
    ("05,pro,openai,1,0", "0.02"), ("12,pro,openai,1,0", "0.03"), ("25,pro,openai,1,0", "0.03"),
    ("05,free,openai,1,0", "0.02"), ("12,free,openai,1,0", "0.02"), ("25,free,openai,1,0", "0.05"),
  ])
  func `a credit value of every tier ends at each tier's own next entry`(
    request: String, value: String
  ) throws {
    let entries = [
      #"{ "value": "0.01" }"#, #"{ "tier": "pro", "value": "0.01" }"#,
      #"{ "tier": "pro", "from": "2026-08-10", "value": "0.03" }"#,
      #"{ "from": "2026-08-20", "value": "0.05" }"#,
    ].joined(separator: ", ")
    try expect(value, of: request, entries: entries, change: #""credit_value_usd": "0.02""#)
  }

  /// Until pro has an entry of its own, on the 20th, it goes by the general ones.
  @Test(arguments: [("05", "0.02"), ("12", "0.05"), ("25", "0.03")])
  func `a tier whose own entries begin later goes by the general ones until then`(
    day: String, value: String
  ) throws {
    let entries = [
      #"{ "value": "0.01" }"#, #"{ "from": "2026-08-10", "value": "0.05" }"#,
      #"{ "tier": "pro", "from": "2026-08-20", "value": "0.03" }"#,
    ].joined(separator: ", ")
    try expect(
      value, of: "\(day),pro,openai,1,0", entries: entries, change: #""credit_value_usd": "0.02""#)
  }

  /// An entry that names the tier beats a general one, whatever their dates: so does the change.
  @Test(arguments: [("05", "0.02"), ("12", "0.02")])
  func `a credit value of one tier does not end with a general entry`(
    day: String, value: String
  ) throws {
    let entries = #"{ "value": "0.01" }, { "from": "2026-08-10", "value": "0.05" }"#
    try expect(
      value, of: "\(day),pro,openai,1,0", entries: entries,
      change: #""credit_value_usd": "0.02", "tier": "pro""#)
  }

  /// One token is charged 1.5 USD: of what a credit is worth tells how many that are.
  private func expect(
    _ value: String, of request: String, entries: String, change: String
  ) throws {
    let credits = try simulated(
      change,
      ["prices/p.csv": Self.always, "assay.json": "{ \"credit_value_usd\": [\(entries)] }"],
      [request], "credits")
    // 1.5 ÷ 0.02 = 75, 1.5 ÷ 0.03 = 50, 1.5 ÷ 0.05 = 30.
    #expect(credits == ["0.02": "75", "0.03": "50", "0.05": "30"][value])
  }
}
