import Foundation
import Testing

/// Simulations whose figures are larger than a number holds.
struct LargeSumTests {
  private func workspace(
    prices: String, plans: String = "tier\npro\n", header: String,
    rows: [String]
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd,per\n" + prices + "\n")
    try folder.write("ws/plans.csv", plans)
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model," + header + "\n"
        + rows.enumerated().map { "r\($0),2026-08-05T08:00:00Z,u,pro,p,m,\($1)\n" }.joined())
    return folder
  }

  /// 2 × 10⁶ USD at a margin of 99.999999 % need 2 × 10¹⁴ USD of revenue, which takes a multiplier of 10⁸.
  @Test func `a multiplier above the limit is left blank, however far above`() throws {
    let folder = try workspace(
      prices: "p,m,input,2,1000000", plans: "tier,target_margin_percent\npro,99.999999\n",
      header: "input_tokens", rows: ["1000000000000"])
    let run = try Program.assay(
      "simulate", folder.path("ws"), "--quiet", "--set", "tier:pro=1.6")
    #expect(run.status == 0, "\(run.errors)")
    let row = try #require(
      rows(ofCSV: try folder.text("ws/out/simulation/simulation-break-even.csv")).first)
    #expect(row["zero_margin_multiplier"] == "1" && row["target_multiplier"] == "")
  }

  /// 14 × 10¹² credits are more than 9.2 × 10¹² of a sum in microcredits.
  @Test func `a baseline of what was deducted is refused where its sum is too large`() throws {
    let folder = try workspace(
      prices: "p,m,input,1,1000000", header: "input_tokens,credits_deducted",
      rows: Array(repeating: "5,1000000000000", count: 14))
    let run = try Program.assay(
      "simulate", folder.path("ws"), "--quiet", "--set", "tier:pro=1.6", "--baseline", "recorded")
    #expect(run.status == 1)
    #expect(run.errors.contains("[num.range] a sum of the ledger exceeds"), "\(run.errors)")
  }
}
