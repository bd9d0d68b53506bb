import Foundation
import Testing

/// Books that change as a month begins, in zones where that is not when it begins in UTC.
struct MonthEdgeTests {
  private static let ledger =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
  private static let prices = "provider,model,unit_class,price_usd,effective_from\n"

  /// Requests of 1 USD each, by user `u` of tier pro.
  private static func workspace(
    zone: String, at times: [String], _ files: [String: String]
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", #"{"time_zone":"\#(zone)"}"#)
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", prices + "p,m,input,1,2026-01-01\n")
    let rows = times.enumerated().map { "r\($0),\($1),u,pro,p,m,1000000\n" }
    try folder.write("ws/ledger/a.csv", ledger + rows.joined())
    for (name, text) in files { try folder.write("ws/" + name, text) }
    return folder
  }

  /// September begins in Auckland at noon of 31 August in UTC, in Phoenix at seven on 1 September.
  @Test(
    arguments: [
      ("Pacific/Auckland", "2026-08-31T12:00:00Z", "2026-08", "announced"),
      ("Pacific/Auckland", "2026-08-31T12:00:00Z", "2026-09", "change"),
      ("Pacific/Auckland", "2026-08-31T11:59:59Z", "2026-08", "change"),
      ("Pacific/Auckland", "2026-08-31T11:59:59Z", "2026-09", nil),
      ("America/Phoenix", "2026-09-01", "2026-08", "change"),
      ("America/Phoenix", "2026-09-01", "2026-09", nil),
      ("UTC", "2026-09-01", "2026-08", "announced"), ("UTC", "2026-09-01", "2026-09", "change"),
    ] as [(String, String, String, String?)])
  func `a price that changes belongs to the month of the zone in which it does`(
    zone: String, from: String, period: String, kind: String?
  ) throws {
    let folder = try Self.workspace(
      zone: zone, at: ["2026-08-20T10:00:00Z", "2026-09-20T10:00:00Z"],
      ["prices/p.csv": Self.prices + "p,m,input,1,2026-01-01\np,m,input,2,\(from)\n"])
    let run = try Program.assay(
      "watch", folder.path("ws"), "--period", period, "--output", folder.path("out"))
    let alerts = rows(ofCSV: try folder.text("out/price-watch.csv"))
    #expect(alerts.first?["kind"] == kind, "\(run.errors)")
  }

  /// From the first instant of September in the zone, or from 1 September as books have days, which is one of UTC.
  @Test(
    arguments: [
      ("Pacific/Auckland", "2026-08-31T12:00:00Z"), ("America/Phoenix", "2026-09-01"),
      ("America/Phoenix", "2026-09-01T07:00:00Z"), ("UTC", "2026-09-01"),
    ])
  func `a month has the multiplier and the target with which it ends`(
    zone: String, from: String
  ) throws {
    let folder = try Self.workspace(
      zone: zone, at: ["2026-08-01T20:00:00Z", "2026-08-31T10:00:00Z"],
      [
        "assay.json":
          #"{"time_zone":"\#(zone)","materiality":{"usd":"0.01","percent":"0"}}"#,
        "multipliers.csv": "level,tier,multiplier,effective_from,status\n"
          + "tier,pro,1.3,2026-01-01,approved\ntier,pro,1.1,\(from),approved\n",
        "plans.csv": "tier,is_free,target_margin_percent,effective_from\npro,false,30,2020-01-01\n"
          + "pro,false,60,\(from)\n",
      ])
    let run = try Program.assay("simulate", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    let line = try #require(
      rows(ofCSV: try folder.text("ws/out/simulation/simulation-break-even.csv")).first)
    #expect(line["multiplier"] == "1.3" && line["target_margin_percent"] == "30")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let page = try folder.text("ws/out/report.html")
    #expect(page.contains("instead of 1.3") && !page.contains("instead of 1.1"))
  }

