import Testing

/// Models without a price on days ahead: nothing is expected of them, which is told, unless another one takes over.
struct ForecastDeprecationTests {
  private static let header =
    "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens,"
    + "output_tokens\n"

  /// A million tokens of input and of output a day to 28 August.
  private static func desk(_ prices: [String]) throws -> ForecastDesk {
    try ForecastDesk(
      prices: prices,
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28, header: header) { _ in
        ["10:00:00Z,u,a,pro,v,m,1000000,1000000"]
      })
  }

  private static let input = "v,m,input,1,,2026-01-01,"
  private static let output = "v,m,output,2,,2026-01-01,"
  private static let heir = ["v,n,input,10,,2026-01-01,", "v,n,output,20,,2026-01-01,"]

  /// The days ahead begin with 29 August: m costs 3 USD a day, n 30.
  @Test(
    arguments: [
      // A class that is used has no price: so many days of 3 USD, then of 0.
      (
        [input, output + "2026-09-05"], "", [("3", 7), ("0", 23)],
        "m of v has no price of output in force from 2026-09-05 on: Assay forecasts no usage of it."
      ),
      (
        [input + "2026-09-05", output + "2026-09-05"], "", [("3", 7), ("0", 23)],
        "m of v has no price in force from 2026-09-05 on: Assay forecasts no usage of it."
      ),
      // The price of the class ended within the history, and its requests went on.
      (
        [input, output + "2026-08-20"], "", [],
        "as in the last days, none of the 30 expected requests has a price."
      ),
      // The price ended with the history: no request was made without it.
      (
        [input, output + "2026-08-29"], "", [("0", 30)],
        "m of v has no price of output in force from 2026-08-29 on: Assay forecasts no usage of it."
      ),
      // A gap.
      (
        [
          input + "2026-09-05", "v,m,input,1,,2026-09-10,", output + "2026-09-05",
          "v,m,output,2,,2026-09-10,",
        ], "", [("3", 7), ("0", 5), ("3", 18)],
        "m of v has no price in force from 2026-09-05 to 2026-09-10: Assay forecasts no usage of it."
      ),
      // Another model takes over where it has a price itself.
      ([input, output + "2026-09-05"] + heir, "v/m=v/n", [("3", 7), ("30", 23)], ""),
      (
        [input + "2026-09-05", output + "2026-09-05"] + heir.map { $0 + "2026-09-12" }, "v/m=v/n",
        [("3", 7), ("30", 7), ("0", 16)],
        "m of v has no price in force from 2026-09-12 on, nor has n of v: Assay forecasts no usage of it."
      ),
      (
        [input + "2026-09-05", output + "2026-09-05", heir[0]], "v/m=v/n", [("3", 7), ("0", 23)],
        "m of v has no price in force from 2026-09-05 on, nor has n of v: Assay forecasts no usage of it."
      ),
    ] as [([String], String, [(String, Int)], String)])
  func `nothing is expected of what has no price`(
    prices: [String], replaced: String, costs: [(String, Int)], words: String
  ) throws {
    let desk = try Self.desk(prices)
    let option = replaced.isEmpty ? [] : ["--replace", replaced]
    let rows = try desk.table("forecast", ["--by", "model"] + option)
    let total = rows.filter { $0["series"] == "total" && $0["measure"] == "vendor_cost_usd" }
    #expect(
      total.map { $0["mean"] ?? "" }
        == costs.flatMap { Array(repeating: $0.0, count: $0.1) })
    let said = try desk.words(option).words
    #expect(words.isEmpty ? !said.contains("no price") : said.contains(words), "\(said)")
  }

  /// Of 27 to 33 requests a day 9 to 11 are of a model that ends: the 18 to 22 of the other one go on as evenly as they did.
  @Test func `a range after an end has what is left on both sides`() throws {
    let desk = try ForecastDesk(
      prices: [Self.input, Self.output, "v,n,input,1,,2026-01-01,2026-09-05"],
      ledger: try ForecastDesk.ledger(from: "2026-06-06", days: 84, header: Self.header) { day in
        let count = 9 + day * 7919 % 13 % 3
        return Array(repeating: "10:00:00Z,u,a,pro,v,m,1000000,1000000", count: 2 * count)
          + Array(repeating: "10:00:00Z,u,a,pro,v,n,1000000,", count: count)
      })
    let rows = try desk.table("forecast").filter {
      $0["series"] == "total" && $0["measure"] == "requests"
        && $0["day", default: ""] >= "2026-09-05"
    }
    #expect(rows.count == 23)
    for row in rows {
      let ends = try ["lo95", "mean", "hi95"].map { try #require(Double(row[$0] ?? "")) }
      #expect(14 < ends[0] && ends[0] < ends[1] && ends[1] < ends[2] && ends[2] < 26, "\(row)")
    }
  }

  /// Cached tokens on some days alone, at a price that ends ahead or has ended: most requests need none.
  @Test(arguments: ["2026-08-12", "2026-09-05"])
  func `a class of some days takes no more than itself along`(end: String) throws {
    let desk = try ForecastDesk(
      prices: [Self.input, Self.output, "v,m,cache_read,0.1,,2026-01-01,\(end)"],
      ledger: try ForecastDesk.ledger(
        from: "2026-08-01", days: 28,
        header: String(Self.header.dropLast()) + ",cache_read_tokens\n"
      ) { day in ["10:00:00Z,u,a,pro,v,m,1000000,1000000,\(day < 5 ? "100" : "")"] })
    #expect(try desk.means("requests") == ["1"])
    #expect(!(try desk.words([]).words.contains("no price")))
  }

  /// The price of the output ended, and one of the region eu goes on, of which the requests may be: they are no fewer.
  @Test func `a class with a price of a region has a price`() throws {
    let desk = try Self.desk([
      Self.input, Self.output + "2026-09-05", "v,m,output,2,eu,2026-01-01,",
    ])
    #expect(try desk.means("requests") == ["1"])
  }

  @Test func `the JSON tells from when to when`() throws {
    let gap = try Self.desk([
      Self.output, Self.input + "2026-09-05", "v,m,input,1,,2026-09-10,",
    ])
    #expect(
      try gap.words(["--json"]).words.contains(
        #""provider": "v", "model": "m", "from": "2026-09-05", "to": "2026-09-10""#))
  }

  @Test(arguments: [
    ("v/m=v/x1", "\"v/x1\", expected a model of the price book"),
    ("v/m=v/nna", "\"v/nna\", expected a model of the price book; did you mean v/nn?"),
    ("v/mm=v/nn", "\"v/mm\", expected a model of the ledger or the price book; did you mean v/m?"),
  ])
  func `who takes over from whom is compared with the books`(text: String, words: String) throws {
    let desk = try Self.desk([
      Self.input, Self.output, "v,nn,input,1,,2026-01-01,", "v,other,input,1,,2026-01-01,",
    ])
    let said = try desk.words(["--replace", text])
    #expect(said.status == 64)
    #expect(said.words.contains(words), "\(said.words)")
  }

  /// Of the ledger alone, of the book alone, and by an alias.
  @Test(arguments: ["v/m=v/nn", "v/m2=v/nn", "v/m=v/alias"])
  func `a model that is known may be replaced, or take over`(text: String) throws {
    let desk = try ForecastDesk(
      prices: ["v,nn,input,1,,2026-01-01,", "v,m2,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      },
      books: ["aliases.csv": "provider,alias,model\nv,alias,nn\n"])
    #expect(try desk.words(["--replace", text]).status == 2)
  }

  /// A million tokens on each of thirty days ahead, the first of which is the first without a price of m.
  @Test func `a model without a history has the units that it takes over`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,2026-08-29", "v,nn,input,2,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      })
    let rows = try desk.table("forecast", "--by", "model", "--replace", "v/m=v/nn")
      .filter { $0["series"] == "model/nn" && $0["measure"] == "input_tokens" }
    #expect(rows.map { $0["mean"] } == Array(repeating: "1000000", count: 30))
  }
}
