import Foundation
import Testing

/// Exports of vendors and gateways that name no request: what becomes of them beside a ledger.
///
/// The examples stand in Tests/Examples/Buckets; their figures are made up, but for the worked ones.
struct UsageBucketTests {
  private static let prices =
    "provider,model,unit_class,price_usd,per,service_tier,context_over,effective_from\n"
  private static let opus =
    prices + "anthropic,claude-opus-5,input,5,,,,2026-01-01\n"
    + "anthropic,claude-opus-5,cache_write_5m,6.25,,,,2026-01-01\n"
    + "anthropic,claude-opus-5,output,25,,,,2026-01-01\n"
  private static let header =
    "request_id,request_started_at,user_id,provider,model,tier,byok,input_tokens,cache_read_tokens,"
    + "cache_write_5m_tokens,output_tokens,reasoning_tokens\n"

  private static func example(_ name: String) throws -> String {
    try String(
      contentsOf: Program.repository.appending(path: "Tests/Examples/Buckets/\(name)"),
      encoding: .utf8)
  }

  /// Runs a workspace of these files; returns it with what was said.
  private static func run(_ files: [String: String], _ options: String...) throws -> (
    folder: Scratch, run: Program
  ) {
    let folder = try Scratch()
    for (path, text) in files { try folder.write("ws/" + path, text) }
    return (folder, try Program.assay(["run", folder.path("ws")] + options))
  }

  private static func table(_ folder: Scratch, _ name: String) throws -> [[String: String]] {
    rows(ofCSV: try folder.text("ws/out/\(name).csv"))
  }

  @Test func `the worked check of the console costs 1.440055 USD`() throws {
    // 109,911 × 5 + 2,528 × 6.25 + 34,988 × 25 per million = 0.549555 + 0.0158 + 0.8747.
    let (folder, run) = try Self.run([
      "prices/p.csv": Self.opus,
      "ledger/a.csv": try Self.example("anthropic-console-usage.csv"),
    ])
    #expect(run.status == 0, "\(run.errors)")
    let first = try #require(try Self.table(folder, "usage-buckets").first)
    #expect(first["vendor_cost_usd"] == "1.440055")
    #expect(first["context"] == "up to 200000")
    #expect(first["region"] == "")
    #expect(try folder.text("ws/out/summary.csv").hasPrefix("measure,value\nrows_read,0\n"))
  }

  /// A file of the examples, the row that is looked at, and its disjoint quantities with the recorded cost.
  private static let examples: [(file: String, row: Int, expected: [String: String])] = [
    (
      "openai-usage.csv", 0,
      [
        "start": "2025-10-05T00:00:00Z", "end": "2025-10-06T00:00:00Z", "requests": "10",
        "input_tokens": "53440", "cache_read_tokens": "5760", "output_tokens": "10646",
        "service_tier": "standard", "project": "proj_4BhVv8", "line": "3",
      ]
    ),
    ("openai-usage.csv", 1, ["service_tier": "batch", "requests": "3", "input_tokens": "1200"]),
    (
      // 5,000 − 1,800 − 200 = 3,000 uncached, of which 300 are audio and 200 images; 1,000 out, of which 100 are audio.
      "openai-usage.json", 0,
      [
        "input_tokens": "2500", "audio_input_tokens": "300", "image_input_tokens": "200",
        "cache_read_tokens": "1800",
        "cache_write_5m_tokens": "200", "output_tokens": "900", "audio_output_tokens": "100",
        "requests": "5", "user": "",
      ]
    ),
    (
      "anthropic-admin-usage.json", 0,
      [
        "input_tokens": "1500", "cache_read_tokens": "200", "cache_write_5m_tokens": "500",
        "cache_write_1h_tokens": "1000", "output_tokens": "500", "searches": "10",
        "requests": "", "context": "up to 200000", "region": "",
      ]
    ),
    ("anthropic-admin-usage.json", 1, ["service_tier": "batch", "api_key": "", "project": ""]),
    (
      "anthropic-console-usage.csv", 3, ["context": "over 200000", "region": "us", "searches": "3"]
    ),
    (
      "anthropic-console-usage.2024.csv", 0,
      ["cache_write_5m_tokens": "15969", "cache_read_tokens": "20480", "context": ""]
    ),
    (
      "openrouter-activity.csv", 1,
      [
        "requests": "3", "input_tokens": "10389", "output_tokens": "97", "reasoning_tokens": "40",
        "recorded_cost_usd": "0.0123", "vendor_cost_usd": "",
      ]
    ),
    (
      // 9,000 − 6,000 − 1,000.
      "litellm-daily-spend.csv", 1,
      [
        "provider": "anthropic", "input_tokens": "2000", "cache_read_tokens": "6000",
        "cache_write_5m_tokens": "1000", "recorded_cost_usd": "0.0125",
      ]
    ),
    (
      "litellm-team-usage.csv", 1,
      ["provider": "", "model": "", "project": "team-17", "recorded_cost_usd": "1.5"]
    ),
  ]

