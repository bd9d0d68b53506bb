import Ledger
import Testing

struct QuotientFloorTests {
  /// 681 ÷ 1,671 is 0.40754 …, and −1 ÷ 3 is rounded down to −1.
  @Test(
    arguments: [
      (681, 1_000, 1_671, 407), (6, 1_000, 15, 400), (1, 1, 3, 0), (-1, 1, 3, -1), (1, 1, 0, nil),
      (.max, 1_000, .max, 1_000),
    ] as [(Int128, Int128, Int128, Int128?)])
  func `a product over a number is rounded down`(
    value: Int128, part: Int128, whole: Int128, expected: Int128?
  ) {
    #expect(Quotient.floor(value, times: part, over: whole) == expected)
  }
}
