import Cube
import Ledger
import Support
import Testing

struct AccountMonthsTests {
  /// Days 1 and 2 are in January 1970, day 40 in February.
  private static let rows = [
    CubeRow(day: 1, account: "acme", user: "ann", input: 10, cost: usd(1), credits: 2_000_000),
    CubeRow(day: 2, account: "acme", user: "ann", input: 5, cost: usd(2), credits: 3_000_000),
    CubeRow(day: 2, isBYOK: true, account: "acme", user: "ann", cost: usd(4)),
    CubeRow(day: 40, account: "acme", user: "ann", cost: usd(8)),
    CubeRow(day: 2, model: "a", account: "acme", user: "bob", cost: nil),
    CubeRow(
      day: 2, account: "acme", user: "ann", isFree: true, cost: usd(16), credits: 1_000_000),
    CubeRow(
      day: 1, account: "zoo", user: "", target: Percent(millionths: 20_000_000), cost: usd(32),
      recordedCost: usd(32), costClass: .mismatch),
  ]

  private static func lines(_ facts: Facts, sumsOfPass: Int = 1 << 14) -> [String] {
    let months = AccountMonths(facts, sumsOfPass: sumsOfPass)
    var lines: [String] = []
    months.forEach { month, key, user, sums in
      let (name, key) = (facts.users[user], months.keys[key])
      lines.append(
        "\(month) \(key.model) \(key.isFree ? "free" : "paid") \(name.account)/\(name.user)"
          + " \(sums.requests) \(sums.unpriced) \(sums.mismatched) \(sums.promptTokens)"
          + " \(sums.vendorCost / usd(1)) \(sums.credits) \(sums.recordedCost / usd(1))")
    }
    return lines
  }

  /// The four sums of January are made in one, two and four passes.
  @Test(arguments: [4, 3, 1])
  func `facts are summed by month, plan, account and user, without own keys' costs`(
    sumsOfPass: Int
  ) {
    #expect(
      Self.lines(Facts(of: Self.rows), sumsOfPass: sumsOfPass) == [
        "1970-01 a paid acme/bob 1 1 0 0 0 0 0",
        "1970-01 gpt-5 paid acme/ann 3 0 0 15 3 5000000 0",
        "1970-01 gpt-5 paid zoo/ 1 0 1 0 32 0 32",
        "1970-01 gpt-5 free acme/ann 1 0 0 0 16 1000000 0",
        "1970-02 gpt-5 paid acme/ann 1 0 0 0 8 0 0",
      ])
  }

  @Test func `revenue is the value of credits of paid plans`() {
    let months = AccountMonths(Facts(of: Self.rows))
    var revenue: [Int128] = []
    months.forEach { _, key, _, sums in
      if sums.credits > 0 { revenue.append(sums.revenue * (months.keys[key].isFree ? -1 : 1)) }
    }
    // 5 credits at 0.01 USD; what a free plan uses earns nothing.
    #expect(revenue == [usd(1) / 20, 0])
  }

  @Test func `without facts there are no sums`() { #expect(Self.lines(Facts(of: [])).isEmpty) }
}
