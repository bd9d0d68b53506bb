import Foundation
import Support

/// A shop of five requests whose figures are calculated by hand, and questions to it.
enum AskedShop {
  /// A million input tokens of m cost 2 USD, of n 4; pro pays 1.5 times that, and free nothing; `new` has no price.
  static func make(in folder: Scratch) throws {
    try folder.write(
      "shop/ledger/a.csv",
      """
      request_id,request_started_at,user_id,account_id,provider,model,tier,input_tokens
      r1,2026-05-01T00:00:00Z,ann,acme,p,m,pro,1000000
      r2,2026-05-31T12:00:00Z,bob,acme,p,m,pro,2000000
      r3,2026-06-01T00:00:00Z,ann,acme,p,n,pro,500000
      r4,2026-06-20T00:00:00Z,eve,,p,m,free,3000000
      r5,2026-06-21T00:00:00Z,eve,,p,new,free,7

      """)
    try folder.write(
      "shop/prices/p.csv",
      """
      provider,model,unit_class,price_usd,effective_from
      p,m,input,2,2026-01-01
      p,n,input,4,2026-01-01

      """)
    try folder.write(
      "shop/plans.csv",
      "tier,is_free,target_margin_percent\npro,false,40\nfree,true,\n")
    try folder.write(
      "shop/multipliers.csv",
      """
      level,tier,provider,model,multiplier,effective_from,status,requested_by,approved_by,approved_at
      default,,,,1.5,2026-01-01,approved,a,b,2026-01-01

      """)
  }

  static func show(_ folder: Scratch, _ words: String...) throws -> Program {
    try Program.assay(["show", folder.path("shop")] + words)
  }
}
