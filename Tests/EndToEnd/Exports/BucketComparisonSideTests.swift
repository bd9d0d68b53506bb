import Foundation
import Testing

/// The content of either side of a comparison of usage by bucket: days, requests and classes.
struct BucketComparisonSideTests {
  private static let console =
    "usage_date_utc,model_version,usage_type,usage_input_tokens_no_cache,usage_output_tokens\n"
  private static let page =
    "start_time,end_time,num_model_requests,input_tokens,input_cached_tokens,output_tokens,"
    + "output_audio_tokens,model\n"
  private static let daily =
    "date,custom_llm_provider,model,prompt_tokens,completion_tokens,api_requests,"
    + "cache_creation_input_tokens\n"
  private static let ledger =
    "request_id,request_started_at,user_id,provider,model,input_tokens,cache_write_5m_tokens,"
    + "cache_write_1h_tokens,output_tokens\n"

  /// Runs `files` and returns some columns of a table that it writes, and what it says.
  private static func run(
    _ files: [String: String], _ table: String, _ columns: [String], _ options: String...
  ) throws -> (lines: [String], errors: String) {
    let folder = try Scratch()
    for (path, text) in files { try folder.write("ws/" + path, text) }
    let run = try Program.assay(
      ["run", folder.path("ws"), "--output", folder.path("out")] + options)
    #expect(run.status != 1, "\(run.errors)")
    let lines = rows(ofCSV: try folder.text("out/\(table).csv")).map { row in
      columns.map { row[$0] ?? "?" }.joined(separator: " ")
    }
    return (lines, run.errors)
  }

  /// In New York 1 and 2 August last from 4:00 UTC on 1 August to 4:00 on the 3rd: of UTC days only the 2nd lies within.
  @Test func `of a period those days of vendors are reported that lie within it`() throws {
    let files = [
      "assay.json": #"{"time_zone": "America/New_York"}"#,
      "ledger/u.csv": Self.console
        + (1...3).map { "2026-08-0\($0),m,message,\($0),0\n" }.joined(),
      "ledger/a.csv": Self.ledger
        + (1...3).map { "r\($0),2026-08-0\($0)T03:00:00Z,u,anthropic,m,\($0),,,\n" }.joined()
        + "r4,2026-08-01T12:00:00Z,u,anthropic,m,40,,,\n",
    ]
    let period = ["--from", "2026-08-01", "--to", "2026-08-03"]
    let listed = try Self.run(
      files, "usage-buckets", ["start", "input_tokens"], period[0], period[1], period[2], period[3])
    #expect(listed.lines == ["2026-08-02T00:00:00Z 2"])
    let compared = try Self.run(
      files, "usage-comparison", ["day", "measure", "vendor", "ledger"], period[0], period[1],
      period[2], period[3])
    #expect(compared.lines == ["2026-08-02 requests  1", "2026-08-02 input_tokens 2 2"])
  }

