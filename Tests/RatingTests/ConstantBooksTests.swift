import Ledger
import Pricing
import Rating
import Support
import Testing

/// Requests rated by the books of another instant than their start.
struct ConstantBooksTests {
  /// "latest" means gpt-5 until day 20, then gpt-6; both cost more from day 40; the multiplier is 1.5, later 2.
  private static let shelf = TestBooks(
    prices: [
      price(.input, 2, to: 40), price(.input, 3, line: 2, from: 40),
      price(.input, 5, model: "gpt-6", to: 40), price(.input, 7, model: "gpt-6", line: 4, from: 40),
    ],
    aliases: [
      row(Alias(provider: "openai", alias: "latest", model: "gpt-5"), to: 20),
      row(Alias(provider: "openai", alias: "latest", model: "gpt-6"), line: 2, from: 20),
    ])

  @Test(
    arguments: [(10, "gpt-5", 2, 3), (30, "gpt-6", 5, 7), (50, "gpt-6", 7, 7)]
      as [(Int32, Name, Int128, Int128)])
  func `the name means what it did at the start, and costs what it does then`(
    day: Int32, model: Name, cost: Int128, constant: Int128
  ) throws {
    let request = Request(model: "latest", start: at(day), quantities: [.input: 1])
    var rater = Rater(books: Self.shelf.books)
    var others = [Rater(BookVariant(books: Self.shelf.books, ratedAt: at(60)))]
    try rater.prepare([request.kind], with: &others)
    var (rated, constantly): ([RatedRecord], [RatedRecord]) = ([], [])
    rater.rate([request.record(kind: 0)], into: &rated)
    others[0].rate([request.record(kind: 0)], into: &constantly)
    #expect(rated[0].card == constantly[0].card)
    #expect(others[0].cards[Int(constantly[0].card)].dimensions.model == model)
    #expect(rated[0].notionalCost == Money(attodollars: cost))
    #expect(constantly[0].notionalCost == Money(attodollars: constant))
  }

  /// 1 USD × 1.5 ÷ 0.01 USD is 150 credits; 1 USD × 7 % is 7.
  @Test func `a charge of any cost rounds up once`() {
    let increment = Credits(microcredits: 1_000_000)
    let factors: [(CreditFormula.Factor, Int128, Int128)] = [
      (.multiplier(Multiplier(millionths: 1_500_000)), usd(1), 150_000_000),
      (.multiplier(Multiplier(millionths: 1_500_000)), usd(1) + 1, 151_000_000),
      (.markup(percent(7)), usd(1), 7_000_000), (.markup(percent(7)), 0, 0),
    ]
    for (factor, cost, microcredits) in factors {
      let charge = RateCard.Charge(of: factor, creditValue: .default, increment: increment)
      #expect(charge.microcredits(for: Money(attodollars: cost)) == microcredits)
    }
  }
}
