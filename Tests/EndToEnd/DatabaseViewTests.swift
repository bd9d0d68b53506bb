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
}
