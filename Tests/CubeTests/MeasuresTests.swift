import Cube
import Ledger
import Support
import Testing

@Suite struct MeasuresTests {
  @Test func `a rated row counts with its tokens, its cost and what was recorded`() {
    let sums = measures([
      CubeRow(
        input: 7, cost: usd(2), credits: credits(3), recordedCost: usd(4),
        recordedCredits: credits(5), costClass: .mismatch, isNegative: true)
    ])
    var expected = Measures()
    expected.requests = 1
    expected.quantities.input = 7
    expected.notionalCost = usd(2)
    expected.credits = Int128(credits(3))
    expected.recordedCost = usd(4)
    expected.recordedCredits = Int128(credits(5))
    expected.mismatched = 1
    expected.negativeMargin = 1
    #expect(sums == expected)
  }

  @Test func `an unpriced row counts with its tokens and what was recorded, never with a cost`() {
    let sums = measures([
      CubeRow(
        input: 7, cost: nil, credits: credits(3), recordedCost: usd(4),
        recordedCredits: credits(5))
    ])
    var expected = Measures()
    expected.requests = 1
    expected.quantities.input = 7
    expected.recordedCost = usd(4)
    expected.recordedCredits = Int128(credits(5))
    expected.unpriced = 1
    #expect(sums == expected)
  }

  /// Which of matched, rounding, mismatched a rated row adds to; cost before credits.
  @Test(
    arguments: [
      (.mismatch, .matched, [0, 0, 1]), (.matched, .mismatch, [0, 0, 1]),
      (.mismatch, .mismatch, [0, 0, 1]), (.rounding, .mismatch, [0, 0, 1]),
      (.rounding, .matched, [0, 1, 0]), (.rounding, .notRecorded, [0, 1, 0]),
      (.matched, .matched, [1, 0, 0]), (.matched, .notRecorded, [1, 0, 0]),
      (.notRecorded, .matched, [1, 0, 0]), (.notRecorded, .mismatch, [0, 0, 1]),
      (.notRecorded, .notRecorded, [0, 0, 0]),
    ] as [(ComparisonClass, ComparisonClass, [Int64])])
  func `a request is mismatched by either side, else rounding, else matched`(
    cost: ComparisonClass, credits: ComparisonClass, expected: [Int64]
  ) {
    let sums = measures([CubeRow(costClass: cost, creditsClass: credits)])
    #expect([sums.matched, sums.rounding, sums.mismatched] == expected)
  }

  @Test func `rows of one day, dimensions and user are one fact`() {
    let sums = measures([CubeRow(input: 3, cost: usd(1)), CubeRow(input: 4, cost: usd(2))])
    #expect(sums.requests == 2)
    #expect(sums.quantities.input == 7)
    #expect(sums.notionalCost == usd(3))
  }

  /// Images are not packed, so that with them all is summed elsewhere.
  @Test(arguments: [0, 2] as [Int64])
  func `requests with a price and without one are one fact`(images: Int64) {
    var first = Worker()
    first.add([
      CubeRow(input: 5, cost: nil, recordedCost: 3, recordedCredits: 1),
      CubeRow(input: 7, cost: usd(1), credits: 8),
    ])
    var second = Worker()
    second.add([
      CubeRow(input: 11, images: images, cost: nil, recordedCost: 4), CubeRow(input: 13, cost: nil),
    ])
    var third = Worker()
    third.add([CubeRow(input: 13, cost: nil)], sign: -1)
    let facts = Facts([first, second, third])
    for measures in facts.plain.map(\.measures) + facts.byDayAndDimensions.map(\.measures) {
      #expect(measures.requests == 3 && measures.unpriced == 2)
      #expect(measures.quantities.input == 23 && measures.quantities.images == images)
      #expect(measures.notionalCost == usd(1) && measures.credits == 8)
      #expect(measures.recordedCost == 7 && measures.recordedCredits == 1)
    }
    #expect(facts.rows.count == 1 && facts.byDayAndDimensions.count == 1)
  }

  /// 32,768 is one more than 16 bits hold, 4,000,000,000 more than 32 do.
  @Test func `a fact counts all of its rows and tokens, however many`() {
    let row = CubeRow(cost: 1, costClass: .mismatch, isNegative: true)
    let sums = measures(Array(repeating: row, count: 32_768))
    #expect(sums.requests == 32_768)
    #expect(sums.mismatched == 32_768)
    #expect(sums.negativeMargin == 32_768)
    let large = CubeRow(input: 2_000_000_000, cost: 1)
    #expect(measures([large, large]).quantities.input == 4_000_000_000)
  }

  private func measures(_ rows: [CubeRow]) -> Measures {
    let facts = Facts(of: rows).plain
    #expect(facts.count == 1)
    return facts.first?.measures ?? Measures()
  }
}
