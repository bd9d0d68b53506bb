import Ledger
import Overview
import Testing

/// An amount before and after, and their difference, as one row shows them.
struct ShownChangeTests {
  private static func money(_ millionths: Int128) -> Money {
    Money(attodollars: millionths * 1_000_000_000_000)
  }

  /// Amounts in millionths of a USD.
  ///
  /// 1.004 and 1.006 are shown as 0.00 and 1.01: the change is that of these.
  private static let changes: [(before: Int128, after: Int128, shown: [String])] = [
    (83_130_000, 89_940_000, ["83.13", "89.94", "+6.81", "+8.2 %"]),
    (89_940_000, 83_130_000, ["89.94", "83.13", "-6.81", "-7.6 %"]),
    (67_960_000, 67_960_000, ["67.96", "67.96", "0.00", "0.0 %"]),
    (1_004_000, 2_006_000, ["1.00", "2.01", "+1.01", "+99.8 %"]),
    (1_000_000_000, 999_990_000, ["1,000.00", "999.99", "-0.01", "0.0 %"]),
    (0, 1_000_000, ["0.00", "1.00", "+1.00", "–"]),
  ]

  @Test func `the difference is that of the two shown figures, and never minus nothing`() {
    for (before, after, shown) in Self.changes {
      let change = ShownChange(Self.money(before), Self.money(after))
      #expect([change.before, change.after, change.change, change.percent] == shown)
    }
  }

  @Test func `points are between the shown percentages`() {
    #expect(ShownChange.points(182_400, 244_400) == "+6.2")
    #expect(ShownChange.points(182_400, 244_600) == "+6.3")
    #expect(ShownChange.points(-5_400, -5_300) == "0.0")
    #expect(ShownChange.points(182_400, 120_000) == "-6.2")
  }

  @Test func `credits keep their decimals`() {
    let change = ShownChange(microcredits: 91_800_000, 85_700_000)
    #expect([change.before, change.after, change.change] == ["91.8", "85.7", "-6.1"])
  }
}
