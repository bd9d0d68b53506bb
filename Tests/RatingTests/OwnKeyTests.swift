import Ledger
import Pricing
import Rating
import Support
import Testing

/// Requests under a key of the customer's own: each is one image for $1.
@Suite struct OwnKeyTests {
  /// The fee of a class in percent of $1, at $0.01 a credit; the multiplier of 2 plays no part.
  @Test(
    arguments: [
      (.free, "gpt-5", 0), (.budget, "gpt-5", 5), (.standard, "gpt-5", 10),
      (.premium, "gpt-5", 15), (nil, "gpt-5", 0), (nil, "gpt-5:free", 0),
      (.premium, "gpt-5:free", 15),
    ] as [(ModelClass?, Name, Int64)])
  func `the charge is the platform fee of the model's class`(
    modelClass: ModelClass?, model: Name, credits: Int64
  ) throws {
    let (card, rated) = try shelf(modelClass, model).rate(
      Request(model: model, isBYOK: true, quantities: [.image: 1]))
    #expect(rated.notionalCost == Money(attodollars: usd(1)))
    #expect(rated.credits == Credits(microcredits: credits * 1_000_000))
    #expect(card.dimensions.isBYOK)
  }

  @Test func `under our own key the class plays no part`() throws {
    let rated = try shelf(.premium, "gpt-5").rate(Request(quantities: [.image: 1])).rated
    #expect(rated.credits == Credits(microcredits: 200_000_000))
  }

  /// 7.5 % of $0.01234 is $0.0009255, which is 0.09255 credits.
  @Test(arguments: [(10_000, 100_000), (100_000, 100_000), (1_000_000, 1_000_000)])
  func `the fee is rounded up to credits as any charge is`(
    increment: Int64, expected: Int64
  ) throws {
    var shelf = shelf(.standard, "gpt-5")
    shelf.prices = [price(.image, usd(1_234, per: 100_000))]
    shelf.settings.byokMarkup.standard = Percent(millionths: 7_500_000)
    shelf.settings.creditIncrements = DatedSetting(always: Credits(microcredits: increment))
    let rated = try shelf.rate(Request(isBYOK: true, quantities: [.image: 1])).rated
    #expect(rated.credits == Credits(microcredits: expected))
  }

  @Test func `a request whose status is not charged pays no fee`() throws {
    let request = Request(status: .failed, isBYOK: true, quantities: [.image: 1])
    let rated = try shelf(.premium, "gpt-5").rate(request).rated
    #expect(rated.credits == .zero)
    #expect(rated.notionalCost == Money(attodollars: usd(1)))
  }

  @Test func `the class is that of the model after aliases, at the start of the request`() throws {
    var shelf = shelf(.premium, "gpt-5")
    shelf.models.append(row(description(.budget, "gpt-5"), from: 50))
    shelf.aliases = [row(Alias(provider: "openai", alias: "latest", model: "gpt-5"))]
    for (day, credits) in [(49, 15), (50, 5)] as [(Int32, Int64)] {
      let request = Request(
        model: "latest", isBYOK: true, start: at(day), quantities: [.image: 1])
      #expect(
        try shelf.rate(request).rated.credits == Credits(microcredits: credits * 1_000_000))
    }
  }

  private func shelf(_ modelClass: ModelClass?, _ model: Name) -> TestBooks {
    var shelf = TestBooks(
      prices: [price(.image, usd(1), model: model)],
      models: modelClass.map { [row(description($0, model))] } ?? [])
    shelf.settings.defaultMultiplier = Multiplier(millionths: 2_000_000)
    return shelf
  }

  private func description(_ modelClass: ModelClass, _ model: Name) -> ModelDescription {
    ModelDescription(
      key: ModelKey(provider: "openai", model: model), modelClass: modelClass)
  }
}