  /// August costs 50 USD with 400 credits; two requests of 300 credits each leave 200 beyond, of 2 USD.
  @Test(
    arguments: [
      ("America/Phoenix", "2026-08-01T00:00:00-07:00"), ("America/Phoenix", "2026-08-01"),
      ("Asia/Kolkata", "2026-08-01T00:00:00+05:30"), ("Asia/Kolkata", "2026-08-01"),
    ])
  func `a month is paid by the plan that begins with it`(zone: String, from: String) throws {
    let folder = try Self.workspace(
      zone: zone, at: ["2026-08-10T10:00:00Z", "2026-08-20T10:00:00Z"],
      [
        "assay.json": #"{"time_zone":"\#(zone)","default_multiplier":"3"}"#,
        "plans.csv": "tier,is_free,monthly_price_usd,monthly_credits,effective_from\n"
          + "pro,false,20,100,2020-01-01\npro,false,50,400,\(from)\n",
      ])
    let run = try Program.assay("simulate", folder.path("ws"), "--set", "tier:pro=3")
    let line = try #require(
      rows(ofCSV: try folder.text("ws/out/simulation/tiers-compare.csv")).first, "\(run.errors)")
    #expect(line["plan_price_usd"] == "50" && line["credits_beyond_plan"] == "200")
    #expect(line["paid_now_usd"] == "52")
    let fees = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv")).first {
      $0["measure"] == "plan_fees_usd"
    }
    #expect(fees?["baseline"] == "50")
  }

  /// Whose credits earn nothing may still pay a price a month: both files of a simulation say so.
  @Test func `a free plan with a monthly price is paid`() throws {
    let folder = try Self.workspace(
      zone: "UTC", at: ["2026-08-10T10:00:00Z"],
      [
        "plans.csv": "tier,is_free,monthly_price_usd,monthly_credits,effective_from\n"
          + "pro,true,5,400,2020-01-01\n"
      ])
    let run = try Program.assay("simulate", folder.path("ws"), "--plan-price", "pro=50")
    let line = try #require(
      rows(ofCSV: try folder.text("ws/out/simulation/tiers-compare.csv")).first, "\(run.errors)")
    #expect(line["plan_price_usd"] == "5" && line["paid_usd"] == "5")
    #expect(line["paid_now_usd"] == "5")
    let fees = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv")).first {
      $0["measure"] == "plan_fees_usd"
    }
    #expect(fees?["baseline"] == "5" && fees?["simulated"] == "50")
  }

  /// A request of 1 USD is worth 1.50: 150 credits before the 12th, 75 from then.
  @Test
  func
    `a plan that begins within its first month is paid, and credits beyond it as they are worth`()
    throws
  {
    let folder = try Self.workspace(
      zone: "UTC", at: ["2026-08-10T10:00:00Z", "2026-08-20T10:00:00Z"],
      [
        "assay.json": #"""
        {"default_multiplier":"1.5","credit_value_usd":[
          {"from":"2026-01-01","value":"0.01"},{"from":"2026-08-12","value":"0.02"}]}
        """#,
        "plans.csv": "tier,is_free,monthly_price_usd,monthly_credits,effective_from\n"
          + "pro,false,20,200,2026-08-05\n",
      ])
    let run = try Program.assay("simulate", folder.path("ws"), "--plan-price", "pro=25")
    let line = try #require(
      rows(ofCSV: try folder.text("ws/out/simulation/tiers-compare.csv")).first, "\(run.errors)")
    // Of 225 credits 200 are in the plan; a ninth of 3 USD is beyond.
    #expect(line["credits"] == "225" && line["credits_beyond_plan"] == "25")
    #expect(line["paid_now_usd"] == "20.333333333333333333")
    let fees = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv")).first {
      $0["measure"] == "plan_fees_usd"
    }
    #expect(fees?["baseline"] == "20" && fees?["simulated"] == "25")
  }

  /// The day after the last of the ledger begins in Phoenix at seven in UTC.
  @Test(
    arguments: [
      ("UTC", "2026-09-01"), ("America/Phoenix", "2026-09-01T07:00:00Z"),
      ("Asia/Kolkata", "2026-08-31T18:30:00Z"),
    ])
  func `a proposal begins with the day after the ledger's last`(zone: String, from: String) throws {
    let folder = try Self.workspace(zone: zone, at: ["2026-08-31T10:00:00Z"], [:])
    let run = try Program.assay(
      "simulate", folder.path("ws"), "--set", "tier:pro=2", "--save-as-proposal", "--by",
      "ann", "--reason", "because")
    #expect(run.output.contains("multiplier 2 from \(from)."), "\(run.errors)")
    #expect(try folder.text("ws/multipliers.csv").contains(",\(from),"))
  }

  /// The row of 20 September repeats an id with another time, and counts nowhere.
  @Test func `days of rows that do not count are not the ledger's`() throws {
    let folder = try Self.workspace(
      zone: "UTC", at: ["2026-08-20T10:00:00Z", "2026-08-31T10:00:00Z"],
      [
        "prices/p.csv": Self.prices + "p,m,input,1,2026-01-01\np,m,input,2,2026-10-01\n",
        "multipliers.csv": "level,tier,multiplier,effective_from,status\n"
          + "tier,pro,1.5,2026-01-01,approved\ntier,pro,1.1,2026-09-10,approved\n",
      ])
    let conflict = "r1,2026-09-20T10:00:00Z,u,pro,p,m,1000000\n"
    try folder.write("ws/ledger/b.csv", Self.ledger + conflict)
    for options in [[], ["--period", "2026-08"]] {
      let watch = try Program.assay(
        ["watch", folder.path("ws"), "--output", folder.path("out")] + options)
      let alert = rows(ofCSV: try folder.text("out/price-watch.csv")).first
      #expect(alert?["quantity_30_days"] == "2000000", "\(options) \(watch.errors)")
    }
    _ = try Program.assay("simulate", folder.path("ws"))
    let line = try #require(
      rows(ofCSV: try folder.text("ws/out/simulation/simulation-break-even.csv")).first)
    #expect(line["multiplier"] == "1.5")
  }

  /// One request a day until July, ten from August on: of the 30 days before 20 August eleven lie in July and 19 in
  /// August, 11 + 190 requests, which cost 1 USD more each.
  @Test func `a month weighs a price announced in it by the days before it comes`() throws {
    let months = [(6, 30, 1), (7, 31, 1), (8, 31, 10), (9, 10, 10)]
    let times = months.flatMap { month, days, requests in
      (1...days).flatMap { day -> [String] in
        let time = "2026-0\(month)-\(day < 10 ? "0" : "")\(day)T10:00:00Z"
        return Array(repeating: time, count: requests)
      }
    }
    let folder = try Self.workspace(
      zone: "UTC", at: times,
      [
        "prices/p.csv": "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
          + "p,m,input,1,2026-01-01,2026-01-01\np,m,input,2,2026-08-20,2026-07-10\n"
      ])
    for (options, kind) in [([], "change"), (["--period", "2026-07"], "announced")] {
      let watch = try Program.assay(
        ["watch", folder.path("ws"), "--output", folder.path("out")] + options)
      let alert = rows(ofCSV: try folder.text("out/price-watch.csv")).first
      #expect(alert?["kind"] == kind, "\(watch.errors)")
      #expect(alert?["quantity_30_days"] == "201000000", "\(options)")
      #expect(alert?["exposure_usd_per_month"] == "201", "\(options)")
    }
  }

  /// Tokens from a cache cost a tenth of 1 USD, then a twentieth of 2: nothing changes for them.
  @Test func `an alert knows the derivation of each of its sides`() throws {
    let folder = try Self.workspace(
      zone: "UTC", at: [],
      [
        "prices/p.csv": Self.prices + "p,m,input,1,2026-01-01\np,m,input,2,2026-08-16\n",
        "derivations.csv":
          "provider,unit_class,service_tier,from_unit_class,factor,effective_from,effective_to\n"
          + "p,cache_read,standard,input,0.1,2024-01-01,2026-08-16\n"
          + "p,cache_read,standard,input,0.05,2026-08-16,\n",
        "ledger/a.csv":
          "request_id,request_started_at,user_id,tier,provider,model,cache_read_tokens\n"
          + "r1,2026-08-10T10:00:00Z,u,pro,p,m,1000000\nr2,2026-08-20T10:00:00Z,u,pro,p,m,1000000\n",
      ])
    _ = try Program.assay("watch", folder.path("ws"))
    let alerts = rows(ofCSV: try folder.text("ws/out/price-watch.csv"))
    #expect(alerts.map { $0["class"] } == ["input"])
    #expect(alerts.first?["exposure_usd_per_month"] == "0")
    let tier = try #require(rows(ofCSV: try folder.text("ws/out/price-watch-tiers.csv")).first)
    #expect(tier["vendor_cost_before_usd"] == "0.1" && tier["vendor_cost_after_usd"] == "0.1")
  }

  /// The catalog's price is hidden until the own one ends, and was recorded in August.
  @Test func `a row that another source hides at its start is recorded when it is`() throws {
    let folder = try Self.workspace(
      zone: "UTC", at: ["2026-07-10T10:00:00Z", "2026-08-10T10:00:00Z"],
      [
        "price-sources.csv": "source,rank\nown,1\ncatalog,2\n",
        "prices/p.csv": Self.prices,
        "prices/own.csv": "provider,model,unit_class,price_usd,effective_from,effective_to\n"
          + "p,m,input,1,2026-01-01,2026-07-15\n",
        "prices/catalog.csv": "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
          + "p,m,input,2,2026-01-01,2026-08-20\n",
      ])
    let run = try Program.assay(
      "watch", folder.path("ws"), "--period", "2026-08", "--output", folder.path("out"))
    let alert = try #require(
      rows(ofCSV: try folder.text("out/price-watch.csv")).first, "\(run.errors)")
    #expect(alert["old"] == "1" && alert["new"] == "2" && alert["recorded_at"] == "2026-08-20")
    #expect(alert["exposure_usd_per_month"] == "1")
  }

  /// No number of nanoseconds reaches as far as the years 1 and 9999.
  @Test(
    arguments: ["0001-01", "1677-09", "2262-04", "2300-01", "9999-12"],
    ["UTC", "Pacific/Kiritimati"])
  func `a month at the ends of time has no request`(period: String, zone: String) throws {
    let folder = try Self.workspace(zone: zone, at: ["2026-08-10T10:00:00Z"], [:])
    for command in ["run", "watch", "simulate"] {
      let run = try Program.assay(
        command, folder.path("ws"), "--period", period, "--output", folder.path(command))
      #expect((0...2).contains(run.status), "\(command): \(run.status) \(run.errors)")
    }
  }
}
