import Bills
import Ledger
import Testing

/// FOCUS files of any version: all expected values were worked out by hand.
struct FocusTests {
  private let header =
    "ProviderName,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeClass,ChargeFrequency,"
    + "BilledCost,EffectiveCost,BillingCurrency,SubAccountId,InvoiceId,ChargeDescription,SkuId,"
    + "SkuMeter,RegionId,ConsumedQuantity,ConsumedUnit,x_ServiceTier,x_UnitClass\n"
  private let day = "2026-08-03T00:00Z,2026-08-04T00:00Z"

  @Test func `a line of use has vendor, model, class, tier and quantity`() {
    let text =
      header
      + "Amazon Web Services,\(day),Usage,,Usage-Based,1.5,1.5,USD,acc,inv,Tokens,amazon/claude-sonnet-4-5/input,cached input,us-west-2,2,1M Tokens,batch,\n"
    let outcome = BillDesk.assemble("a.csv", text)
    #expect(outcome.texts == ["usage | claude-sonnet-4-5 | cache_read | 2000000 | 1.5 USD | yes"])
    let line = outcome.lines[0]
    #expect(line.vendor == "amazon")
    #expect(line.serviceTier == "batch")
    #expect(line.region == "us-west-2")
    #expect(line.account == "acc")
    #expect(line.modelAsBilled == "amazon/claude-sonnet-4-5/input")
    #expect(outcome.codes == [])
  }

  @Test(
    arguments: [
      ("Usage,,Usage-Based", .usage), ("Usage,Correction,Usage-Based", .adjustment),
      ("Purchase,,One-Time", .purchase), ("Purchase,,Recurring", .commitment),
      ("Tax,,One-Time", .tax),
      ("Credit,,One-Time", .credit), ("Adjustment,,One-Time", .adjustment),
    ] as [(String, BillKind)])
  func `categories are kinds, and a correction is an adjustment`(text: String, kind: BillKind) {
    let row = "OpenAI,\(day),\(text),-1.5,-1.5,USD,,,x,gpt-5.6-terra,,,,,,input\n"
    #expect(BillDesk.assemble("a.csv", header + row).lines.map(\.kind) == [kind])
  }

  @Test func `an effective cost counts where the billed one is 0`() {
    let row = "OpenAI,\(day),Usage,,Usage-Based,0.0,2.5,USD,,,x,gpt-5.6-terra,,,7,Requests,,\n"
    let outcome = BillDesk.assemble("a.csv", header + row + row)
    #expect(outcome.codes == ["bill.effective"])
    #expect(
      outcome.texts == Array(repeating: "usage | gpt-5.6-terra |  | - | 2.5 USD | yes", count: 2))
    #expect(outcome.lines[0].requests == 7)
  }

  @Test func `a region that the price book lacks is not stated, and an unknown unit is reported`() {
    let row =
      "OpenAI,\(day),Usage,,Usage-Based,1,1,USD,,,x,gpt-5.6-terra,output,mars-1,7,Bushels,,\n"
    let outcome = BillDesk.assemble("a.csv", header + row)
    #expect(outcome.codes == ["bill.unit"])
    #expect(outcome.lines[0].region == nil)
    #expect(outcome.lines[0].quantity == nil)
  }

  @Test func `versions 1 3 and 1 4 name the service provider`() {
    let text =
      header.replacing("ProviderName", with: "ServiceProviderName")
      + "Anthropic,\(day),Usage,,Usage-Based,1,1,USD,,,x,Claude Sonnet 4.5,Input,,7,Tokens,,\n"
    let line = BillDesk.assemble("a.csv", text).lines[0]
    #expect(line.vendor == "anthropic")
    #expect(line.model == .known("claude-sonnet-4-5"))
  }
}
