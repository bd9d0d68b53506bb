import Foundation
import Testing

/// A price change that was rolled out a day late, worked by hand from the ledger to the refund.
///
/// 100,000 tokens cost 0.2 USD until 1 August and 0.3 from then on; × 1.5 ÷ 0.01 that is 30 and 45 credits. Three
/// requests of tier pro took the old price: each is 0.1 USD and 15 credits (0.15 USD) too low.
struct CauseTests {
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      """
      provider,model,unit_class,price_usd,effective_from
      openai,gpt,input,2,2026-01-01
      openai,gpt,input,3,2026-08-01

      """)
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\nfree,true\n")
    try folder.write("ws/assay.json", #"{"materiality":{"usd":"0.01","percent":"0"}}"#)
    let rows = [
      ("a", "2026-07-31T10:00:00Z", "u1", "pro", "0.2", "30"),
      ("b", "2026-08-01T00:00:00Z", "u1", "pro", "0.2", "30"),
      ("c", "2026-08-01T06:30:00Z", "u2", "pro", "0.2", "30"),
      ("d", "2026-08-02T09:14:30Z", "u1", "pro", "0.2", "30"),
      ("e", "2026-08-02T09:20:00Z", "u2", "pro", "0.3", "45"),
      ("f", "2026-08-03T12:00:00Z", "u1", "pro", "0.3", "45"),
      ("g", "2026-08-03T12:00:00Z", "u3", "free", "0.3", "45"),
    ].map { "\($0.0),\($0.1),\($0.2),\($0.3),openai,gpt,100000,\($0.4),\($0.5)" }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd,credits_deducted\n"
        + rows.joined(separator: "\n") + "\n")
    return folder
  }

  /// The same with a ledger of requests of 100,000 tokens on 2 August, each with its cost and credits.
  private func workspace(recorded: [String]) throws -> Scratch {
    let folder = try workspace()
    let rows = recorded.enumerated().map {
      "r\($0),2026-08-02T10:00:00Z,u1,pro,openai,gpt,100000,\($1)\n"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd,credits_deducted\n"
        + rows.joined())
    return folder
  }

  @Test func `a cause says what happened to which requests since when, and whom it cost how much`()
    throws
  {
    let folder = try workspace()
    let run = try Program.assay("run", folder.path("ws"))
    #expect(
      run.output.contains(
        "Causes of mismatches, in USD of wrong charges\n    0.45 USD  3 requests were rated at the price before 1 August 2026.\n"
      ))
    #expect(
      try folder.text("ws/out/diagnosis.csv").split(separator: "\n").last == """
        previous_price,3,2,-0.3,-45,2026-08-01T00:00:00Z,2026-08-02T09:14:30Z,gpt,pro,"3 requests were rated at the price \
        before 1 August 2026. All used gpt, all of tier pro, between 1 August 00:00 and 2 August 09:14. 2 users \
        were undercharged 45 credits (0.45 USD lost); largest: u1, 30 credits. The cost was recorded 0.30 USD too \
        low. See prices/p.csv:2.",chat,ledger/a.csv,tier pro; between 1 August 00:00 and 2 August 09:14,0,0,0,2,45,\
        0.45,0.45,u1,-30,-0.3
        """)
    #expect(
      try folder.text("ws/out/corrections.csv").split(separator: "\n").dropFirst() == [
        "u1,charge,30,0.3,0.3,2,0,30,0,pro,previous_price",
        "u2,charge,15,0.15,0.15,1,0,15,0,pro,previous_price",
      ])
    let exceptions = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(
      exceptions.map { $0["diagnosis"] }
        == Array(repeating: "previous_price follows_cost", count: 3))
    #expect(
      exceptions[0]["evidence"] == "0.2 USD by prices/p.csv:2; 30 credits of 0.2 USD")
  }

  /// 100,000 tokens cost 0.3 USD and 45 credits; 0.2 was recorded, or no credits, 0.45 USD too few.
  @Test(arguments: [
    (
      ["0.2,45"],
      "Causes of mismatches, in USD of recorded cost\n    0.10 USD  1 request was"
    ),
    (
      ["0.2,45", "0.3,0"],
      """
      Causes of mismatches, in USD of wrong charges or of recorded
        cost
          0.45 USD  1 request was not charged.
      """
    ),
    // The largest first: 299.7 too much was recorded as cost, though no customer paid it.
    (
      ["300,45", "0.3,0"],
      """
      Causes of mismatches, in USD of wrong charges or of recorded
        cost
        299.70 USD  1 request had a cost off by a factor of 1,000.
          0.45 USD  1 request was not charged.
      """
    ),
  ])
  func `amounts of causes are called what they are`(recorded: [String], lines: String) throws {
    let folder = try workspace(recorded: recorded)
    let run = try Program.assay(["run", folder.path("ws")], environment: ["COLUMNS": "60"])
    #expect(run.output.contains(lines), "\(run.output)")
  }

  /// One cost is 299.7 USD too high, one 0.2997 too low.
  @Test func `costs that are off either way add up`() throws {
    let folder = try workspace(recorded: ["300,45", "0.0003,45"])
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.output.contains("  300.00 USD  2 requests had a cost off by a factor of 1,000.\n"))
    let cause = try #require(rows(ofCSV: try folder.text("ws/out/diagnosis.csv")).first)
    #expect(cause["cost_difference_usd"] == "299.4003")
    #expect(
      cause["sentence"]?.hasSuffix(
        " The cost was recorded 299.70 USD too high and 0.30 USD too low.") == true)
  }

  /// Nothing was recorded as the cost of two requests, 0.3 USD each; a third uses the customer's own key, where 0 is
  /// right, and its fee of 15 % was not charged: 4.5 credits.
  @Test func `a right cost of an own key is not accused beside wrong ones of Assay`() throws {
    let folder = try workspace()
    try folder.write("ws/models.csv", "provider,model,class\nopenai,gpt,premium\n")
    let lines = [("r0", "false", "45"), ("r1", "false", "45"), ("r2", "true", "0")].map {
      "\($0.0),2026-08-02T10:00:00Z,u1,pro,openai,gpt,\($0.1),100000,0,\($0.2)\n"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,byok,input_tokens,vendor_cost_usd,credits_deducted\n"
        + lines.joined())
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(found.map { $0["diagnosis"] } == ["recorded_zero", "recorded_zero", "not_charged"])
  }

  @Test(arguments: [
    ("previous_price", Int32(3)), ("follows_cost", 3), ("mismatch", 3), ("next_price", 0),
    ("unexplained", 0), ("unexplained,previous_price", 3),
  ])
  func `a run fails on the stated causes`(conditions: String, status: Int32) throws {
    let folder = try workspace()
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--fail-on", conditions)
    #expect(run.status == status, "\(run.errors)")
    let met = conditions.split(separator: ",").last ?? ""
    #expect(run.errors.contains("--fail-on matched: \(met) (exit 3)") == (status == 3))
  }

  @Test func `explain as JSON says what explains a request, and what else was tried`() throws {
    let folder = try workspace()
    let explained = try Program.assay("explain", folder.path("ws"), "b", "--json")
    #expect(
      explained.output.contains("\"previous_price\"")
        && explained.output.contains("\"cost_usd\": \"0.2\"")
        || explained.output.contains("\"cost_usd\":\"0.2\""))
    let right = try Program.assay("explain", folder.path("ws"), "a", "--json")
    #expect(right.output.replacing(" ", with: "").contains("\"diagnosis\":null"))
  }

  /// Two requests a day in July, every third of which reads 100,000 tokens from a cache at 0.2 USD a million.
  ///
  /// From the 16th on these 0.02 USD are left out. That none of the 30 before is wrong, where every third was, is no chance.
  @Test func `a cause that can only strike some requests still has a beginning`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,gpt,input,2\nopenai,gpt,cache_read,0.2\n")
    let requests = (0..<60).map { number in
      let day = 1 + number / 2
      let time = "2026-07-\(day < 10 ? "0" : "")\(day)T\(number % 2 == 0 ? "00" : "12"):00:00Z"
      let reads = number % 3 == 0
      let cost = reads && number < 30 ? "0.22" : "0.2"
      return "r\(number),\(time),u1,openai,gpt,100000,\(reads ? 100_000 : 0),\(cost)"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,cache_read_tokens,vendor_cost_usd\n"
        + requests.joined(separator: "\n") + "\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(found.map { $0["code"] } == ["cache_read_dropped"])
    #expect(found[0]["requests"] == "10" && found[0]["pattern"] == "since 16 July 00:00")
  }

  /// 1,000 × 3 + 400 × 15 + 100 × 15 per million and 0.01 for a search: 0.0205 USD.
  @Test(
    arguments: [
      (["0.0145", "0.0145"], "2 requests had nothing charged for the output."),
      (["0.013", "0.013"], "2 requests had nothing charged for the output and reasoning."),
      // The first had its reasoning charged.
      (["0.0145", "0.013"], "2 requests had nothing charged for the output or reasoning."),
      (
        ["0.0145", "0.0175", "0.0105"],
        "3 requests had nothing charged for the input, output or searches."
      ),
    ] as [([String], String)])
  func `classes that were not charged are named in words`(costs: [String], sentence: String) throws
  {
    let folder = try Self.leavingOut(costs)
    let found = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(found.map { $0["code"] } == ["class_dropped"])
    #expect(found[0]["sentence"]?.hasPrefix(sentence) == true, "\(found[0]["sentence"] ?? "")")
  }

  @Test func `a class that was not charged is reported for its request`() throws {
    let folder = try Self.leavingOut(["0.0145"])
    let exceptions = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(
      exceptions[0]["evidence"]
        == "0.0145 USD without output by prices/p.csv:2 prices/p.csv:4 prices/p.csv:5")
    let explained = try Program.assay("explain", folder.path("ws"), "r0").output
    #expect(explained.contains("The request had nothing charged for the output: 1,000 × 3"))
    let document = try Program.assay("explain", folder.path("ws"), "r0", "--json").output
    #expect(document.filter { !$0.isWhitespace }.contains("\"left_out\":[[\"output\"]]"))
  }

  /// 0.0145 USD without the output, a thousand times too much: the rows of the books behind 0.0145 are told everywhere.
  @Test func `a figure made of what another mistake gave has the rows of that`() throws {
    let folder = try Self.leavingOut(["14.5"])
    let exceptions = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(exceptions[0]["diagnosis"] == "class_dropped+unit_1000")
    #expect(
      exceptions[0]["evidence"]?.hasPrefix(
        "14.5 USD without output by prices/p.csv:2 prices/p.csv:4 prices/p.csv:5") == true,
      "\(exceptions[0]["evidence"] ?? "")")
  }

  /// Runs requests that cost 1,000 × 3 + 400 × 15 + 100 × 15 per million and 0.01 for a search, with other recorded costs.
  private static func leavingOut(_ costs: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,gpt,input,3\nopenai,gpt,output,15\n"
        + "openai,gpt,reasoning,15\nopenai,gpt,search,0.01\n")
    let requests = costs.enumerated().map { number, cost in
      "r\(number),2026-08-01T00:00:00Z,u1,openai,gpt,1000,400,100,1,\(cost)"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,reasoning_tokens,searches,"
        + "vendor_cost_usd\n" + requests.joined(separator: "\n") + "\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    return folder
  }

  /// 400 × 15 per million, and input at a millionth of 3 per million: 0.00003, 0.00006 and 0.0000000027, which rounds to
  /// nothing; where nothing at all is left, it is no unit that was taken.
  @Test func `a unit that shows in some requests is the cause of all that it fits`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,gpt,input,3\nopenai,gpt,output,15\n")
    try folder.write(
      "ws/ledger/a.csv",
      """
      request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,vendor_cost_usd
      r0,2026-08-01T00:00:00Z,u1,openai,gpt,10000000,400,0.00603
      r1,2026-08-01T00:00:00Z,u1,openai,gpt,20000000,400,0.00606
      r2,2026-08-01T00:00:00Z,u1,openai,gpt,900,400,0.006
      r3,2026-08-01T00:00:00Z,u1,openai,gpt,900,0,0

      """)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(found.map { $0["code"] } == ["unit_1000000", "recorded_zero"])
    #expect(found.map { $0["requests"] } == ["3", "1"])
  }
}
