import Bills
import Support
import Testing

@testable import Overview

/// The sentence on quantities that differ; figures by hand.
struct BillQuantityTextTests {
  private func text(_ groups: [BillGroup]) -> String {
    BillSentence(part: .quantity, code: "", groups: groups, zone: .utc).text
  }

  /// Input of a: 5 more and 5 fewer; output of b: 3 more and 1 fewer.
  @Test func `a quantity that only moved between days is not to dispute`() {
    func group(_ model: BilledModel, _ unitClass: BilledClass, day: Int32, _ billed: Int128)
      -> BillGroup
    {
      BillExample.group(
        BillExample.day(day), model, unitClass, ledger: 100, [.quantity: 1], billedQuantity: billed,
        ledgerQuantity: 10)
    }
    let moved = [
      group(.known("a"), .one(.input), day: 1, 15), group(.known("a"), .one(.input), day: 2, 5),
    ]
    #expect(
      text(moved)
        == "The vendor billed 5 more tokens, and 5 fewer tokens in other groups, than the ledger has on "
        + "2 days. The differences of each model and class sum to 0 tokens over all days, so there is no "
        + "quantity to dispute.")
    let others = [
      group(.known("b"), .one(.output), day: 1, 13), group(.known("b"), .one(.output), day: 2, 9),
    ]
    #expect(
      text(moved + others)
        == "The vendor billed 8 more tokens, and 6 fewer tokens in other groups, than the ledger has on "
        + "2 days. The differences of input of a sum to 0 tokens over all days, so there is no quantity "
        + "to dispute. Compare the others with the vendor's usage records before you pay.")
  }
}
