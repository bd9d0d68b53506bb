import Ledger
import Testing

@Suite struct LargestRemainderTests {
  /// Amounts in thousandths of a cent.
  ///
  /// By hand: 0.4 + 0.4 + 0.4 cents are 1.2, so 1 cent, and it goes to the first. 1.3 + 1.5 + 1.4 = 4.2: each has 1, and
  /// the missing one goes to 1.5. −2.5 rounds up to −2: its floor is −3, so 1 is missing. 1.5 − 0.7 = 0.8, so 1: the
  /// floors are 1 and −1, and the missing cent goes to the remainder 0.5, not to 0.3. 0.5 rounds up to 1, 0.499 down to
  /// 0. 0.7 + 0.9 + 0.8 = 2.4, so 2 cents for 0.9 and 0.8.
  @Test(
    arguments: [
      ([], []), ([400, 400, 400], [1, 0, 0]), ([1300, 1500, 1400], [1, 2, 1]), ([-2500], [-2]),
      ([1500, -700], [2, -1]), ([500], [1]), ([499], [0]), ([700, 900, 800], [0, 1, 1]),
      ([2000, -2000], [2, -2]),
    ] as [([Int128], [Int128])])
  func `cents sum to the rounded sum, and the missing ones go to the largest remainders`(
    amounts: [Int128], cents: [Int128]
  ) {
    let thousandth = Money.attodollarsPerDollar / 100_000
    #expect(LargestRemainder.cents(of: amounts.map { $0 * thousandth }) == cents)
  }
}
