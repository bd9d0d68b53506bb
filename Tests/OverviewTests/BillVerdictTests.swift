import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// Verdicts on bills where amounts would cancel out, or nothing could be compared; figures by hand.
struct BillVerdictTests {
  /// Nobody knows what was billed: 3.00 USD.
  @Test func `an amount under an unknown name has no rule`() {
    let groups = [
      BillExample.group(
        BillExample.day(1), .unmapped("m-1"), ledger: 0, [.unmapped: 300], causes: ["unmapped"])
    ]
    let bill = VendorBill(BillExample.summary(of: groups), groups: groups)
    #expect(bill.verdict == "3.00 USD under unknown names; 3.00 USD to compare again")
    #expect(
      bill.sentence
        == "openai billed 3.00 USD for August 2026, 3.00 USD more than the ledger. 3.00 USD of the "
        + "difference is under names that the books lack.")
    #expect(bill.summary.remainder == BillExample.cents(300))
  }

  /// A bill of a month that the ledger does not have.
  @Test func `a bill without usage in the ledger is not explained by its absence`() {
    let groups = [
      BillExample.group(
        BillExample.day(1), .known("gpt-5.6-sol"), ledger: 0, [.notInLedger: 150])
    ]
    let bill = VendorBill(BillExample.summary(of: groups), groups: groups)
    #expect(bill.verdict == "the ledger has no such usage" && bill.shortVerdict == bill.verdict)
    #expect(
      bill.sentence
        == "openai billed 1.50 USD for August 2026, 1.50 USD more than the ledger. The ledger has no such "
        + "usage, so nothing could be compared.")
    let other = BillExample.group(
      BillExample.day(2), .known("gpt-5.6-sol"), ledger: 100, [.quantity: 1])
    let both = VendorBill(BillExample.summary(of: groups + [other]), groups: groups + [other])
    #expect(both.verdict == "fully explained; 1.51 USD to ask the vendor about")
  }

  /// 2.00 USD too much of one model do not make up for 2.00 too little of another.
  @Test func `what nothing explains is counted either way`() {
    let sides = ([("gpt-5.6-sol", 200), ("gpt-5.6-terra", -200)] as [(Name, Int128)]).map {
      model, cents in
      BillExample.group(
        BillExample.day(5), .known(model), ledger: 1_000, [.unexplained: cents])
    }
    let both = BillAttention.make(
      VendorBills(BillReconciliation(groups: sides, summaries: [BillExample.summary(of: sides)])))
    #expect(both.map(\.amount) == [BillExample.cents(400)])
    #expect(both.map(\.meaning) == ["to settle, signs ignored"])
    let bill = VendorBill(BillExample.summary(of: sides), groups: sides)
    #expect(bill.difference == "0.00")
    #expect(
      bill.verdict
        == "+2.00 and -2.00 USD not explained; 2.00 USD to ask the vendor about and 2.00 underbilled, to ask the "
        + "vendor about")
    #expect(bill.shortVerdict == "+2.00 and -2.00 USD not explained")
    #expect(
      bill.sentence
        == "openai billed 20.00 USD for August 2026, the same amount as the ledger, but split differently. "
        + "+2.00 and -2.00 USD of the difference are not explained.")
    #expect(bill.causes.map(\.shown) == ["0.00"])
    #expect(
      bill.causes.map(\.sentence) == [
        "The bill states no quantity, so no cause is known for output of gpt-5.6-sol and gpt-5.6-terra: "
          + "1 group is 2.00 higher, 1 is 2.00 lower than the ledger."
      ])
  }

  /// 0.000004 USD too little is less than a cent, not "above -0.01".
  @Test func `an amount below a cent has no sign in a sentence`() {
    let small = BillGroup(
      format: "openai-costs", vendor: "openai", period: BillExample.day(5), model: .known("a"),
      unitClass: .one(.input), lines: 1, billedQuantity: nil, ledgerQuantity: .zero,
      billed: BillExample.cents(1_000) - Money(attodollars: 4_000_000_000_000),
      ledger: BillExample.cents(1_000),
      parts: BillPart.allCases.map { Money(attodollars: $0 == .price ? -4_000_000_000_000 : 0) },
      causes: [], place: nil)
    let bill = VendorBill(BillExample.summary(of: [small]), groups: [small])
    #expect(bill.verdict == "under 0.01 USD at prices not in the book")
    #expect(
      bill.sentence.hasSuffix(
        " under 0.01 USD of the difference is at prices that the price book lacks."))
    let found = BillAttention.make(
      VendorBills(BillReconciliation(groups: [small], summaries: [bill.summary])))
    // Nobody accrues less than a cent.
    #expect(found.isEmpty)
  }

  /// 5.00 and 0.01 too much, 1.00 too little: 4.01 would hide 2.00.
  @Test func `opposite amounts that no rule explains stay apart`() {
    let groups = ([("a", 500), ("b", -100), ("c", 1)] as [(Name, Int128)]).map { model, cents in
      BillExample.group(BillExample.day(5), .known(model), ledger: 1_000, [.price: cents])
    }
    let bill = VendorBill(BillExample.summary(of: groups), groups: groups)
    #expect(
      [bill.difference, bill.verdict] == [
        "4.01",
        "+5.01 and -1.00 USD at prices not in the book; 5.01 USD to dispute and 1.00 undercharged",
      ])
    #expect(bill.causes.map(\.shown) == ["+5.01", "-1.00"])
  }
}
