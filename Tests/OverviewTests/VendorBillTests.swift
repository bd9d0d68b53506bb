import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// Bills in words; figures by hand, see `BillExample`.
struct VendorBillTests {
  private let bills = VendorBills(BillExample.reconciliation)

  @Test func `a bill that differs comes first, with its largest cause first`() throws {
    #expect(bills.title == "Vendor bills, August 2026")
    #expect(bills.bills.map(\.vendor) == ["openai", "google"])
    let openai = try #require(bills.bills.first)
    #expect(openai.source == "openai-costs, 3 files, UTC days")
    #expect(
      [openai.billed, openai.ledger, openai.difference] == ["1,204.13", "1,187.90", "16.23"])
    let claims = "11.40 USD to dispute and 6.31 to ask the vendor about"
    #expect(openai.verdict == "fully explained; \(claims)")
    #expect(
      openai.payment
        == "To pay: 1,373.41 USD after credits of 50.00 USD and tax of 219.28 USD; dispute 11.40 USD of it "
        + "and ask the vendor about 6.31")
    #expect(
      openai.decision
        == "openai billed 1,204.13 USD for August 2026, 16.23 USD more than the ledger. "
        + "\(openai.payment ?? "").")
    #expect(openai.causes.map(\.shown) == ["+11.40", "+6.31", "-1.50", "+0.02"])
    #expect(
      openai.sentence
        == "openai billed 1,204.13 USD for August 2026, 16.23 USD more than the ledger. The causes of the difference add up to it; compare the quantities with the vendor's usage records."
    )
    #expect(
      openai.causes.map(\.sentence) == [
        "The vendor billed output of gpt-5.6-terra at the standard price; the ledger has another service tier, prompt length or region.",
        "The vendor billed 1,930,412 more tokens than the ledger has on 2 August 2026. Before you pay, ask the vendor for its records of this usage.",
        "The vendor did not bill 54 failed requests that the ledger counts.",
        "The vendor rounded the amounts of 26 lines.",
      ])
  }

  /// The bill has the name of the requests: only their price is not known.
  @Test func `requests without a price explain nothing of a bill`() {
    let groups = BillExample.unpriced
    let bill = VendorBill(
      BillExample.summary(of: groups, unpricedRequests: 4), groups: groups)
    #expect([bill.ledger, bill.difference] == ["100.00", "3.00"])
    #expect(bill.verdict == "3.00 USD without a price in the book; 3.00 USD to compare again")
    #expect(
      bill.sentence
        == "openai billed 103.00 USD for August 2026, 3.00 USD more than the ledger. 3.00 USD "
        + "of the difference is for usage that has no price in the book.")
    #expect(bill.largestGroups.map(\.ledger) == ["not known"])
  }

  @Test func `a ledger of which no request has a price is not known, and so is the difference`() {
    let groups = [BillExample.unpriced[1]]
    let bill = VendorBill(
      BillExample.summary(of: groups, unpricedRequests: 4), groups: groups)
    #expect([bill.billed, bill.ledger, bill.difference] == ["3.00", "not known", "not known"])
    #expect(bill.verdict == "no request has a price")
    #expect(!bill.summary.isExplained)
    #expect(
      bill.sentence
        == "openai billed 3.00 USD for August 2026. The cost in the ledger is not known, because none "
        + "of its 4 requests has a price.")
    #expect(bill.steps.map(bill.text) == ["not known", "+3.00", "3.00", "3.00"])
  }

  /// Nothing was billed for them, but what they cost is not known.
  @Test func `a bill of 0 does not agree with requests without a price`() {
    let group = BillExample.group(
      BillExample.day(1), .known("a"), ledger: 0, [:], ledgerQuantity: 1, unpriced: 1)
    let summary = BillExample.summary(of: [group], unpricedRequests: 1)
    #expect(!summary.agrees && !summary.isExplained)
  }

  @Test func `a bill without any difference says so in one line`() throws {
    let google = try #require(bills.bills.last)
    #expect(google.verdict == "agrees with the ledger (rounding 0.00)")
    #expect(google.source == "google-billing, 1 file, America/Los_Angeles months")
    #expect(google.causes.isEmpty)
    #expect(google.payment == nil)
  }

  @Test func `the steps lead from the ledger to the amount to pay and add up`() throws {
    let steps = try #require(bills.bills.first).steps
    #expect(
      steps.map(\.label) == [
        "Ledger", "Failed requests", "Service tier or context", "Quantity", "Rounding", "Billed",
        "Credits", "Tax", "To pay",
      ])
    #expect(
      steps.map(\.shownUnits) == [118_790, -150, 1_140, 631, 2, 120_413, -5_000, 21_928, 137_341])
  }

  /// 0.004 + 0.004 + 0.004 = 0.012 USD, which is shown as 0.01: one of three is shown as a cent, the others as less.
  @Test func `shown causes add up to the shown difference`() {
    let mills = BillExample.cents(1).attodollars * 4 / 10
    let groups = ["a", "b", "c"].map { name in
      let parts = BillPart.allCases.map { Money(attodollars: $0 == .priceDate ? mills : 0) }
      let ledger = BillExample.cents(100)
      return BillGroup(
        format: "f", vendor: "v", period: BillExample.day(1), model: .known(Name(name)),
        unitClass: .one(.input), lines: 1, billedQuantity: nil, ledgerQuantity: .zero,
        billed: ledger + Money(attodollars: mills), ledger: ledger, parts: parts,
        causes: ["from:2026-0\(name == "a" ? 1 : name == "b" ? 2 : 3)-01"], place: nil)
    }
    let bill = VendorBill(BillExample.summary(of: groups), groups: groups)
    #expect(bill.difference == "0.01")
    #expect(bill.causes.map(\.shown) == ["+0.01", "under 0.01", "under 0.01"])
  }

  @Test func `what nothing explains is a finding, and is said on the bill`() {
    let groups = [
      BillExample.group(
        BillExample.day(5), .known("gpt-5.6-sol"), ledger: 1_000, [.unexplained: 200, .price: 50])
    ]
    let bills = VendorBills(
      BillReconciliation(groups: groups, summaries: [BillExample.summary(of: groups)]))
    #expect(
      bills.bills[0].verdict.hasPrefix(
        "2.00 USD not explained and 0.50 USD at prices not in the book; 0.50 USD to dispute"))
    #expect(bills.bills[0].isDoubtful)
    let found = BillAttention.make(bills)
    #expect(
      found.map(\.sentence) == [
        "The openai bill of August 2026 (openai-costs) has 0.50 USD to dispute and 2.00 to ask the vendor about."
      ])
    #expect(found.map(\.amount) == [BillExample.cents(250)])
    // What is explained may still be disputed: 11.40 and 6.31 USD, but not what the vendor left out or rounded.
    let explained = BillAttention.make(self.bills)
    #expect(
      explained.map(\.sentence) == [
        "The openai bill of August 2026 (openai-costs) has 11.40 USD to dispute and 6.31 to ask the vendor about."
      ])
    #expect(explained.map(\.amount) == [BillExample.cents(1_771)])
  }

  @Test func `the address of the largest difference names each key`() {
    #expect(
      bills.largestDifference
        == "bill-reconciliation/openai-costs/openai/2026-08-14/gpt-5.6-terra/output/difference_usd")
    let group = BillExample.group(BillExample.day(5), .unmapped("a/b"), .all, ledger: 0, [:])
    #expect(
      group.figureAddress(in: .utc)
        == "bill-reconciliation/openai-costs/openai/2026-08-05/a//b/-/difference_usd")
  }

  @Test(
    arguments: [
      (Int128(0), false, true), (0, true, true), (1_139, false, true), (1_140, false, false),
      (630, true, true),
      (631, true, false),
    ])
  func `a tolerance is of the sum of a part`(cents: Int128, onlyDoubtful: Bool, isMet: Bool) {
    #expect(
      BillExample.reconciliation.hasDifference(
        over: BillExample.cents(cents), onlyDoubtful: onlyDoubtful) == isMet)
  }
}
