import Foundation

/// A small workspace whose every figure can be worked by hand.
///
/// Model m1 of acme costs 3 USD a million tokens of input and 15 of output, twice and half as much again over
/// 200,000 of input, 3.3 for small input in region eu and the same for all else there, 0.01 a search and 0.001 a request; batch is half, a cache read
/// a tenth of input. Tier pro multiplies by 1.5, free by the default of 1.5.
struct ExplainWorkspace {
  let folder: Scratch

  static let columns =
    "request_id,request_started_at,user_id,tier,provider,model,status,byok,service_tier,region,"
    + "input_tokens,cache_read_tokens,output_tokens,images,searches,currency,vendor_cost_usd,"
    + "credits_deducted\n"

  init(_ rows: [String] = []) throws {
    folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      """
      provider,model,unit_class,price_usd,service_tier,region,context_over,effective_from
      acme,m1,input,3,,,,2026-01-01
      acme,m1,output,15,,,,2026-01-01
      acme,m1,input,6,,,200000,2026-01-01
      acme,m1,output,22.5,,,200000,2026-01-01
      acme,m1,input,3.3,,eu,,2026-01-01
      acme,m1,request,0.001,,,,2026-01-01
      acme,m1,search,0.01,,,,2026-01-01
      other,m2,input,1,,,,2026-01-01
      acme,m2,input,1,,,,2026-01-01

      """)
    try folder.write(
      "ws/derivations.csv",
      """
      provider,unit_class,service_tier,from_unit_class,factor,effective_from,region
      *,,batch,,0.5,2026-01-01,
      *,cache_read,standard,input,0.1,2026-01-01,
      acme,input,,,1,2026-01-01,eu
      acme,output,,,1,2026-01-01,eu
      acme,search,,,1,2026-01-01,eu
      acme,request,,,1,2026-01-01,eu

      """)
    try folder.write(
      "ws/aliases.csv", "provider,alias,model,effective_from\nacme,m1-2026,m1,2026-01-01\n")
    try folder.write(
      "ws/models.csv", "provider,model,class,effective_from\nacme,m1,standard,2026-01-01\n")
    try folder.write(
      "ws/multipliers.csv",
      """
      level,tier,provider,model,multiplier,effective_from,status,approved_by,approved_at
      tier,pro,,,1.5,2026-01-01,approved,cfo,2026-01-02

      """)
    try folder.write(
      "ws/plans.csv", "tier,is_free,effective_from\nfree,true,2026-01-01\npro,false,2026-01-01\n")
    try folder.write("ws/ledger/l.csv", Self.columns + rows.joined(separator: "\n") + "\n")
  }

  func assay(_ command: String, _ words: String...) throws -> Program {
    try Program.assay([command, folder.path("ws")] + words)
  }
}
