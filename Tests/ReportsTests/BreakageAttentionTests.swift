import Credits
import Ledger
import Support
import Testing

@testable import Overview

/// Sources of grants of which other credits expired than the settings expect.
struct BreakageAttentionTests {
  /// 1 of 3 USD expired: 33.33 %, beside 0, 33 and 40 expected.
  @Test(arguments: [(0, [10]), (33_000_000, []), (40_000_000, [2])] as [(Int64, [Int128])])
  func `breakage that differs by more than 5 points is a finding`(
    expected: Int64, tenths: [Int128]
  ) {
    let dollar = Money.attodollarsPerDollar
    var row = CreditExample.revenue
    row.expectedPercent = expected
    let found = BreakageAttention.make(CreditExample.audit([], revenue: [row]))
    #expect(found.map(\.amount) == tenths.map { Money(attodollars: $0 * dollar / 10) })
  }

  @Test func `breakage without an expectation is no finding`() {
    #expect(BreakageAttention.make(CreditExample.audit([])).isEmpty)
  }
}
