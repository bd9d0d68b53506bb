import Support
import Testing

@testable import Forecasting

@Suite struct WholeNumberTests {
  /// Half way between two doubles, 2⁵³ + 1 goes down to 2⁵³ and 2⁵³ + 3 up to 2⁵³ + 4, which are even.
  ///
  /// A bit more, far below, is more than half.
  @Test(
    arguments: [
      (0, 0), (1, 1), (-7, -7),
      (1 << 53, 9_007_199_254_740_992),
      (1 << 53 + 1, 9_007_199_254_740_992),
      (1 << 53 + 3, 9_007_199_254_740_996),
      ((1 << 53 + 1) << 60, 9_007_199_254_740_992 * 1_152_921_504_606_846_976),
      ((1 << 53 + 1) << 60 + 1, 9_007_199_254_740_994 * 1_152_921_504_606_846_976),
      (1_000_000_000_000_000_000_000, 1e21),
      (.max, 170_141_183_460_469_231_731_687_303_715_884_105_728),
      (.min, -170_141_183_460_469_231_731_687_303_715_884_105_728),
    ] as [(Int128, Double)])
  func `a whole number becomes the nearest double, half to even`(value: Int128, expected: Double) {
    #expect(nearestDouble(ofWhole: value) == expected)
  }

  @Test func `it is the double that the standard library makes, bit by bit`() {
    var dice = Dice(seed: 8)
    for _ in 0..<2_000 {
      let bits = Int.random(in: 1...126, using: &dice)
      var value: Int128 = 1
      for _ in 0..<bits { value = value << 1 | Int128(Int.random(in: 0...1, using: &dice)) }
      #expect(nearestDouble(ofWhole: value) == Double(value))
      #expect(nearestDouble(ofWhole: -value) == Double(-value))
    }
  }
}
