import Ledger
import Pricing
import Rating
import Reconciliation
import Support
import Testing

@Suite struct CurrencyTests {
  /// On day 5 a euro is worth $1.1 and a yen $0.006543210987.
  private static let book: [DatedRow<CurrencyRate>] = [
    rate("EUR", 1_100_000_000_000, day: 5), rate("JPY", 6_543_210_987, day: 5, line: 2),
    rate("EUR", 1_200_000_000_000, day: 7, line: 3),
  ]

  /// Recorded in attounits of the currency; USD worked by hand, such as 10 × 1.1 = 11.
  @Test(
    arguments: [
      ("EUR", 5, usd(10), usd(11)), ("EUR", 7, usd(10), usd(12)), ("", 5, usd(10), usd(10)),
      ("USD", 6, usd(10), usd(10)), ("JPY", 5, usd(1_000), usd(6_543_210_987, per: 1_000_000_000)),
      ("EUR", 5, 10, 11), ("EUR", 5, 0, 0),
      // What was paid back.
      ("EUR", 5, usd(-10), usd(-11)),
    ] as [(Name, Int32, Int128, Int128)])
  func `a recorded cost is converted at the rate of its day`(
    currency: Name, day: Int32, recorded: Int128, expected: Int128
  ) throws {
    let outcome = try outcome(currency, day: day, recorded: recorded, cost: expected)
    #expect(outcome.recordedCost == Money(attodollars: expected))
    #expect(outcome.cost == .matched)
    #expect(!outcome.isConversionTooLarge)
  }

  @Test(arguments: [("EUR", 6), ("CHF", 5), ("eur", 5)] as [(Name, Int32)])
  func `a cost in a currency without a rate that day is not compared`(
    currency: Name, day: Int32
  ) throws {
    let outcome = try outcome(currency, day: day, recorded: usd(10), cost: usd(11))
    #expect(outcome.cost == .notRecorded)
    #expect(outcome.recordedCost == nil)
    #expect(!outcome.isConversionTooLarge)
  }

  /// 11 attoeuros × 1.1 = 12.1 attodollars, and 19 × 1.1 = 20.9; exports of binary numbers have as many decimals.
  @Test(arguments: [(11, 12), (19, 20), (-19, -20)] as [(Int64, Int64)])
  func `a product is cut off at 18 decimals`(recorded: Int64, expected: Int64) throws {
    let outcome = try outcome(
      "EUR", day: 5, recorded: Int128(recorded), cost: Int128(expected))
    #expect(outcome.recordedCost == Money(attodollars: Int128(expected)))
    #expect(outcome.cost == .matched && !outcome.isConversionTooLarge)
  }

  /// $220,000,000 lies within what a row may record.
  @Test func `a large cost is converted as a small one is`() throws {
    let outcome = try outcome(
      "EUR", day: 5, recorded: usd(200_000_000), cost: usd(220_000_000))
    #expect(!outcome.isConversionTooLarge)
    #expect(outcome.cost == .matched)
  }

  /// 909,090,910 × 1.1 = 1,000,000,001 USD, above what a row may record.
  @Test func `a converted cost above the limit of a row is too large`() throws {
    let outcome = try outcome("EUR", day: 5, recorded: usd(909_090_910), cost: usd(1))
    #expect(outcome.isConversionTooLarge)
    #expect(outcome.recordedCost == nil)
  }

  /// The rate of 1.1 was corrected to 1.3, recorded on day 9.
  @Test(arguments: [(8, 11), (9, 13), (nil, 13)] as [(Int32?, Int128)])
  func `of rows of one day the last recorded counts`(known: Int32?, expected: Int128) throws {
    let rows = [
      rate("EUR", 1_300_000_000_000, day: 5, recorded: 9),
      rate("EUR", 1_100_000_000_000, day: 5, line: 2),
    ]
    let outcome = try outcome(
      "EUR", day: 5, recorded: usd(10), cost: 0, book: rows,
      knownAt: known.map { Instant(startOf: Day(number: $0)) })
    #expect(outcome.recordedCost == Money(attodollars: usd(expected)))
  }

  @Test func `two rates of one day and one recorded_at are an error`() {
    var faults: Faults = []
    let rows = [rate("EUR", 1, day: 5), rate("EUR", 2, day: 5, line: 2)]
    _ = CurrencyBook(rows, knownAt: nil, faults: &faults)
    let first = Place(file: "fx.csv", line: 1)
    #expect(faults.map(\.fault) == [.same(other: first, what: "EUR on 1970-01-06")])
  }

  @Test func `an unpriced request's cost is converted too`() throws {
    let outcome = try outcome("EUR", day: 5, recorded: usd(10), cost: nil)
    #expect(outcome.cost == .unpriced)
    #expect(outcome.recordedCost == Money(attodollars: usd(11)))
  }

  private func outcome(
    _ currency: Name, day: Int32, recorded: Int128, cost: Int128?,
    book: [DatedRow<CurrencyRate>] = book, knownAt: Instant? = nil
  ) throws -> ComparisonOutcome {
    let row = LedgerRow(currency: currency, day: day, recordedCost: recorded, cost: cost)
    let desk = try ReconciledRows([row], currencies: book, knownAt: knownAt)
    return try #require(desk.outcomes.first)
  }
}

/// Returns the rate of a day, in trillionths of a dollar; such rows have no other start.
private func rate(
  _ currency: Name, _ trillionths: Int128, day: Int32, line: Int = 1, recorded: Int32? = nil
) -> DatedRow<CurrencyRate> {
  DatedRow(
    value: CurrencyRate(
      currency: currency, day: Day(number: day), usdTrillionths: trillionths),
    from: .distantPast, to: nil, recordedAt: recorded.map { Instant(startOf: Day(number: $0)) },
    place: Place(file: "fx.csv", line: line))
}
