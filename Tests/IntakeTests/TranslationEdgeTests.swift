import Intake
import Ledger
import Testing

/// Counts, times and amounts of foreign records at the edge of what they may be; worked by hand.
@Suite struct TranslationEdgeTests {
  /// The result of a text, the same on both paths.
  private func read(_ text: String) throws -> LedgerReading {
    let bytes = Array(text.utf8)
    let reading = try LedgerReading(of: bytes)
    #expect(try reading == LedgerReading(of: bytes, ReadingPlan(isCarefulOnly: true)))
    return reading
  }

  private func response(_ usage: String, by provider: String = "openai") throws -> LedgerReading {
    try read(
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","#
        + #""provider":"\#(provider)","response":{"model":"m","usage":{\#(usage)}}}"# + "\n")
  }

  // MARK: Counts

  /// Cache reads, cache writes and remainder of an input of 100; nil rejects the row.
  @Test(
    arguments: [
      (60, 40, 0, false), (60, 41, 0, true), (100, 50, 0, true), (50, 100, 0, true),
      (100, 100, 0, true), (101, 1, nil, false), (1, 101, nil, false), (10, 20, 70, false),
    ] as [(Int, Int, Int64?, Bool)])
  func `cache writes may overlap with the input while neither they nor the reads are more`(
    read: Int, written: Int, left: Int64?, isTold: Bool
  ) throws {
    let reading = try response(
      #""prompt_tokens":100,"prompt_tokens_details":{"cached_tokens":\#(read),"#
        + #""cache_write_tokens":\#(written)}"#)
    #expect(reading.rows.map(\.quantities.input) == [left].compactMap(\.self))
    #expect(reading.rejects.count == (left == nil ? 1 : 0))
    #expect((reading.warnings[.overlappingCacheWrite] != nil) == isTold)
  }

  /// Of 100 of input 60 were cached; of them as many audio as there is in all, and one more.
  @Test(arguments: [(20, [[40, 40, 0, 20]]), (21, [])] as [(Int, [[Int64]])])
  func `all audio may have been cached, but no more`(cached: Int, counts: [[Int64]]) throws {
    let reading = try response(
      #""input_tokens":100,"input_token_details":{"cached_tokens":60,"audio_tokens":20,"#
        + #""cached_tokens_details":{"audio_tokens":\#(cached)}}"#)
    #expect(
      reading.rows.map {
        [
          $0.quantities.input, $0.quantities.cacheRead, $0.quantities.audioInput,
          $0.quantities.audioCacheRead,
        ]
      } == counts)
  }

  @Test(
    arguments: [("us", "us"), ("global", ""), ("not_available", ""), ("eu", "eu")]
      as [(String, Name)])
  func `where Anthropic ran a request is a region, where it may be anywhere is none`(
    geo: String, region: Name
  ) throws {
    let reading = try response(#""input_tokens":5,"inference_geo":"\#(geo)""#, by: "anthropic")
    #expect(reading.rows.map(\.kind.region) == [region])
  }

  /// A row of which no quantity is known is rejected.
  @Test(arguments: [("0", 1), ("null", 0)])
  func `a cache read of 0 is a quantity`(hits: String, rows: Int) throws {
    let reading = try response(
      #""prompt_tokens":null,"prompt_cache_hit_tokens":\#(hits)"#, by: "deepseek")
    #expect(reading.rows.count == rows)
    #expect(reading.rejects.count == 1 - rows)
  }

  @Test func `a sum of 0 beside its parts is none`() throws {
    let reading = try response(
      #""input_tokens":5,"output_tokens":1,"cache_creation_input_tokens":0,"cache_creation":"#
        + #"{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}"#, by: "anthropic")
    #expect(
      reading.rows.map { [$0.quantities.cacheWrite5m, $0.quantities.cacheWrite1h] } == [[10, 20]])
  }

  @Test func `what a later event of a stream leaves open stays as it was stated`() throws {
    let start =
      #"{"type":"message_start","message":{"model":"claude","usage":{"input_tokens":25,"#
      + #""cache_read_input_tokens":2000,"output_tokens":1}}}"#
    let end =
      #"{"type":"message_delta","usage":{"input_tokens":null,"cache_read_input_tokens":null,"#
      + #""output_tokens":15}}"#
    let reading = try read(
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","#
        + #""provider":"anthropic","response_stream":[\#(start),\#(end)]}"# + "\n")
    #expect(
      reading.rows.map {
        [$0.quantities.input, $0.quantities.cacheRead, $0.quantities.output]
      } == [[25, 2000, 15]])
  }

  // MARK: Times and amounts

  private func spendLog(start: String, spend: String) throws -> LedgerReading {
    try read(
      "request_id,startTime,model,spend,prompt_tokens,completion_tokens,custom_llm_provider,user\n"
        + "r,\(start),gpt-5,\(spend),1,1,openai,u\n")
  }

  @Test(arguments: [
    ("2026-07-01 00:00:12", "2026-07-01T00:00:12Z"),
    ("2026-07-01 00:00:12.123456789", "2026-07-01T00:00:12.123456789Z"),
    ("2026-07-01T00:00:12", "2026-07-01T00:00:12Z"),
    ("2026-07-01 00:00:12+00", "2026-07-01T00:00:12Z"),
    ("2026-07-01 00:00:12+02", "2026-06-30T22:00:12Z"),
    ("2026-07-01 00:00:12.5-03", "2026-07-01T03:00:12.5Z"),
    ("2026-07-01 00:00:12-03", "2026-07-01T03:00:12Z"),
  ])
  func `a time of a database is one in UTC, or in its zone of whole hours`(
    text: String, expected: String
  ) throws {
    let reading = try spendLog(start: text, spend: "0.1")
    #expect(reading.rows.map(\.startedAt) == [try Instant(bookDate: Name(expected))])
    #expect(reading.rejects.isEmpty)
  }

  /// The 18th decimal of what was written plainly is kept, the 19th is not.
  @Test(arguments: [
    ("0.1234567890123456789", "0.123456789012345678"),
    ("0.000000000000000001", "0.000000000000000001"),
    ("1.2345678901234567891e-1", "0.123456789012345678"), ("12", "12"),
  ])
  func `an amount in binary floating point keeps eighteen decimals`(
    spend: String, cost: String
  ) throws {
    let reading = try spendLog(start: "2026-07-01 00:00:12", spend: spend)
    #expect(reading.rows.map { $0.cost?.description } == [cost])
  }

  /// The exports are in USD, so they have no such column of their own.
  @Test(arguments: [
    (
      "request_id,startTime,model,spend,prompt_tokens,completion_tokens,custom_llm_provider,user,Currency\n",
      "r,2026-07-01 00:00:12,gpt-5,0.5,1,1,openai,u,EUR\n"
    ),
    (
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user,currency\n",
      "r,2026-07-01 00:00:12,0.5,1,1,openai/gpt-5,u,EUR\n"
    ),
    (
      "id,type,traceId,startTime,level,userId,model,promptTokens,completionTokens,totalCost,currency\n",
      "r,GENERATION,t,2026-07-01T00:00:12Z,DEFAULT,u,gpt-5,1,1,0.5,EUR\n"
    ),
  ])
  func `a column currency beside an export in USD states the currency of its costs`(
    header: String, row: String
  ) throws {
    let usual = row.replacing("r,", with: "s,").replacing("EUR", with: "")
    let reading = try read(header + row + usual)
    #expect(reading.rows.map { $0.cost?.description } == ["0.5", "0.5"])
    #expect(reading.rows.map(\.kind.currency) == ["EUR", ""])
  }

  // MARK: Gateways

  @Test(
    arguments: [
      (#""user_id":7,"username":"ann""#, "7"), (#""user_id":0,"username":"ann""#, "ann"),
      (#""username":"ann""#, "ann"),
    ] as [(String, Name)])
  func `a user of a gateway without a number is known by the name`(
    members: String, user: Name
  ) throws {
    let reading = try read(
      #"{"id":1,"created_at":1785578400,"type":2,"model_name":"gpt-5","quota":10,"#
        + #""prompt_tokens":5,"completion_tokens":1,"group":"vip","other":"","# + members + "}\n")
    #expect(reading.rows.map(\.user.user) == [user])
  }
}
