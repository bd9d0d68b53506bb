import Ledger
import Pricing
import Rating
import Support
import Testing

@Suite struct CardLaws {
  private static let models: [Name] = ["a", "b", "c"]

  @Test func `the cards of a kind cover all time without gap or overlap`() throws {
    var dice = Dice(seed: 4)
    for _ in 0..<20 {
      var rater = Rater(books: randomShelf(&dice).books)
      try rater.prepare([Request(model: "a").kind])
      #expect(rater.cards.first?.validity.from == .distantPast)
      #expect(rater.cards.last?.validity.to == .distantFuture)
      for (earlier, later) in zip(rater.cards, rater.cards.dropFirst()) {
        #expect(earlier.validity.to == later.validity.from)
        #expect(earlier.validity.from < earlier.validity.to)
      }
    }
  }

  /// Kinds that have a tier and a model in common share what was looked up for them; by raters of their own they do not.
  @Test func `kinds that are prepared together have the cards that each has alone`() throws {
    var dice = Dice(seed: 6)
    for _ in 0..<10 {
      let books = randomShelf(&dice).books
      var kinds: [RateKey] = []
      for (tier, model) in [("pro", "a"), ("free", "a"), ("pro", "b"), ("free", "c")]
        as [(Name, Name)]
      {
        for (status, isBYOK) in [(.completed, false), (.failed, false), (.completed, true)]
          as [(RequestStatus, Bool)]
        {
          for provider in ["openai", "azure"] as [Name] {
            kinds.append(
              Request(tier: tier, provider: provider, model: model, status: status, isBYOK: isBYOK)
                .kind)
          }
        }
      }
      var together = Rater(books: books)
      try together.prepare(kinds)
      var next = 0
      for kind in kinds {
        var alone = Rater(books: books)
        try alone.prepare([kind])
        for card in alone.cards {
          let other = together.cards[next]
          #expect(other.kind == kind && other.validity == card.validity)
          #expect(other.dimensions == card.dimensions && other.hasPlan == card.hasPlan)
          #expect(other.multiplier == card.multiplier && other.increment == card.increment)
          #expect(other.charge == card.charge && other.isCharged == card.isCharged)
          #expect("\(other.pricing)" == "\(card.pricing)")
          next += 1
        }
      }
      #expect(next == together.cards.count)
    }
  }

  /// The books are asked anew at the instant of every request, which a card must not be older than.
  @Test(arguments: ["openai", "text-completion-openai"] as [Name])
  func `a card says what the books say at the start of the request`(provider: Name) throws {
    var dice = Dice(seed: 5)
    for _ in 0..<20 {
      let books = randomShelf(&dice).books
      var rater = Rater(books: books)
      let kind = Request(provider: provider, model: "a").kind
      try rater.prepare([kind])
      let records = (Int32(-1)...31).map { Request(start: at($0)).record(kind: 0) }
      var rated: [RatedRecord] = []
      rater.rate(records, into: &rated)
      for (record, rated) in zip(records, rated) {
        try check(rater.cards[Int(rated.card)], books: books, at: record.startedAt)
      }
    }
  }

  private func check(_ card: RateCard, books: Books, at instant: Instant) throws {
    let meaning = books.meanings(of: card.kind).meaning(at: instant)
    if case .model(let name) = meaning { #expect(card.dimensions.model == name) }
    let model = card.dimensions.model
    #expect(
      card.multiplier
        == books.multipliers.decision(
          tier: "pro", provider: card.kind.provider, model: model, at: instant))
    #expect(card.hasPlan == (books.plans.plan(tier: "pro", at: instant) != nil))
    let plan = books.plans.plan(tier: "pro", at: instant)
    #expect(card.dimensions.terms.isFree == plan?.isFree ?? false)
    let key = ModelKey(provider: card.kind.provider, model: model)
    let list = books.prices.prices(of: key, at: instant)
    switch card.pricing {
    case .unpriced: #expect(list == nil || meaning == .ambiguous)
    case .priced(let bands, _):
      let prices = try #require(list)
      let search = PriceSearch(
        list: prices, derivations: books.derivations, at: instant,
        serviceTier: "standard", region: .empty)
      #expect(bands.map(\.over) == [nil] + prices.thresholds.map(Optional.some))
      for band in bands {
        for unitClass in [UnitClass.input, .output, .reasoning] {
          let expected = try search.price(of: unitClass, inBandOver: band.over)
          #expect(band.prices[unitClass] == expected)
        }
      }
    }
  }

  /// Books whose rows begin and end on days 0 … 30.
  private func randomShelf(_ dice: inout Dice) -> TestBooks {
    var shelf = TestBooks()
    for model in Self.models {
      for unitClass in [UnitClass.input, .output] {
        for over in [nil, 100] as [Int64?] {
          for (from, to) in periods(&dice) {
            let amount = Int128.random(in: 1...9, using: &dice)
            shelf.prices.append(
              price(unitClass, amount, model: model, over: over, from: from, to: to))
          }
        }
      }
      for (from, to) in periods(&dice) {
        let level = [MultiplierLevel.model, .tier, .default].randomElement(using: &dice) ?? .model
        shelf.multipliers.append(
          multiplier(
            level, tier: level == .tier ? "pro" : "", model: level == .model ? model : "",
            line: shelf.multipliers.count, from: from, to: to))
        shelf.aliases.append(
          row(Alias(provider: "openai", alias: "a", model: model), from: from, to: to))
      }
    }
    for (from, to) in periods(&dice) {
      let provider: Name? = Bool.random(using: &dice) ? nil : "openai"
      let rule = derivation(.reasoning, from: .output, of: provider).value
      shelf.derivations.append(row(rule, from: from, to: to))
    }
    for (from, to) in periods(&dice) {
      shelf.plans.append(row(plan("pro", isFree: Bool.random(using: &dice)), from: from, to: to))
    }
    return shelf
  }

  /// Up to three periods that do not overlap, the last perhaps open.
  private func periods(_ dice: inout Dice) -> [(from: Int32, to: Int32?)] {
    let days = Set((0..<6).map { _ in Int32.random(in: 0...30, using: &dice) }).sorted()
    return stride(from: 0, to: days.count, by: 2).map { index in
      (days[index], index + 1 < days.count ? days[index + 1] : nil)
    }
  }
}
