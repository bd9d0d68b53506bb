import Ledger
import Testing

@testable import Tables

@Suite struct NearestDoubleTests {
  /// The doubles are those that Swift reads from the decimals, written out by hand.
  @Test(
    arguments: [
      (37_545_650_000_000_000, 18, 0.03754565),
      (123_456_789_012_345_678, 18, 0.123456789012345678),
      (-5_000_000_000_000_000_000, 18, -5),
      (9_007_199_254_740_993_000, 3, 9_007_199_254_740_993),
      (10_000_000_000_000_000, 0, 1e16),
      (92_233_720_368_547_758_080, 18, 92.23372036854775808),
      (300_000_000_000_000_000_000_000, 18, 300_000),
      (90_071_992_547_409_930, 1, 9_007_199_254_740_993),
    ] as [(Int128, Int, Double)])
  func `a decimal becomes the nearest double, whatever zeros it ends with`(
    value: Int128, scale: Int, expected: Double
  ) {
    #expect(nearestDouble(value, scale: scale) == expected)
  }
}
