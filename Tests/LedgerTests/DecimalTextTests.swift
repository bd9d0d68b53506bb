import Ledger
import Support
import Testing

@Suite struct DecimalTextTests {
  /// The value with a point put in by hand; the last ones are the ends of Int64 and Int128.
  @Test(
    arguments: [
      (0, 0, "0"),
      (0, 18, "0"),
      (7, 0, "7"),
      (-7, 0, "-7"),
      (1_500_000, 6, "1.5"),
      (-1_500_000, 6, "-1.5"),
      (1_000_000, 6, "1"),
      (10_000_001, 6, "10.000001"),
      (-1, 18, "-0.000000000000000001"),
      (100, 1, "10"),
      (5, 19, "0.0000000000000000005"),
      (-50, 20, "-0.0000000000000000005"),
      (0, 38, "0"),
      (9_223_372_036_854_775_807, 18, "9.223372036854775807"),
      (-9_223_372_036_854_775_808, 18, "-9.223372036854775808"),
      (9_223_372_036_854_775_808, 0, "9223372036854775808"),
      (20_000_000_000_000_000_000, 18, "20"),
      (18_446_744_073_709_551_615, 18, "18.446744073709551615"),
      (18_446_744_073_709_551_616, 18, "18.446744073709551616"),
      (-18_446_744_073_709_551_615, 6, "-18446744073709.551615"),
      (300_000_000_000_000_000, 18, "0.3"),
      (12_345_678_000_000_000, 18, "0.012345678"),
      (30_000_000_000, 18, "0.00000003"),
      (3_000_000_000, 18, "0.000000003"),
      (2_000_000_000_000_000_300, 18, "2.0000000000000003"),
      (30, 18, "0.00000000000000003"),
      (33, 18, "0.000000000000000033"),
      (123_450_000, 9, "0.12345"),
      (.max, 18, "170141183460469231731.687303715884105727"),
      (.min, 18, "-170141183460469231731.687303715884105728"),
      (.max, 38, "1.70141183460469231731687303715884105727"),
    ] as [(Int128, Int, String)])
  func `a decimal is written without exponent, grouping, trailing zeros or a minus before zero`(
    value: Int128, scale: Int, text: String
  ) {
    #expect(DecimalText.string(value, scale: scale) == text)
  }

  @Test(arguments: [(0, "0"), (-5, "-5"), (.max, "9223372036854775807")] as [(Int64, String)])
  func `a whole number is written by its digits`(value: Int64, text: String) {
    var bytes = Array("n=".utf8)
    DecimalText.append(value, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "n=" + text)
  }

  @Test func `the least whole number is written by its digits`() {
    var bytes: [UInt8] = []
    DecimalText.append(Int64.min, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "-9223372036854775808")
  }

  @Test(arguments: [0, 6, 9, 18])
  func `what is written is read again as it was`(scale: Int) throws {
    var dice = Dice(seed: UInt64(scale) + 10)
    let limit = powerOfTen(scale + 17)
    for _ in 0..<1_000 {
      let value = dice.number(bits: 120) % limit
      let text = DecimalText.string(value, scale: scale)
      let read = try NumberText.decimal(
        Name(text), scale: scale, limit: limit, allowsNegative: true
      ).get()
      #expect(read.value == value && !read.wasTrimmed, "\(text)")
    }
  }
}
