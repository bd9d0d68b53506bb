import Testing

/// The past and future cost of a month: all of its days, for every series with a budget.
struct BudgetForecastTests {
  private static let columns = ["actual_usd", "expected_usd", "month_usd", "exceeded_on", "state"]

  /// The rows of the table by month and scope, as their cells of `columns`.
  private static func rows(
    _ desk: ForecastDesk, _ options: String...
  ) throws -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: try desk.table("budget-forecast", options).map { row in
        (
          "\(row["month"] ?? "") \(row["scope"] ?? "")", columns.map { row[$0] ?? "" }
        )
      })
  }

  /// A dollar a day, 20 of them in August, and a forecast of five days: 25 USD up to the 25th.
  ///
  /// August has 11 days ahead, and September ends 30 later.
  @Test func `what the forecast does not see is not known, and reported so`() throws {
    let budgets = ["2026-08,total,30", "2026-08,tier/pro,24", "2026-09,total,5"]
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 32) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      },
      books: ["budgets.csv": "month,scope,usd\n" + budgets.map { $0 + "\n" }.joined()])
    let rows = try Self.rows(desk, "--horizon", "5")
    #expect(rows["2026-08 total"] == ["20", "5", "25", "", "not all seen"])
    #expect(rows["2026-08 tier/pro"] == ["20", "5", "25", "2026-08-25", "will be exceeded"])
    #expect(rows["2026-09 total"] == ["0", "", "", "", "not all seen"])
    let said = try desk.words(["--horizon", "5"])
    for words in [
      "2026-08 total: 20.00 of 30.00 USD spent, 25.00 expected in total by 2026-08-25;"
        + " --horizon 11 covers the whole month",
      "2026-08 tier/pro: 20.00 of 24.00 USD spent, 25.00 expected in total by 2026-08-25;"
        + " over budget from 2026-08-25",
      "2026-09 total: 0.00 of 5.00 USD spent, the rest is not forecast;"
        + " --horizon 41 covers the whole month",
    ] {
      #expect(said.words.contains(words), "\(said.words)")
    }
    let counts = try desk.words(["--horizon", "5", "--json"]).words
    #expect(counts.contains("\"budgets_exceeded\": 1, \"budgets_not_all_seen\": 2,"))
  }

  /// Both days of each month of model none have no price; m costs 1 USD a day, and total has both.
  @Test func `a budget of requests without a price is not known`() throws {
    let scopes = ["model/none", "model/m", "total"]
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 32) { day in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"] + (day > 29 ? ["11:00:00Z,u,a,pro,v,none,,1,"] : [])
      },
      books: [
        "budgets.csv": "month,scope,usd\n" + scopes.map { "2026-08,\($0),50\n" }.joined()
      ])
    let rows = try Self.rows(desk)
    #expect(rows["2026-08 model/none"] == ["", "", "", "", "not known"])
    #expect(rows["2026-08 model/m"] == ["20", "11", "31", "", "within"])
    #expect(rows["2026-08 total"] == ["20", "11", "31", "", "within"])
    let unpriced = try desk.table("budget-forecast").map { $0["unpriced_requests"] }
    #expect(unpriced == ["0", "2", "2"])
    let said = try desk.words().words
    for words in [
      "2026-08 model/none: not known, budget 50.00 USD: none of its 2 requests has a price",
      "2026-08 total: 20.00 of 50.00 USD spent, without 2 requests that have no price, 31.00"
        + " expected in total",
    ] {
      #expect(said.contains(words), "\(said)")
    }
    #expect(try desk.words(["--json"]).words.contains("\"budgets_not_known\": 1,"))
  }

  /// Both books have a column `ownr`: behind 16 characters in the one, 22 in the other.
  @Test func `an unknown column is named once and ignored`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-03", days: 3) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      },
      books: [
        "budgets.csv": "month,scope,usd,ownr\n2026-08,total,10,ann\n",
        "balances.csv": "account_id,at,credits,ownr\na,2026-08-04,1000,ann\n",
      ])
    let said = try desk.words(["--quiet"])
    #expect(said.status == 0)
    let word = "warning: [csv.unknown] unknown column \"ownr\"; Assay ignores it"
    #expect(said.words.contains("budgets.csv:1:17: \(word)"), "\(said.words)")
    #expect(said.words.contains("balances.csv:1:23: \(word)"), "\(said.words)")
    #expect(said.words.components(separatedBy: "[csv.unknown]").count == 3, "\(said.words)")
    #expect(try Self.rows(desk)["2026-08 total"]?.first == "3")
  }

  private static let scopes =
    "expected total, or a name after one of tier/, provider/, model/, service/, tier-model/TIER/,"
    + " account/"

  /// Faults in the second or third line of the file.
  @Test(arguments: [
    (
      "2026-08,teir/pro,1\n",
      "budgets.csv:2:9: error: [book.word] scope is \"teir/pro\", \(scopes) help: did you mean"
        + " \"tier/pro\"?"
    ),
    ("2026-08,totl,1\n", "scope is \"totl\", \(scopes) help: did you mean \"total\"?"),
    ("2026-08,xyz,1\n", "budgets.csv:2:9: error: [book.word] scope is \"xyz\", \(scopes)"),
    ("2026-08,total/x,1\n", "scope is \"total/x\", \(scopes)"),
    ("2026-08,tier-model/pro,1\n", "scope is \"tier-model/pro\", \(scopes)"),
    (
      "2026-08,,1\n2026-08,total,2\n",
      "budgets.csv:3:1: error: [book.overlap] a budget of total in 2026-08 is already in line 2"
        + " help: delete one of the two"
    ),
  ])
  func `a budget is of a series, and occurs once`(rows: String, words: String) throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-03", days: 3) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1,"]
      },
      books: ["budgets.csv": "month,scope,usd\n" + rows])
    let said = try desk.words()
    #expect(said.status == 1)
    #expect(said.words.contains(words), "\(said.words)")
  }
}
