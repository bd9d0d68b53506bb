import Foundation
import Testing

/// The rows that Assay proposes to price customers, typed as they stand there.
struct PricingAdviceTests {
  @Test func `the rows that a check proposes to price customers bring no finding`() throws {
    let folder = try AdviceTests.workspace(["plans.csv": "tier,is_free\n"])
    let check = try Program.assay("check", folder.path("ws"))
    let text = check.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("level tier, tier pro, multiplier 1.5, status approved, reason launch"))
    #expect(text.contains("tier pro, is_free false, monthly_price_usd 20"))
    // As `assay init` writes the header.
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,"
        + "approved_by,approved_at,reason,target_margin_percent\n"
        + "tier,pro,,,1.5,,,approved,,,,launch,\n")
    try folder.write(
      "ws/plans.csv", "tier,is_free,monthly_price_usd,monthly_credits\npro,false,20,\n")
    let after = try Program.assay("check", folder.path("ws"))
    #expect(!after.errors.contains("[book."), "\(after.errors)")
    #expect(!after.output.contains("Customers' prices are not set"), "\(after.output)")
  }
}