  /// 10 + 20 of input and 3 + 4 of output, of two vendors.
  @Test func `usage by team is compared with the requests of every provider`() throws {
    let found = try Self.run(
      [
        "ledger/u.csv": "Date,Team,Spend ($),Requests,Prompt Tokens,Completion Tokens\n"
          + "2026-08-01,t,0.1,2,30,7\n",
        "ledger/a.csv": Self.ledger + "r1,2026-08-01T08:00:00Z,u,openai,m,10,,,3\n"
          + "r2,2026-08-01T09:00:00Z,u,anthropic,n,20,,,4\n",
      ], "usage-comparison", ["provider", "measure", "vendor", "ledger", "finding"])
    #expect(
      found.lines == [
        " requests 2 2 equal", " input_and_cache_tokens 30 30 equal",
        " output_and_reasoning_tokens 7 7 equal",
      ])
  }

  /// LiteLLM has one sum of 30 for the 10 of five minutes and the 20 of an hour.
  @Test func `cache writes that are not distinguished are compared together`() throws {
    let found = try Self.run(
      [
        "ledger/u.csv": Self.daily + "2026-08-01,anthropic,m,35,0,1,30\n",
        "ledger/a.csv": Self.ledger + "r1,2026-08-01T08:00:00Z,u,anthropic,m,5,10,20,\n",
      ], "usage-comparison", ["measure", "vendor", "ledger", "finding"])
    #expect(
      found.lines == [
        "requests 1 1 equal", "input_tokens 5 5 equal", "cache_write_tokens 30 30 equal",
      ])
  }

  @Test func `requests are compared only where every bucket states them`() throws {
    let found = try Self.run(
      [
        "ledger/u.csv": Self.page + "1785542400,1785628800,1,5,0,0,0,m\n"
          + "1785542400,1785628800,,6,0,0,0,n\n",
        "ledger/a.csv": Self.ledger + "r1,2026-08-01T08:00:00Z,u,openai,m,5,,,\n"
          + "r2,2026-08-01T08:00:00Z,u,openai,n,6,,,\n",
      ], "usage-comparison", ["model", "measure", "vendor", "ledger", "finding"])
    #expect(
      found.lines == [
        "m requests  1 not_stated", "m input_tokens 5 5 equal", "n requests  1 not_stated",
        "n input_tokens 6 6 equal",
      ])
  }

  /// All input was cached, and all output is audio; one token more is told.
  @Test(arguments: [(100, 20, false), (101, 20, true), (100, 21, true)])
  func `parts may be all of their whole`(cached: Int, audio: Int, isTold: Bool) throws {
    let found = try Self.run(
      ["ledger/u.csv": Self.page + "1785542400,1785628800,1,100,\(cached),20,\(audio),m\n"],
      "usage-buckets", ["input_tokens", "output_tokens"])
    #expect(found.lines == ["0 0"])
    #expect(found.errors.contains("[num.parts]") == isTold, "\(found.errors)")
  }

  /// Of 10 of completion no more than 10 are reasoning.
  @Test func `reasoning above the output of OpenRouter is cut to it, and reported`() throws {
    let found = try Self.run(
      [
        "ledger/u.csv":
          "Date,Slug,Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n"
          + "2026-08-01,m,0.1,1,5,10,15\n"
      ], "usage-comparison", ["measure", "vendor"])
    #expect(
      found.lines == [
        "requests 1", "input_and_cache_tokens 5", "output_and_reasoning_tokens 10",
      ])
    #expect(found.errors.contains("[num.parts]"), "\(found.errors)")
  }

  /// The fast mode is a tier of its own at standard, and no other tier's.
  @Test(arguments: [("standard", "fast"), ("batch", "batch"), ("priority", "priority")])
  func `fast usage at the standard tier of Anthropic is of the tier fast`(
    tier: String, expected: String
  ) throws {
    let found = try Self.run(
      [
        "ledger/u.json":
          #"{"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":"2026-08-02T00:00:00Z","#
          + #""results":[{"uncached_input_tokens":5,"output_tokens":0,"model":"m","#
          + #""service_tier":"\#(tier)","speed":"fast"}]}]}"#
      ], "usage-buckets", ["service_tier", "input_tokens"])
    #expect(found.lines == ["\(expected) 5"])
  }

  /// Above 200,000 tokens input costs 2 USD a million, and above 300,000 it costs 3; no request has more than all together.
  @Test(
    arguments: [
      ("200k-1M", 300_000, "0.6", ""),
      (
        "200k-1M", 300_001, "",
        "the price depends on the context of each request, which is not stated"
      ),
      ("0-200k", 300_001, "0.300001", ""),
      ("wide", 5, "", "context wide is not a band of the price book"),
    ])
  func `a bucket of a context has the prices of the bands that its requests may be in`(
    context: String, input: Int, cost: String, reason: String
  ) throws {
    let found = try Self.run(
      [
        "prices/p.csv": "provider,model,unit_class,price_usd,context_over,effective_from\n"
          + "anthropic,m,input,1,,2026-01-01\nanthropic,m,input,2,200000,2026-01-01\n"
          + "anthropic,m,input,3,300000,2026-01-01\n",
        "ledger/u.csv": Self.console.replacing("usage_type", with: "usage_type,context_window")
          + "2026-08-01,m,message,\(context),\(input),0\n",
      ], "usage-buckets", ["vendor_cost_usd", "why_no_cost"])
    #expect(found.lines == ["\(cost) \(reason)"])
  }
}
