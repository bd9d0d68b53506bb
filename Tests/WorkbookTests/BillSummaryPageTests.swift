import Bills
import Ledger
import Overview
import Support
import Tables
import Testing

@testable import Workbook

/// The sheet of bills; figures by hand, see `BillExample`.
struct BillSummaryPageTests {
  private func page() throws -> Worksheet {
    try #require(
      BillSummaryPage(VendorBills(BillExample.reconciliation), scope: "s")?.page)
  }

  @Test func `each bill and month has a column that adds up to what to pay`() throws {
    let page = try page()
    let first = try #require(page.row(of: "Ledger"))
    let last = try #require(page.row(of: "To pay"))
    // The ledger, 19 parts, billed, 8 other kinds and what to pay.
    #expect(last - first == 29)
    #expect(page.number(first, 1) == 1187.90)
    #expect(page.number(first, 2) == 310.07)
    #expect(page.number(first + 20, 1) == 1204.13)
    #expect(page.number(last, 1) == 1373.41)
    #expect(page.number(last, 2) == 310.07)
  }

  @Test func `the top says of each bill if it agrees, and what to do about which amount`() throws {
    let page = try page()
    let row = try #require(page.row(of: "openai\nopenai-costs\nAugust 2026"))
    #expect((2...7).map { page.number(row, $0) } == [1373.41, 11.40, 6.31, nil, nil, nil])
    let agrees = try #require(page.row(of: "google\ngoogle-billing\nAugust 2026"))
    #expect((2...7).map { page.number(agrees, $0) } == [310.07, nil, nil, nil, nil, nil])
    #expect(try #require(page.row(of: "Ledger")) > agrees)
  }

  /// 1,187.90 are compared; 3.36 of the month are on days that the bill does not have.
  @Test func `usage that the bill does not cover has a row`() throws {
    let sums = BillExample.reconciliation.summaries[1]
    let summary = BillSummary(
      format: sums.format, vendor: sums.vendor, zone: sums.zone, month: sums.month,
      files: sums.files, ledger: sums.ledger, parts: sums.parts, difference: sums.difference,
      billed: sums.billed, others: sums.others,
      uncovered: UncoveredUsage(
        requests: 7, cost: BillExample.cents(336), days: [Day(number: 20_000)]))
    let bills = VendorBills(
      BillReconciliation(groups: Array(BillExample.groups[..<3]), summaries: [summary]))
    let page = try #require(BillSummaryPage(bills, scope: "s")?.page)
    let row = try #require(page.row(of: "Ledger outside bill's days"))
    #expect(page.number(row, 1) == 3.36)
    // It is to be accrued.
    let decision = try #require(page.row(of: "openai\nopenai-costs\nAugust 2026"))
    #expect(page.number(decision, 7) == 3.36)
    #expect(try self.page().row(of: "Ledger outside bill's days") == nil)
  }

  @Test func `a bill that differs has a waterfall, one that agrees has none`() throws {
    #expect(try page().charts.count == 1)
  }

  /// 4 lines of 3.00 USD that are 1.00 USD more than those that count.
  @Test func `lines that do not count are under their bill`() throws {
    let remark = BillRemark(
      .conflict(with: "bills/a.csv"), bill: BillKey(format: "openai-costs", vendor: "openai"),
      month: BillExample.month, files: ["bills/c.csv"], lines: 4, amount: BillExample.cents(300),
      difference: BillExample.cents(100))
    let page = try #require(
      BillSummaryPage(
        VendorBills(
          BillReconciliation(
            groups: BillExample.groups, summaries: BillExample.reconciliation.summaries,
            remarks: [remark])), scope: "s")?.page)
    #expect(
      page.cells.contains { cell in
        guard case .text(let text) = cell.cell.content else { return false }
        return text.hasPrefix(
          "4 lines of bills/c.csv (3.00 USD) do not count: they have different figures")
      })
  }

  @Test func `without bills there is no sheet`() {
    #expect(BillSummaryPage(nil, scope: "s")?.page.name == nil)
  }
}
