import Foundation
import Testing

/// Workspaces whose ledgers are exports of other tools, through the whole program.
struct ForeignFormatTests {
  private let prices = """
    provider,model,unit_class,price_usd,effective_from
    anthropic,claude-sonnet-5,input,2,2025-01-01
    anthropic,claude-sonnet-5,output,10,2025-01-01
    anthropic,claude-sonnet-5,cache_read,0.2,2025-01-01
    anthropic,claude-sonnet-5,cache_write_1h,4,2025-01-01

    """

  private func example(_ name: String) throws -> String {
    let file = Program.repository.appending(path: "Tests/IntakeTests/Formats/" + name)
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test func `a message that grew counts once, where its output is largest, also across files`()
    throws
  {
    let folder = try Scratch()
    let session = try example("claude-code.jsonl")
    try folder.write("ws/ledger/a.jsonl", session)
    // A resumed session repeats its messages, of which the last line counts; the second has gone on.
    try folder.write(
      "ws/ledger/b.jsonl",
      session.replacing("\"output_tokens\": 7", with: "\"output_tokens\": 90"))
    try folder.write("ws/prices/p.csv", prices)
    for options in [
      ["--threads", "1"], ["--threads", "4"], ["--careful", "--block-bytes", "100"],
    ] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      #expect(run.status == 0, "\(run.errors)")
      let rated = try folder.text("rated.csv").split(separator: "\n").dropFirst()
        .map {
          $0.split(separator: ",", omittingEmptySubsequences: false).prefix(3).joined(
            separator: " ")
        }
      #expect(rated == ["msg_1 ledger/b.jsonl 4", "msg_2 ledger/b.jsonl 5"])
      let facts = try folder.text("ws/out/facts.csv").split(separator: "\n")
      // Twice 100 × 2, 10 × 0.2, 25 × 4, and 50 + 90 of output at 10, in millionths of a USD.
      #expect(facts.count == 2 && facts[1].contains(",0.002004,"), "\(facts)")
      let summary = try folder.text("ws/out/summary.csv")
      #expect(summary.contains("rows_duplicate,4\n") && summary.contains("rows_conflict,0\n"))
    }
    let explain = try Program.assay("explain", folder.path("ws"), "msg_2")
    #expect(explain.output.contains("ledger/b.jsonl:5\n"), "\(explain.output)")
  }

  /// 1,000 × 2 + 10 × 10 in millionths of a USD, whatever the way to the model.
  @Test(
    arguments: ["bedrock/", "bedrock/converse/", "bedrock/invoke/", "converse/", "invoke/", ""],
    ["bedrock", "bedrock_converse"])
  func `a model of Bedrock is found behind the way that LiteLLM went to it`(
    way: String, provider: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,startTime,model,custom_llm_provider,spend,prompt_tokens,completion_tokens,user,metadata\n"
        + "r1,2026-08-01 10:00:00,\(way)anthropic.claude-x,\(provider),0.0021,1000,10,u,{}\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + "amazon,anthropic.claude-x,input,2,2025-01-01\n"
        + "amazon,anthropic.claude-x,output,10,2025-01-01\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["model"] } == ["anthropic.claude-x"])
    #expect(rated.map { $0["vendor_cost_usd"] } == ["0.0021"])
  }

