import Foundation
import Testing

/// Charges by the price of a model that a name meant at another time.
struct FormerModelTests {
  /// From 18 August on `latest` is g2, at 0.5 USD a million; g1, which it was, costs 3 from the 20th.
  @Test(arguments: ["latest", "g2"])
  func `a request may have been charged as a model that its name was once`(model: String) throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/aliases.csv",
      "provider,alias,model,effective_from\nopenai,latest,g1,2026-01-01\nopenai,latest,g2,2026-08-18\n"
    )
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenai,g1,input,1,2026-01-01\n"
        + "openai,g1,input,3,2026-08-20\nopenai,g2,input,0.5,2026-01-01\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd\n"
        + "a,2026-08-25T10:00:00Z,u1,pro,openai,\(model),1000000,3\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = try #require(rows(ofCSV: try folder.text("ws/out/exceptions.csv")).first)
    #expect(found["diagnosis"] == "other_model_price")
    #expect(found["evidence"]?.contains("prices/p.csv:3") == true, "\(found["evidence"] ?? "")")
  }
}
