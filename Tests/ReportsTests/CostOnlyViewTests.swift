import Ledger
import Overview
import Testing

struct CostOnlyViewTests {
  /// The account, else the user; in a cell of CSV and in a sentence a comma is not the same.
  @Test(
    arguments: [
      ("acme", "", "acme"), ("", "ann@a.io", "ann@a.io"), ("a,b", "ann", "ACCOUNT_ID"),
      ("", "", "ACCOUNT_ID"),
    ] as [(Name, Name, String)])
  func `where usage has no tier, its account is named`(
    account: Name, user: Name, named: String
  ) throws {
    let text = try howToSell(FactRow(tier: "", account: account, user: user, basis: .notSold))
    #expect(
      text.hasSuffix(
        "Where the ledger states no tier, add rows to accounts.csv, such as \(named),pro,, where "
          + "line 1 is account_id,plan,effective_from,effective_to. " + rest), "\(text)")
  }

  @Test func `where all usage has a tier, no account is named`() throws {
    let text = try howToSell(FactRow(basis: .notSold))
    #expect(text.hasSuffix("monthly_price_usd 20). " + rest), "\(text)")
  }

  private let rest =
    "Other cells may stay blank; the README.md that assay init writes has rows to copy."

  private func howToSell(_ row: FactRow) throws -> String {
    let scope = Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])
    return try #require(Overview(try Inputs.of([row]), scope: scope).costView).howToSell
  }

  /// Two days of 0.125 are shown as 0.13 each, and their total as 0.25: three figures are off by half a cent each at most.
  @Test(arguments: [(["0.125", "0.125"], true), (["0.12", "0.13"], false)] as [([Name], Bool)])
  func `costs that do not add up to their total have a note`(costs: [Name], isOff: Bool) throws {
    let rows = zip(costs, ["2026-08-01", "2026-08-02"]).map {
      FactRow(day: $1, basis: .notSold, cost: $0)
    }
    let scope = Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])
    let view = try #require(Overview(try Inputs.of(rows), scope: scope).costView)
    #expect(
      view.roundingNote(decimals: 2)
        == (isOff ? "Rounded: sums of shown figures may be off by 0.01 USD." : nil))
  }
}
