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

  /// Input costs 2 USD a million, 3 before August, and output 37; the multiplier is 1.5, 2.25 before August.
  ///
  /// Returns the cause of the first row; the columns after the model are input, output, cost and credits.
  private func cause(_ rows: [String]) throws -> String? {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\no,gpt,input,3,2026-01-01\n"
        + "o,gpt,input,2,2026-08-01\no,gpt,output,37,2026-01-01\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,multiplier,effective_from,effective_to,status\n"
        + "tier,pro,2.25,2026-01-01,2026-08-01,approved\ntier,pro,1.5,2026-08-01,,approved\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,"
        + "vendor_cost_usd,credits_deducted\n"
        + rows.enumerated().map { "r\($0),2026-08-02T10:00:00Z,u,pro,o,gpt,\($1)\n" }.joined())
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = EndToEnd.rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(found.first?["request_id"] == "r0", "\(run.errors)")
    return found.first?["diagnosis"]
  }

  /// 100,011 cost 0.200022: 0.100011 more is the price before, or 2,703 of output; 0.037037 more is 1,001 of output alone.
  @Test func `what takes no made-up quantity is the better proof, however often one fits`() throws {
    let filled = "100011,,0.237059,"
    let rows = ["100011,,0.300033,", filled, filled, filled, "100000,10,0.20037,"]
    #expect(try cause(rows) == "previous_price")
  }

  /// 30 credits are right; 45 are 0.2 × 2.25 by the multiplier before, and 0.3 × 1.5 by the price before.
  ///
  /// With output for 0.37 more 85.5 are right, 128.25 by the multiplier before, and 100.5 by the price.
  @Test(
    arguments: [
      // As many rows for one as for the other: the mistake about credits is the nearer one.
      ([], "previous_multiplier"),
      // Two rows of five for the price: no cost was recorded that would be right.
      (
        ["100000,10000,,100.5", "100000,,,33.7", "100000,,,33.9", "100000,,,34.1"], "previous_price"
      ),
    ] as [([String], String)])
  func `credits of a cost that was not recorded have the cause of most, else one of their own`(
    others: [String], cause: String
  ) throws {
    #expect(try self.cause(["100000,,,45"] + others) == cause)
  }
}
