import Ledger
import Pricing
import Rating
import Support
import Testing

/// The origin of the cost and the charge of a request, class by class.
@Suite struct RatingTraceTests {
  /// Input $3 and output $15 a million, over 200 tokens twice that; a fee of $0.001.
  private static let prices = [
    price(.input, usd(3, per: 1_000_000), line: 1),
    price(.output, usd(15, per: 1_000_000), line: 2),
    price(.input, usd(6, per: 1_000_000), over: 200, line: 3),
    price(.request, usd(1, per: 1_000), line: 4),
  ]

  @Test func `each class has its quantity, its row and its cost, the fee last`() throws {
    let trace = try trace(Request(quantities: [.input: 100, .output: 10]))
    #expect(trace.lines.map(\.unitClass) == [.input, .output, .request])
    #expect(trace.lines.map(\.quantity) == [100, 10, 1])
    #expect(trace.lines.map { $0.price?.quote.place } == [line(1), line(2), line(4)])
    let costs = [usd(300, per: 1_000_000), usd(150, per: 1_000_000), usd(1, per: 1_000)]
    #expect(trace.lines.map(\.cost) == costs.map(Money.init(attodollars:)))
    #expect(trace.band == nil)
  }

  @Test func `in a band a class without a price there has that of the base band`() throws {
    let trace = try trace(Request(quantities: [.input: 201, .output: 10]))
    #expect(trace.band == 200)
    #expect(trace.lines.map { $0.price?.quote.place } == [line(3), line(2), line(4)])
  }

  @Test func `a request of just as much as a threshold is not above it`() throws {
    let trace = try trace(Request(quantities: [.input: 200]))
    #expect(trace.band == nil)
    #expect(trace.lines.map { $0.price?.quote.place } == [line(1), line(4)])
  }

  @Test func `a class without a price is named, and the rows that do not fit it`() throws {
    var shelf = shelf
    shelf.prices.append(price(.image, usd(1), tier: "batch", line: 5))
    let trace = try trace(Request(quantities: [.input: 1, .image: 1]), shelf)
    #expect(trace.rated.disposition == .unpriced)
    #expect(trace.unpricedClasses == [.image])
    #expect(trace.unfit.map(\.place) == [line(5)])
    #expect(trace.formula == nil)
  }

  @Test func `a model without any price has no lines`() throws {
    let trace = try trace(Request(model: "nobody", quantities: [.input: 1]))
    #expect(trace.lines.isEmpty)
    #expect(trace.unfit.isEmpty)
  }

  @Test func `an alias and a plan are named by their rows`() throws {
    var shelf = shelf
    shelf.aliases = [
      row(Alias(provider: "openai", alias: "latest", model: "gpt-5"), line: 11)
    ]
    shelf.plans = [
      row(
        Plan(
          tier: "pro", isFree: false, monthlyPrice: nil, monthlyCredits: nil, targetMargin: nil,
          allowedModels: []), line: 12)
    ]
    let trace = try trace(Request(model: "latest", quantities: [.input: 1]), shelf)
    #expect(trace.alias?.place == line(11))
    #expect(trace.plan == line(12))
  }

  /// Costs in attodollars and multipliers from the rules' own table, at $0.01 a credit.
  @Test(
    arguments: [
      (40_000_000_000_000, 1_500_000, "0.006"), (37_500_000_000_000_000, 2_000_000, "7.5"),
      (20_000_000_000_000_000, 1_500_000, "3"), (20_000_000_100_000_000, 1_500_000, "3.000000015"),
      (0, 1_500_000, "0"), (-85_000_000_000_000, 2_000_000, "-0.017"),
    ] as [(Int128, Int64, String)])
  func `the credits before the ceiling have every digit`(
    cost: Int128, multiplier: Int64, credits: String
  ) {
    let formula = CreditFormula(
      cost: Money(attodollars: cost),
      factor: .multiplier(Multiplier(millionths: multiplier)), creditValue: .default,
      increment: Credits(microcredits: 100_000))
    #expect(formula.unroundedCredits.text == credits)
    #expect(formula.unroundedCredits.isExact)
  }

  /// 10⁻²⁴ USD ÷ 2²⁹ × 10⁻¹² USD is 5²⁹ × 10⁻⁴¹.
  @Test func `a quotient that ends is reported whole, however far it goes`() throws {
    let value = try #require(CreditValue(perCredit: Money(attodollars: 536_870_912_000_000)))
    let formula = CreditFormula(
      cost: Money(attodollars: 1), factor: .multiplier(Multiplier(millionths: 1)),
      creditValue: value, increment: Credits(microcredits: 100_000))
    let zeros = String(repeating: "0", count: 20)
    #expect(formula.unroundedCredits.text == "0." + zeros + "186264514923095703125")
    #expect(formula.unroundedCredits.isExact)
  }

  @Test func `an endless quotient says that it goes on`() throws {
    let third = try #require(
      CreditValue(perCredit: Money(attodollars: 30_000_000_000_000_000)))
    let formula = CreditFormula(
      cost: Money(attodollars: usd(1)), factor: .markup(Percent(millionths: 10_000_000)),
      creditValue: third, increment: Credits(microcredits: 100_000))
    // $1 × 10 % ÷ $0.03 = 3.33…
    #expect(formula.unroundedCredits.text == "3.333333333333333333")
    #expect(!formula.unroundedCredits.isExact)
  }

  private var shelf: TestBooks {
    var shelf = TestBooks()
    shelf.prices = Self.prices
    return shelf
  }

  private func trace(_ request: Request, _ other: TestBooks? = nil) throws -> RatingTrace {
    let books = (other ?? shelf).books
    var rater = Rater(books: books)
    try rater.prepare([request.kind])
    var rated: [RatedRecord] = []
    let record = request.record(kind: 0)
    rater.rate([record], into: &rated)
    return try RatingTrace(
      try #require(rated.first), quantities: record.quantities, startedAt: record.startedAt,
      rater: rater, books: books)
  }
}
