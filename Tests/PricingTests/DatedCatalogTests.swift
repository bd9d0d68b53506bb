import Ledger
import Parsing
import Pricing
import Testing

/// Catalogs with dates whose periods move: days are numbers, and a period is `FROM-TO`, either left out.
@Suite struct DatedCatalogTests {
  /// Catalogs with their days, each period at 4 per million, and what they add.
  ///
  /// By hand.
  static let moves: [(catalogs: [(periods: String, day: Int32)], added: [String])] = [
    ([("1-31", 5), ("11-31", 45)], ["new 1-31", "change 11-31", "end 1-"]),
    ([("-31", 5), ("21-31", 15)], ["new -31", "change 21-31", "end -15"]),
    ([("-31", 5), ("21-31", 25)], ["new -31", "change 21-31", "end -"]),
    ([("-", 5), ("21-", 15)], ["new -", "change 21-", "end -15"]),
    // It has not begun, so it cannot end before the next one begins.
    ([("20-40", 5), ("30-40", 10)], ["new 20-40", "change 30-40", "end 20-"]),
    // One period instead of two that meet, and of two that do not.
    ([("1-10 10-31", 5), ("1-31", 45)], ["new 1-", "change 10-31"]),
    (
      [("1-10 15-20", 5), ("1-31", 45)],
      ["new 1-10", "new 15-20", "correction 1-", "correction 15-31"]
    ),
    // An end that is taken back, and one that is put off.
    ([("1-20", 5), ("1-", 15)], ["new 1-20", "correction 1-"]),
    ([("1-20", 5), ("1-31", 15)], ["new 1-20", "correction 1-31"]),
    ([("1-31", 5), ("1-20", 15)], ["new 1-31", "end 1-20"]),
    // The row of the later start goes on where the catalog now has an end.
    ([("1- 10-", 5), ("1-25", 45)], ["new 1-", "change 10-", "end 10-25"]),
  ]

  @Test(arguments: moves.indices)
  func `a period that moves ends where the next one begins`(index: Int) throws {
    var update = CatalogUpdate([])
    for (periods, day) in Self.moves[index].catalogs {
      let prices = periods.split(separator: " ").map { period in
        let ends = period.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
        return Self.period(4, from: ends[0], to: ends[1])
      }
      try update.apply(try Self.catalog(prices), day: Day(number: day), isDated: true)
    }
    #expect(update.additions.map(words) == Self.moves[index].added)
  }

  /// All histories of three times, in each of which there is no price or one of two, one after another.
  @Test func `after any two catalogs, the book can be used and has all that the last one says`()
    throws
  {
    let histories = (0..<27).map { [$0 % 3, $0 / 3 % 3, $0 / 9 % 3] }
    let catalogs = try histories.map { try Self.catalog(Self.periods($0)) }
    for first in histories.indices {
      for second in histories.indices {
        for day: Int32 in [15, 25] {
          var update = CatalogUpdate([])
          try update.apply(catalogs[first], day: Day(number: 5), isDated: true)
          try update.apply(catalogs[second], day: Day(number: day), isDated: true)
          let rows = rows(update)
          let what: Comment = "\(histories[first]), then \(histories[second]) on \(day)"
          expect(rows, knownOn: day - 1, say: histories[first], what)
          expect(rows, knownOn: nil, say: histories[second], what)
          var again = CatalogUpdate(rows)
          try again.apply(catalogs[second], day: Day(number: 35), isDated: true)
          let isEnd = again.additions.allSatisfy { $0.kind == .end }
          #expect(isEnd, what)
        }
      }
    }
  }

