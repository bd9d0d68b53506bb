import Testing

/// Causes below what the setting `materiality` tells one by one.
struct CauseMaterialityTests {
  /// 100,000 tokens cost 0.3 USD, 0.2 until August, and 45 credits: 0.1 USD of cost by the price before, and 0.45 of a charge.
  @Test(arguments: [
    (["0.2,45"], ", in USD of recorded cost\n    0.10 USD  "),
    (["0.2,45", "0.3,0"], "\n  2 causes below 1.00 USD each, 0.55 USD in all: diagnosis.csv\n"),
  ])
  func `small causes are one line, and a single one is reported as it is`(
    recorded: [String], line: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenai,gpt,input,2,2026-01-01\n"
        + "openai,gpt,input,3,2026-08-01\n")
    let rows = recorded.enumerated().map {
      "r\($0),2026-08-02T10:00:00Z,u1,pro,openai,gpt,100000,\($1)\n"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd,credits_deducted\n"
        + rows.joined())
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.output.contains("\nCauses of mismatches" + line), "\(run.output)")
  }
}
