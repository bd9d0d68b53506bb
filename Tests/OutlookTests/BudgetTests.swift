import Outlook
import Support
import Testing

/// The past and future cost of a month: all of its days, for every series with a budget.
struct BudgetTests {
  /// By month and scope: what was spent, what is expected, both, the day on which it is exceeded, and the state.
  private static func rows(_ desk: OutlookDesk, horizon: Int = 30) throws -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: try desk.budgets(horizon: horizon).map { row in
        let known = [row.actual, row.expected, row.total].map { $0?.description ?? "" }
        let day = row.exceededOn?.description ?? ""
        return ("\(row.month) \(row.scope)", known + [day, row.state.rawValue])
      })
  }

  /// A dollar a day from 1 June 2025 to 31 August 2026, 457 days: June and July of 2025 are more than 400 days before
  /// the end, and cost 30 and 31 USD all the same.
  @Test func `what was spent is that of the whole month, however long ago`() throws {
    let months = ["2025-06", "2025-07", "2025-08", "2026-08", "2026-09"]
    let desk = try OutlookDesk(
      prices: ["v,m,input,1"],
      ledger: try DailyLedger.text(from: "2025-06-01", days: 457) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      },
      books: ["budgets.csv": "month,scope,usd\n" + months.map { "\($0),total,10\n" }.joined()])
    let rows = try Self.rows(desk)
    for (month, days) in [
      ("2025-06", "30"), ("2025-07", "31"), ("2025-08", "31"), ("2026-08", "31"),
    ] {
      #expect(rows[month + " total"] == [days, "0", days, month + "-11", "exceeded"])
    }
    #expect(rows["2026-09 total"] == ["0", "30", "30", "2026-09-11", "will be exceeded"])
  }

  /// Accounts a and b cost 2 and 1 USD a day, in August until the 20th 40 and 20, in the eleven days after 22 and 11:
  /// a comes to 62 USD, and is over 50 on the 26th, as 52.
  @Test func `a budget may be of an account, or of a tier and a model`() throws {
    let desk = try OutlookDesk(
      prices: ["v,m,input,1"],
      ledger: try DailyLedger.text(from: "2026-07-20", days: 32) { _ in
        ["10:00:00Z,u,a,pro,v,m,,2000000,", "10:00:00Z,u,b,pro,v,m,,1000000,"]
      },
      books: [
        "budgets.csv":
          "month,scope,usd\n2026-08,account/a,50\n2026-08,account/b,50\n2026-08,tier/pro,50\n"
          + "2026-08,tier-model/pro/m,50\n2026-08,account/x,50\n"
      ])
    let rows = try Self.rows(desk)
    #expect(rows["2026-08 account/a"] == ["40", "22", "62", "2026-08-26", "will be exceeded"])
    #expect(rows["2026-08 account/b"] == ["20", "11", "31", "", "within"])
    #expect(rows["2026-08 tier/pro"] == ["60", "33", "93", "2026-08-17", "exceeded"])
    #expect(rows["2026-08 tier-model/pro/m"] == ["60", "33", "93", "2026-08-17", "exceeded"])
    #expect(rows["2026-08 account/x"] == ["0", "0", "0", "", "within"])
  }

  /// A dollar a day, 20 of them in August, and a forecast of five days: 25 USD up to the 25th.
  ///
  /// August has 11 days ahead, and September ends 30 later.
  @Test func `what the forecast does not see is not known`() throws {
    let budgets = ["2026-08,total,30", "2026-08,tier/pro,24", "2026-09,total,5"]
    let desk = try OutlookDesk(
      prices: ["v,m,input,1"],
      ledger: try DailyLedger.text(from: "2026-07-20", days: 32) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      },
      books: ["budgets.csv": "month,scope,usd\n" + budgets.map { $0 + "\n" }.joined()])
    let rows = try Self.rows(desk, horizon: 5)
    #expect(rows["2026-08 total"] == ["20", "5", "25", "", "not all seen"])
    #expect(rows["2026-08 tier/pro"] == ["20", "5", "25", "2026-08-25", "will be exceeded"])
    #expect(rows["2026-09 total"] == ["0", "", "", "", "not all seen"])
    #expect(try Self.rows(desk, horizon: 11)["2026-08 total"]?.last == "will be exceeded")
    #expect(
      try Self.rows(desk, horizon: 41)["2026-09 total"]?.prefix(3) == ["0", "30", "30"])
  }

  /// Both days of each month of model none have no price; m costs 1 USD a day, and total has both.
  @Test func `a budget of requests without a price is not known`() throws {
    let scopes = ["model/none", "model/m", "total"]
    let desk = try OutlookDesk(
      prices: ["v,m,input,1"],
      ledger: try DailyLedger.text(from: "2026-07-20", days: 32) { day in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"] + (day > 29 ? ["11:00:00Z,u,a,pro,v,none,,1,"] : [])
      },
      books: [
        "budgets.csv": "month,scope,usd\n" + scopes.map { "2026-08,\($0),50\n" }.joined()
      ])
    let rows = try Self.rows(desk)
    #expect(rows["2026-08 model/none"] == ["", "", "", "", "not known"])
    #expect(rows["2026-08 model/m"] == ["20", "11", "31", "", "within"])
    #expect(rows["2026-08 total"] == ["20", "11", "31", "", "within"])
    let unpriced = try desk.budgets().map { "\($0.scope) \($0.unpriced)" }
    #expect(unpriced.sorted() == ["model/m 0", "model/none 2", "total 2"])
  }

  /// One request of 20 USD: nothing follows from one day, but it is over 10.
  @Test func `a ledger of one day has spent what it has`() throws {
    let desk = try OutlookDesk(
      prices: ["v,m,input,1"],
      ledger: try DailyLedger.text(from: "2026-08-03", days: 1) { _ in
        ["10:00:00Z,u,a,pro,v,m,,20000000,"]
      },
      books: ["budgets.csv": "month,scope,usd\n2026-08,total,10\n2026-08,account/a,30\n"])
    let rows = try Self.rows(desk)
    #expect(rows["2026-08 total"] == ["20", "", "", "2026-08-03", "exceeded"])
    #expect(rows["2026-08 account/a"] == ["20", "", "", "", "not all seen"])
  }
}
