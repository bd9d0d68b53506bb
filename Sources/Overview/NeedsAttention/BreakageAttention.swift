import Credits
import Ledger

/// Sources of grants of which other credits expired than the settings expect.
enum BreakageAttention {
  /// A difference of more points, in 10⁻⁴ of one, is a finding.
  private static let points: Int128 = 50_000

  /// Returns one finding for each source whose breakage expected and seen differ at the end by more than 5 points.
  static func make(_ audit: CreditAudit?) -> [Attention] {
    guard let audit else { return [] }
    return GrantSource.allCases.compactMap { source in
      audit.revenue.last { $0.source == source }.flatMap(finding)
    }
  }

  private static func finding(_ row: DeferredRevenueRow) -> Attention? {
    guard let millionths = row.expectedPercent,
      let seen = Quotient.halfEven(row.seenExpired, times: 1_000_000, over: row.seenPaid),
      let value = Quotient.halfEven(
        row.seenPaid, times: Int128(millionths), over: 100_000_000)
    else { return nil }
    let expected = Int128(millionths) / 100
    if (seen - expected).magnitude <= points.magnitude { return nil }
    return Attention(
      kind: .breakage, key: Name(row.source.word), count: 1,
      amount: Money(attodollars: value - row.seenExpired).magnitude,
      sentence:
        "\(Figures.percent(seen)) % of the payment for \(row.source.words) credits expired.",
      detail: "Expected: \(Figures.percent(expected)) %.")
  }
}
