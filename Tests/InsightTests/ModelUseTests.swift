import Ledger
import Pricing
import Rating
import Support
import Testing

@testable import Insight

struct ModelUseTests {
  private static func models(
    _ requests: [Request], prices: [DatedRow<Price>], models: [DatedRow<ModelDescription>] = [],
    settings: Settings = Settings()
  ) throws -> [ModelUse] {
    let shelf = TestBooks(settings: settings, prices: prices, models: models)
    return try InsightLedger(shelf: shelf, requests: requests).insight(days: 0..<30).models
  }

  private static let bigPrices = [
    price(.input, cents: 300), price(.cacheRead, cents: 30, line: 2),
    price(.cacheWrite5m, cents: 375, line: 3), price(.output, cents: 1_500, line: 4),
  ]

  @Test func `caching saves what reads cost less, and costs what writes cost more`() throws {
    let rows = try Self.models(
      [
        Request(quantities: [.input: 1_000_000, .cacheRead: 2_000_000]),
        Request(quantities: [.cacheWrite5m: 4_000_000]),
        Request(isBYOK: true, quantities: [.cacheRead: 9_000_000]),
      ], prices: Self.bigPrices)
    // 2 × (3.00 − 0.30) − 4 × (3.75 − 3.00) = 5.40 − 3.00.
    #expect(rows[0].cacheValue == cents(240))
    #expect(rows[0].requests == 3 && rows[0].ownKeyRequests == 1)
    #expect(rows[0].vendorCost == cents(300 + 60 + 1_500))
  }

  @Test func `the prices at the start of each request count`() throws {
    let prices = [
      price(.input, cents: 100, to: 10), price(.cacheRead, cents: 10, to: 10, line: 2),
      price(.input, cents: 200, from: 10, line: 3), price(.cacheRead, cents: 50, from: 10, line: 4),
    ]
    let rows = try Self.models(
      [9, 10].map { Request(day: $0, quantities: [.cacheRead: 1_000_000]) }, prices: prices)
    // 0.90 + 1.50.
    #expect(rows[0].cacheValue == cents(240))
  }

  @Test func `without a price for input caching has no value`() throws {
    let rows = try Self.models(
      [Request(quantities: [.cacheRead: 1])], prices: [price(.cacheRead, cents: 10)])
    #expect(rows[0].cacheValue == nil)
    let none = try Self.models(
      [Request(quantities: [.input: 1])], prices: [price(.input, cents: 10)])
    #expect(none[0].cacheValue == .zero)
  }

