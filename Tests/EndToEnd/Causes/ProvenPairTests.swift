import Testing

/// Two mistakes together that few digits alone would not prove.
struct ProvenPairTests {
  /// At the price of July, 2 instead of 1.9 per million, and to four decimals: 61,733 tokens and up to nine more are 0.123466
  /// to 0.123484, 1,235 steps; 6,173 are 0.012346, 123 steps.
  @Test(arguments: [(10, "previous_price+rounded_cost"), (9, "unexplained")])
  func `a rounding of few digits is reported beside a mistake that other requests prove`(
    proofs: Int, cause: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/prices/p.csv",
      """
      provider,model,unit_class,price_usd,effective_from
      openai,gpt,input,2,2026-01-01
      openai,gpt,input,1.9,2026-08-01

      """)
    let lines =
      ["6173,0.0123"] + (0..<proofs).map { "\(61_733 + $0),0.1235" }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd\n"
        + lines.enumerated().map { "r\($0),2026-08-02T10:00:00Z,u1,pro,openai,gpt,\($1)\n" }
        .joined())
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(found.first?["diagnosis"] == cause, "\(run.errors)")
    #expect(found.last?["diagnosis"] == "previous_price+rounded_cost")
  }
}
