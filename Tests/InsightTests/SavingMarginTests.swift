import Ledger
import Pricing
import Rating
import Support
import Testing

@testable import Insight

/// The change of margin that a saving of vendor cost brings.
struct SavingMarginTests {
  private func multiplier(
    tenths: Int64, model: Name = "", line: Int = 1
  ) -> DatedRow<MultiplierRow> {
    let key =
      model.isEmpty
      ? MultiplierRow.Key(level: .default)
      : MultiplierRow.Key(level: .model, provider: "p", model: model)
    return row(
      MultiplierRow(
        key: key, multiplier: Multiplier(millionths: tenths * 100_000), status: .approved,
        requestedBy: "r", approvedBy: "a"), line: line)
  }

  private func plan(_ tier: Name, isFree: Bool) -> DatedRow<Plan> {
    row(
      Plan(
        tier: tier, isFree: isFree, monthlyPrice: nil, monthlyCredits: nil, targetMargin: nil,
        allowedModels: []))
  }

  /// A saving of 1.50 USD of 2 USD.
  ///
  /// At 1.5 revenue falls from 3.00 to 0.75, and margin from 1.00 to 0.25. With a multiplier of 4 of its own the small model
  /// brings 2.00, and margin rises to 1.50. A free tier earns nothing before and after.
  @Test(
    arguments: [(nil, false, -75), (40, false, 50), (nil, true, 150)] as [(Int64?, Bool, Int128)])
  func `what is saved on a model lowers margin as far as charges follow cost`(
    tenths: Int64?, isFree: Bool, change: Int128
  ) throws {
    let shelf = TestBooks(
      prices: [price(.input, cents: 200), price(.input, cents: 50, model: "small", line: 2)],
      models: [model("big", .budget), model("small", .budget, line: 2)],
      multipliers: [multiplier(tenths: 15)]
        + (tenths.map { [multiplier(tenths: $0, model: "small", line: 2)] } ?? []),
      plans: [plan("pro", isFree: isFree)])
    let row = try #require(
      try InsightLedger(
        shelf: shelf,
        requests: [
          Request(quantities: [.input: 1_000_000]),
          Request(isBYOK: true, quantities: [.input: 9_000_000]),
        ]
      ).insight(days: 0..<30).models.first)
    #expect(row.cheaper == CheaperModel(model: "small", cost: cents(50), saving: cents(150)))
    #expect(row.marginChangeWithCheaper == cents(change))
  }

  /// 1.00 USD of cost, 1.50 of revenue: in batch, half of both.
  @Test func `what batch saves lowers margin with the charges`() throws {
    let prices = [
      price(.input, cents: 100), price(.input, cents: 50, serviceTier: "batch", line: 2),
    ]
    let shelf = TestBooks(
      prices: prices, multipliers: [multiplier(tenths: 15)], plans: [plan("pro", isFree: false)])
    let row = try InsightLedger(
      shelf: shelf, requests: [Request(service: "embedding", quantities: [.input: 1_000_000])]
    ).insight(days: 0..<30).models.first
    #expect(row?.marginChangesWithBatch == ["embedding": cents(-25)])
  }
}
