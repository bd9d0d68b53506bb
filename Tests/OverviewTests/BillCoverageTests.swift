import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// Sentences on what a bill leaves out and on its amounts; figures by hand.
struct BillCoverageTests {
  private func summary(
    _ groups: [BillGroup], uncovered: UncoveredUsage = .none,
    others: [BillKind: (lines: Int, cents: Int128)] = [:]
  ) -> BillSummary {
    let sums = BillExample.summary(of: groups, others: others)
    return BillSummary(
      format: sums.format, vendor: sums.vendor, zone: sums.zone, month: sums.month,
      files: sums.files, ledger: sums.ledger, parts: sums.parts, difference: sums.difference,
      billed: sums.billed, others: sums.others, uncovered: uncovered)
  }

  private let group = BillExample.group(
    BillExample.day(5), .known("a"), ledger: 5_489, [.rounding: 2])

  @Test func `a bill names the usage that it does not cover`() {
    let first = BillExample.month.period.from
    let usage = UncoveredUsage(
      requests: 12, cost: BillExample.cents(336), unpricedRequests: 1, days: [first, first + 2])
    #expect(
      VendorBill(summary([group], uncovered: usage), groups: [group]).remarks.map(\.sentence) == [
        "The ledger has 3.36 USD of openai usage that this bill does not cover: 12 requests on 1 August 2026 and "
          + "3 August 2026; 1 request of them without a price. No figure above includes it: accrue it, unless "
          + "another bill has it."
      ])
    let unknown = UncoveredUsage(
      requests: 2, unpricedRequests: 2, days: (0...4).map { first + $0 })
    #expect(
      VendorBill(summary([group], uncovered: unknown), groups: [group]).remarks.map(\.sentence) == [
        "The ledger has an unknown cost of openai usage that this bill does not cover: 2 requests on 5 days from "
          + "1 August 2026 to 5 August 2026. No figure above includes it: accrue it, unless another bill has it."
      ])
  }

  /// 3.36 of a day that the bill does not have, and 1.44 of requests that end in September.
  @Test func `usage that a bill does not have is accrued`() throws {
    let usage = UncoveredUsage(
      requests: 7, cost: BillExample.cents(336), days: [BillExample.month.period.from],
      endsLater: BillExample.cents(144))
    let bill = VendorBill(summary([group], uncovered: usage), groups: [group])
    #expect(
      bill.payment
        == "Usage to pay: 54.91 USD, before tax; also accrue 4.80 USD that it does not have")
    #expect(bill.decisionFigures.amounts == [5_491, nil, nil, nil, nil, 480])
    let found = try #require(
      BillAttention.make(
        VendorBills(BillReconciliation(groups: [group], summaries: [bill.summary]))
      ).first)
    #expect(
      found.sentence == "The openai bill of August 2026 (openai-costs) has 4.80 USD to accrue.")
    #expect(found.detail.contains("7 requests on 1 August 2026"))
    // A bill whose days begin at another hour may have the usage.
    let moved = BillExample.group(
      BillExample.day(5), .known("a"), ledger: 5_489, [.timeBoundary: 2], causes: ["zone:UTC"])
    let other = UncoveredUsage(
      requests: 7, cost: BillExample.cents(336), days: [BillExample.month.period.from])
    #expect(
      VendorBill(summary([moved], uncovered: other), groups: [moved]).payment
        == "Usage to pay: 54.91 USD, before tax")
  }

  /// −1.44 of October's usage is in November: what the part has is accrued as shown.
  @Test func `requests that end in the next month are accrued`() {
    let moved = BillExample.group(
      BillExample.day(31), .known("a"), ledger: 5_000, [.timeBoundary: -144],
      causes: ["request_end"])
    let usage = UncoveredUsage(endsLater: BillExample.cents(144))
    let bill = VendorBill(summary([moved], uncovered: usage), groups: [moved])
    #expect(bill.verdict == "fully explained; 1.44 USD to accrue")
    #expect(BillClaims(bill).settledWords == nil)
  }

  /// 54.91 is 54.89 and 0.02 of rounding.
  @Test func `a bill that agrees states both amounts`() {
    #expect(
      VendorBill(summary([group]), groups: [group]).sentence
        == "The openai bill for August 2026 agrees with the ledger: billed 54.91 USD, ledger 54.89 USD (rounding "
        + "0.02).")
  }

  /// 54.91 + 1.19 + 0.32 = 56.42.
  @Test func `a discount above 0 is said to add to the bill`() {
    let bill = VendorBill(
      summary([group], others: [.discount: (1, 119), .tax: (1, 32)]), groups: [group])
    #expect(
      bill.payment == "To pay: 56.42 USD after discounts that add 1.19 USD and tax of 0.32 USD")
  }

  /// 54.91 + 1.194 + 0.313 = 56.417: tax stays 0.31, though 54.91 + 1.19 + 0.31 is 56.41.
  @Test func `tax is not rounded so that amounts add up`() {
    let sums = BillExample.summary(of: [group])
    let mill = Money(attodollars: Money.attodollarsPerDollar / 1_000)
    let summary = BillSummary(
      format: sums.format, vendor: sums.vendor, zone: sums.zone, month: sums.month,
      files: sums.files, ledger: sums.ledger, parts: sums.parts, difference: sums.difference,
      billed: sums.billed,
      others: [
        (.discount, .init(count: 1, amount: Money(attodollars: 1_194 * mill.attodollars))),
        (.tax, .init(count: 1, amount: Money(attodollars: 313 * mill.attodollars))),
      ])
    let bill = VendorBill(summary, groups: [group])
    #expect(
      bill.payment
        == "To pay: 56.42 USD after discounts that add 1.19 USD and tax of 0.31 USD (each rounded)")
    #expect(bill.steps.map(\.shownUnits) == [5_489, 2, 5_491, 119, 31, 5_642])
  }

  /// 54.91 and 27.60 of another project.
  @Test func `the invoice with the lines of others has a total`() {
    let remark = BillRemarkLine(
      code: "out_of_scope", files: ["f"], lines: 3, amount: BillExample.cents(2_760), sentence: "s")
    #expect(
      VendorBill(summary([group]), groups: [group], remarks: [remark]).remarks.map(\.sentence) == [
        "s",
        "With the 27.60 USD that \"only\" leaves out, these files come to 82.51 USD: find out who pays the rest of the "
          + "invoice.",
      ])
  }

  private func bills(_ all: [(Name, Name, Int128, Int128)]) -> VendorBills {
    let made = all.map { format, vendor, cents, tax in
      let group = BillExample.group(
        BillExample.day(5), .known("a"), ledger: cents, [:], format: format, vendor: vendor)
      return (
        group, BillExample.summary(of: [group], others: tax == 0 ? [:] : [.tax: (1, tax)])
      )
    }
    return VendorBills(BillReconciliation(groups: made.map(\.0), summaries: made.map(\.1)))
  }

  /// 1.00 or 3.00, and 10.00 or 14.00 + 2.00: from 11.00 to 19.00, never 0.
  @Test func `choices of several vendors are a range`() {
    let bills = bills([
      ("f", "v", 100, 0), ("g", "v", 300, 0), ("f", "w", 1_000, 0), ("g", "w", 1_400, 200),
    ]).bills
    #expect(
      VendorBills.choices(bills) == [
        "To choose among the bills of v: g agrees with the ledger; f agrees with the ledger.",
        "To choose among the bills of w: g agrees with the ledger and states tax; f agrees with the ledger.",
        "Total to pay: 11.00 to 19.00 USD, with one bill each of v and w; only the w (g) bill includes tax.",
      ])
    #expect(
      VendorBills.payments(bills, namesMonth: true).last?.hasPrefix(
        "August 2026: Total to pay: 11.00 to") == true)
  }
}
