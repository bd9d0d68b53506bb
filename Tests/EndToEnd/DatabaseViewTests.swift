import Foundation
import Testing

/// The views of `assay.db` say what the reports of the same meaning say, also of what a sample does not have.
struct DatabaseViewTests {
  /// A million tokens of input cost 1 USD, which at 1.5 times and 0.01 USD a credit are 150 credits.
  private static let price =
    "provider,model,unit_class,price_usd,service_tier,effective_from\n"
    + "anthropic,m1,input,1,standard,2025-01-01\n"

  private static let ledger =
    "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens"

  @Test func `credits of accounts without users are those of each account`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/a.csv", Self.price)
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/l.csv",
      Self.ledger + """
        ,credits_deducted
        r1,2026-08-01T10:00:00Z,,a1,pro,anthropic,m1,1000000,151
        r2,2026-08-01T10:00:00Z,,a2,pro,anthropic,m1,1000000,148
        r3,2026-08-01T10:00:00Z,,a3,pro,anthropic,m1,1000000,150
        r4,2026-08-01T10:00:00Z,u4,a1,pro,anthropic,m1,1000000,153

        """)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let users = try Answer(folder.path("ws/assay.db"), "SELECT * FROM mismatches_by_user")
    #expect(
      users.rows == [
        ["u4", "pro", "1", "3.0", "0.0"], ["a1", "pro", "1", "1.0", "0.0"],
        ["a2", "pro", "1", "0.0", "2.0"],
      ])
    let corrections = rows(ofCSV: try folder.text("ws/out/corrections.csv"))
    #expect(Set(corrections.map { $0["user"] }) == Set(users.rows.map { $0[0] }))
    let accounts = try Answer(
      folder.path("ws/assay.db"), "SELECT user_id, account_id FROM exception ORDER BY line")
    #expect(accounts.rows == [["", "a1"], ["", "a2"], ["u4", nil]])
  }

  /// The plan is free until noon of 10 August: so f1 of u1 is, of 150 credits and 1 USD.
  ///
  /// Free are two more of u2, one without a price and one of 0 tokens, and one of u3 with a key of its own; u4 pays.
  @Test func `what free plans lost is that of their requests alone, whatever these cost`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/a.csv", Self.price)
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,effective_from\nmix,true,2020-01-01\nmix,false,2026-08-10T12:00:00Z\nfree,true,\n"
    )
    try folder.write(
      "ws/ledger/l.csv",
      Self.ledger + """
        ,byok
        f1,2026-08-10T05:00:00Z,u1,a,mix,anthropic,m1,1000000,
        p1,2026-08-10T13:00:00Z,u1,a,mix,anthropic,m1,1000000,
        p2,2026-08-10T14:00:00Z,u1,a,mix,anthropic,m1,3000000,
        f2,2026-08-11T05:00:00Z,u2,a,free,anthropic,m1,0,
        f3,2026-08-11T06:00:00Z,u2,a,free,anthropic,unknown,1000000,
        f4,2026-08-12T06:00:00Z,,u3,free,anthropic,m1,1000000,true
        p3,2026-08-10T15:00:00Z,u4,a,mix,anthropic,m1,1000000,

        """)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let database = folder.path("ws/assay.db")
    let users = try Answer(database, "SELECT * FROM worst_free_users")
    let losses = rows(ofCSV: try folder.text("ws/out/free-tier-loss-by-user.csv"))
    #expect(losses.map { $0["user"] } == ["u1", "u2", "u3"])
    #expect(losses.map { $0["requests"] } == ["1", "2", "1"])
    for (user, loss) in zip(users.named, losses) {
      for column in ["user", "requests"] { #expect(user[column] == loss[column], "\(loss)") }
      for (column, name) in [
        ("credits", "credits"), ("free_tier_loss_usd", "vendor_cost_usd"),
        ("share_percent", "share_percent"),
        ("cumulative_share_percent", "cumulative_share_percent"),
      ] {
        #expect(Double(user[column] ?? "") == Double(loss[name] ?? ""), "\(loss) \(column)")
      }
    }
    #expect(
      users.rows.map { $0[1...4].map(\.self) } == [
        ["u1", "1", "150.0", "1.0"], ["u2", "2", "0.0", "0.0"],
        ["u3", "1", "0.0", "0.0"],
      ])
    let models = try Answer(
      database, "SELECT model, requests, free_tier_loss_usd FROM free_tier_loss_by_model_month")
    #expect(models.rows == [["m1", "3", "1.0"], ["unknown", "1", "0.0"]])
    let parts = try Answer(database, "SELECT requests, credits FROM fact_free")
    #expect(parts.rows == [["1", "150"]])
    let daily = try Answer(
      database, "SELECT day, requests, free_requests, free_credits FROM daily WHERE tier = 'mix'")
    #expect(daily.rows == [["2026-08-10", "4", "1", "150"]])
  }
}
