import Ledger
import Pricing
import Rating
import Simulation
import Support
import Testing

/// The changes of a scenario to the books.
///
/// The books have tier pro with a plan from day 10 on and a multiplier of 2, and gpt-5 and gpt-5-mini of openai and claude
/// of anthropic, each at $1 a token of input; that of gpt-5 rises to $2 on day 20.
@Suite struct ScenarioTests {
  // MARK: What holds

  /// $1 and $2 raised by a fifth, then by a tenth of that: 1.2 × 1.1 = 1.32.
  @Test func `a later change sees what the earlier ones left`() throws {
    let books = try made([
      .price(.by(percent(20)), selection()), .price(.by(percent(10)), selection()),
    ]).variant.books
    #expect(price(in: books, on: 19) == usd(132, per: 100))
    #expect(price(in: books, on: 20) == usd(264, per: 100))
    #expect(price(of: "gpt-5-mini", in: books, on: 20) == usd(1))
  }

  /// From day 15 on it costs $5, and where no end is told the row of day 20 still counts.
  @Test func `a change with a start and no end holds until the next row`() throws {
    let books = try made(
      [.price(.to(Money(attodollars: usd(5))), selection())], from: 15
    ).variant.books
    #expect([14, 15, 19, 20].map { price(in: books, on: $0) } == [usd(1), usd(5), usd(5), usd(2)])
  }

  @Test func `a change with an end holds until then and not at it`() throws {
    let books = try made(
      [
        .multiplier(Multiplier(millionths: 3_000_000), MultiplierRow.Key(level: .tier, tier: "pro"))
      ],
      from: 15, to: 25
    ).variant.books
    let found = ([14, 15, 24, 25] as [Int32]).map { day in
      books.multipliers.decision(
        tier: "pro", provider: "openai", model: "gpt-5", at: at(day)
      ).multiplier.millionths
    }
    #expect(found == [2_000_000, 3_000_000, 3_000_000, 2_000_000])
  }

