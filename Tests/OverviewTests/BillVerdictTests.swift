import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// Verdicts on bills where amounts would cancel out, or nothing could be compared; figures by hand.
struct BillVerdictTests {
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
    #expect(both.verdict == "fully explained")
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
    #expect(both.map(\.meaning) == ["not explained, signs ignored"])
    let bill = VendorBill(BillExample.summary(of: sides), groups: sides)
    #expect(bill.difference == "0.00")
    #expect(
      [bill.verdict, bill.shortVerdict]
        == Array(repeating: "+2.00 and -2.00 USD not explained", count: 2))
    #expect(
      bill.sentence
        == "openai billed 20.00 USD for August 2026, the same amount as the ledger, but split differently. Not "
        + "explained are 2.00 USD that the vendor billed more than the ledger has, and 2.00 USD that it "
        + "billed less.")
    #expect(bill.causes.map(\.shown) == ["+2.00", "-2.00"])
    #expect(
      bill.causes.map(\.sentence) == [
        "The bill states no quantity, so no cause is known for output of gpt-5.6-sol.",
        "The bill states no quantity, so no cause is known for output of gpt-5.6-terra.",
      ])
  }

  /// 5.00 and 0.01 too much, 1.00 too little: 4.01 would hide 2.00.
  @Test func `opposite amounts that no rule explains stay apart`() {
    let groups = ([("a", 500), ("b", -100), ("c", 1)] as [(Name, Int128)]).map { model, cents in
      BillExample.group(BillExample.day(5), .known(model), ledger: 1_000, [.price: cents])
    }
    let bill = VendorBill(BillExample.summary(of: groups), groups: groups)
    #expect([bill.difference, bill.verdict] == ["4.01", "+5.01 and -1.00 USD not explained"])
    #expect(bill.causes.map(\.shown) == ["+5.01", "-1.00"])
  }
}
