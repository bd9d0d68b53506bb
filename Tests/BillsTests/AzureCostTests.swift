import Bills
import Ledger
import Testing

/// Azure's cost details: all expected values were worked out by hand.
struct AzureCostTests {
  /// A line of a meter whose class Assay does not have, and its quantity; nil where the line does not prove it.
  struct Unknown: Sendable {
    let meter: String
    let unit: String
    let quantity: String
    /// EffectivePrice, UnitPrice, CostInBillingCurrency.
    let prices: String
    let stated: String
    let codes: [String]
  }

  @Test(
    arguments: [
      // Not a whole number: 0.001943 blocks of a million. No price is needed.
      Unknown(
        meter: "gpt 5.6 luna Hours Std Gl 1M Tokens", unit: "1M", quantity: "0.001943",
        prices: ",,0.645", stated: "1943", codes: ["bill.class"]),
      // The meter's name has the block: half of a thousand.
      Unknown(
        meter: "gpt 5.6 luna Hours Std Gl 1K Tokens", unit: "", quantity: "0.5", prices: ",,1",
        stated: "500", codes: ["bill.class"]),
      // 5 × 2 = 10 and 5 = 5: blocks. 0.000005 × 2,000,000 = 10 and 0.000005 = 5 ÷ 1M: tokens.
      Unknown(
        meter: "gpt 5.6 luna Hours Std Gl 1M Tokens", unit: "1M", quantity: "2", prices: "5,5,10",
        stated: "2000000", codes: ["bill.class"]),
      Unknown(
        meter: "gpt 5.6 luna Hours Std Gl 1M Tokens", unit: "1M", quantity: "2000000",
        prices: "0.000005,5,10", stated: "2000000", codes: ["bill.class"]),
      // Nothing proves whether 535 are tokens or blocks.
      Unknown(
        meter: "gpt 5.6 luna Hours Std Gl 1M Tokens", unit: "1M", quantity: "535", prices: ",,10",
        stated: "-", codes: ["bill.unit", "bill.class"]),
      // Single hours, and blocks of a hundred.
      Unknown(
        meter: "Provisioned Managed Global Unit", unit: "1 Hour", quantity: "5.5",
        prices: "2,2,11", stated: "5.5", codes: ["bill.class"]),
      Unknown(
        meter: "Provisioned Managed Global Unit", unit: "1/Hour", quantity: "5", prices: "2,2,10",
        stated: "5", codes: ["bill.class"]),
      Unknown(
        meter: "Provisioned Managed Global Unit", unit: "100 Hours", quantity: "5.5",
        prices: "2,2,11", stated: "550", codes: ["bill.class"]),
      // A unit without a number: the class is named, and there is no block to doubt.
      Unknown(
        meter: "Provisioned Managed Global Unit", unit: "Hours", quantity: "5", prices: "2,2,10",
        stated: "-", codes: ["bill.class"]),
    ])
  func `a line of an unknown class states its quantity as other lines do`(line: Unknown) {
    let outcome = BillDesk.assemble(
      "a.csv",
      "Date,MeterName,UnitOfMeasure,Quantity,EffectivePrice,UnitPrice,CostInBillingCurrency\n"
        + "2026-08-03,\(line.meter),\(line.unit),\(line.quantity),\(line.prices)\n")
    #expect(outcome.lines.map(\.modelText) == ["?" + line.meter])
    #expect(outcome.lines.map(\.unitClass) == [.unknown])
    #expect(outcome.lines.map(\.quantityText) == [line.stated])
    #expect(outcome.codes == line.codes)
  }
}
