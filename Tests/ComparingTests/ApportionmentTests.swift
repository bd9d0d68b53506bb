import Testing

@testable import Comparing

struct ApportionmentTests {
  /// Parts in thousandths, shown in whole units of ten.
  @Test(
    arguments: [
      (total: 1, parts: [4, 4, 2], shown: [1, 0, 0]),
      (total: 0, parts: [-4, 4, 0], shown: [0, 0, 0]),
      (total: 2, parts: [9, 9, 9], shown: [1, 1, 0]),
      (total: -1, parts: [-5, -5], shown: [0, -1]),
      (total: 3, parts: [12, 0, 18], shown: [1, 0, 2]),
      (total: 0, parts: [19, 5], shown: [1, -1]),
    ] as [(total: Int128, parts: [Int128], shown: [Int128])])
  func `what is missing goes to the largest remainders, and an exact 0 stays`(
    total: Int128, parts: [Int128], shown: [Int128]
  ) {
    #expect(apportioned(total, to: parts, unit: 10) == shown)
  }

  @Test(
    arguments: [
      (7, 1, 2, 4), (5, 1, 2, 2), (-7, 1, 2, -4), (-5, 1, 2, -2), (10, 2, 3, 7), (1, 0, 5, 0),
      (
        100_000_000_000_000_000_000_000_000_000, 3_000_000_000, 3_000_000_001,
        99_999_999_966_666_666_677_777_777_774
      ),
    ] as [(Int128, Int128, Int128, Int128)])
  func `a ratio rounds half to even, of any size`(
    amount: Int128, numerator: Int128, denominator: Int128, expected: Int128
  ) throws {
    #expect(try scaled(amount, by: numerator, over: denominator) == expected)
  }

  @Test func `a ratio that leaves its range is refused`() {
    #expect(throws: ComparisonTooLarge.self) { try scaled(1 << 99, by: 1 << 60, over: 1) }
    #expect(throws: ComparisonTooLarge.self) { try scaled(1 << 100, by: 3, over: 2) }
  }
}
