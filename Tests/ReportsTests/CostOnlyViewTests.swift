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
}