  /// The cache prices of a model and of its large requests, and what is added to those.
  ///
  /// Input is 1 and 2. By hand.
  @Test(
    arguments: [
      // Only as long as there are prices for large requests, and where they have none of their own.
      (["0.1 -"], ["null 20-30"], ["0.0000001 20-30"]),
      (["0.1 -"], ["null 10-20", "0.3 20-30", "null 30-"], ["0.0000001 10-20", "0.0000001 30-"]),
      // What it costs there changes with what it costs otherwise, and with nothing else.
      (["0.1 10-20", "0.2 20-30"], ["null -"], ["0.0000001 10-20", "0.0000002 20-30"]),
      (["0.1 -"], ["null 10-20", "null 20-"], ["0.0000001 10-"]),
      (["null -"], ["null -"], []),
    ] as [([String], [String], [String])])
  func `a cache price counts for large requests where they have none`(
    base: [String], large: [String], added: [String]
  ) throws {
    func prices(_ periods: [String], input: Int) -> String {
      periods.map { period in
        let parts = period.split(separator: " ")
        let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false)
          .map { Int32($0) }
        return Self.period(input, cached: "\(parts[0])", from: ends[0], to: ends[1])
      }.joined(separator: ", ")
    }
    let catalog = try Self.catalog(
      models: """
        {"id": "m", "price_history": [\(prices(base, input: 1))]},
        {"id": "m-200k", "price_history": [\(prices(large, input: 2))]}
        """)
    let stated = large.filter { !$0.hasPrefix("null") }.count
    let inBand = catalog.quotes.filter {
      $0.key.unitClass == .cacheRead && $0.key.contextOver == 200_000
    }
    #expect(
      inBand.dropFirst(stated).map { "\(said($0.perUnit)) \(Self.days($0.from, $0.to))" } == added)
  }

  /// Nothing overlaps, and each time that has a price has this one.
  private func expect(
    _ rows: [DatedRow<Price>], knownOn day: Int32?, say history: [Int], _ what: Comment
  ) {
    var faults: [BookProblem] = []
    let knownAt = day.map { Instant(startOf: Day(number: $0)) }
    let book = PriceBook(rows, knownAt: knownAt, faults: &faults)
    #expect(faults.allSatisfy { $0.fault.severity == .warning }, what)
    for (time, price) in history.enumerated() where price > 0 {
      let instant = Instant(startOf: Day(number: Int32(time * 10 + 5)))
      let prices = book.prices(of: ModelKey(provider: "p", model: "m"), at: instant)
      #expect(
        prices?.quotes.values.map(\.perUnit) == [
          Money(attodollars: Int128(price) * 1_000_000_000_000)
        ],
        what)
    }
  }

  private func rows(_ update: CatalogUpdate) -> [DatedRow<Price>] {
    update.additions.enumerated().map { index, addition in
      DatedRow(
        value: Price(key: addition.key, perUnit: addition.perUnit),
        from: addition.from ?? .distantPast, to: addition.to,
        recordedAt: Instant(startOf: addition.recordedAt),
        place: Place(file: "prices/llm-prices.csv", line: index + 2))
    }
  }

  /// The prices of three times that meet on days 10 and 20; the first begins with time, the last does not end.
  private static func periods(_ history: [Int]) -> [String] {
    var periods: [String] = []
    var time = 0
    while time < history.count {
      let end = history[time...].firstIndex { $0 != history[time] } ?? history.count
      if history[time] > 0 {
        periods.append(
          period(
            history[time], from: time == 0 ? nil : Int32(time * 10),
            to: end == history.count ? nil : Int32(end * 10)))
      }
      time = end
    }
    return periods
  }

  private static func period(
    _ price: Int, cached: String = "null", from: Int32?, to: Int32?
  ) -> String {
    func text(_ day: Int32?) -> String { day.map { "\"\(Day(number: $0))\"" } ?? "null" }
    return "{\"input\": \(price), \"input_cached\": \(cached), "
      + "\"from_date\": \(text(from)), \"to_date\": \(text(to))}"
  }

  private static func catalog(_ periods: [String]) throws -> Catalog {
    try catalog(
      models: "{\"id\": \"m\", \"price_history\": [\(periods.joined(separator: ", "))]}")
  }

  private static func catalog(models: String) throws -> Catalog {
    let text = "{\"vendor\": \"p\", \"models\": [\(models)]}"
    return try CatalogSource.llmPrices.read(
      try JSONReader.read(Array(text.utf8), allowsComments: false))
  }

  private func words(_ addition: CatalogUpdate.Addition) -> String {
    "\(addition.kind.rawValue) \(Self.days(addition.from, addition.to))"
  }

  private static func days(_ from: Instant?, _ to: Instant?) -> String {
    func day(_ instant: Instant?) -> String { instant.map { "\($0.utcDay.number)" } ?? "" }
    return "\(day(from))-\(day(to))"
  }
}
