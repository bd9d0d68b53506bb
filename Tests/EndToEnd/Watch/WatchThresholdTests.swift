import Testing

/// The thresholds of `watch`: figures and times exactly at a limit.
struct WatchThresholdTests {
  /// A million tokens cost 1 USD, and `price` from 20 August; before that there is one request of a million, for which
  /// customers pay 1.5 USD, and after it another.
  private func workspace(
    price: String = "2", target: String = "", settings: String = "{}"
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", settings)
    try folder.write("ws/plans.csv", "tier,target_margin_percent\npro,\(target)\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
        + "p,m,input,1,2026-01-01,2026-01-01\np,m,input,\(price),2026-08-20,2026-08-10\n")
    try folder.write("ws/ledger/l.csv", Self.ledger("08-01T12:00:00Z,1000000", "08-25,1000000"))
    return folder
  }

  private static func ledger(_ requests: String...) -> String {
    "request_id,user_id,tier,provider,model,request_started_at,input_tokens\n"
      + requests.enumerated().map { "r\($0),u,pro,p,m,2026-\($1)\n" }.joined()
      .replacing("08-25,", with: "08-25T12:00:00Z,")
  }

  private func watched(
    _ folder: Scratch, _ table: String = "price-watch", _ options: [String] = [],
    columns: String...
  ) throws -> [String] {
    let run = try Program.assay(
      ["watch", folder.path("ws"), "--output", folder.path("o")] + options)
    #expect(run.status != 1, "\(run.errors)")
    return rows(ofCSV: try folder.text("o/\(table).csv")).map { row in
      columns.map { row[$0] ?? "?" }.joined(separator: " ")
    }
  }

  /// No price is in force for a second, so nothing can be compared; a thousand times the price is one all the same.
  @Test(arguments: [("1000", "critical"), ("5.5", "warning"), ("5", "info")])
  func `a price is compared with the one before a gap`(price: String, severity: String) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-01-01,2026-08-11T23:59:59Z\np,m,input,\(price),2026-08-12,\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-08-05T08:00:00Z,u,pro,p,m,1000\nr2,2026-08-20T08:00:00Z,u,pro,p,m,1000\n")
    _ = try Program.assay("watch", folder.path("ws"), "--quiet")
    let change = rows(ofCSV: try folder.text("ws/out/price-watch.csv")).filter {
      $0["effective_from"] == "2026-08-12"
    }
    #expect(change.map { $0["severity"] } == [severity])
    #expect(change.map { $0["old"] } == [""])
  }

  /// The rest of 1.5 USD if the customers' price stays; ten points under a target are critical.
  @Test(
    arguments: [
      ("1.5", "", "info 0"), ("1.503", "", "critical -0.2"),
      ("1.2", "20", "info 20"), ("1.203", "20", "warning 19.8"),
      ("1.347", "20", "warning 10.2"), ("1.35", "20", "critical 10"),
    ])
  func `a margin below zero is critical, and so is one that is ten points under its target`(
    price: String, target: String, severity: String
  ) throws {
    let found = try watched(
      workspace(price: price, target: target), columns: "severity",
      "margin_if_price_stays_percent")
    #expect(found == [severity])
  }

  @Test(
    arguments: [
      ("1.1", "set the multiplier that keeps the customers' price in each tier"),
      ("1.101", "nothing: the price changes by more than 10 %"),
    ])
  func `a change by as much as may be applied is applied`(price: String, words: String) throws {
    let settings = #"{ "watch": { "auto_apply_percent": "10" } }"#
    let found = try watched(workspace(price: price, settings: settings), columns: "auto_apply")
    #expect(found == [words])
  }

  @Test func `a word of the day on which a price was recorded covers it`() throws {
    let word = ["--acknowledge", "p/m/change/2026-08-20", "--reason", "ok", "--at", "2026-08-10"]
    let found = try watched(workspace(), "price-watch", word, columns: "acknowledged")
    #expect(found == ["acknowledged: ok"])
  }

  /// As September begins both are others.
  @Test func `a tier has the multiplier and the target with which the period ends`() throws {
    let folder = try workspace()
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,multiplier,effective_from,status\ntier,pro,1.3,2026-01-01,approved\n"
        + "tier,pro,1.1,2026-09-01,approved\n")
    try folder.write(
      "ws/plans.csv",
      "tier,target_margin_percent,effective_from\npro,30,2020-01-01\npro,60,2026-09-01\n")
    let found = try watched(
      folder, "price-watch-tiers", ["--period", "2026-08"], columns: "multiplier",
      "target_margin_percent")
    #expect(found == ["1.3 30"])
  }

  /// 1 September begins at seven in UTC.
  @Test(arguments: [("2026-09-01T07:00:00Z", "2"), ("2026-09-01T07:00:01Z", "1")])
  func `a day has the price with which it begins in its zone`(from: String, price: String) throws {
    let folder = try workspace(settings: #"{ "time_zone": "America/Phoenix" }"#)
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n"
        + "p,m,input,2,\(from)\n")
    try folder.write(
      "ws/ledger/l.csv", Self.ledger("08-31T20:00:00Z,1000000", "09-01T20:00:00Z,1000000"))
    let found = try watched(folder, "price-history", columns: "day", "price_usd")
    #expect(found == ["2026-08-31 1", "2026-09-01 \(price)"])
  }

  /// A band over 200,000 ends; of the requests one is above it, by one token, which were 2 USD a million and are 1.
  @Test func `a request of just as much as a band that ends was not in it`() throws {
    let folder = try workspace()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,context_over,effective_from,effective_to\n"
        + "p,m,input,1,,2026-01-01,\np,m,input,2,200000,2026-01-01,2026-08-20\n")
    try folder.write(
      "ws/ledger/l.csv",
      Self.ledger("08-01T12:00:00Z,200000", "08-02T12:00:00Z,200001", "08-25,7"))
    let found = try watched(
      folder, columns: "context_over", "old", "new", "quantity_30_days", "exposure_usd_per_month")
    #expect(found == ["200000 2 1 200001 -0.200001"])
  }
}
