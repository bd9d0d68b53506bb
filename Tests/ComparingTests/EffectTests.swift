import Comparing
import Ledger
import Pricing
import Support
import Testing

/// Each rule of a driver on the smallest ledger that needs it; a million input tokens cost 1 USD, of output 4 USD.
struct EffectTests {
  private static let shelf = TestBooks(
    prices: [
      price(.input, cents: 100), price(.output, cents: 400, line: 2),
      price(.cacheRead, cents: 10, line: 3), price(.audioInput, cents: 300, line: 4),
    ], multipliers: [multiplier(tenths: 10)])

  private static func input(
    _ day: Int32, _ tokens: Int64, account: Name = "a1", model: Name = "small"
  ) -> Request {
    Request(day: day, account: account, model: model, quantities: [.input: tokens])
  }

  @Test func `the first use of a key is measured by the mean request of all others`() throws {
    // a2 uses the model for the first time: the mean request of A has 2,000,000 tokens, its own 3,000,000. Its own other
    // model, at no price, makes it a continuing account.
    var shelf = Self.shelf
    shelf.prices.append(price(.input, cents: 0, model: "free", line: 5))
    let ledger = ComparedLedger(
      shelf: shelf,
      a: [
        Self.input(0, 1_000_000), Self.input(1, 3_000_000),
        Self.input(2, 1, account: "a2", model: "free"),
      ],
      b: [
        Self.input(62, 1_000_000), Self.input(63, 3_000_000),
        Self.input(64, 3_000_000, account: "a2"),
      ], last: 91)
    #expect(
      try ledger.comparison().drivers(of: .cost) == [.mix: 2_000_000, .requestSize: 1_000_000])
  }

  @Test func `the first use of a key by anybody is all mix`() throws {
    var shelf = Self.shelf
    shelf.prices.append(price(.input, cents: 500, model: "new", line: 5))
    let ledger = ComparedLedger(
      shelf: shelf, a: [Self.input(0, 1_000_000)],
      b: [Self.input(62, 1_000_000, model: "new")], last: 91)
    #expect(try ledger.comparison().drivers(of: .cost) == [.mix: 4_000_000])
  }

  @Test func `a class that A did not use is size, of a prompt cache share`() throws {
    let ledger = ComparedLedger(
      shelf: Self.shelf, a: [Self.input(0, 2_000_000)],
      b: [
        Request(
          day: 62,
          quantities: [.input: 1_000_000, .cacheRead: 1_000_000, .audioInput: 1_000_000])
      ], last: 91)
    // The prompt is as long: half of it now costs 0.10 in place of 1; audio is new.
    #expect(
      try ledger.comparison().drivers(of: .cost) == [
        .cacheShare: -900_000, .requestSize: 3_000_000,
      ])
  }

  @Test func `where A had no prompt at all, the prompt of B is size`() throws {
    let ledger = ComparedLedger(
      shelf: Self.shelf, a: [Request(day: 0, quantities: [.output: 1_000_000])],
      b: [Request(day: 62, quantities: [.cacheRead: 1_000_000, .output: 1_000_000])], last: 91)
    let effects = try ledger.comparison().total.cost.effects
    #expect(effects[.prompt] == usd(1, per: 10))
    #expect(effects[Effect.cacheShare] == 0)
  }

  @Test func `fewer days are a detail of volume, and nothing is scaled`() throws {
    var ledger = ComparedLedger(
      shelf: Self.shelf, a: (0..<31).map { Self.input($0, 1_000_000) },
      b: (62..<92).map { Self.input($0, 1_000_000) }, last: 91)
    ledger.days = (31, 30)
    let effects = try ledger.comparison().total.cost.effects
    #expect(effects[Effect.days] == usd(-1))
    #expect(effects[Effect.requests] == 0)
  }

  @Test func `a model that ended keeps its cost, and its end is mix`() throws {
    var shelf = Self.shelf
    shelf.prices.append(price(.input, cents: 500, model: "old", to: 40, line: 5))
    let ledger = ComparedLedger(
      shelf: shelf, a: [Self.input(0, 1_000_000, model: "old")], b: [Self.input(62, 1_000_000)],
      last: 91)
    let comparison = try ledger.comparison()
    #expect(comparison.drivers(of: .cost) == [.mix: -4_000_000])
    #expect(comparison.cells.map(\.a.keptRequests) == [1, 0])
  }

  @Test func `usage without a price in A is removed again as its own driver`() throws {
    var shelf = Self.shelf
    shelf.prices.append(price(.input, cents: 500, model: "late", from: 40, line: 5))
    let ledger = ComparedLedger(
      shelf: shelf, a: [Self.input(0, 1_000_000, model: "late"), Self.input(0, 1_000_000)],
      b: [Self.input(62, 1_000_000, model: "late"), Self.input(62, 1_000_000)], last: 91)
    let comparison = try ledger.comparison()
    #expect(comparison.drivers(of: .cost) == [.unpriced: 5_000_000])
    #expect(comparison.total.cost.start == usd(1))
  }

  @Test func `usage without a price at either time is outside, and counted`() throws {
    let ledger = ComparedLedger(
      shelf: Self.shelf, a: [Self.input(0, 5), Self.input(0, 7, model: "unknown")],
      b: [Self.input(62, 5), Self.input(62, 9, account: "a3", model: "unknown")], last: 91)
    let comparison = try ledger.comparison()
    #expect(comparison.drivers(of: .cost) == [:])
    #expect(comparison.cells.map(\.a.excludedRequests) == [0, 1, 0])
    #expect([comparison.usageOfB.requests, comparison.usageOfB.accounts] == [1, 1])
    // One of a1 and one of a3, of which only that of a1 is compared.
    #expect(comparison.usageOfB.quantities.map(\.value) == [2, 1, 31, 5, 0, 0, 0, 1, 1])
    #expect(comparison.isChangeKnown)
  }

  /// Of a2 the 2 USD of A are known, of a3 the 3 USD of B; a4 has no request in B, and a5 none in A.
  @Test func `an account whose requests of a period have no price is neither lost nor new`() throws
  {
    let ledger = ComparedLedger(
      shelf: Self.shelf,
      a: [
        Self.input(0, 1_000_000), Self.input(0, 2_000_000, account: "a2"),
        Self.input(0, 7, account: "a3", model: "unknown"),
        Self.input(0, 4_000_000, account: "a4"),
      ],
      b: [
        Self.input(62, 1_000_000), Self.input(62, 7, account: "a2", model: "unknown"),
        Self.input(62, 3_000_000, account: "a3"), Self.input(62, 5_000_000, account: "a5"),
      ], last: 91)
    let comparison = try ledger.comparison()
    #expect(
      comparison.drivers(of: .cost) == [
        .lostAccounts: -4_000_000, .newAccounts: 5_000_000, .unpriced: 1_000_000,
      ])
    #expect(comparison.lostAccounts == 1 && comparison.newAccounts == 1)
    #expect(comparison.unpricedAccounts == 2)
    // a1, and the two whose change is not known.
    #expect(comparison.continuing.accounts == 3)
  }

  @Test func `where no request of a period has a price its amounts are not known, not 0`() throws {
    let ledger = ComparedLedger(
      shelf: Self.shelf, a: [Self.input(0, 5)],
      b: [Self.input(62, 9, model: "unknown"), Self.input(62, 9, account: "a3", model: "unknown")],
      last: 91)
    let comparison = try ledger.comparison()
    #expect(comparison.hasPricesInBase && !comparison.hasPricesInReported)
    #expect(!comparison.isChangeKnown)
    #expect(comparison.usageOfA.quantities.map(\.value) == [1, 1, 31, 5, 0, 0, 0, 0, 0])
    #expect(
      comparison.usageOfB.quantities.map(\.value) == [2, nil, 31, nil, nil, nil, nil, 2, 2])
    // a3 has no request that could be compared; a1 did not leave.
    let movers = comparison.movers(by: .account, of: .cost)
    #expect(movers.map(\.key?.account) == ["a1"])
    #expect(movers.map(\.isKnown.a) == [true] && movers.map(\.isKnown.b) == [false])
  }

  @Test func `with a customer's own key revenue is the fee and nothing is a vendor cost`() throws {
    var shelf = Self.shelf
    shelf.models = [
      row(ModelDescription(key: ModelKey(provider: "p", model: "small"), modelClass: .standard))
    ]
    shelf.settings.byokMarkup.standard = percent(5)
    func own(_ day: Int32, _ tokens: Int64) -> Request {
      Request(day: day, isBYOK: true, quantities: [.input: tokens])
    }
    let ledger = ComparedLedger(
      shelf: shelf, a: [own(0, 2_000_000)], b: [own(62, 4_000_000)], last: 91)
    let comparison = try ledger.comparison()
    #expect(comparison.drivers(of: .cost) == [:])
    // 5 % of 2 USD more.
    #expect(comparison.drivers(of: .revenue) == [.requestSize: 100_000])
  }
}
