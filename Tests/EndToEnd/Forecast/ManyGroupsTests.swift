import Testing

/// A forecast of very many groups: the largest by vendor cost have a series each, all others have one.
struct ManyGroupsTests {
  private static let prices = ["v,m,input,1,,2025-01-01,"]

  /// Four weeks up to 10 July, on each day of which tier n uses n million tokens in one request, which cost n USD.
  private static func desk(
    _ names: [String], books: [String: String] = [:]
  ) throws -> ForecastDesk {
    try ForecastDesk(
      prices: prices,
      ledger: try ForecastDesk.ledger(from: "2026-06-13", days: 28) { _ in
        names.enumerated().map { "10:00:00Z,u,a,\($1),v,m,,\($0 + 1)000000," }
      }, books: books)
  }

  private static let names = (1...103).map { "t\($0)" }

  /// Of 103 tiers those that cost 1, 2 and 3 USD a day are beyond the hundred largest: together 6 USD.
  @Test func `a hundred tiers have a series each, and the others one`() throws {
    let desk = try Self.desk(Self.names)
    let series = Set(try desk.table("forecast").compactMap { $0["series"] })
    let others = ["total", "tier/other tiers"]
    #expect(series == Set(Self.names.dropFirst(3).map { "tier/\($0)" } + others))
    #expect(try desk.means("vendor_cost_usd", of: "tier/other tiers") == ["6"])
    #expect(try desk.means("requests", of: "tier/other tiers") == ["3"])
    let said = try desk.words().words
    #expect(
      said.contains(
        "The 100 tiers with the largest vendor cost have their own forecast; the other 3 are"
          + " forecast as one: tier/other tiers."), "\(said)")
  }

  @Test func `a hundred tiers have no others`() throws {
    let desk = try Self.desk(Array(Self.names.prefix(100)))
    let series = Set(try desk.table("forecast").compactMap { $0["series"] })
    #expect(series == Set(Self.names.prefix(100).map { "tier/\($0)" } + ["total"]))
  }

  /// A real tier keeps its name: 103 USD a day.
  @Test func `the name of the others is none that the ledger has`() throws {
    let desk = try Self.desk(Self.names.dropLast() + ["other tiers"])
    #expect(try desk.means("vendor_cost_usd", of: "tier/other tiers") == ["103"])
    #expect(try desk.means("vendor_cost_usd", of: "tier/other tiers (2)") == ["6"])
  }

  /// Tier t1 costs 1 USD a day, 10 USD from the 1st to the 10th, and 21 more in the rest of July; t2 and t3 are left.
  @Test func `what a budget names has a series, however small it is`() throws {
    let desk = try Self.desk(
      Self.names, books: ["budgets.csv": "month,scope,usd\n2026-07,tier/t1,50\n"])
    let row = try desk.table("budget-forecast").first
    #expect(row?["actual_usd"] == "10")
    #expect(row?["expected_usd"] == "21")
    #expect(try desk.means("vendor_cost_usd", of: "tier/other tiers") == ["5"])
  }

  /// 100 tiers cost 2 USD a day each and 2,000 tiers 1 USD: 2,100 kinds, of which the names are taken together before they
  /// are forecast.
  @Test func `of very many kinds the others go on as they did`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices,
      ledger: try ForecastDesk.ledger(from: "2026-07-01", days: 28) { _ in
        (0..<2_100).map { "10:00:00Z,u,a,t\($0),v,m,,\($0 < 100 ? 2 : 1)000000," }
      })
    #expect(try desk.means("vendor_cost_usd") == ["2200"])
    #expect(try desk.means("vendor_cost_usd", of: "tier/other tiers") == ["2000"])
    #expect(try desk.means("requests", of: "tier/other tiers") == ["2000"])
    #expect(try desk.means("vendor_cost_usd", of: "tier/t7") == ["2"])
  }

  /// A thousand accounts use 2 USD a day each, and three others 1 USD, of which a budget names one.
  @Test func `a thousand accounts have a series each, and the others one`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices,
      ledger: try ForecastDesk.ledger(from: "2026-06-13", days: 28) { _ in
        (0..<1_003).map { "10:00:00Z,u,a\($0),t,v,m,,\($0 < 1_000 ? 2 : 1)000000," }
      }, books: ["budgets.csv": "month,scope,usd\n2026-07,account/a1000,50\n"])
    let rows = try desk.table("forecast", "--by", "account", "--horizon", "1")
    let costs = rows.filter { $0["measure"] == "vendor_cost_usd" }
    #expect(costs.count == 1_003)
    let means = Dictionary(uniqueKeysWithValues: costs.map { ($0["series"] ?? "", $0["mean"]) })
    #expect(means["total"] == "2003")
    #expect(means["account/a7"] == "2")
    #expect(means["account/a1000"] == "1")
    #expect(means["account/other accounts"] == "2")
    #expect(means["account/a1002"] == nil)
  }

  @Test func `a run says that some tiers are forecast as one`() throws {
    let folder = try Scratch()
    try folder.write("provider,model,unit_class,price_usd\nv,m,input,1\n", to: "ws/prices/p.csv")
    try folder.write(
      try ForecastDesk.ledger(from: "2026-07-01", days: 28) { _ in
        (0..<102).map { "10:00:00Z,u,a,t\($0),v,m,,1000000," }
      }, to: "ws/ledger/l.csv")
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.errors.contains("note: [forecast.rest] The 100 tiers with"), "\(run.errors)")
  }
}
