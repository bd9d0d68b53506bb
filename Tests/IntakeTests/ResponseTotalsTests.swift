import Intake
import Ledger
import Testing

/// Reasoning from a stated total, and bodies with money and searches; worked by hand.
@Suite struct ResponseTotalsTests {
  /// The result of a text, the same on both paths.
  private func read(_ text: String) throws -> LedgerReading {
    let bytes = Array(text.utf8)
    let reading = try LedgerReading(of: bytes)
    #expect(try reading == LedgerReading(of: bytes, ReadingPlan(isCarefulOnly: true)))
    return reading
  }

  private func response(
    _ body: String, by provider: String, model: String = "m", _ members: String = ""
  ) throws -> LedgerReading {
    try read(
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u",\#(members)"#
        + #""provider":"\#(provider)","response":{"model":"\#(model)",\#(body)}}"# + "\n")
  }

  // MARK: Totals

  /// Who answered, the answer and the reasoning that are stated, the total of them and an input of 12; and the output and
  /// the reasoning that they come to, with how many totals are told to fit nothing.
  private static let totals:
    [(vendor: String, answer: Int, thought: Int?, total: Int?, counts: [Int64], told: Int64)] = [
      // 12 + 1 + 97: on top, whoever answered.
      ("azure", 1, 97, 110, [1, 97], 0), ("xai", 1, 97, 110, [1, 97], 0),
      ("google", 1, 97, 110, [1, 97], 0),
      // 12 + 98: within.
      ("openai", 98, 97, 110, [1, 97], 0), ("xai", 98, 97, 110, [1, 97], 0),
      // Nothing tells but the vendor.
      ("openai", 98, 97, nil, [1, 97], 0), ("openai", 98, 97, 0, [1, 97], 0),
      ("xai", 1, 97, nil, [1, 97], 0), ("xai", 98, 97, 0, [98, 97], 0),
      // 97 cannot be within 1.
      ("xai", 1, 97, 13, [1, 97], 1),
      // 110 − 12 − 1, and 110 − 12 − 10 of which 5 are no more than they were.
      ("google", 1, nil, 110, [1, 97], 0), ("gemini", 1, 0, 110, [1, 97], 0),
      ("google", 10, 5, 110, [5, 5], 1),
      // Others do not say what the rest is.
      ("azure", 1, nil, 110, [1, 0], 1), ("openai", 98, 97, 150, [1, 97], 1),
      ("openai", 98, 97, 98, [1, 97], 1), ("openai", 98, nil, 110, [98, 0], 0),
    ]

  @Test(arguments: totals)
  func
    `a stated total shows whether reasoning is within the output, and what fits nothing is reported`(
      vendor: String, answer: Int, thought: Int?, total: Int?, counts: [Int64], told: Int64
    ) throws
  {
    let details = thought.map { #","completion_tokens_details":{"reasoning_tokens":\#($0)}"# } ?? ""
    let sum = total.map { #","total_tokens":\#($0)"# } ?? ""
    let reading = try response(
      #""usage":{"prompt_tokens":12,"completion_tokens":\#(answer)\#(details)\#(sum)}"#, by: vendor)
    #expect(reading.rows.map { [$0.quantities.output, $0.quantities.reasoning] } == [counts])
    #expect(reading.rows.map(\.quantities.input) == [12])
    #expect(reading.warnings[.unexplainedTotal] ?? 0 == told)
  }

  @Test func `a total tells of the Responses API and of LiteLLM's logs as well`() throws {
    let responses = try response(
      #""usage":{"input_tokens":12,"output_tokens":1,"output_tokens_details":{"reasoning_tokens":97},"#
        + #""total_tokens":110}"#, by: "azure")
    let log = try read(
      #"{"request_id":"r","startTime":"2026-08-01 10:00:00","model":"grok-4","custom_llm_provider":"azure_ai","#
        + #""spend":0.000612,"prompt_tokens":12,"completion_tokens":1,"user":"u","metadata":{"usage_object":"#
        + #"{"prompt_tokens":12,"completion_tokens":1,"total_tokens":110,"completion_tokens_details":"#
        + #"{"reasoning_tokens":97}}}}"# + "\n")
    for reading in [responses, log] {
      #expect(
        reading.rows.map {
          [$0.quantities.input, $0.quantities.output, $0.quantities.reasoning]
        } == [[12, 1, 97]])
      #expect(reading.warnings[.unexplainedTotal] == nil)
    }
  }

  /// The answer of a row of LiteLLM's with 12 tokens of input and 97 of reasoning, its column of the total and that of its
  /// usage; and the output and the reasoning that they come to, with how many totals are told to fit nothing.
  @Test(
    arguments: [
      // 12 + 1 + 97: on top. 12 + 98: within.
      (1, "110", "", [1, 97], 0), (98, "110", "", [1, 97], 0),
      // 0 says nothing; what the vendor said goes before the column.
      (1, "110", #","total_tokens":0"#, [1, 97], 0),
      (98, "13", #","total_tokens":110"#, [1, 97], 0),
      // 12 + 98 is not 150, and nobody says what the rest is.
      (98, "150", "", [1, 97], 1), (98, "0", "", [1, 97], 0), (98, "null", "", [1, 97], 0),
    ] as [(Int, String, String, [Int64], Int64)])
  func `the total of a row of LiteLLM's tells of reasoning where its usage states none`(
    answer: Int, column: String, member: String, counts: [Int64], told: Int64
  ) throws {
    let reading = try read(
      #"{"request_id":"r","startTime":"2026-08-01 10:00:00","model":"grok-4","custom_llm_provider":"azure_ai","#
        + #""spend":0.000612,"prompt_tokens":12,"completion_tokens":\#(answer),"total_tokens":\#(column),"user":"u","#
        + #""metadata":{"usage_object":{"completion_tokens_details":{"reasoning_tokens":97}\#(member)}}}"#
        + "\n")
    #expect(reading.rows.map { [$0.quantities.output, $0.quantities.reasoning] } == [counts])
    #expect(reading.warnings[.unexplainedTotal] ?? 0 == told)
  }

  /// Totals that are no counts, in JSON.
  @Test(arguments: [#""110""#, #""n/a""#, "-110", "110.5", "1e99", "true", "{}", "[110]"])
  func `a total that is no count is reported, and the parts count`(total: String) throws {
    let log = try read(
      #"{"request_id":"r","startTime":"2026-08-01 10:00:00","model":"m","custom_llm_provider":"openai","#
        + #""spend":0.1,"prompt_tokens":12,"completion_tokens":98,"total_tokens":\#(total),"user":"u"}"#
        + "\n")
    let body = try response(
      #""usage":{"prompt_tokens":12,"completion_tokens":98,"total_tokens":\#(total)}"#, by: "openai"
    )
    for reading in [log, body] {
      #expect(reading.rows.map { [$0.quantities.input, $0.quantities.output] } == [[12, 98]])
      #expect(reading.warnings[.unexplainedTotal] == 1)
    }
  }

  @Test(arguments: ["n/a", "-110", "1.1e2", "1,100"])
  func `a cell that should have a total and has no count is reported, and the parts count`(
    total: String
  ) throws {
    let log = try read(
      "request_id,startTime,model,custom_llm_provider,spend,prompt_tokens,completion_tokens,total_tokens,user\n"
        + "r,2026-08-01 10:00:00,m,openai,0.1,12,98,\"\(total)\",u\n")
    #expect(log.rows.map { [$0.quantities.input, $0.quantities.output] } == [[12, 98]])
    #expect(log.warnings[.unexplainedTotal] == 1)
  }

  // MARK: Money

  /// Members of a usage, of which a USD is 10,000,000,000 ticks, and the cost that is recorded.
  @Test(arguments: [
    (#""cost_in_usd_ticks":99275000"#, "0.0099275"), (#""cost_in_usd_ticks":1"#, "0.0000000001"),
    (#""cost_in_usd_ticks":25000000000"#, "2.5"), (#""cost_in_usd_ticks":0"#, "0"),
    (#""cost_in_usd_ticks":2e8"#, "0.02"), (#""cost_in_usd_ticks":null"#, nil),
    (#""cost":0.5,"cost_in_usd_ticks":1"#, "0.5"),
    (
      #""cost":{"input_tokens_cost":0.001,"output_tokens_cost":0.002,"request_cost":0.005,"total_cost":0.008}"#,
      "0.008"
    ),
    (#""cost":{"currency":"USD","total_cost":1.5e-5}"#, "0.000015"),
  ])
  func `what a body says that it cost is recorded, in ticks and by its parts as well`(
    members: String, cost: String?
  ) throws {
    let usage = #""usage":{"prompt_tokens":5,"completion_tokens":1,\#(members)}"#
    #expect(try response(usage, by: "xai").rows.map { $0.cost?.description } == [cost])
    let stated = try response(usage, by: "xai", #""vendor_cost_usd":7,"#)
    #expect(stated.rows.map { $0.cost?.description } == ["7"])
  }

  @Test(arguments: [
    #""cost":{"input_tokens_cost":0.001}"#, #""cost_in_usd_ticks":"99275000""#,
    #""cost_in_usd_ticks":{"total":1}"#, #""cost_in_usd_ticks":1e99999"#,
  ])
  func `a cost that cannot be read is no row without one`(members: String) throws {
    let reading = try response(#""usage":{"prompt_tokens":5,\#(members)}"#, by: "xai")
    #expect(reading.rows.isEmpty)
    #expect(reading.rejects.map(\.codes) == [["json.type"]])
  }

  // MARK: Searches

  /// One search, two pages opened and one searched in: OpenAI charges for the first, xAI for all.
  @Test(arguments: [("openai", 1), ("xai", 4), ("x-ai", 4)])
  func `pages that a search opened are searches with xAI alone`(provider: String, count: Int64)
    throws
  {
    let actions = ["search", "open_page", "open_page", "find_in_page"]
    let calls = actions.map { #"{"type":"web_search_call","action":{"type":"\#($0)"}}"# }
    let reading = try response(
      #""output":[\#(calls.joined(separator: ","))],"usage":{"input_tokens":5,"total_tokens":5}"#,
      by: provider)
    #expect(reading.rows.map(\.quantities.searches) == [count])
  }

  @Test(arguments: [#","action":null"#, #","action":{}"#, #","action":{"type":"search"}"#])
  func `a search whose action is not stated is one`(action: String) throws {
    let reading = try response(
      #""output":[{"type":"web_search_call"\#(action)}],"usage":{"input_tokens":5,"total_tokens":5}"#,
      by: "openai")
    #expect(reading.rows.map(\.quantities.searches) == [1])
  }

  // MARK: Images

  /// 100 of input, of which `count` are images; OpenAI's images endpoint states its images with the body.
  @Test(arguments: [
    ("gpt-image-1", 60), ("gpt-image-1-mini", 1), ("gpt-image-1", 0), ("gpt-5", 60),
  ])
  func `images of the input are a class of their own, whatever the model`(
    model: String, count: Int64
  ) throws {
    let usage =
      #""data":[{"url":"x"}],"usage":{"input_tokens":100,"output_tokens":50,"total_tokens":150,"input_tokens_details":"#
      + #"{"text_tokens":40,"image_tokens":\#(count)}}"#
    let reading = try response(usage, by: "openai", model: model)
    #expect(reading.rows.map(\.quantities.input) == [100 - count])
    #expect(reading.rows.map(\.quantities.imageInput) == [count])
  }

  /// 100 of input, of which 40 were cached: of 30 of images 10 where the body says so, else it is not known how many.
  @Test(
    arguments: [(#","cached_tokens_details":{"image_tokens":10}"#, 40, 20), ("", 30, 30)]
      as [(String, Int64, Int64)])
  func `images that a cache had are a condition`(details: String, input: Int64, images: Int64)
    throws
  {
    let usage =
      #""usage":{"input_tokens":100,"output_tokens":5,"total_tokens":105,"input_tokens_details":"#
      + #"{"cached_tokens":40,"image_tokens":30\#(details)}}"#
    let reading = try response(usage, by: "openai", model: "gpt-5")
    #expect(reading.rows.map(\.quantities.input) == [input])
    #expect(reading.rows.map(\.quantities.imageInput) == [images])
    #expect(reading.rows.map { $0.kind.conditions.contains(.cachedImages) } == [true])
  }
}
