import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// Remarks under a bill; figures by hand.
struct BillRemarkTests {
  private let openai = BillKey(format: "openai-costs", vendor: "openai")

  private func remark(
    _ kind: BillRemark.Kind, _ file: String = "bills/b.csv", lines: Int64, cents: Int128?,
    difference: Int128? = 0, month: Month? = BillExample.month
  ) -> BillRemark {
    BillRemark(
      kind, bill: openai, month: month, files: [file], lines: lines,
      amount: cents.map(BillExample.cents), difference: difference.map(BillExample.cents))
  }

  private func bills(_ remarks: [BillRemark]) -> VendorBills {
    VendorBills(
      BillReconciliation(
        groups: BillExample.groups, summaries: BillExample.reconciliation.summaries,
        remarks: remarks))
  }

  private func sentences(_ remarks: [BillRemark]) -> [String] {
    bills(remarks).bills[0].remarks.map(\.sentence)
  }

  @Test func `lines in conflict are stated with their difference and the remedy`() {
    let remarks = [
      remark(.duplicate(of: "bills/a.csv"), lines: 1, cents: 200),
      remark(.conflict(with: "bills/a.csv"), lines: 29, cents: 811, difference: 44),
    ]
    #expect(
      sentences(remarks) == [
        "29 lines of bills/b.csv (8.11 USD) do not count: they have different figures from bills/a.csv, "
          + "by +0.44 USD in total. bills/a.csv counts. If one of the two corrects the other, state it in assay.json: "
          + "\"bills\": {\"bills/a.csv\": {\"replaces\": [\"bills/b.csv\"]}} if bills/a.csv is the correction, "
          + "or {\"bills/b.csv\": {\"replaces\": [\"bills/a.csv\"]}} if it is bills/b.csv.",
        "1 line of bills/b.csv (2.00 USD) repeats bills/a.csv and counts once.",
      ])
    #expect(
      bills(remarks).lines(atMost: 1)[0].hasSuffix(
        " 29 lines do not count: sheet Bill summary says why."))
  }

  /// 20.00 of two accounts and 0.99 of lines without one are 20.99 USD.
  @Test func `lines that the settings leave out of a file are one sentence`() {
    let remarks = [
      remark(.outOfScope(field: "account", value: "other"), lines: 40, cents: 1_500),
      remark(.outOfScope(field: "account", value: "x"), lines: 1, cents: 500),
      remark(.outOfScope(field: "account", value: ""), lines: 2, cents: 99),
    ]
    #expect(
      sentences(remarks) == [
        "43 lines of bills/b.csv (20.99 USD) do not count, because \"only\" in assay.json leaves out "
          + "account \"other\", account \"x\" and no account.",
        // 1,373.41 + 20.99.
        "With the 20.99 USD that \"only\" leaves out, these files come to 1,394.40 USD: find out who pays the rest of "
          + "the invoice.",
      ])
  }

  @Test func `an amount that is not known is not 0`() {
    #expect(
      sentences([remark(.refused("bill.fx"), lines: 1, cents: nil)]) == [
        "1 line of bills/b.csv (amount not known) does not count: fx.csv has no exchange rate for the "
          + "day (bill.fx)."
      ])
  }

  @Test func `lines that count in part are stated, too`() {
    #expect(
      sentences([
        remark(.provisional, lines: 3, cents: 5), remark(.unclearUnit, lines: 2, cents: 5),
        BillRemark(
          .file(code: "bill.total", message: "the lines sum to 1.00 USD"),
          files: ["bills/openai.csv"]),
      ]) == [
        "Assay does not use the quantity of 2 lines of bills/b.csv, because the unit is unclear; the "
          + "amounts count.",
        "The month is not final: the vendor may still change 3 lines of bills/b.csv.",
        "bills/openai.csv: the lines sum to 1.00 USD.",
      ])
  }

  @Test func `remarks on another month and on files of no bill are not lost`() {
    let all = bills([
      remark(
        .replaced(by: ["bills/c.csv"]), lines: 2, cents: 300, difference: 34,
        month: Month(year: 2026, month: 7)),
      BillRemark(.skipped("bill.format"), files: ["bills/x.csv"]),
    ])
    #expect(all.bills.map(\.remarks.count) == [0, 0])
    #expect(
      all.otherRemarks.map(\.sentence) == [
        "2 lines of bills/b.csv (3.00 USD) do not count: by \"replaces\" in assay.json, bills/c.csv "
          + "replaces this file and comes to 0.34 USD more.",
        "Assay skipped bills/x.csv, because it cannot use the file (bill.format).",
      ])
  }

  /// Both cover 1 August; the other vendor and the other days do not count.
  @Test func `two statements of the same days are to be paid once`() {
    func group(_ format: Name, _ vendor: Name, day: Int32, cents: Int128) -> BillGroup {
      BillExample.group(
        BillExample.day(day), .known("a"), ledger: cents, [:], format: format, vendor: vendor)
    }
    let groups = [
      group("console", "v", day: 1, cents: 2_692), group("api", "v", day: 1, cents: 2_670),
      group("late", "v", day: 9, cents: 100), group("api", "w", day: 1, cents: 300),
    ]
    let bills = VendorBills(
      BillReconciliation(
        groups: groups, summaries: groups.map { BillExample.summary(of: [$0], files: []) }))
    let remarks = bills.bills.map { bill in
      "\(bill.summary.format) \(bill.vendor): \(bill.remarks.map(\.sentence).joined())"
    }
    let same =
      "v (console) 26.92 USD and v (api) 26.70 USD state the same usage and differ by 0.22 USD: pay only one."
    #expect(
      Set(remarks) == ["console v: \(same)", "api v: \(same)", "late v: ", "api w: "])
  }
}
