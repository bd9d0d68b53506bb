import Cube
import Ledger
import Testing

/// Which days of a ledger are usual, and which are far from all others.
struct TypicalDateRangeTests {
  /// Requests on days from the first on, by number.
  private func span(_ days: [Int: Int64]) -> ClosedRange<Int>? {
    let start = Day(number: 20_000)
    let found = TypicalDateRange.span(
      days.sorted { $0.key < $1.key }.map { (start + $0.key, $0.value) })
    return found.map { ($0.lowerBound - start)...($0.upperBound - start) }
  }

  private func daily(_ days: Range<Int>, _ requests: Int64 = 3) -> [Int: Int64] {
    Dictionary(uniqueKeysWithValues: days.map { ($0, requests) })
  }

  @Test func `one request a year after all others, or before them, is far`() {
    #expect(span(daily(0..<42).merging([426: 1]) { $1 }) == 0...41)
    #expect(span(daily(400..<442).merging([0: 1]) { $1 }) == 400...441)
    #expect(span(daily(400..<442).merging([0: 1, 900: 1]) { $1 }) == 400...441)
  }

  @Test func `a gap of up to 30 days is a pause, and a longer one is not`() {
    #expect(span(daily(0..<42).merging([71: 1]) { $1 }) == 0...71)
    #expect(span(daily(0..<42).merging([72: 1]) { $1 }) == 0...41)
  }

  /// Of 126 requests one in fifty is two; usage every 40 days has a gap of 385 in reach.
  @Test func `many requests are not far, nor are those of a ledger with such gaps`() {
    #expect(span(daily(0..<42).merging([426: 2]) { $1 }) == 0...41)
    #expect(span(daily(0..<42).merging([426: 3]) { $1 }) == 0...426)
    let seldom = Dictionary(uniqueKeysWithValues: (0..<12).map { ($0 * 40, Int64(1)) })
    #expect(span(seldom.merging([825: 1]) { $1 }) == 0...825)
  }

  @Test func `of few requests none is far`() {
    #expect(span([:]) == nil)
    #expect(span([0: 1, 400: 1]) == 0...400)
    #expect(span([0: 3, 1: 3, 2: 3, 400: 1]) == 0...400)
    #expect(span([0: 4, 1: 3, 2: 3, 400: 1]) == 0...2)
  }

  /// Five years have 1,826 days.
  ///
  /// Of four requests one may be far, or of nine two, one at each end.
  @Test func `of three requests and more those years away are far`() {
    #expect(span([0: 1, 1: 1, 2: 1, 1_829: 1]) == 0...2)
    #expect(span([0: 3, 13_149: 1]) == 0...0)
    #expect(span([0: 1, 20_000: 3, 20_001: 4, 33_149: 1]) == 20_000...20_001)
    #expect(span([0: 1, 1: 1, 2: 1, 1_828: 1]) == 0...1_828)
    #expect(span([0: 2, 13_149: 1]) == 0...13_149)
    #expect(span([0: 3, 13_149: 2]) == 0...13_149)
    // The others last a year: ten times that is not reached.
    #expect(span([0: 1, 180: 1, 365: 1, 2_365: 1]) == 0...2_365)
  }
}
