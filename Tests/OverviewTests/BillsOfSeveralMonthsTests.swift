import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// Bills in several formats of one vendor over two months; figures by hand.
struct BillsOfSeveralMonthsTests {
  private func bill(
    _ format: Name, _ vendor: Name, month: Int, ledger: Int128, _ parts: [BillPart: Int128] = [:],
    endsLater: Int128 = 0
  ) -> (BillGroup, BillSummary) {
    let month = Month(year: 2026, month: month)
    let day = month.period.from
    let group = BillExample.group(
      Validity(from: Instant(startOf: day), to: Instant(startOf: day + 1)), .known("a"),
      ledger: ledger, parts, format: format, vendor: vendor)
    let sums = BillExample.summary(of: [group])
    return (
      group,
      BillSummary(
        format: format, vendor: vendor, zone: sums.zone, month: month, files: ["bills/\(format)"],
        ledger: sums.ledger, parts: sums.parts, difference: sums.difference, billed: sums.billed,
        others: sums.others,
        uncovered: UncoveredUsage(endsLater: BillExample.cents(endsLater)))
    )
  }

  private func bills(_ all: [(BillGroup, BillSummary)]) -> VendorBills {
    VendorBills(BillReconciliation(groups: all.map(\.0), summaries: all.map(\.1)))
  }

  /// f has 1.00 + 2.00, g 3.00 + 5.00; 1.44 of August is in September of g.
  @Test func `of alternatives in two months one is paid for both`() {
    let start =
      "Pay one bill of v for August 2026 and September 2026, the same for each month: f (3.00 USD) or g (8.00 USD)."
    func all(_ endsLater: Int128) -> VendorBills {
      bills([
        bill("f", "v", month: 8, ledger: 100),
        bill("g", "v", month: 8, ledger: 300, endsLater: endsLater),
        bill("f", "v", month: 9, ledger: 200), bill("g", "v", month: 9, ledger: 500),
        bill("h", "w", month: 9, ledger: 500),
      ])
    }
    #expect(
      VendorBills.choicesOfSeveralMonths(all(0).bills) == [
        start,
        "A request at the end of a month may be in the next month of a vendor's other bill: a mix could pay it twice "
          + "or not at all.",
      ])
    #expect(
      VendorBills.choicesOfSeveralMonths(all(144).bills) == [
        start
          + " 1.44 USD of August 2026 is in a later month of g: a mix would pay it twice or not at all."
      ])
    #expect(
      VendorBills.choicesOfSeveralMonths(all(0).bills.filter { $0.summary.month.month == 8 })
        == [])
  }

  /// 0.12 and 0.11 to dispute are of one usage; 0.05 is of another vendor.
  @Test func `bills that a list leaves out keep what is to dispute`() {
    let all = bills([
      bill("f", "v", month: 8, ledger: 1_000, [.price: 12]),
      bill("g", "v", month: 8, ledger: 1_000, [.price: 11]),
      bill("h", "w", month: 9, ledger: 1_000, [.byok: 5]),
    ])
    #expect(
      VendorBills.leftOut(all.bills)
        == "3 more bills of August 2026 and September 2026, 0.17 USD to dispute")
    #expect(
      VendorBills.leftOut(bills([bill("f", "v", month: 8, ledger: 100)]).bills)
        == "1 more bill of August 2026")
  }

  /// 0.33 and 0.20 are of one usage; 0.28 is another: 0.61, not 0.81.
  @Test func `the sum of small findings counts one usage once`() {
    let found = BillAttention.make(
      bills([
        bill("f", "v", month: 8, ledger: 1_000, [.price: 33]),
        bill("g", "v", month: 8, ledger: 1_000, [.price: 20]),
        bill("f", "v", month: 9, ledger: 1_000, [.price: 28]),
      ]))
    #expect(Attention.sum(of: found) == BillExample.cents(61))
    #expect(
      Set(found.map(\.sentence)) == [
        "The v bill of August 2026 (f, one of 2) has 0.33 USD to dispute.",
        "The v bill of August 2026 (g, one of 2) has 0.20 USD to dispute.",
        "The v bill of September 2026 (f) has 0.28 USD to dispute.",
      ])
  }

  /// 44.844 billed and 43.126 in the ledger are shown as 44.84 and 43.13, which differ by 1.71, not by 1.718.
  @Test func `a difference is that of the two shown amounts in every sentence`() {
    let mill = Money.attodollarsPerDollar / 1_000
    let group = BillGroup(
      format: "f", vendor: "v", period: BillExample.day(5), model: .known("a"),
      unitClass: .one(.output), lines: 1, billedQuantity: nil, ledgerQuantity: .zero,
      billed: Money(attodollars: 44_844 * mill), ledger: Money(attodollars: 43_126 * mill),
      parts: BillPart.allCases.map { Money(attodollars: $0 == .price ? 1_718 * mill : 0) },
      causes: [], place: nil)
    let other = BillExample.group(
      BillExample.day(5), .known("a"), ledger: 4_313, [:], format: "g", vendor: "v")
    let all = bills([group, other].map { ($0, BillExample.summary(of: [$0])) })
    #expect(all.bills[0].difference == "1.71")
    #expect(
      VendorBills.choices(all.bills)[0]
        == "To choose among the bills of v: f differs by +1.71 USD; g agrees with the ledger.")
  }
}
