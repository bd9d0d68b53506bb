import Testing

/// Which of several causes is named: the one that fits most rows of the same model, tier and day.
struct ChoiceTests {
  /// A million tokens of input cost 3 USD, 2 before August, and 2 also of `mini`; of output 10, and 4 of `mini`.
  private static let prices =
    "provider,model,unit_class,price_usd,effective_from\n"
    + ["gpt", "gpt-next"].map { model in
      "o,\(model),input,2,2026-01-01\no,\(model),input,3,2026-08-01\no,\(model),output,10,\n"
    }.joined() + "o,mini,input,2,\no,mini,output,4,\n"

  /// 100,000 of input and 50,000 of output cost 0.8 USD: 0.7 is by the price before, 0.4 by that of `mini`.
  private static let before = "100000,50000,0.7"
  private static let mini = "100000,50000,0.4"
  /// 100,000 of input alone cost 0.3: 0.2 is by either.
  private static let either = "100000,0,0.2"

  /// One tier of one model on one day took the prices of `mini`; whatever else is like it, those before.
  private static let groups: [(tier: String, model: String, day: String, rows: [String])] = [
    ("pro", "gpt", "02", [either, mini, mini]),
    ("team", "gpt", "02", [either, before, before, before]),
    ("pro", "gpt", "03", [either, before, before, before]),
    ("pro", "gpt-next", "02", [either, before, before, before]),
  ]

  @Test func `causes come in runs of one model, one tier and one day`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("ws/plans.csv", "tier\npro\nteam\n")
    let requests = Self.groups.flatMap { group in
      group.rows.map { "2026-08-\(group.day)T10:00:00Z,u,\(group.tier),o,\(group.model),\($0)" }
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,"
        + "vendor_cost_usd\n"
        + requests.enumerated().map { "r\($0),\($1)\n" }.joined())
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv")).filter {
      $0["recorded_cost_usd"] == "0.2"
    }
    #expect(
      found.map { $0["diagnosis"] } == [
        "other_model_price", "previous_price", "previous_price", "previous_price",
      ], "\(run.errors)")
  }
}
