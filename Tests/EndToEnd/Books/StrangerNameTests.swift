import Foundation
import Testing

/// Columns of unknown exports whose names, in parts, tell more than their last part.
struct StrangerNameTests {
  private static let prices =
    "provider,model,unit_class,price_usd\nopenai,gpt-5-mini,input,0.25\n"
    + "openai,gpt-5-mini,cache_read,0.025\nopenai,gpt-5-mini,output,2\n"
    + "openai,gpt-5-mini,reasoning,4\n"

  /// The proposal for `export`, and the costs of a run with it in millionths of a USD.
  private static func pasted(
    _ export: String, aliases: String
  ) throws -> (proposal: String, costs: [String]) {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/aliases.csv", "provider,alias,model\n" + aliases)
    try folder.write("ws/ledger/x.jsonl", export)
    let check = try Program.assay("check", folder.path("ws"))
    let lines = check.output.split(separator: "\n", omittingEmptySubsequences: false)
    try folder.write("ws/assay.json", lines.dropFirst(3).joined(separator: "\n"))
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    // 2: a row has no price.
    #expect([0, 2].contains(run.status), "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    return (
      check.output,
      rated.map { "\((Decimal(string: $0["vendor_cost_usd"] ?? "") ?? -1) * 1_000_000)" }
    )
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
    (["gpt-5-mini-2026-01-15"], "openai,gpt-5-mini-2026-01-15,gpt-5-mini\n", "response"),
    (["gpt-5-mini-2026-01-15"], "", "request"),
    (["gpt-5-mini", ""], "", "request"),
    (["gpt-5-mini", "gpt-5-mini"], "", "response"),
  ])
  func `spans are charged by the model that answered, and for reasoning`(
    answered: [String], aliases: String, model: String
  ) throws {
    let spans = answered.enumerated().map { Self.span($0, answered: $1) }.joined()
    let (proposal, costs) = try Self.pasted(spans, aliases: aliases)
    for column in [
      #""model": "attributes.gen_ai.\#(model).model""#,
      #""reasoning_tokens": "attributes.gen_ai.usage.reasoning.output_tokens""#,
      #""output_tokens": "attributes.gen_ai.usage.output_tokens""#,
      #""input_tokens": "attributes.gen_ai.usage.input_tokens""#,
      #""cache_read_tokens": "attributes.gen_ai.usage.cache_read.input_tokens""#,
      #""user_id": "attributes.user.id""#, #""request_id": "span_id""#,
    ] {
      #expect(proposal.contains(column), "\(column): \(proposal)")
    }
    #expect(costs == answered.map { _ in "322.5" })
  }

  /// Models asked for and answering, where the books have a price for some alone; -1,000,000 is no cost.
  @Test(arguments: [
    // Two of three are known, and none of those that answered.
    (
      ["gpt-5-mini", "gpt-5-mini", "my-tune"],
      ["gpt-5-mini-2031", "gpt-5-mini-2031", "my-tune-7"], "request",
      ["322.5", "322.5", "-1000000"]
    ),
    (["gpt-5", "gpt-5-mini"], ["gpt-5-mini", "gpt-5-mini"], "response", ["322.5", "322.5"]),
    // The price of gpt-5-mini is that of a name with its provider.
    (["gpt-5-mini"], ["openai/gpt-5-mini"], "response", ["322.5"]),
  ])
  func `the model that answered is proposed where the books know it in as many rows`(
    asked: [String], answered: [String], model: String, costs: [String]
  ) throws {
    let spans = zip(asked, answered).enumerated().map {
      Self.span($0, asked: $1.0, answered: $1.1)
    }
    let (proposal, found) = try Self.pasted(spans.joined(), aliases: "")
    #expect(
      proposal.contains(#""model": "attributes.gen_ai.\#(model).model""#), "\(proposal)")
    #expect(found == costs)
  }
}
