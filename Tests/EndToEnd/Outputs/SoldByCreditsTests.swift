import Foundation
import Testing

/// A workspace whose sales are in `credits/` alone, with a reset of a plan that no book lists.
struct SoldByCreditsTests {
  /// One request that costs 1 USD, and a reset and a deduction of its account.
  private static func shop(_ folder: Scratch) throws {
    try folder.write(
      "ws/ledger/a.csv",
      """
      request_id,request_started_at,account_id,user_id,provider,model,tier,input_tokens
      r1,2026-08-02T00:00:00Z,a1,u1,p,m,pro,1000000

      """)
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n")
    try folder.write(
      "ws/credits/e.csv",
      """
      event_id,at,account_id,kind,credits,request_id,plan,expires_at
      e1,2026-08-01T00:00:00Z,a1,reset,500,,pro,2026-09-01T00:00:00Z
      e2,2026-08-02T00:00:01Z,a1,deduct,150,r1,,

      """)
  }

  /// 1 USD at the default multiplier of 1.5.
  @Test func `credit events say that usage is sold, as recorded credits do`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(!run.output.contains("cost only"), "\(run.output)")
    #expect(run.output.contains(#/\n  Usage revenue +1\.50 USD/#), "\(run.output)")
    try FileManager.default.removeItem(atPath: folder.path("ws/credits"))
    let without = try Program.assay("run", folder.path("ws"))
    #expect(without.output.contains("cost only"), "\(without.output)")
  }

  @Test func `what a reset of a plan that no book lists paid is not known, not 0`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(
      run.output.contains(/\n  Realised +not known +plans.csv states no price for 1 reset\n/),
      "\(run.output)")
    let summary = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("ws/out/summary.csv")).map {
        ($0["measure"] ?? "", $0["value"] ?? "")
      })
    #expect(summary["unpriced_resets"] == "1")
    #expect(summary["plan_fees_usd"]?.isEmpty == true)
    let revenue = rows(ofCSV: try folder.text("ws/out/revenue.csv"))
    #expect(revenue.map { $0["tier"] } == ["pro"])
    #expect(revenue.map { $0["realised_revenue_usd"] } == [""])
    #expect(revenue.map { $0["unpriced_resets"] } == ["1"])
    // The price is stated: 20 USD for 500 credits, of which 150 were used.
    try folder.write(
      "ws/plans.csv", "tier,is_free,monthly_price_usd,monthly_credits\npro,false,20,500\n")
    _ = try Program.assay("run", folder.path("ws"))
    let known = rows(ofCSV: try folder.text("ws/out/revenue.csv"))
    #expect(known.map { $0["realised_revenue_usd"] } == ["6"])
    #expect(known.map { $0["unpriced_resets"] } == ["0"])
    let priced = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("ws/out/summary.csv")).map {
        ($0["measure"] ?? "", $0["value"] ?? "")
      })
    #expect(priced["plan_fees_usd"] == "20")
    #expect(priced["plan_fees_by_users_usd"] == "20")
    #expect(priced["plan_upgrade_fees_usd"] == "0")
  }
}
