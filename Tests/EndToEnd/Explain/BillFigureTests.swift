import Foundation
import Support
import Testing

/// `assay explain --figure` of vendors' bills: a day of one model with one failed request; figures by hand.
struct ExplainedBillTests {
  private let group = "bill-reconciliation/openai-costs/openai/2026-08-01/m-1/"

  @Test func `a group of a bill shows its lines, the ledger, and the steps between`() throws {
    let folder = try BilledDay.workspace()
    let run = try Program.assay(
      "explain", folder.path("ws"), "--figure", group + "output/failed_usd")
    #expect(run.status == 0)
    #expect(
      run.output == """
        bill-reconciliation/openai-costs/openai/2026-08-01/m-1/output/failed_usd:
          -0.6 USD; billed 0.2 − ledger 0.8 = -0.6 USD

        Lines of the bill, USD
          bills/costs.json:5  m-1, output  100,000  0.2

        Usage in the ledger, USD
          standard, failed  300,000 × 0.000002  0.6
          standard          100,000 × 0.000002  0.2

        Largest requests in the ledger, USD
          r3  ledger/l.csv:4  0.6
          r2  ledger/l.csv:3  0.2

        Requests of the part failed, USD
          r3  ledger/l.csv:4  -0.6

        From the ledger to the bill, USD
           0.8  ledger
          -0.6  failed: The vendor did not bill 1 failed request that the ledger counts.
                the rows of the bill 0.2 − 0.8
           0.2  billed

        Next: assay explain \(folder.path("ws")) r3

        """)
  }

  /// 500,000 more at 1.5 ÷ 1,500,000.
  @Test func `a difference in quantity shows its price, and JSON has the same`() throws {
    let folder = try BilledDay.workspace()
    let words = ["explain", folder.path("ws"), "--figure", group + "input/quantity_usd"]
    let screen = try Program.assay(words).output
    #expect(screen.contains("500,000 × (1.5 ÷ 1,500,000)"))
    #expect(screen.contains("bills/costs.json:3  m-1, input  2,000,000  2\n"))
    let json = try Program.assay(words + ["--json"]).output
    for member in [
      "\"value\": \"0.5\"", "\"ledger_usd\": \"1.5\"", "\"billed_usd\": \"2\"",
      "\"arithmetic\": \"500,000 × (1.5 ÷ 1,500,000)\"", "\"row\": \"ledger/l.csv:2\"",
    ] { #expect(json.contains(member), "\(member)") }
  }

  @Test func `a figure of the summary lists its groups and the column to the amount to pay`() throws
  {
    let folder = try BilledDay.workspace()
    let run = try Program.assay(
      "explain", folder.path("ws"), "--figure", "bill-summary/openai-costs/openai/2026-08/total")
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        """
        Largest groups, USD
          2026-08-01  m-1  input   2
          2026-08-01  m-1  output  0.2

        From the ledger to the amount to pay, USD
           2.3  ledger
          -0.6  failed
          +0.5  quantity
           2.2  billed
           2.2  total

        """))
  }

  @Test func `the addresses that bill prints are explained`() throws {
    let folder = try BilledDay.workspace()
    let bill = try Program.assay("bill", folder.path("ws"), "--json")
    let pattern = try Regex("\"largest_difference\": \"([^\"]*)\"", as: (Substring, Substring).self)
    let address = try #require(bill.output.firstMatch(of: pattern)).output.1
    #expect(address == group + "output/difference_usd")
    let run = try Program.assay("explain", folder.path("ws"), "--figure", String(address))
    #expect(run.status == 0)
    let screen = try Program.assay("bill", folder.path("ws")).output
    #expect(screen.contains("Next: assay explain "))
    #expect(screen.contains(" --figure \(address)\n"))
  }

  @Test func `a figure that no bill has is an error, with the nearest one`() throws {
    let folder = try BilledDay.workspace()
    let run = try Program.assay(
      "explain", folder.path("ws"), "--figure", "bill-summary/openai-costs/openai/2026-09/failed")
    #expect(run.status == 1)
    #expect(run.errors.contains("no bill has the figure"))
    #expect(run.errors.contains("did you mean"))
    try FileManager.default.removeItem(atPath: folder.path("ws/bills"))
    let none = try Program.assay(
      "explain", folder.path("ws"), "--figure", "bill-summary/openai-costs/openai/2026-08/failed")
    #expect(none.status == 1)
    #expect(none.errors.contains("[bill.none]"))
  }
}
