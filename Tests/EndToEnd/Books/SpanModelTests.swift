import Foundation
import Testing

/// Spans that name a model that was asked for and one that answered, of which the books may know one alone.
struct SpanModelTests {
  private static let prices =
    "provider,model,unit_class,price_usd\nopenai,gpt-5-mini,input,0.25\n"
    + "openai,gpt-5-mini,cache_read,0.025\nopenai,gpt-5-mini,output,2\n"
    + "openai,gpt-5-mini,reasoning,4\n"

  /// The costs of a run in millionths of a USD.
  private static func costs(_ export: String, aliases: String) throws -> [String] {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/aliases.csv", "provider,alias,model\n" + aliases)
    try folder.write("ws/ledger/x.jsonl", export)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    // 2: a row has no price.
    #expect([0, 2].contains(run.status), "\(run.errors)")
    return rows(ofCSV: try folder.text("rated.csv")).map {
      "\((Decimal(string: $0["vendor_cost_usd"] ?? "") ?? -1) * 1_000_000)"
    }
  }

  /// A span with the counts of its parts before those of the whole; `answered` is the model of the response.
  private static func span(
    _ number: Int, asked: String = "gpt-5-mini", answered: String
  ) -> String {
    let response = answered.isEmpty ? "" : #", "gen_ai.response.model": "\#(answered)""#
    return #"{"trace_id": "t\#(number)", "span_id": "s\#(number)", "#
      + #""start_time_unix_nano": \#(1_785_578_400 + number)000000000, "attributes": {"#
      + #""gen_ai.provider.name": "openai", "gen_ai.request.model": "\#(asked)"\#(response), "#
      + #""gen_ai.usage.reasoning.output_tokens": 20, "gen_ai.usage.cache_read.input_tokens": 300, "#
      + #""gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 50, "user.id": "u"}}"#
      + "\n"
  }

  /// 700 × 0.25 + 300 × 0.025 + 30 × 2 + 20 × 4 = 322.5.
  @Test(arguments: [
    // A name that the books know, by a row of aliases; one that they do not; one that is not always stated.
    (["gpt-5-mini-2026-01-15"], "openai,gpt-5-mini-2026-01-15,gpt-5-mini\n"),
    (["gpt-5-mini-2026-01-15"], ""), (["gpt-5-mini", ""], ""), (["gpt-5-mini", "gpt-5-mini"], ""),
  ])
  func `spans are charged by the model that answered, and for reasoning`(
    answered: [String], aliases: String
  ) throws {
    let spans = answered.enumerated().map { Self.span($0, answered: $1) }.joined()
    #expect(try Self.costs(spans, aliases: aliases) == answered.map { _ in "322.5" })
  }

  /// Models asked for and answering, where the books have a price for some alone; -1,000,000 is no cost.
  @Test(arguments: [
    (
      ["gpt-5-mini", "gpt-5-mini", "my-tune"],
      ["gpt-5-mini-2031", "gpt-5-mini-2031", "my-tune-7"], ["322.5", "322.5", "-1000000"]
    ),
    (["gpt-5", "gpt-5-mini"], ["gpt-5-mini", "gpt-5-mini"], ["322.5", "322.5"]),
    // The price of gpt-5-mini is that of a name with its provider.
    (["gpt-5-mini"], ["openai/gpt-5-mini"], ["322.5"]),
  ])
  func `the model that was requested counts where the books know that alone`(
    asked: [String], answered: [String], costs: [String]
  ) throws {
    let spans = zip(asked, answered).enumerated().map {
      Self.span($0, asked: $1.0, answered: $1.1)
    }
    #expect(try Self.costs(spans.joined(), aliases: "") == costs)
  }
}
