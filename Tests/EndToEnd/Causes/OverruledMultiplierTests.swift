import Testing

/// Multipliers that the book still has, but a more special row overrules.
struct OverruledMultiplierTests {
  private static let plans = "tier,is_free\nteam,false\npro,false\n"
  private static let header =
    "level,tier,provider,multiplier,effective_from,effective_to,status,requested_by,approved_by\n"

  /// 0.45 USD at 1.33 are 59.9 credits of 0.01 USD, at 1.6 they are 72; at 1.27 they are 57.2, at 1.4 they are 63.
  ///
  /// The tier's row of team never ended when that of its provider began, and that of pro began long before the other
  /// ends. Once the row of the provider has ended, its 1.27 is a multiplier of before.
  @Test(
    arguments: [
      ("team", "2025-02-21", "72", "lower_level_multiplier"),
      ("pro", "2025-02-21", "63", "lower_level_multiplier"),
      ("pro", "2025-05-21", "57.2", "previous_multiplier"),
    ])
  func `a row that is overruled has neither ended nor yet to begin`(
    tier: String, day: String, credits: String, code: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\na,m,input,3\na,m,output,15\n")
    try folder.write("ws/plans.csv", Self.plans)
    try folder.write(
      "ws/multipliers.csv",
      Self.header
        + "tier,team,,1.6,2024-01-01,,approved,a,b\ncombination,team,a,1.33,2025-02-12,,approved,a,b\n"
        + "tier,pro,,1.4,2024-01-01,,approved,a,b\n"
        + "combination,pro,a,1.27,2024-01-01,2025-04-18,approved,a,b\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,"
        + "vendor_cost_usd,credits_deducted\n"
        + "r,\(day)T10:00:00Z,u,\(tier),a,m,100000,10000,0.45,\(credits)\n")
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    let rows = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(rows.map { $0["diagnosis"] } == [code])
  }
}