  @Test func `each format comes out disjoint, and is no row of the ledger`() throws {
    for (file, row, expected) in Self.examples {
      let (folder, run) = try Self.run(["ledger/" + file: try Self.example(file)])
      #expect(run.status == 0, "\(file): \(run.errors)")
      let found = try Self.table(folder, "usage-buckets")[row]
      for (column, text) in expected { #expect(found[column] == text, "\(file) \(row) \(column)") }
      #expect(try folder.text("ws/out/summary.csv").hasPrefix("measure,value\nrows_read,0\n"))
      #expect(try folder.text("ws/out/manifest.json").contains("ledger/" + file))
    }
  }

  @Test func `the ledger is cut by the spans, met after aliases, and compared class by class`()
    throws
  {
    // Two hours of 1 August. The row of 02:30 is outside of them, the one of a customer's key is not ours, and a
    // copy counts once.
    let bucket = { (hour: Int, input: Int) in
      #"{"object":"bucket","start_time":\#(1_785_542_400 + hour * 3600),"end_time":\#(1_785_546_000 + hour * 3600),"results":[{"object":"organization.usage.completions.result","input_tokens":\#(input),"input_cached_tokens":10,"output_tokens":7,"num_model_requests":1,"model":"gpt-5-2025","service_tier":"default","batch":false}]}"#
    }
    let (folder, run) = try Self.run([
      "assay.json": #"{ "time_zone": "Asia/Tokyo" }"#,
      "aliases.csv": "provider,alias,model\nopenai,gpt-5-2025,gpt-5\n",
      "ledger/u.json": #"{"data":["# + bucket(0, 110) + "," + bucket(1, 60) + "]}",
      "ledger/a.csv": Self.header
        + "r1,2026-08-01T00:10:00Z,u,openai,gpt-5,pro,,100,10,,4,3\n"
        + "r2,2026-08-01T01:59:59Z,u,openai,gpt-5-2025,pro,,40,10,,7,\n"
        + "r2,2026-08-01T01:59:59Z,u,openai,gpt-5-2025,pro,,40,10,,7,\n"
        + "r3,2026-08-01T02:30:00Z,u,openai,gpt-5,pro,,1000,,,1,\n"
        + "r4,2026-08-01T01:30:00Z,u,openai,gpt-5,pro,true,1000,,,1,\n"
        + "r5,2026-08-01T01:30:00Z,u,openai,gpt-4,pro,,5,,,1,\n",
    ])
    #expect(
      run.output.contains("Usage by bucket, compared and never rated\n  openai-usage: 2 buckets"))
    let lines = try Self.table(folder, "usage-comparison").map {
      row in
      ["model", "measure", "vendor", "ledger", "difference", "finding"].map { row[$0] ?? "" }
        .joined(separator: " ")
    }
    #expect(
      lines == [
        "gpt-4 requests 0 1 -1 missing_there",
        "gpt-4 input_tokens 0 5 -5 missing_there",
        "gpt-4 output_and_reasoning_tokens 0 1 -1 missing_there",
        "gpt-5 requests 2 2 0 equal",
        "gpt-5 input_tokens 150 140 10 missing_here",
        "gpt-5 cache_read_tokens 20 20 0 equal",
        "gpt-5 output_and_reasoning_tokens 14 14 0 equal",
      ])
  }

  @Test func `duplicate buckets count once, and other figures of one bucket are a finding`() throws
  {
    let header =
      "usage_date_utc,model_version,usage_type,usage_input_tokens_no_cache,usage_output_tokens\n"
    let (folder, run) = try Self.run([
      "ledger/1.csv": header + "2026-08-01,m,standard,10,1\n2026-08-02,m,standard,20,1\n",
      "ledger/2.csv": header + "2026-08-02,m,standard,21,1\n2026-08-01,m,standard,10,1\n",
    ])
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "ledger/2.csv:3: warning: [dup.bucket] 1 bucket is also in another export and counts once (first: ledger/1.csv:2)"
      ), "\(run.errors)")
    #expect(
      run.errors.contains(
        "ledger/2.csv:2: warning: [dup.figures] 1 bucket differs from its figures"))
    let input = try Self.table(folder, "usage-comparison").filter {
      $0["measure"] == "input_tokens"
    }
    #expect(input.map { $0["vendor"] } == ["10", "20"])
    #expect(
      try Self.table(folder, "usage-buckets").map { $0["counted"] } == [
        "yes", "yes", "no: different figures from ledger/1.csv:3", "no: the same as ledger/1.csv:2",
      ])
  }

  @Test func `exports that are grouped otherwise are compared each by itself`() throws {
    let (folder, _) = try Self.run([
      "ledger/1.csv":
        "start_time,end_time,num_model_requests,input_tokens,output_tokens,model,project_id\n"
        + "1785542400,1785628800,1,10,1,m,\n",
      "ledger/2.csv":
        "start_time,end_time,num_model_requests,input_tokens,output_tokens,model,project_id\n"
        + "1785542400,1785628800,1,10,1,,p\n",
    ])
    let lines = try Self.table(folder, "usage-comparison").filter { $0["measure"] == "requests" }
    #expect(lines.map { $0["grouped_by"] } == ["model", "project"])
    #expect(lines.map { $0["vendor"] } == ["1", "1"])
  }

  /// Prices, a row of the console's export, and why the sum has no price.
  private static let unknowable: [(prices: String, row: String, reason: String)] = [
    (
      prices + "anthropic,m,input,1,,,,2026-01-01\nanthropic,m,input,2,,,,2026-08-02T12:00:00Z\n",
      "2026-08-02,m,standard,,10,0", "the price changes within it, at 2026-08-02T12:00:00Z"
    ),
    (
      prices + "anthropic,m,input,1,,,,2026-01-01\nanthropic,m,input,2,,,200000,2026-01-01\n",
      "2026-08-02,m,standard,,200001,0",
      "the price depends on the context of each request, which is not stated"
    ),
    (
      prices + "anthropic,m,input,1,,,,2026-01-01\n", "2026-08-02,m,batch,,10,0",
      "no price for input at service tier batch"
    ),
    (
      prices + "anthropic,m,input,1,,,,2026-01-01\n", "2026-08-02,m,,,10,0",
      "the export states no service tier: group it by service tier"
    ),
    (
      prices + "anthropic,m,input,1,,,,2026-01-01\nanthropic,m,request,1,,,,2026-01-01\n",
      "2026-08-02,m,standard,,10,0", "a fee is due per request, and the export counts no requests"
    ),
    (
      prices + "anthropic,x,input,1,,,,2026-01-01\n", "2026-08-02,m,standard,,10,0",
      "the model has no price"
    ),
    (
      prices + "anthropic,m,output,5,,,,2026-01-01\nanthropic,m,reasoning,6,,,,2026-01-01\n",
      "2026-08-02,m,standard,,0,1000", "output may include reasoning, which has a different price"
    ),
  ]

  @Test func `a sum whose requests may have had different prices has none`() throws {
    let header =
      "usage_date_utc,model_version,usage_type,context_window,usage_input_tokens_no_cache,usage_output_tokens\n"
    for (prices, row, reason) in Self.unknowable {
      let (folder, _) = try Self.run(["prices/p.csv": prices, "ledger/a.csv": header + row + "\n"])
      let bucket = try #require(try Self.table(folder, "usage-buckets").first)
      #expect(bucket["vendor_cost_usd"] == "", "\(reason)")
      #expect(bucket["why_no_cost"] == reason)
    }
    // Where all requests together stay below the band, or the export says which band it is, the price is sure.
    let bands =
      Self.prices + "anthropic,m,input,1,,,,2026-01-01\nanthropic,m,input,2,,,200000,2026-01-01\n"
    for (row, cost) in [
      ("2026-08-02,m,standard,,200000,0", "0.2"), ("2026-08-02,m,standard,≤ 200k,300000,0", "0.3"),
      ("2026-08-02,m,standard,> 200k,300000,0", "0.6"),
    ] {
      let (folder, _) = try Self.run(["prices/p.csv": bands, "ledger/a.csv": header + row + "\n"])
      #expect(try Self.table(folder, "usage-buckets").first?["vendor_cost_usd"] == cost, "\(row)")
    }
  }

  @Test
  func `reasoning within output is no obstacle where it costs the same, or nothing was put out`()
    throws
  {
    let header =
      "usage_date_utc,model_version,usage_type,usage_input_tokens_no_cache,usage_output_tokens\n"
    let book =
      Self.prices + "anthropic,m,input,1,,,,2026-01-01\nanthropic,m,output,5,,,,2026-01-01\n"
    // 10 × 1 + 1,000 × 5, in millionths of a USD; then 10 × 1 alone.
    for (reasoning, output, cost) in [("5", "1000", "0.00501"), ("6", "0", "0.00001")] {
      let (folder, _) = try Self.run([
        "prices/p.csv": book + "anthropic,m,reasoning,\(reasoning),,,,2026-01-01\n",
        "ledger/a.csv": header + "2026-08-02,m,standard,10,\(output)\n",
      ])
      #expect(try Self.table(folder, "usage-buckets").first?["vendor_cost_usd"] == cost)
    }
  }

  @Test func `check names them, and says that they are never rated`() throws {
    let folder = try Scratch()
    try folder.write("ws/ledger/o.csv", try Self.example("openai-usage.csv"))
    let check = try Program.assay("check", folder.path("ws"), environment: ["COLUMNS": "120"])
    #expect(check.status == 0)
    #expect(
      check.output.contains(
        "Usage by bucket, compared and never rated: openai-usage: 2 buckets of 2025-10-05."))
    let json = try Program.assay("check", folder.path("ws"), "--json")
    #expect(
      json.output.contains(#""format": "openai-usage""#)
        || json.output.contains(#""format":"openai-usage""#))
  }
}
