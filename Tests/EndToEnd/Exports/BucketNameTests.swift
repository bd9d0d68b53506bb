import Foundation
import Testing

/// Names in exports of usage by bucket that vendors leave blank, or write in other words than ours.
struct BucketNameTests {
  private static let prices =
    "provider,model,unit_class,price_usd,service_tier,effective_from\n"
    + "openai,gpt-a,input,1,,2026-01-01\nopenai,gpt-a,input,2,priority,2026-01-01\n"

  /// An hour of 1 August with the results of a page of the Usage API.
  private static func page(_ results: [(tier: String, input: Int)]) -> String {
    let objects = results.map {
      #"{"object":"organization.usage.completions.result","input_tokens":\#($0.input),"#
        + #""output_tokens":0,"num_model_requests":1,"model":"gpt-a","service_tier":\#($0.tier)}"#
    }
    return #"{"data":[{"object":"bucket","start_time":1785542400,"end_time":1785546000,"results":["#
      + objects.joined(separator: ",") + "]}]}"
  }

  private static func run(_ files: [String: String]) throws -> (folder: Scratch, run: Program) {
    let folder = try Scratch()
    for (path, text) in files { try folder.write("ws/" + path, text) }
    return (folder, try Program.assay("run", folder.path("ws")))
  }

  private static func lines(
    _ folder: Scratch, _ table: String, _ columns: [String]
  ) throws -> [String] {
    rows(ofCSV: try folder.text("ws/out/\(table).csv")).map { row in
      columns.map { row[$0] ?? "" }.joined(separator: " ")
    }
  }

  @Test func `service tiers of OpenAI are those of its responses`() throws {
    // 100 + 20 of priority and 30 of standard on both sides; 100 × 2, 20 × 2 and 30 × 1 in millionths of a USD.
    let (folder, run) = try Self.run([
      "prices/p.csv": Self.prices,
      "ledger/u.json": Self.page([
        ("\"fast\"", 100), ("\"auto\"", 30), ("\"priority\"", 20), ("\"scale\"", 7),
      ]),
      "ledger/a.csv":
        "request_id,request_started_at,user_id,provider,model,service_tier,input_tokens\n"
        + "r1,2026-08-01T00:10:00Z,u,openai,gpt-a,priority,100\n"
        + "r2,2026-08-01T00:20:00Z,u,openai,gpt-a,standard,30\n"
        + "r3,2026-08-01T00:30:00Z,u,openai,gpt-a,priority,20\n",
    ])
    #expect(
      try Self.lines(folder, "usage-buckets", ["service_tier", "input_tokens", "vendor_cost_usd"])
        == [
          "priority 100 0.0002", "standard 30 0.00003", "priority 20 0.00004", "scale 7 ",
        ], "\(run.errors)")
    #expect(!run.errors.contains("dup."), "\(run.errors)")
    #expect(
      try Self.lines(
        folder, "usage-comparison", ["service_tier", "measure", "vendor", "ledger", "finding"])
        == [
          "priority requests 2 2 equal", "priority input_tokens 120 120 equal",
          "scale requests 1 0 missing_here", "scale input_tokens 7 0 missing_here",
          "standard requests 1 1 equal", "standard input_tokens 30 30 equal",
        ])
  }

  @Test func `a blank service tier stands for all`() throws {
    let (folder, _) = try Self.run([
      "prices/p.csv": Self.prices, "ledger/u.json": Self.page([("null", 130)]),
      "ledger/a.csv":
        "request_id,request_started_at,user_id,provider,model,service_tier,input_tokens\n"
        + "r1,2026-08-01T00:10:00Z,u,openai,gpt-a,priority,100\n"
        + "r2,2026-08-01T00:20:00Z,u,openai,gpt-a,standard,30\n",
    ])
    #expect(
      try Self.lines(
        folder, "usage-comparison", ["service_tier", "measure", "vendor", "ledger", "finding"])
        == [" requests 1 2 missing_there", " input_tokens 130 130 equal"])
  }

  @Test func `a row of OpenRouter's activity counts with a blank slug too`() throws {
    // 137 − 40 of completion.
    let (folder, run) = try Self.run([
      "ledger/a.csv":
        "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n"
        + "2026-05-13 00:00:00,,0.0123,0,3,10389,137,40\n"
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try Self.lines(
        folder, "usage-buckets",
        ["model", "requests", "input_tokens", "output_tokens", "reasoning_tokens"])
        == [" 3 10389 97 40"])
  }
}
