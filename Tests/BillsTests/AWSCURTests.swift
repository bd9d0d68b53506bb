import Bills
import Ledger
import Testing

/// The Cost and Usage Report of AWS: all expected values were worked out by hand; the four usage types with their amounts
/// are those that a public guide to Bedrock's costs prints.
struct AWSCURTests {
  private let header =
    "line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,"
    + "line_item_product_code,line_item_usage_type,line_item_operation,line_item_usage_amount,"
    + "pricing_unit,line_item_unblended_rate,line_item_unblended_cost,line_item_currency_code,"
    + "product_region_code,line_item_usage_account_id,line_item_iam_principal,bill_invoice_id\n"

  private func row(
    _ usageType: String, _ amount: String, _ cost: String, type: String = "Usage",
    unit: String = "1K tokens", hour: String = "07"
  ) -> String {
    "2026-08-03T\(hour):00:00Z,2026-08-03T\(hour == "07" ? "08" : "09"):00:00Z,\(type),AmazonBedrock,\(usageType),Op,"
      + "\(amount),\(unit),0.004125,\(cost),USD,us-west-2,111,arn:1,inv1\n"
  }

  @Test func `thousands of tokens, tiers and regions are as the usage type says`() {
    let text =
      header + row("USW2-Claude4.5Sonnet-cache-write-input-token-count", "433.893", "1.789808625")
      + row("USW2-Claude4.5Sonnet-input-tokens", "29.481", "0.0972873")
      + row("USW2-Claude4.5Sonnet-output-tokens-batch-cross-region-global", "31.102", "0.513183")
      + row("USW2-Nova2Lite-mantle-input-tokens-flex", "1", "0.1", hour: "08")
    let outcome = BillDesk.assemble("a.csv", text)
    #expect(
      outcome.texts == [
        "usage | claude-sonnet-4-5 | cache_write | 433893 | 1.789808625 USD | yes",
        "usage | claude-sonnet-4-5 | input | 29481 | 0.0972873 USD | yes",
        "usage | claude-sonnet-4-5 | output | 31102 | 0.513183 USD | yes",
        "usage | nova-2-lite | input | 1000 | 0.1 USD | yes",
      ])
    #expect(outcome.lines.map(\.serviceTier) == ["standard", "standard", "batch", "flex"])
    #expect(outcome.lines.map(\.region) == ["us-west-2", "us-west-2", "", "us-west-2"])
    #expect(
      outcome.lines.map(\.period.from) == Array(repeating: BillDesk.instant("2026-08-03"), count: 4)
    )
    // 9 decimals: half a unit of the 9th.
    #expect(outcome.lines[3].toleranceText == "0.0000000005")
    #expect(outcome.codes == [])
    #expect(
      outcome.bill.cells.map(\.stated) == Array(repeating: .all.subtracting(.context), count: 4))
  }

  @Test func `hours of one day are one cell with the quantities of its conditions`() {
    let text =
      header + row("USW2-Claude4.5Sonnet-input-tokens", "1", "0.003")
      + row("USW2-Claude4.5Sonnet-input-tokens-batch", "2", "0.003", hour: "08")
    let cells = BillDesk.assemble("a.csv", text).bill.cells
    #expect(cells.count == 1)
    #expect(cells[0].lines == 2)
    #expect(cells[0].quantity == BilledQuantity(3_000, of: .input))
    #expect(
      cells[0].distribution == [
        BilledCell.Conditions(serviceTier: "standard", context: nil, region: "us-west-2"):
          BilledQuantity(1_000, of: .input),
        BilledCell.Conditions(serviceTier: "batch", context: nil, region: "us-west-2"):
          BilledQuantity(2_000, of: .input),
      ])
  }

  @Test func `types of lines are kinds`() {
    let types = [
      "Tax", "Credit", "Refund", "Fee", "EdpDiscount", "SavingsPlanCoveredUsage", "DiscountedUsage",
    ]
    let text =
      header
      + types.map { row("USW2-Claude4.5Sonnet-input-tokens", "1", "-0.5", type: $0) }.joined()
    let outcome = BillDesk.assemble("a.csv", text)
    #expect(
      outcome.lines.map(\.kind) == [
        .tax, .credit, .adjustment, .fee, .discount, .commitment, .usage,
      ])
    #expect(
      outcome.bill.others.map(\.kind) == [.credit, .discount, .commitment, .fee, .tax, .adjustment])
    #expect(
      outcome.bill.others.allSatisfy {
        $0.lines == 1 && $0.amount.attodollars == -500_000_000_000_000_000
      })
  }

  @Test func `CUR 1 has the same columns under other names`() {
    let header1 =
      "identity/LineItemId,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/LineItemType,"
      + "lineItem/UsageType,lineItem/UsageAmount,pricing/unit,lineItem/UnblendedCost,"
      + "lineItem/CurrencyCode,product/region\n"
    let text =
      header1
      + "a,2026-08-03T00:00:00Z,2026-08-04T00:00:00Z,Usage,USE1-MP:USE1_InputTokenCount_LCtx_Global-Units,5,Units,1,USD,us-east-1\n"
    let line = BillDesk.assemble("a.csv", text).lines[0]
    #expect(line.format == "aws-cur")
    #expect(line.modelText == "-")
    #expect(line.unitClass == .one(.input))
    #expect(line.context == 200_000)
    #expect(line.region == "")
    #expect(line.quantity == BilledQuantity(5, of: .input))
  }

  @Test func `an unknown unit leaves the quantity out`() {
    let outcome = BillDesk.assemble(
      "a.csv", header + row("USW2-Claude4.5Sonnet-input-tokens", "535", "1", unit: "Dozens"))
    #expect(outcome.codes == ["bill.unit"])
    #expect(outcome.lines[0].quantity == nil)
  }
}
