import Comparing
import Ledger
import Support
import Testing

/// The worked example of docs/COMPARE.md, calculated by hand: May (days 0 to 30) against July (days 61 to 91).
struct WorkedExampleTests {
  static let ledger: ComparedLedger = {
    var shelf = TestBooks(
      prices: [
        price(.input, cents: 200, from: 0, to: 15), price(.input, cents: 100, from: 15, line: 2),
        price(.cacheRead, cents: 10, line: 3), price(.output, cents: 400, line: 4),
        price(.input, cents: 1_000, model: "big", line: 5),
        price(.output, cents: 4_000, model: "big", line: 6),
      ],
      multipliers: [multiplier(tenths: 15, to: 61), multiplier(tenths: 16, from: 61, line: 2)])
    shelf.settings.creditIncrements = DatedSetting(
      always: Credits(microcredits: 1_000_000))
    func small(_ day: Int32, _ input: Int64, _ cached: Int64, _ output: Int64, account: Name = "a1")
      -> Request
    {
      Request(
        day: day, account: account,
        quantities: [.input: input, .cacheRead: cached, .output: output])
    }
    func big(_ day: Int32, _ input: Int64, _ output: Int64) -> Request {
      Request(day: day, model: "big", quantities: [.input: input, .output: output])
    }
    return ComparedLedger(
      shelf: shelf,
      a: [
        small(0, 1_000_000, 0, 100_000), small(19, 1_000_000, 0, 100_000), big(20, 100_000, 10_000),
        Request(day: 21, status: .failed, quantities: [.input: 200_000]),
        small(22, 500_000, 0, 50_000, account: "a2"),
      ],
      b: [
        small(62, 1_000_000, 200_000, 100_000), small(63, 900_000, 300_000, 120_000),
        small(64, 800_000, 400_000, 130_000), big(65, 100_000, 10_000), big(91, 200_000, 20_000),
      ], last: 91)
  }()

  @Test func `every driver of revenue, cost and margin is that of the calculation by hand`() throws
  {
    let comparison = try Self.ledger.comparison()
    #expect(
      comparison.drivers(of: .revenue) == [
        .lostAccounts: -1_050_000, .volume: 1_680_000, .mix: 2_800_000, .requestSize: 3_520_000,
        .cacheShare: -1_296_000, .vendorPrices: -1_500_000, .multipliers: 420_000,
        .creditStep: 16_000,
      ])
    #expect(
      comparison.drivers(of: .cost) == [
        .lostAccounts: -700_000, .volume: 1_100_000, .mix: 1_500_000, .requestSize: 2_200_000,
        .cacheShare: -810_000, .vendorPrices: -1_000_000,
      ])
    #expect(
      comparison.drivers(of: .margin) == [
        .lostAccounts: -350_000, .volume: 580_000, .mix: 1_300_000, .requestSize: 1_320_000,
        .cacheShare: -486_000, .vendorPrices: -500_000, .multipliers: 420_000,
        .creditStep: 16_000,
      ])
  }

  @Test func `the ends are the sums of the actual costs and revenues`() throws {
    let total = try Self.ledger.comparison().total
    #expect(
      [total.revenue.start, total.revenue.end, total.cost.start, total.cost.end]
        == [885, 1_344, 610, 839].map { usd($0, per: 100) })
  }

  @Test func `the size of the prompt and of the output are distinguished`() throws {
    let effects = try Self.ledger.comparison().total.cost.effects
    #expect(effects[.prompt] == usd(160, per: 100))
    #expect(effects[.output] == usd(60, per: 100))
    #expect(effects[.bands] == 0)
  }

  @Test func `printed columns add up`() throws {
    let comparison = try Self.ledger.comparison()
    func shown(_ measure: BridgeMeasure) -> [Int128] {
      let shown = comparison.shown(measure)
      return [shown.start] + Driver.allCases.map { shown[$0] } + [shown.end]
    }
    #expect(
      shown(.revenue) == [885, -105, 0, 168, 280, 352, -130, -150, 42, 2, 0, 0, 0, 1_344])
    #expect(shown(.cost) == [610, -70, 0, 110, 150, 220, -81, -100, 0, 0, 0, 0, 0, 839])
    #expect(shown(.margin) == [275, -35, 0, 58, 130, 132, -49, -50, 42, 2, 0, 0, 0, 505])
  }

  @Test func `the larger account moved more, and the parts of both sum to the whole`() throws {
    let comparison = try Self.ledger.comparison()
    let movers = comparison.movers(by: .account, of: .revenue)
    #expect(movers.map(\.key?.account) == ["a1", "a2"])
    #expect(movers.map { $0.requests.a } == [4, 1])
    var sum = Bridges()
    for mover in movers { sum += mover.bridges }
    #expect(sum == comparison.total)
  }

  @Test func `quantities are those of both periods`() throws {
    let comparison = try Self.ledger.comparison()
    // 1,000,000 + 1,000,000 + 100,000 + 200,000 + 500,000; of B 3,600,000 + 300,000, of which 900,000 cached.
    #expect(
      comparison.usageOfA.quantities.map(\.value) == [5, 2, 31, 2_800_000, 0, 260_000, 0, 0, 0])
    #expect(
      comparison.usageOfB.quantities.map(\.value) == [
        5, 1, 31, 3_900_000, 900_000, 380_000, 0, 0, 0,
      ])
  }
}