  /// Bedrock is ours as `amazon`, but not where the price book has it under the name of the gateway.
  @Test func `a gateway's name of a provider is where the price book has it`() throws {
    let log =
      "request_id,startTime,model,custom_llm_provider,spend,prompt_tokens,completion_tokens,user,metadata\n"
      + "r1,2026-08-01 10:00:00,anthropic.claude-sonnet-5-v1:0,bedrock,0.0021,1000,10,u,{}\n"
      + "r3,2026-08-01 10:00:00,anthropic.claude-sonnet-5-v1:0,bedrock_converse,0.0021,1000,10,u,{}\n"
      + "r2,2026-08-01 10:00:00,gemini/gemini-2.5-pro,gemini,0.00135,1000,10,u,{}\n"
    let daily =
      "date,custom_llm_provider,model,prompt_tokens,completion_tokens,api_requests,spend\n"
      + "2026-08-01,bedrock,anthropic.claude-sonnet-5-v1:0,1000,10,1,0.0021\n"
    let header = "provider,model,unit_class,price_usd,effective_from\n"
    for (bedrock, gemini) in [("bedrock", "google"), ("amazon", "gemini")] {
      let folder = try Scratch()
      try folder.write("ws/ledger/a.csv", log)
      try folder.write("ws/ledger/daily.csv", daily)
      // 1,000 × 2 + 10 × 10, and 1,000 × 1.25 + 10 × 10, in millionths of a USD.
      try folder.write(
        "ws/prices/p.csv",
        header + "\(bedrock),anthropic.claude-sonnet-5-v1:0,input,2,2025-01-01\n"
          + "\(bedrock),anthropic.claude-sonnet-5-v1:0,output,10,2025-01-01\n"
          + "\(gemini),gemini-2.5-pro,input,1.25,2025-01-01\n"
          + "\(gemini),gemini-2.5-pro,output,10,2025-01-01\n")
      for options in [["--threads", "1"], ["--threads", "3"], ["--careful"]] {
        let run = try Program.assay(
          ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
        #expect(run.status == 0, "\(bedrock): \(run.errors)")
        let rated = rows(ofCSV: try folder.text("rated.csv"))
        #expect(rated.map { $0["provider"] } == [bedrock, bedrock, gemini])
        #expect(rated.map { $0["vendor_cost_usd"] } == ["0.0021", "0.0021", "0.00135"])
        let buckets = rows(ofCSV: try folder.text("ws/out/usage-buckets.csv"))
        #expect(buckets.map { $0["provider"] } == [bedrock])
      }
    }
  }

  @Test func `a response of Gemini counts the same in the names of Python`() throws {
    let folder = try Scratch()
    // 1,000 − 600 input, 600 cached, 50 + 30 of output: 400 × 1 + 600 × 0.1 + 80 × 2, in millionths of a USD.
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\ngoogle,g,input,1,2025-01-01\n"
        + "google,g,cache_read,0.1,2025-01-01\ngoogle,g,output,2,2025-01-01\ngoogle,g,reasoning,2,2025-01-01\n"
    )
    try folder.write("ws/plans.csv", "tier\npro\n")
    let start =
      #"{"request_id":"r0","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","tier":"pro","provider":"google","#
    let rest =
      #""response":{"modelVersion":"g","usageMetadata":{"promptTokenCount":1000,"cachedContentTokenCount":600,"#
      + #""candidatesTokenCount":50,"thoughtsTokenCount":30}}}"# + "\n"
    let names = [
      "modelVersion": "model_version", "usageMetadata": "usage_metadata",
      "promptTokenCount": "prompt_token_count",
      "cachedContentTokenCount": "cached_content_token_count",
      "candidatesTokenCount": "candidates_token_count",
      "thoughtsTokenCount": "thoughts_token_count",
    ]
    let python = names.reduce(rest) { $0.replacing($1.key, with: $1.value) }
    try folder.write(
      "ws/ledger/a.jsonl", start + rest + start.replacing("r0", with: "r1") + python)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["vendor_cost_usd"] } == ["0.00062", "0.00062"])
  }

  @Test func `where Anthropic ran a request is its region, unless the line says it`() throws {
    let folder = try Scratch()
    // 1,000 at 3.3 in the us, at 3 elsewhere, and at 4 where the line says so, in millionths of a USD.
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,region,effective_from\nanthropic,c,input,3,,2025-01-01\n"
        + "anthropic,c,input,3.3,us,2025-01-01\nanthropic,c,input,4,eu,2025-01-01\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    func line(_ id: String, _ geo: String, own: String = "") -> String {
      #"{"request_id":"\#(id)","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","tier":"pro","provider":"#
        + #""anthropic",\#(own)"response":{"type":"message","model":"c","usage":{"input_tokens":1000,"output_tokens":0"#
        + #"\#(geo)}}}"# + "\n"
    }
    try folder.write(
      "ws/ledger/a.jsonl",
      line("r1", #","inference_geo":"us""#) + line("r2", #","inference_geo":"global""#)
        + line("r3", #","inference_geo":"not_available""#) + line("r4", "")
        + line("r5", #","inference_geo":"us""#, own: #""region":"eu","#))
    for options in [[], ["--careful"]] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      #expect(run.status == 0, "\(run.errors)")
      let rated = rows(ofCSV: try folder.text("rated.csv"))
      #expect(
        rated.map { $0["vendor_cost_usd"] } == ["0.0033", "0.003", "0.003", "0.003", "0.004"])
    }
  }

  @Test func `a fee under a key of the customer's own is no cost that differs`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenrouter,m,input,6,2025-01-01\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/a.jsonl",
      #"{"request_id":"r1","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","tier":"pro","provider":"openrouter","#
        + #""response":{"id":"gen-1","model":"m","usage":{"prompt_tokens":1000,"completion_tokens":0,"cost":0.0001,"#
        + #""is_byok":true,"cost_details":{"upstream_inference_cost":0.006}}}}"# + "\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["byok"] } == ["true"])
    #expect(!(try folder.text("ws/out/exceptions.csv").contains("cost_mismatch")))
  }

  /// new-api writes seconds since 1970; these are milliseconds.
  @Test func `a time of another unit than that of its format is reported as one`() throws {
    let folder = try Scratch()
    let seconds = try example("new-api.json")
    try folder.write(
      "ws/ledger/a.json",
      seconds.replacing(#/"created_at": ?([0-9]+)/#) { "\"created_at\": \($0.1)000" })
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains("which looks like epoch-ms, not the seconds since 1970 of its format"),
      "\(check.errors)")
  }

  @Test func `check says what each export was taken for`() throws {
    let folder = try Scratch()
    try folder.write("ws/ledger/a.csv", try example("litellm-spendlogs.csv"))
    try folder.write(
      "ws/ledger/b.json",
      try example("litellm-spendlogs.json").replacing(
        "\"request_id\": \"", with: "\"request_id\": \"b-"))
    try folder.write("ws/ledger/c.json", try example("new-api.json"))
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.output.hasSuffix("  litellm-spendlogs: 2 files, 10 rows\n  new-api: 1 file, 3 rows\n"),
      "\(check.output)")
  }

  @Test func `a row of any foreign file is found and explained by its id`() throws {
    let folder = try Scratch()
    var ids: [(file: String, id: String)] = [
      ("vendor-responses.jsonl", "v9"), ("litellm-spendlogs.csv", "msg_2"),
      ("litellm-spendlogs.json", "gem-4"), ("new-api.json", "5"), ("new-api.csv", "3"),
      ("one-api.csv", "2026080110000012345"), ("openrouter-csv.csv", "gen-1782618418-b"),
    ]
    ids += [
      ("claude-code.jsonl", "msg_2"), ("codex-rollout.jsonl", "019f:2"),
      ("otel-spans.jsonl", "0xt1:0xs1"), ("otel-spans.json", "resp_1"),
      ("langfuse-observations.json", "g2"), ("langfuse-observations.csv", "g1"),
    ]
    for (file, id) in ids {
      let name = "ws-" + file.replacing(".", with: "-")
      try folder.write(name + "/ledger/" + file, try example(file))
      let explain = try Program.assay("explain", folder.path(name), id)
      #expect(explain.output.hasPrefix(id + " "), "\(file): \(explain.output) \(explain.errors)")
      #expect(explain.output.contains("ledger/" + file + ":"), "\(file): \(explain.output)")
    }
  }

  @Test func `a document gives the same as its lines, gzipped or not`() throws {
    let folder = try Scratch()
    let row = { (number: Int) in
      #"{"request_id":"r\#(number)","request_started_at":"2026-07-01T00:00:00Z","user_id":"u","#
        + #""provider":"p","model":"m","tier":"pro","input_tokens":\#(number)}"#
    }
    let rows = (1...500).map(row)
    let lines = Data(rows.joined(separator: "\n").utf8)
    let list = Data(("[" + rows.joined(separator: ",") + "]").utf8)
    let documents = [
      "lines.jsonl": lines, "list.json": list, "linesZipped.jsonl.gz": gzip(lines),
      "listZipped.json.gz": gzip(list),
      "pretty.json": Data(
        ("{\n \"object\": \"list\",\n \"data\": [\n" + rows.joined(separator: ",\n")
          + "\n ],\n \"has_more\": false\n}\n").utf8),
    ]
    var facts: Set<String> = []
    for (name, text) in documents {
      let workspace = "ws-" + name.prefix { $0 != "." }
      try folder.write(workspace + "/plans.csv", "tier\npro\n")
      try folder.write(
        workspace + "/prices/p.csv",
        "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n")
      try folder.write(workspace + "/ledger/" + name, text)
      let run = try Program.assay(
        "run", folder.path(workspace), "--quiet", "--block-bytes", "1000", "--threads", "3")
      #expect(run.status == 0, "\(run.errors)")
      facts.insert(try folder.text(workspace + "/out/facts.csv"))
    }
    #expect(facts.count == 1)
  }
}
