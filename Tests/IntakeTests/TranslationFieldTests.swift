import Intake
import Ledger
import Testing

/// Which of several members of a foreign record a field of ours is, and what each total holds; worked by hand.
@Suite struct TranslationFieldTests {
  /// The one row of a text, the same by both paths.
  private func row(_ text: String) throws -> LedgerReading.Row {
    let bytes = Array(text.utf8)
    let reading = try LedgerReading(of: bytes)
    #expect(try reading == LedgerReading(of: bytes, ReadingPlan(isCarefulOnly: true)))
    #expect(reading.rejects.isEmpty, "\(reading.rejects.map(\.codes))")
    return try #require(reading.rows.first)
  }

  private func counts(_ row: LedgerReading.Row) -> [Int64] {
    let quantities = row.quantities
    return [
      quantities.input, quantities.cacheRead, quantities.cacheWrite5m, quantities.cacheWrite1h,
      quantities.output, quantities.reasoning, quantities.audioInput, quantities.audioOutput,
    ]
  }

  // MARK: LiteLLM

  private func spendLog(_ members: String) throws -> LedgerReading.Row {
    try row(
      #"{"request_id":"r","startTime":"2026-08-01 10:00:00","spend":0.1,"prompt_tokens":100,"#
        + #""completion_tokens":10,"api_key":"k","# + members + "}\n")
  }

  @Test(
    arguments: [
      (#""end_user":"e","user":"u","team_id":"t","organization_id":"o""#, "e", "t"),
      (#""end_user":"","user":"u","team_id":"","organization_id":"o""#, "u", "o"),
      (#""end_user":"","user":"","team_id":"t""#, "k", "t"),
    ] as [(String, Name, Name)])
  func `a LiteLLM log is of its end user, else the user, else the key, and of the team before all`(
    members: String, user: Name, account: Name
  ) throws {
    let row = try spendLog(#""model":"gpt-5","# + members)
    #expect(row.user.user == user)
    #expect(row.user.account == account)
  }

  @Test(
    arguments: [
      (#""status":"failure""#, .failed), (#""metadata":{"status":"failure"}"#, .failed),
      (#""status":"success","metadata":{"status":"failure"}"#, .completed),
      (#""metadata":{}"#, .completed),
    ] as [(String, RequestStatus)])
  func `the status of a LiteLLM log is its own, else that in its metadata`(
    members: String, status: RequestStatus
  ) throws {
    #expect(try spendLog(#""model":"gpt-5","# + members).kind.status == status)
  }

  @Test(
    arguments: [
      (#""model":"converse/anthropic.claude","custom_llm_provider":"bedrock""#, "anthropic.claude"),
      (
        #""model":"converse/anthropic.claude","custom_llm_provider":"bedrock_converse""#,
        "anthropic.claude"
      ), (#""model":"converse/gpt-5","custom_llm_provider":"openai""#, "converse/gpt-5"),
      (#""model":"","model_group":"gpt-5","custom_llm_provider":"openai""#, "gpt-5"),
      (#""model":"gpt-5","model_group":"smart","custom_llm_provider":"openai""#, "gpt-5"),
    ] as [(String, Name)])
  func `the model of a LiteLLM log is without the way to it, and its group where none is named`(
    members: String, model: Name
  ) throws {
    #expect(try spendLog(members).kind.model == model)
  }

  /// 100 − 40 written, of which 30 last an hour: 60, 10 and 30.
  @Test(arguments: [
    #""cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":30}"#,
    #""prompt_tokens_details":{"cache_creation_token_details":{"ephemeral_5m_input_tokens":10,"#
      + #""ephemeral_1h_input_tokens":30}}"#,
  ])
  func `how long what was written lasts is in either of two places of a LiteLLM log`(
    split: String
  ) throws {
    let row = try spendLog(
      #""model":"claude","metadata":{"usage_object":{"cache_creation_input_tokens":40,\#(split)}}"#)
    #expect(counts(row) == [60, 0, 10, 30, 10, 0, 0, 0])
  }

  /// `speed` and `inference_geo` decide prices, as in a body of Anthropic.
  @Test(
    arguments: [
      (#""speed":"fast","service_tier":"standard""#, "fast", ""),
      (#""speed":null,"service_tier":"priority","inference_geo":"us""#, "priority", "us"),
      (#""speed":"standard","inference_geo":"global""#, "standard", ""),
      (#""inference_geo":"not_available""#, "standard", ""),
    ] as [(String, Name, Name)])
  func `a LiteLLM log says how fast and where Anthropic answered`(
    members: String, tier: Name, region: Name
  ) throws {
    let kind = try spendLog(#""model":"claude","metadata":{"usage_object":{\#(members)}}"#).kind
    #expect(kind.serviceTier == tier)
    #expect(kind.region == region)
  }

  // MARK: new-api

  private func newAPI(_ other: String) throws -> LedgerReading.Row {
    try row(
      #"{"id":1,"user_id":7,"created_at":1785578400,"type":2,"model_name":"gpt-5","quota":10,"#
        + #""prompt_tokens":100,"completion_tokens":50,"group":"vip","other":{"# + other + "}}\n")
  }

  /// 100 − 20 − 30, and 50 − 15; of Anthropic's counts the input holds nothing.
  @Test(
    arguments: [
      ("", [50, 20, 0, 0, 35, 0, 30, 15]), (#","claude":true"#, [100, 20, 0, 0, 35, 0, 30, 15]),
    ] as [(String, [Int64])])
  func `the totals of new-api hold audio`(vendor: String, counts: [Int64]) throws {
    let row = try newAPI(
      #""cache_tokens":20,"audio_input":30,"audio_output":15"# + vendor)
    #expect(self.counts(row) == counts)
  }

  /// 100 − 30, however the price of audio is stated.
  @Test func `audio of new-api that has a price of its own is audio`() throws {
    let row = try newAPI(
      #""audio_input_seperate_price":true,"audio_input_token_count":30,"audio_input_price":1"#)
    #expect(counts(row) == [70, 0, 0, 0, 50, 0, 30, 0])
  }

  @Test(
    arguments: [
      (#""is_model_mapped":true,"upstream_model_name":"claude-x""#, "anthropic claude-x"),
      (#""is_model_mapped":false,"upstream_model_name":"claude-x""#, "openai gpt-5"),
      (#""is_model_mapped":true,"upstream_model_name":"""#, "openai gpt-5"),
    ])
  func `a model of new-api is another where it says that it was mapped`(
    other: String, model: String
  ) throws {
    let kind = try newAPI(other).kind
    #expect("\(kind.provider) \(kind.model)" == model)
  }

  @Test func `searches of new-api that were charged for count beside a default of 0`() throws {
    let row = try newAPI(
      #""web_search_call_count":0,"tool_surcharges":[{"name":"web_search","count":3}]"#)
    #expect(row.quantities.searches == 3)
  }

  // MARK: OpenRouter

  @Test(
    arguments: [
      ("u,k,a", "u", "k"), (",k,a", "a", "k"), (",k,", "", "k"), (",,a", "a", ""),
      (",,", "", "unnamed"),
    ] as [(String, Name, Name)])
  func `a generation of OpenRouter is of its user, else the app, and of the key`(
    cells: String, user: Name, account: Name
  ) throws {
    let row = try row(
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user,"
        + "api_key_name,app_name\ng,2026-07-01 00:00:00,0,1,1,m,\(cells)\n")
    #expect(row.user.user == user)
    #expect(row.user.account == account)
  }

  @Test(arguments: [
    ("0", false), ("0.0", false), ("", false), ("0e-9", false), ("0.9", true), ("9e-07", true),
    ("0.0001", true),
  ])
  func `what was used through a key of the customer's own is not our cost`(
    used: String, isOwnKey: Bool
  ) throws {
    let row = try row(
      "generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,"
        + "model_permaslug,user\ng,2026-07-01 00:00:00,0.5,\(used),1,1,m,u\n")
    #expect(row.kind.isBYOK == isOwnKey)
    #expect(row.cost?.description == (isOwnKey ? nil : "0.5"))
  }

  // MARK: Responses

  private func response(_ body: String, _ members: String) throws -> LedgerReading.Row {
    try row(
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u",\#(members)"#
        + #""response":{"model":"grok-4",\#(body)}}"# + "\n")
  }

  /// 50 of output and 20 of reasoning: on top of it with xAI, within it with whoever else serves its models.
  @Test(
    arguments: [
      (#""provider":"xai","#, 50), (#""provider":"x-ai","#, 50), (#""provider":"openrouter","#, 30),
    ] as [(String, Int64)])
  func `reasoning is on top of the output where xAI itself answered`(
    provider: String, output: Int64
  ) throws {
    let row = try response(
      #""usage":{"prompt_tokens":5,"completion_tokens":50,"#
        + #""completion_tokens_details":{"reasoning_tokens":20}}"#, provider)
    #expect([row.quantities.output, row.quantities.reasoning] == [output, 20])
  }

  @Test(
    arguments: [
      ("", #""status":"incomplete""#, .partial), ("", #""status":"cancelled""#, .cancelled),
      ("", #""status":"completed""#, .completed), ("", #""error":{}"#, .failed),
      (#""status":"completed","#, #""status":"incomplete""#, .completed),
      (#""status":"partial","#, #""error":{}"#, .partial),
    ] as [(String, String, RequestStatus)])
  func `a line that states a status goes before what the body says`(
    stated: String, body: String, status: RequestStatus
  ) throws {
    let row = try response(
      #""usage":{"prompt_tokens":5,"completion_tokens":5},"# + body, #""provider":"p","# + stated)
    #expect(row.kind.status == status)
  }

  /// Of 6 + 4 and of 5 of tools 3 + 1 were cached: 11 are audio.
  @Test func `audio of Gemini is what all details say, those of tools too`() throws {
    func details(_ counts: Int...) -> String {
      let audio = counts.map { #"{"modality":"AUDIO","tokenCount":\#($0)}"# }
      return "[" + (audio + [#"{"modality":"TEXT","tokenCount":9}"#]).joined(separator: ",") + "]"
    }
    let row = try response(
      #""usageMetadata":{"promptTokenCount":100,"toolUsePromptTokenCount":20,"#
        + #""cachedContentTokenCount":40,"candidatesTokenCount":50,"promptTokensDetails":"#
        + details(6, 4) + #","toolUsePromptTokensDetails":"# + details(5)
        + #","cacheTokensDetails":"# + details(3, 1) + #","candidatesTokensDetails":"#
        + details(7, 8) + "}", #""provider":"google","#)
    // 100 + 20 − 40 − 11, 40 − 4, and 50 − 15.
    #expect(counts(row) == [69, 36, 0, 0, 35, 0, 11, 15])
    #expect(row.quantities.audioCacheRead == 4)
  }

  /// Of 30 of audio 20 were cached, which the 60 hold: 100 − 60 − 10.
  @Test func `audio of a realtime session that was cached is a class of its own`() throws {
    let row = try response(
      #""usage":{"input_tokens":100,"output_tokens":5,"total_tokens":105,"input_token_details":"#
        + #"{"cached_tokens":60,"audio_tokens":30,"cached_tokens_details":{"audio_tokens":20}}}"#,
      #""provider":"openai","#)
    #expect(counts(row) == [30, 40, 0, 0, 5, 0, 10, 0])
    #expect(row.quantities.audioCacheRead == 20)
  }

  /// Prices for long contexts begin above 200,000 tokens of input, and go by each iteration.
  @Test(
    arguments: [
      ([100_000, 100_000], nil), ([100_000, 100_001], .shortParts),
      ([200_000, 200_001], .partsOfAnyLength), ([200_001, 200_001], .partsOfAnyLength),
      ([200_001], nil),
    ] as [([Int64], RequestCondition?)])
  func `iterations are held to the lengths of each where all together are long`(
    inputs: [Int64], condition: RequestCondition?
  ) throws {
    let iterations = inputs.map { #"{"input_tokens":\#($0),"output_tokens":1}"# }
    let line =
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"anthropic","#
      + #""response":{"model":"claude","usage":{"input_tokens":1,"output_tokens":1,"iterations":["#
      + iterations.joined(separator: ",") + "]}}}\n"
    let reading = try LedgerReading(of: Array(line.utf8))
    #expect(reading.rows.map(\.quantities.input) == [inputs.reduce(0, +)])
    #expect(reading.rows.map(\.kind.conditions.all) == [condition.map { [$0] } ?? []])
  }

  /// 10 + 1 of five minutes and 20 + 2 of an hour, though only the last iteration's sum stands above them.
  @Test func `cache writes of iterations are added up even where only their parts are stated`()
    throws
  {
    func iteration(_ minutes: Int, _ hours: Int) -> String {
      #"{"input_tokens":5,"output_tokens":1,"cache_creation":{"ephemeral_5m_input_tokens":\#(minutes),"#
        + #""ephemeral_1h_input_tokens":\#(hours)}}"#
    }
    let row = try response(
      #""usage":{"input_tokens":5,"output_tokens":1,"cache_creation_input_tokens":3,"iterations":["#
        + iteration(10, 20) + "," + iteration(1, 2) + "]}", #""provider":"anthropic","#)
    #expect(counts(row) == [10, 0, 11, 22, 2, 0, 0, 0])
  }

  // MARK: Claude Code

  @Test(
    arguments: [
      (#""message":{"id":"m","#, "m"), (#""message":{"#, "q"),
      (#""requestId":null,"message":{"#, "i"), (#""requestId":null,"message":{"id":"m","#, "m"),
    ])
  func `a line of Claude Code is of its message, else of its request, else of itself`(
    start: String, id: String
  ) throws {
    let request = start.contains("requestId") ? "" : #""requestId":"q","#
    let row = try row(
      #"{"timestamp":"2026-01-09T10:00:00Z","sessionId":"s","uuid":"i","#
        + request + start + #""model":"claude","usage":{"input_tokens":1}}}"# + "\n")
    #expect(String(decoding: row.id, as: UTF8.self) == id)
  }
}
