import Testing

/// Models of a forecast are those of the books, by whatever names the ledger and the user call them.
struct ForecastNameTests {
  private static func requests(of provider: String, _ model: String) throws -> String {
    try ForecastDesk.ledger(from: "2026-07-24", days: 28) { _ in
      ["10:00:00Z,u,a,pro,\(provider),\(model),,1000000,"]
    }
  }

  /// The ledger's A is the book's B, and its B the book's A: what it calls A costs 10 USD, from the first day ahead
  /// on 20.
  @Test func `a model is not looked up under its own name once more`() throws {
    let desk = try ForecastDesk(
      prices: [
        "v,A,input,1,,2026-01-01,", "v,B,input,10,,2026-01-01,", "v,B,input,20,,2026-08-21,",
      ],
      ledger: try Self.requests(of: "v", "A"),
      books: ["aliases.csv": "provider,alias,model\nv,A,B\nv,B,A\n"])
    #expect(try desk.ahead("vendor_cost_usd", of: "model/B", by: "model") == [["20", "20", "20"]])
  }

  /// A name that means itself until the end of the ledger means n from the next day on, at 4 USD.
  @Test func `a name that comes to mean another model has its price`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,", "v,n,input,4,,2026-01-01,"],
      ledger: try Self.requests(of: "v", "m"),
      books: ["aliases.csv": "provider,alias,model,effective_from\nv,m,n,2026-08-21\n"])
    #expect(try desk.means("vendor_cost_usd") == ["4"])
  }

  /// The book's google is the ledger's gemini: from the 26th on, when m ends at 1 USD, n takes over at 3, under the
  /// ledger's name of the vendor.
  @Test(arguments: [
    "google/m=google/n", "gemini/m=gemini/n", "gemini/m=google/n", "vertex_ai/m=google/n",
  ])
  func `a model takes over by any name of its vendor`(words: String) throws {
    let desk = try ForecastDesk(
      prices: ["google,m,input,1,,2026-01-01,2026-08-26", "google,n,input,3,,2026-01-01,"],
      ledger: try Self.requests(of: "gemini", "m"))
    let rows = try desk.table("forecast", "--by", "provider", "--replace", words).filter {
      $0["measure"] == "vendor_cost_usd" && $0["series"] == "provider/gemini"
    }
    #expect(
      rows.map { $0["mean"] } == Array(repeating: "1", count: 5) + Array(repeating: "3", count: 25))
  }

  /// From a day of the ledger on a name that meant itself means n, at 4 USD: what it was counted as before is served by n
  /// as well.
  @Test(arguments: ["2026-08-09", "2026-08-13", "2026-08-17"])
  func `a name that has come to mean another model has its price`(day: String) throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,", "v,n,input,4,,2026-01-01,"],
      ledger: try Self.requests(of: "v", "m"),
      books: ["aliases.csv": "provider,alias,model,effective_from\nv,m,n,\(day)\n"])
    #expect(try desk.means("vendor_cost_usd") == ["4"])
  }
}