  @Test func `batch saves for the services that may wait`() throws {
    let prices = [
      price(.input, cents: 100), price(.input, cents: 50, serviceTier: "batch", line: 2),
      price(.output, cents: 100, line: 3),
    ]
    let rows = try Self.models(
      [
        Request(service: "embedding", quantities: [.input: 3_000_000]),
        Request(service: "embedding", serviceTier: "batch", quantities: [.input: 1_000_000]),
        Request(service: "chat", quantities: [.input: 7_000_000]),
      ], prices: prices)
    #expect(
      rows[0].batches == [
        BatchSaving(service: "embedding", requests: 1, cost: cents(150), saving: cents(150))
      ])
    let missing = try Self.models(
      [
        Request(service: "embedding", quantities: [.input: 3_000_000]),
        Request(service: "embedding", quantities: [.output: 1]),
      ], prices: prices)
    // The second has no price at batch, and does not count.
    #expect(missing[0].batchSaving == cents(150))
    let both = try Self.models(
      [
        Request(service: "embedding", quantities: [.input: 3_000_000, .output: 1]),
        Request(service: "embedding", serviceTier: "batch", quantities: [.input: 1_000_000]),
      ], prices: prices)
    #expect(both[0].requests == 2 && both[0].batchSaving == nil)
  }

  @Test func `requests with own keys alone save nothing`() throws {
    let rows = try Self.models(
      [Request(isBYOK: true, quantities: [.cacheRead: 5])], prices: Self.bigPrices)
    #expect(rows[0].cacheValue == .zero)
  }

  @Test func `cached tokens count where input has a price`() throws {
    let prices = [
      price(.cacheRead, cents: 10), price(.input, cents: 100, from: 20, line: 2),
    ]
    let rows = try Self.models(
      [10, 20].map { Request(day: $0, quantities: [.cacheRead: 1_000_000]) }, prices: prices)
    // That of day 20: 1.00 − 0.10.
    #expect(rows[0].cacheValue == cents(90))
  }

  @Test func `tokens of requests without a price do not count`() throws {
    let rows = try Self.models(
      [
        Request(quantities: [.input: 30, .cacheRead: 10, .output: 7]),
        Request(quantities: [.input: 500, .cacheRead: 500, .output: 500, .image: 1]),
      ], prices: Self.bigPrices)
    #expect(rows[0].requests == 1 && rows[0].unpriced == 1)
    #expect(rows[0].promptTokens == 40 && rows[0].cachedTokens == 10 && rows[0].outputTokens == 7)
    #expect(rows[0].cacheShare == 250_000)
  }

  /// The image has no price at the big model; one of two such requests has one at the small model.
  @Test func `a request counts where only the other model has its price`() throws {
    let prices = [
      price(.input, cents: 200), price(.input, cents: 50, model: "small", line: 2),
      price(.output, cents: 30, model: "small", line: 3),
    ]
    let rows = try Self.models(
      [
        Request(quantities: [.input: 1_000_000]), Request(quantities: [.output: 1_000_000]),
        Request(quantities: [.output: 1_000_000, .reasoning: 1]),
      ], prices: prices, models: Self.classes)
    // 2.00 against 0.50 + 0.30.
    #expect(
      rows[0].cheaper == CheaperModel(model: "small", cost: cents(80), saving: cents(120)))
  }

  @Test func `a name that ends in free gives no class here`() throws {
    let prices = [
      price(.input, cents: 200, model: "big:free"),
      price(.input, cents: 1, model: "small", line: 2),
    ]
    let rows = try Self.models(
      [Request(model: "big:free", quantities: [.input: 1_000_000])], prices: prices,
      models: [model("small", .free)])
    #expect(rows[0].cheaper == nil)
  }

  @Test func `paid requests with own keys of models without a class owe no fee`() throws {
    let shelf = TestBooks(
      prices: [
        price(.input, cents: 100), price(.input, cents: 100, model: "none", line: 2),
        price(.input, cents: 100, model: "blank", line: 3),
        price(.input, cents: 100, model: "ended", line: 4),
      ],
      models: [
        model("big", .budget), model("blank", nil, line: 2),
        model("ended", .budget, line: 3, until: 5),
      ])
    func own(_ model: Name, _ status: RequestStatus = .completed) -> Request {
      Request(model: model, status: status, isBYOK: true, quantities: [.input: 2_000_000])
    }
    let insight = try InsightLedger(
      shelf: shelf,
      requests: [
        own("big"), own("none"), own("none"), own("none", .failed), own("blank"),
        own("ended"),
        Request(model: "none", quantities: [.input: 1]),
      ]
    ).insight(days: 0..<30)
    #expect(
      insight.withoutFee == [
        OwnKeyUseWithoutFee(
          provider: "p", model: "blank", requests: 1, notionalCost: cents(200), missing: .cell),
        OwnKeyUseWithoutFee(
          provider: "p", model: "ended", requests: 1, notionalCost: cents(200),
          missing: .row(from: at(5))),
        OwnKeyUseWithoutFee(
          provider: "p", model: "none", requests: 2, notionalCost: cents(400),
          missing: .row(from: nil)),
      ])
  }

  private static let classes = [
    model("big", .budget), model("small", .budget, line: 2), model("other", .budget, line: 3),
    model("finer", .premium, line: 4),
  ]

  @Test func `the cheapest model of the class saves most`() throws {
    let prices =
      Self.bigPrices + [
        price(.input, cents: 100, model: "small", line: 5),
        price(.output, cents: 400, model: "small", line: 6),
        price(.input, cents: 10, model: "other", line: 7),
        price(.input, cents: 1, model: "finer", line: 8),
        price(.output, cents: 1, model: "finer", line: 9),
      ]
    let rows = try Self.models(
      [
        Request(quantities: [.input: 1_000_000]), Request(quantities: [.output: 2_000_000]),
        Request(isBYOK: true, quantities: [.input: 5_000_000]),
      ], prices: prices, models: Self.classes)
    // The other model has no price of output: 33.00 against 1.00 + 8.00.
    #expect(
      rows[0].cheaper == CheaperModel(model: "small", cost: cents(900), saving: cents(2_400)))
  }

  /// The small model becomes dearer on day 10, more so above a million tokens; the big one stays as it is.
  @Test func `changes and bands of the other model count for each request`() throws {
    let prices = [
      price(.input, cents: 200), price(.input, cents: 100, model: "small", to: 10, line: 2),
      price(.input, cents: 150, model: "small", from: 10, line: 3),
      price(.input, cents: 180, model: "small", over: 1_000_000, from: 10, line: 4),
    ]
    let rows = try Self.models(
      [
        Request(day: 9, minute: 1_439, quantities: [.input: 2_000_000]),
        Request(day: 10, quantities: [.input: 1_000_000]),
        Request(day: 10, quantities: [.input: 2_000_000]),
      ], prices: prices, models: [model("big", .free), model("small", .free, line: 2)])
    // 10.00 against 2.00 + 1.50 + 3.60.
    #expect(
      rows[0].cheaper == CheaperModel(model: "small", cost: cents(710), saving: cents(290)))
  }

  @Test func `without classes, or where none is cheaper, no model is named`() throws {
    let prices = [price(.input, cents: 200), price(.input, cents: 200, model: "small", line: 2)]
    let requests = [Request(quantities: [.input: 1_000_000])]
    #expect(try Self.models(requests, prices: prices)[0].cheaper == nil)
    #expect(try Self.models(requests, prices: prices, models: Self.classes)[0].cheaper == nil)
  }

  @Test func `sums that leave 64 bits go on in another`() throws {
    let rows = try Self.models(
      (0..<12).map { Request(day: $0, quantities: [.second: 1_000_000_000_000_000_000]) },
      prices: [
        row(
          Price(
            key: Price.Key(
              provider: "p", model: "big", unitClass: .second, serviceTier: "standard", region: "",
              contextOver: nil), perUnit: Money(attodollars: 1_000_000_000)))
      ])
    #expect(
      rows[0].requests == 12 && rows[0].vendorCost?.attodollars == 12_000_000_000 * 1_000_000_000)
  }

  @Test func `failed requests count, and those without a price do not`() throws {
    let rows = try Self.models(
      [
        Request(status: .failed, quantities: [.input: 1_000_000]),
        Request(quantities: [.output: 5]), Request(model: "none", quantities: [.input: 1]),
      ], prices: [price(.input, cents: 100)])
    #expect(rows.map(\.model) == ["big", "none"])
    #expect(rows[0].requests == 1 && rows[0].failed == 1 && rows[0].unpriced == 1)
    #expect(rows[1].vendorCost == nil && rows[1].cacheValue == nil)
  }
}
