import Testing

/// Each model of a tier is forecast from its own history: what one does is not expected of the others.
struct ForecastStreamTests {
  /// So many requests of a million tokens at 1 USD on each of so many days, by tier; each tier has a model of its own.
  private static func desk(
    days: Int = 84, pro: @escaping (Int) -> Int, free: @escaping (Int) -> Int = { _ in 0 }
  ) throws -> ForecastDesk {
    try ForecastDesk(
      prices: ["v,old,input,1,,2026-01-01,", "v,new,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-06-06", days: days) { day in
        [String](repeating: "10:00:00Z,u,a,pro,v,old,,1000000,", count: pro(day))
          + [String](repeating: "10:00:00Z,u,b,free,v,new,,1000000,", count: free(day))
      })
  }

  /// The usage of another tier on each of the last days.
  private static let courses: [(since: Int, before: Int, after: Int)] = [
    (2, 6, 60), (4, 6, 60), (10, 6, 60), (20, 6, 60), (10, 60, 3), (20, 60, 3), (2, 0, 60),
    (5, 0, 60), (10, 0, 60), (20, 0, 60), (4, 60, 0), (10, 60, 0),
  ]

  @Test(arguments: courses)
  func `a tier that goes on as ever is expected to, whatever another does`(
    since: Int, before: Int, after: Int
  ) throws {
    let desk = try Self.desk { _ in
      12
    } free: {
      $0 < 84 - since ? before : after
    }
    #expect(try desk.means("requests", of: "tier/pro") == ["12"])
    #expect(try desk.means("vendor_cost_usd", of: "tier/pro") == ["12"])
  }

  /// Pro does 1 more every other day, from 20 to 61 a day; free always 30.
  @Test func `a tier that grows does not take from another, nor give to it`() throws {
    let desk = try Self.desk {
      20 + $0 / 2
    } free: { _ in
      30
    }
    #expect(try desk.means("requests", of: "tier/free") == ["30"])
    let pro = try desk.means("requests", of: "tier/pro").compactMap(Double.init)
    #expect(pro.allSatisfy { $0 >= 58 }, "\(pro.sorted())")
  }

  /// A request on so many of each five days: in 30 days 6, 12 and 18, give or take two.
  @Test(arguments: [1, 2, 3])
  func `what a day is short of a whole request is expected on the next`(days: Int) throws {
    let desk = try Self.desk { $0 % 5 < days ? 1 : 0 }
    let means = try desk.table("forecast", "--horizon", "30")
      .filter { $0["series"] == "total" && $0["measure"] == "requests" }
      .compactMap { Int($0["mean"] ?? "") }
    #expect(means.count == 30)
    #expect(abs(means.reduce(0, +) - 6 * days) <= 2, "\(means)")
  }

  /// Forty models do 1 to 40 requests a day.
  @Test func `of very many models each goes on as it did`() throws {
    let models = (1...40).map { "m\($0)" }
    let desk = try ForecastDesk(
      prices: models.map { "v,\($0),input,1,,2026-01-01," },
      ledger: try ForecastDesk.ledger(from: "2026-07-04", days: 30) { _ in
        models.enumerated().flatMap { number, model in
          [String](repeating: "10:00:00Z,u,a,pro,v,\(model),,1000000,", count: number + 1)
        }
      })
    let rows = try desk.table("forecast", "--by", "model", "--horizon", "7")
      .filter { $0["measure"] == "requests" && $0["series"] != "total" }
    #expect(rows.count == 7 * 40)
    for row in rows { #expect(row["series"] == "model/m\(row["mean"] ?? "")") }
  }
}
