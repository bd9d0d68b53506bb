import Bills
import Ledger
import Reports
import Support
import Testing

/// The share of an amount to dispute that requests prove; figures by hand.
struct BillProofTests {
  private func row(
    _ part: BillPart, _ cents: Int128, of group: BillGroup
  ) -> BillRequestRow {
    BillRequestRow(
      group: group, part: part, evidence: .otherPrice, amount: BillExample.cents(cents))
  }

  /// 0.89 of requests is all of 0.05 and no more; −0.02 of another day is nothing of its 0.10; 0.04 of 0.10 is some.
  @Test func `requests prove at most the part that they are of`() {
    let groups = ([(1, 5), (2, 10), (3, 10)] as [(Int32, Int128)]).map { day, cents in
      BillExample.group(BillExample.day(day), .known("a"), ledger: 100, [.price: cents])
    }
    let table = BillRequestsTable(
      [
        row(.price, 50, of: groups[0]), row(.price, 39, of: groups[0]),
        row(.price, -2, of: groups[1]), row(.price, 4, of: groups[2]),
      ], zones: [groups[0].bill: .utc])
    #expect(
      table.proven(of: groups[0].bill, in: BillExample.month) == BillExample.cents(5 + 0 + 4))
  }
}
