import Ledger
import Overview
import Reports
import Testing

/// The words beside the vendor cost: the requests that it and the recorded cost are of.
struct CostNoteTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  /// Of requests without a price one recorded 0.50 USD, and the others 0: exporters do so where they know no price.
  @Test(
    arguments: [
      (["0.5", "0"], true, "recorded 1.00 +0.50 for 2 without a price, 1 of which records 0"),
      (["0.5", "0", "0"], true, "recorded 1.00 +0.50 for 3 without a price, 2 of which record 0"),
      (["0", "0"], true, "recorded 1.00; 2 without a price record 0"),
      (["0.5"], true, "recorded 1.00 +0.50 for 1 without a price"),
      (
        ["0.5", "0"], false,
        "no request has a price; recorded 0.50 USD for 2 requests, 1 of which records 0"
      ),
      (["0", "0"], false, "no request has a price; recorded 0"),
    ] as [([Name], Bool, String)])
  func `a recorded amount says how many of its requests record 0`(
    costs: [Name], hasPriced: Bool, note: String
  ) throws {
    let unpriced = costs.map { FactRow(cost: nil, recordedCost: ($0, .unpriced)) }
    let exceptions = try unpriced.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).exception(.unpriced)
    }
    let priced = hasPriced ? [FactRow(cost: "1", recordedCost: ("1", .matched))] : []
    let headline = overview(try Inputs.of(priced + unpriced, exceptions: exceptions)).headline
    #expect(headline.costNote == note)
  }

  /// Both requests record 1 USD; that with the customer's own key costs the seller nothing.
  @Test func `beside a recorded cost requests with customers' own keys are named, too`() throws {
    let headline = overview(
      try Inputs.of([
        FactRow(cost: "1", recordedCost: ("1", .matched)),
        FactRow(isBYOK: true, cost: "1", recordedCost: ("0", .matched)),
      ])
    ).headline
    #expect(headline.costNote == "recorded 1.00")
    #expect(headline.longCostNote == "recorded 1.00; 1 with customers' own keys at no cost")
  }

  /// A request with a customer's own key costs the customer 5 USD, and the seller nothing.
  @Test func `vendor cost counts requests with customers' own keys apart`() throws {
    let headline = overview(
      try Inputs.of([
        FactRow(cost: "2"), FactRow(cost: "1"), FactRow(isBYOK: true, cost: "5"),
        FactRow(isBYOK: true, cost: nil), FactRow(cost: nil),
      ])
    ).headline
    #expect(headline.vendorCost == (try usd("3")))
    #expect(
      headline.costNote
        == "of 3 requests, 1 of them with customers' own keys at no cost; no recorded cost")
  }
}
