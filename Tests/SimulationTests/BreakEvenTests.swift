import Cube
import Ledger
import Pricing
import Rating
import Simulation
import Support
import Testing

/// The multiplier that a model needs; a credit is worth $0.01 and charges are rounded up to whole credits.
@Suite struct BreakEvenTests {
  /// Two requests of 1.4 credits' cost each, 2.8 together.
  ///
  /// Without loss each must give 2: above 1 ÷ 1.4 = 0.7142857…, and $0.04 leave 0.012 of it, 30 %. Unrounded it would
  /// be 1. For 40 % they must give 2.8 ÷ 0.6 = 4.67, so 3 each: above 2 ÷ 1.4 = 1.4285714…, and $0.06 leave 0.032 of
  /// it, 53.3333 %. Unrounded 4.67 ÷ 2.8 = 1.6666666….
  @Test
  func `each request is rounded up to its step, so that less than the exact multiplier may do`()
    throws
  {
    let found = try answer(tenths: [14, 14])
    let zero = try #require(found.zero)
    #expect(zero.multiplier == Multiplier(millionths: 714_286))
    #expect(zero.margin == Money(attodollars: usd(12, per: 1_000)))
    #expect(zero.marginPercent == 300_000)
    #expect(zero.withoutStep == Multiplier(millionths: 1_000_000))
    let target = try #require(found.target)
    #expect(found.targetMargin == percent(40))
    #expect(target.multiplier == Multiplier(millionths: 1_428_572))
    #expect(target.margin == Money(attodollars: usd(32, per: 1_000)))
    #expect(target.marginPercent == 533_333)
    #expect(target.withoutStep == Multiplier(millionths: 1_666_667))
  }

  /// 1.4 and 5 credits, 6.4 together: at 0.8 they give 2 + 4, at the least bit more 2 + 5.
  @Test
  func `what requests of different costs give grows by jumps, and the first that does is found`()
    throws
  {
    let zero = try #require(answer(tenths: [14, 50]).zero)
    #expect(zero.multiplier == Multiplier(millionths: 800_001))
    #expect(zero.margin == Money(attodollars: usd(6, per: 1_000)))
    #expect(zero.withoutStep == Multiplier(millionths: 1_000_000))
  }

  /// 30 instead of the plan's 40: 2.8 ÷ 0.7 = 4, which 2 each give.
  @Test func `a target that is requested goes before those of the plans`() throws {
    let found = try answer(tenths: [14, 14], target: percent(30))
    #expect(found.targetMargin == percent(30))
    #expect(found.target?.multiplier == Multiplier(millionths: 714_286))
  }

  /// For 99.99 % they must give 28,000 credits, 14,000 each: a multiplier of nearly 10,000, where a book holds 1,000.
  @Test func `a multiplier above the limit of a book is none`() throws {
    let target = try #require(
      answer(tenths: [14, 14], target: Percent(millionths: 99_990_000)).target)
    #expect(target.multiplier == nil)
    #expect(target.withoutStep == nil)
  }

  @Test func `a free tier has no multiplier without loss`() throws {
    let found = try answer(tenths: [14], isFree: true)
    #expect(found.zero == nil)
    #expect(found.target == nil)
    #expect(found.totals.vendorCost == Money(attodollars: usd(14, per: 1_000)))
  }

  /// Returns what the only model of the only tier needs whose requests cost so many tenths of a cent, at a plan with a
  /// target of 40 %.
  private func answer(
    tenths: [Int64], isFree: Bool = false, target: Percent? = nil
  ) throws -> BreakEven {
    var shelf = TestBooks()
    shelf.settings.creditIncrements = DatedSetting(always: Credits(microcredits: 1_000_000))
    let key = Price.Key(
      provider: "openai", model: "gpt-5", unitClass: .image, serviceTier: "standard", region: "",
      contextOver: nil)
    shelf.prices = [row(Price(key: key, perUnit: Money(attodollars: usd(1, per: 1_000))))]
    shelf.plans = [
      row(
        Plan(
          tier: "pro", isFree: isFree, monthlyPrice: nil, monthlyCredits: nil,
          targetMargin: percent(40), allowedModels: []))
    ]
    let books = shelf.books
    let kind = RateKey(
      tier: "pro", service: "chat", provider: "openai", model: "gpt-5", status: .completed,
      isBYOK: false, serviceTier: "standard", region: "", currency: .empty)
    let records = tenths.map { images in
      var record = UsageRecord()
      record.startedAt = at(100)
      record.day = Day(number: 100)
      record.quantities[.image] = images
      return record
    }
    var rater = Rater(books: books)
    try rater.prepare([kind])
    var rated: [RatedRecord] = []
    rater.rate(records, into: &rated)
    var costs = ChargedCosts()
    costs.add(rated, by: rater)
    var table = FactTable()
    table.prepare(rater.cards.map(\.dimensions))
    let outcome = ComparisonOutcome(
      cost: .notRecorded, credits: .notRecorded, recordedCost: nil, hasNegativeMargin: false)
    table.add(records, rated, records.map { _ in outcome }, sign: 1)
    let facts = Facts(merging: [(table, [UserKey(account: "acme", user: "ann")])])
    let all = BreakEven.all(
      facts, costs: costs.groups(of: rater.cards, sign: 1), target: target, books: books,
      end: at(200))
    #expect(all.count == 1)
    return try #require(all.first)
  }
}
