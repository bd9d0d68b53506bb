import Forecasting
import Testing

@Suite struct NearestDecimalTests {
  /// 0.125, 0.375, 2.5 and the like are exact in binary, so the halves are true halves; 0.1 is
  /// 0.1000000000000000055511…, 2.675 is 2.67499999999999982236431605997495353221893310546875.
  @Test(
    arguments: [
      (0, 8, 0),
      (-0.0, 8, 0),
      (1, 8, 100_000_000),
      (0.5, 0, 0),
      (1.5, 0, 2),
      (2.5, 0, 2),
      (-0.5, 0, 0),
      (-1.5, 0, -2),
      (-2.5, 0, -2),
      (0.125, 2, 12),
      (0.375, 2, 38),
      (2.675, 2, 267),
      (0.1, 18, 100_000_000_000_000_006),
      (219.14285714, 8, 21_914_285_714),
      (-17.25, 1, -172),
      (9_007_199_254_740_992, 0, 9_007_199_254_740_992),
      (1_180_591_620_717_411_303_424, 1, 11_805_916_207_174_113_034_240),
      (1e-300, 18, 0),
      (.leastNonzeroMagnitude, 18, 0),
      (0.49999999999999994, 0, 0),
      (0.50000000000000011102230246251565, 0, 1),
    ] as [(Double, Int, Int128)])
  func `a double is rounded half to even from its exact value`(
    value: Double, decimals: Int, expected: Int128
  ) {
    #expect(decimalHalfEven(value, decimals: decimals) == expected)
  }

  @Test func `the largest forecast fits with 8 decimals`() {
    // The double nearest to 10²⁹ is 5,684,341,886,080,801 × 2⁴⁴.
    let nearest: Int128 = 5_684_341_886_080_801 << 44
    #expect(decimalHalfEven(1e29, decimals: 8) == nearest * 100_000_000)
  }
}
