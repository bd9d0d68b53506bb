import Ledger
import Support
import Testing

@testable import Insight

struct WeekPatternTests {
  /// 1 January 1970 was a Thursday; day 3 a Sunday; day −1 a Wednesday.
  @Test(
    arguments: [(0, 0, 72), (0, 59, 72), (0, 60, 73), (3, 1439, 167), (4, 0, 0), (-1, 0, 48)]
      as [(Int32, Int64, Int)])
  func `hours are counted from Monday`(day: Int32, minute: Int64, hour: Int) {
    var clock = WeekClock(.utc)
    let instant = Instant(nanoseconds: at(day).nanoseconds + minute * 60_000_000_000)
    #expect(clock.hour(of: instant) == hour)
  }

  /// A zone an hour east until 1:00 UTC of day 4, a Monday, then in UTC: 1:00 to 2:00 comes twice.
  private static let zone = ReportingZone(
    name: "Test/Zone",
    offsets: [
      ReportingZone.Offset(from: .distantPast, secondsEast: 3600),
      ReportingZone.Offset(
        from: Instant(nanoseconds: at(4).nanoseconds + 3_600_000_000_000), secondsEast: 0),
    ])

  @Test func `the hour that a clock shows twice counts twice`() throws {
    var ledger = InsightLedger(zone: Self.zone)
    ledger.shelf.prices = [price(.input, cents: 100)]
    let requests = [0, 59, 60, 119, 120].map { minute in
      Request(day: 4, minute: minute, quantities: [.input: 1_000_000])
    }
    let hours = try ledger.sums(requests).weekHours
    #expect(hours.map(\.weekday) == [1, 1] && hours.map(\.hour) == [1, 2])
    #expect(hours.map(\.use.requests) == [4, 1])
    #expect(hours.map(\.use.vendorCost) == [usd(4), usd(1)])
  }

  @Test func `tiers are in their order, own keys cost nothing, and unpriced requests keep tokens`()
    throws
  {
    var ledger = InsightLedger()
    ledger.shelf.prices = [price(.input, cents: 100), price(.output, cents: 200, line: 2)]
    let hours = try ledger.sums([
      Request(tier: "z", quantities: [.input: 3, .cacheRead: 4]),
      Request(tier: "b", isBYOK: true, quantities: [.input: 1, .output: 7]),
      Request(tier: "b", quantities: [.output: 1_000_000]),
    ]).weekHours
    // Day 10 is a Sunday.
    #expect(
      hours.map(\.tier) == ["b", "z"] && hours.allSatisfy { $0.weekday == 7 && $0.hour == 0 })
    #expect(hours.map(\.use.requests) == [2, 0] && hours.map(\.use.unpriced) == [0, 1])
    #expect(
      hours.map(\.use.promptTokens) == [1, 7] && hours.map(\.use.outputTokens) == [1_000_007, 0])
    #expect(hours.map(\.use.vendorCost) == [usd(2), 0])
  }

  @Test func `rows that are removed again leave no hour`() throws {
    var ledger = InsightLedger()
    ledger.shelf.prices = [price(.input, cents: 100)]
    let requests = [Request(quantities: [.input: 3]), Request(day: 11, quantities: [.input: 5])]
    let left = InsightSums(merging: [
      try ledger.sums(requests), try ledger.sums([requests[0]], sign: -1),
    ])
    #expect(left.weekHours.map(\.weekday) == [1])
    #expect(left.rates.all.filter { $0.sum.requests != 0 }.map(\.sum.quantities.input) == [5])
  }

  /// Day 4 is a Monday; each of 70 tiers has a request in either part, t69 a second one an hour later in the first.
  ///
  /// 64 tiers have room for every hour; t00 is one of them in the first part, and none in the second.
  @Test func `tiers over those with room for every hour have the same sums`() throws {
    var ledger = InsightLedger()
    ledger.shelf.prices = [price(.input, cents: 100)]
    let tiers = (0..<70).map { Name($0 < 10 ? "t0\($0)" : "t\($0)") }
    let requests = tiers.map { Request(day: 4, tier: $0, quantities: [.input: 1_000_000]) }
    let later = Request(day: 4, minute: 60, tier: "t69", quantities: [.input: 3_000_000])
    let first = try ledger.sums(requests + [later])
    let sums = InsightSums(merging: [first, try ledger.sums(requests.reversed())])
    let hours = sums.weekHours
    #expect(hours.map(\.tier) == tiers + ["t69"])
    #expect(hours.map(\.hour) == tiers.map { _ in 0 } + [1])
    #expect(hours.map(\.use.requests) == tiers.map { _ in 2 } + [1])
    #expect(hours.map(\.use.vendorCost) == tiers.map { _ in usd(2) } + [usd(3)])

    var part = PartWriter()
    part.put(sums)
    var reader = try PartReader(part.bytes)
    let read: InsightSums = try reader.value()
    #expect(read.weekHours == hours)

    let left = InsightSums(merging: [sums, try ledger.sums([later], sign: -1)])
    #expect(left.weekHours == Array(hours.dropLast()))
  }
}