  @Test func `a step or a value of a credit changes for the tier that is named, or for all`() throws
  {
    let step = Credits(microcredits: 500_000)
    let value = try #require(CreditValue(perCredit: Money(attodollars: usd(1, per: 50))))
    let settings = try made([.increment(step, tier: "pro"), .creditValue(value, tier: nil)])
      .variant.books.settings
    #expect(settings.creditIncrements.value(tier: "pro", at: at(1)) == step)
    #expect(
      settings.creditIncrements.value(tier: "free", at: at(1))
        == Settings().creditIncrements.fallback)
    #expect(settings.creditValues.value(tier: "free", at: at(1)) == value)
  }

  @Test func `a swapped model means the other one in its time`() throws {
    let books = try made(
      [.swap(model: "gpt-5", other: "gpt-5-mini", provider: "openai")], from: 15
    ).variant.books
    let meanings = books.meanings(of: ModelKey(provider: "openai", model: "gpt-5"))
    #expect(meanings.entries(at: at(14)).isEmpty)
    #expect(meanings.entries(at: at(15)).map(\.value.model) == ["gpt-5-mini"])
  }

  @Test func `of a plan only what is stated changes`() throws {
    var change = PlanChange()
    change.isFree = true
    let plan = try #require(
      made([.plan(change, tier: "pro")]).variant.books.plans.plan(tier: "pro", at: at(10)))
    #expect(plan.isFree)
    #expect(plan.targetMargin == percent(40))
  }

  @Test func `models that are blocked and limits are kept beside the books`() throws {
    let budget = Credits(microcredits: 100)
    let cap = Credits(microcredits: 10)
    let books = try made(
      [
        .block(["gpt-5", "claude"], tier: "pro"), .monthlyBudget(budget, tier: "pro"),
        .dailyCap(cap, tier: "pro"),
      ], from: 15, to: 25)
    let time = Validity(from: at(15), to: at(25))
    #expect(
      books.variant.restrictions
        == ["gpt-5", "claude"].map { .init(tier: "pro", model: $0, during: time) })
    #expect(
      books.limits == [
        UsageLimit(.tier("pro"), span: .month, credits: budget, during: time),
        UsageLimit(.tier("pro"), span: .day, credits: cap, during: time),
      ])
  }

  // MARK: What cannot be made

  @Test(
    arguments: [
      (
        .increment(Credits(microcredits: 1), tier: "prro"), .unknownTier("prro", near: "pro"),
        "no plan or multiplier names tier \"prro\", did you mean \"pro\"?"
      ),
      (
        .block(["gpt-5"], tier: "enterprise"), .unknownTier("enterprise", near: nil),
        "no plan or multiplier names tier \"enterprise\""
      ),
      (
        .multiplier(double, MultiplierRow.Key(level: .provider, provider: "opnai")),
        .unknownProvider("opnai", near: "openai"),
        "no price book has a provider \"opnai\", did you mean \"openai\"?"
      ),
      (
        .block(["gpt-6"], tier: "pro"), .unknownModel("gpt-6", near: "gpt-5"),
        "no price book has a model \"gpt-6\", did you mean \"gpt-5\"?"
      ),
      (
        .swap(model: "gpt-5", other: "claude", provider: "openai"),
        .otherProvider(model: "claude", of: ["anthropic"], expected: "openai"),
        "\"claude\" is a model of anthropic, not of openai"
      ),
      (
        .swap(model: "gpt-5", other: "gpt-5", provider: "openai"), .sameModel("gpt-5"),
        "the scenario swaps gpt-5 for itself"
      ),
      (
        .price(.by(percent(10)), selection(.image)), .noPrice(model: "gpt-5", unitClass: .image),
        "the price book quotes no image price of gpt-5"
      ),
      (
        .price(.by(Percent(millionths: -100_500_000)), selection()), .unfitPrice(key("gpt-5")),
        "the new price of openai gpt-5 input is below 0 or needs more than 18 decimals per unit"
      ),
    ] as [(Change.Kind, ScenarioFault, String)])
  func `a change that cannot be made says why`(
    kind: Change.Kind, fault: ScenarioFault, message: String
  ) throws {
    let problem = try #require(throws: ScenarioProblem.self) { try made([kind]) }
    #expect(problem.fault == fault)
    #expect(problem.place == line(3))
    #expect(problem.finding.code == "sim.change")
    #expect(problem.finding.message == message)
  }

  /// The plan of pro begins on day 10.
  @Test func `a plan can only change in a time in which there is one`() throws {
    let problem = try #require(throws: ScenarioProblem.self) {
      try made([.plan(PlanChange(), tier: "pro")], from: 5, to: 10)
    }
    #expect(problem.fault == .noPlan("pro"))
    #expect(problem.finding.message == "tier \"pro\" has no plan at that time")
  }

  @Test(arguments: [15, 14] as [Int32])
  func `the end of a change is after its start`(end: Int32) throws {
    let problem = try #require(throws: ScenarioProblem.self) {
      try made([.dailyCap(Credits(microcredits: 1), tier: "pro")], from: 15, to: end)
    }
    #expect(problem.fault == .endNotAfterStart)
  }

  // MARK: The books

  private var books: Books {
    func price(_ key: Price.Key, _ dollars: Int128, line: Int, from: Int32) -> DatedRow<Price> {
      row(Price(key: key, perUnit: Money(attodollars: usd(dollars))), line: line, from: from)
    }
    var shelf = TestBooks()
    shelf.prices = [
      price(key("gpt-5"), 1, line: 1, from: 0),
      price(key("gpt-5"), 2, line: 2, from: 20),
      price(key("gpt-5-mini"), 1, line: 3, from: 0),
      price(key("claude", of: "anthropic"), 1, line: 4, from: 0),
    ]
    shelf.multipliers = [
      row(
        MultiplierRow(
          key: .init(level: .tier, tier: "pro"), multiplier: double,
          status: .approved, requestedBy: "ann", approvedBy: "bob"))
    ]
    shelf.plans = [
      row(
        Plan(
          tier: "pro", isFree: false, monthlyPrice: nil, monthlyCredits: nil,
          targetMargin: percent(40), allowedModels: []), from: 10)
    ]
    return shelf.books
  }

  /// Returns the books after changes that hold from one numbered day to another.
  @discardableResult
  private func made(
    _ kinds: [Change.Kind], from: Int32? = nil, to: Int32? = nil
  ) throws(ScenarioProblem) -> ScenarioBooks {
    let changes = kinds.map { Change($0, from: from.map(at), to: to.map(at), at: line(3)) }
    return try ScenarioBooks(Scenario(name: "trial", changes: changes), books: books)
  }

  /// Returns what a token of input costs on a day, in attodollars.
  private func price(of model: Name = "gpt-5", in books: Books, on day: Int32) -> Int128? {
    books.prices.prices(of: ModelKey(provider: "openai", model: model), at: at(day))?
      .quotes[key(model)]?.perUnit?.attodollars
  }
}

private let double = Multiplier(millionths: 2_000_000)

private func key(_ model: Name, of provider: Name = "openai") -> Price.Key {
  Price.Key(
    provider: provider, model: model, unitClass: .input, serviceTier: "standard", region: "",
    contextOver: nil)
}

/// Returns all prices of one class of gpt-5.
private func selection(_ unitClass: UnitClass = .input) -> PriceBook.Selection {
  PriceBook.Selection(
    model: ModelKey(provider: "openai", model: "gpt-5"), unitClass: unitClass, serviceTier: nil,
    region: nil, band: nil)
}
