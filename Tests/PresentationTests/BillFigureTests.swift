import Bills
import Ledger
import Overview
import Support
import Terminal
import Testing

@testable import Presentation

/// Addresses of figures of bills; see `BillExample`.
struct BillFigureTests {
  private let bills = VendorBills(BillExample.reconciliation)

  @Test func `every address that is printed is found again`() throws {
    let zones = bills.reconciliation.zones
    for group in bills.reconciliation.groups {
      for column in BillFigure.Table.groups.columns {
        let text = group.figureAddress(in: try #require(zones[group.bill]), column: column)
        let figure = try #require(try BillFigure(address: text))
        guard case .group(let found, _) = FoundBillFigure(figure, in: bills) else {
          Issue.record("\(text)")
          continue
        }
        #expect((found.model, found.period) == (group.model, group.period))
      }
    }
    for bill in bills.bills {
      for part in BillFigure.Table.summary.columns {
        let text = bill.summary.figureAddress(of: part)
        let figure = try #require(try BillFigure(address: text))
        guard case .sum(let found, _) = FoundBillFigure(figure, in: bills) else {
          Issue.record("\(text)")
          continue
        }
        #expect((found.vendor, found.monthName) == (bill.vendor, bill.monthName))
      }
    }
  }

  @Test func `the figures of the summary are the rows of its file`() {
    #expect(BillFigure.Table.summary.columns == bills.bills[0].allSteps.map(\.code).withDifference)
  }

  @Test(
    arguments: [
      ("bill-summary/x", "expected bill-summary/FORMAT/VENDOR/MONTH/PART, a blank key as -"),
      (
        "bill-reconciliation/a/b/c/usd",
        "expected bill-reconciliation/FORMAT/VENDOR/PERIOD/MODEL/CLASS/COLUMN, a blank key as -"
      ),
      ("bill-summary/openai-costs/openai/2026-08/quantiy", "expected a figure such as quantity"),
      (
        "bill-reconciliation/openai-costs/openai/2026-08-14/m/output/cause",
        "expected one of the figures lines, billed_quantity, "
      ),
    ])
  func `an address of another form says what was expected`(text: String, expected: String) {
    #expect(throws: UsageFault.self) { try BillFigure(address: text) }
    do { _ = try BillFigure(address: text) } catch {
      #expect("\(error.message)".contains(expected), "\(error.message)")
    }
  }

  @Test func `other reports are left to others, and a figure that no bill has is compared`() throws
  {
    #expect(try BillFigure(address: "margin-by-tier/pro/margin_usd") == nil)
    let figure = try #require(
      try BillFigure(address: "bill-summary/openai-costs/openai/2026-07/failed"))
    guard case .none(let near) = FoundBillFigure(figure, in: bills) else {
      Issue.record("no bill is of July")
      return
    }
    #expect(near == "bill-summary/openai-costs/openai/2026-08/failed")
  }
}

extension [String] {
  /// The names with that of the difference before the billed amount.
  fileprivate var withDifference: [String] {
    flatMap { $0 == "billed" ? ["difference", $0] : [$0] }
  }
}
