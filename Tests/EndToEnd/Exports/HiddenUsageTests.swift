import Foundation
import Testing

/// Usage that an export states where it is easily overlooked or counted twice: what is proposed, and what a run makes of
/// it; by the shipped book.
///
/// A million tokens of gpt-5.6-luna cost 0.20 USD in, 0.02 from the cache and 1.20 out; of claude-opus-4-8 5, 0.50 and 25,
/// written to the cache for five minutes 6.25 and for an hour 10; of gemini-2.5-pro 1.25 and 10.
struct HiddenUsageTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let name: String
    let header: String
    /// With `#` for the number of the row, from 1.
    let row: String
    /// The text of the proposal.
    var says: [String] = []
    /// Of each row; blank where it has none.
    let cost: String
    /// Words of the findings of the run.
    var finds: [String] = []
    /// How the recorded cost compares.
    var verdict = "not_recorded"
  }

  private static let start = #""id": "x#", "timestamp": "2026-08-01T10:0#:00Z", "user": "u", "#
  private static let luna = start + #""provider": "openai", "model": "gpt-5.6-luna", "#
  private static let columns = "id,timestamp,user,provider,model,"
  private static let lunaCells = "x#,2026-08-01T10:0#:00Z,u,openai,gpt-5.6-luna,"
  private static let cached =
    #"{"prompt_tokens": 3000, "completion_tokens": 400, "prompt_tokens_details": {"cached_tokens": 2048}}"#

  /// 952 × 0.2 + 2,048 × 0.02 + 400 × 1.2 = 711.36 millionths.
  private static let lists = [
    Case(
      testDescription: "a list of lists, as LangSmith has it", name: "a.jsonl", header: "",
      row: "{" + luna
        + #""prompt_tokens": 3000, "completion_tokens": 400, "outputs": {"generations": [[{"message": {"kwargs": {"usage_metadata": {"input_token_details": {"cache_read": 2048}, "input_tokens": 3000, "output_tokens": 400}}}}]]}}"#,
      says: [
        #""cache_read_tokens": "outputs.generations.message.kwargs.usage_metadata.input_token_details.cache_read""#,
        #""input_includes": ["cache_read"]  // as the name says"#,
      ], cost: "0.00071136"),
    Case(
      testDescription: "a list of one", name: "a.jsonl", header: "",
      row: "{" + luna
        + #""prompt_tokens": 3000, "completion_tokens": 400, "responses": [{"index": 0, "usage": \#(cached)}]}"#,
      says: [#""cache_read_tokens": "responses.usage.prompt_tokens_details.cached_tokens""#],
      cost: "0.00071136"),
    Case(
      testDescription: "a list in the text of a cell", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,answers",
      row: lunaCells
        + #"3000,400,"[{"usage": \#(cached)}]""#.replacing("\"", with: "\"\"")
        .replacing(",\"\"[", with: ",\"[").replacing("]\"\"", with: "]\""),
      says: [#""cache_read_tokens": "answers.usage.prompt_tokens_details.cached_tokens""#],
      cost: "0.00071136"),
    Case(
      testDescription: "a text as Python shows it", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,usage",
      row: lunaCells
        + #"3000,400,"{'prompt_tokens': 3000, 'note': None, 'parts': (1, True), 'prompt_tokens_details': {'cached_tokens': 2048}}""#,
      says: [#""cache_read_tokens": "usage.prompt_tokens_details.cached_tokens""#],
      cost: "0.00071136"),
    // 3,000 × 0.2 + 400 × 1.2 would be 1,080, were nothing read from the cache.
    Case(
      testDescription: "several items of a list, which nothing adds up", name: "a.jsonl",
      header: "",
      row: "{" + luna
        + #""prompt_tokens": 3000, "completion_tokens": 400, "steps": [{"usage": {"cached_tokens": 1000}}, {"usage": {"cached_tokens": 1048}}]}"#,
      says: [
        #""cache_read_tokens": "FILL IN"  // the column of the tokens read from a cache; several items of a list have steps.usage.cached_tokens, which Assay does not add up: export the sum"#
      ], cost: "open"),
    Case(
      testDescription: "a text of no known form", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,usage",
      row: lunaCells
        + #"3000,400,"Usage(prompt_tokens=3000, details=Details(cached_tokens=2048))""#,
      says: [
        #""cache_read_tokens": "FILL IN"  // the column of the tokens read from a cache; usage counts cached tokens in a text that is not JSON: export it as JSON"#
      ], cost: "open"),
  ]

  private static let counted = [
    // Tools sum up what they call input and output, whatever the input holds.
    Case(
      testDescription: "totals of floating point that sum up and prove nothing", name: "a.csv",
      header: columns
        + "token_count.prompt,token_count.prompt_in.cache_read,token_count.prompt_in.cache_write,token_count.completion,token_count.total",
      row: "x#,2026-08-01T10:0#:00Z,u,anthropic,claude-opus-4-8,9000.0,6000.0,1000.0,300.0,9300.0",
      says: ["Replace each FILL IN: input_includes."], cost: "open"),
    // 2,000 × 5 + 6,000 × 0.5 + 1,000 × 6.25 + 300 × 25.
    Case(
      testDescription: "details by their names", name: "a.csv",
      header: columns
        + "token_count.prompt,token_count.prompt_details.cache_read,token_count.prompt_details.cache_write,token_count.completion",
      row: "x#,2026-08-01T10:0#:00Z,u,anthropic,claude-opus-4-8,9000,6000,1000,300",
      says: [#""input_includes": ["cache_read", "cache_write"]  // as the name says"#],
      cost: "0.02675"),
    Case(
      testDescription: "a vendor of whom nobody knows what the total holds", name: "a.csv",
      header: columns + "prompt_tokens,cached_tokens,completion_tokens",
      row: "x#,2026-08-01T10:0#:00Z,u,mistral,mistral-large-latest,9000,6000,300",
      says: [
        #""input_includes": ["FILL IN"]  // replace FILL IN with cache_read if their input_tokens includes it; otherwise leave it empty"#,
        "Replace each FILL IN: input_includes.",
      ], cost: "open"),
    // 1,000 × 5 + 2,000 × 6.25 + 3,000 × 10 + 100 × 25.
    Case(
      testDescription: "writes for an hour within all writes", name: "a.jsonl", header: "",
      row: "{" + start
        + #""model": "claude-opus-4-8", "usage": {"input_tokens": 1000, "cache_creation_input_tokens": 5000, "cache_creation": {"ephemeral_1h_input_tokens": 3000}, "output_tokens": 100}}"#,
      cost: "0.05"),
    // 3,000 × 1.25 + 100 × 10.
    Case(
      testDescription: "what tools took in beside the prompt", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,tool_use_prompt_tokens",
      row: "x#,2026-08-01T10:0#:00Z,u,google,gemini-2.5-pro,1000,100,2000",
      says: [#""input_tokens": ["prompt_tokens", "tool_use_prompt_tokens"]"#], cost: "0.00475"),
    Case(
      testDescription: "the same in a ledger of ours", name: "a.csv",
      header:
        "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,tool_use_prompt_tokens",
      row: "x#,2026-08-01T10:0#:00Z,u,google,gemini-2.5-pro,1000,100,2000", cost: "",
      finds: ["help: add these tokens to input_tokens in the export"]),
    Case(
      testDescription: "searches by which an answer was grounded", name: "a.jsonl", header: "",
      row: "{" + start
        + #""model": "gemini-2.5-pro", "response": {"candidates": [{"groundingMetadata": {"webSearchQueries": ["a", "b"]}}], "usageMetadata": {"promptTokenCount": 1000, "candidatesTokenCount": 100}}}"#,
      says: ["response.candidates.groundingMetadata.webSearchQueries states usage"], cost: "",
      finds: [
        #""response.candidates.groundingMetadata.webSearchQueries" states usage, but Assay does not read this column"#
      ]),
  ]

  // Its price depends on the length of each request.
  private static let several = [
    Case(
      testDescription: "usage of a crew, which sums requests", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,successful_requests",
      row: lunaCells + "1000,100,3",
      says: ["successful_requests states sums of several requests, as in 3"], cost: "",
      finds: [#""successful_requests" states sums of several requests"#]),
    Case(
      testDescription: "a session's sums, as goose accumulates them", name: "a.csv",
      header: columns + "accumulated_input_tokens,accumulated_output_tokens",
      row: "x#,2026-08-01T10:0#:00Z,u,anthropic,claude-sonnet-4-5,450000,10500",
      says: ["accumulated_input_tokens states sums of several requests"], cost: "",
      finds: [#""accumulated_input_tokens" states sums of several requests"#]),
    // 20,500 × 2.50 + 800 × 10 = 59,250 millionths, whatever the lengths.
    Case(
      testDescription: "such sums of a model with one price for all lengths", name: "a.csv",
      header: columns + "accumulated_input_tokens,accumulated_output_tokens",
      row: "x#,2026-08-01T10:0#:00Z,u,openai,gpt-4o,20500,800", cost: "0.05925",
      finds: [#""accumulated_output_tokens" states sums of several requests"#]),
  ]

  private static let head = "TimeGenerated,CorrelationId,Model,PromptTokens,CompletionTokens,"

  /// Rows that go on with the texts of a request, as Azure API Management logs them: 3,000 × 0.2 + 400 × 1.2 = 1,080.
  private static let continued = ["0,0,0", ",,"].map { zero in
    Case(
      testDescription: "text that goes on under the same id, with \(zero)", name: "a.csv",
      header: head + "TotalTokens,SequenceNumber,Messages",
      row:
        "2026-08-01T10:0#:00Z,c#,gpt-5.6-luna,3000,400,3400,0,a\n2026-08-01T10:0#:00Z,c#,gpt-5.6-luna,\(zero),1,b",
      says: [
        #""request_id": "CorrelationId""#,
        #""only": { "SequenceNumber": ["0"] }  // 6 records without usage, with the CorrelationId of a request"#,
      ], cost: "0.00108")
  }

  /// 1,000 × 0.2 + 100 × 1.2 = 320 millionths of a USD: 0.032 cents, 320,000 nanodollars.
  private static let units = [
    Case(
      testDescription: "costs in cents, as a column says", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,cost,cost_currency",
      row: lunaCells + "1000,100,0.032,cents",
      says: [#""vendor_cost_usd": "cents"  // as cost_currency says"#], cost: "0.00032",
      verdict: "matched"),
    Case(
      testDescription: "costs with a sign of cents", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,cost",
      row: lunaCells + "1000,100,0.032¢", says: [#""vendor_cost_usd": "cents""#], cost: "0.00032",
      verdict: "matched"),
    Case(
      testDescription: "costs in nanodollars, as their numbers show", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,estimated_total_cost",
      row: lunaCells + "1000,100,320000",
      says: [#""units": { "vendor_cost_usd": "billionths" },  // as the recorded costs show"#],
      cost: "0.00032", verdict: "matched"),
    Case(
      testDescription: "costs that are another price", name: "a.csv",
      header: columns + "prompt_tokens,completion_tokens,cost",
      row: lunaCells + "1000,100,0.0003", cost: "0.00032", verdict: "mismatch"),
  ]

  @Test(arguments: lists + counted + several + continued + units)
  func `hidden usage is counted, or its rows have no price, or it is left open`(
    one: Case
  ) throws {
    let lines = (1...6).map { one.row.replacing("#", with: "\($0)") }
    let text = ((one.header.isEmpty ? [] : [one.header]) + lines).joined(separator: "\n") + "\n"
    let folder = try ProposalKindsTests.workspace(one.name, text)
    let proposed = try Program.assay("check", folder.path("ws")).output
    for words in one.says { #expect(proposed.contains(words), "\(proposed)") }
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    if one.cost == "open" {
      #expect(
        check.status == 1 && check.errors.contains("so Assay saved nothing"), "\(check.errors)")
      return
    }
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == (one.cost.isEmpty ? 2 : 0), "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.count == 6)
    for row in rated {
      #expect(row["vendor_cost_usd"] == one.cost)
      #expect(row["cost_class"] == (one.cost.isEmpty ? "unpriced" : one.verdict))
    }
    for words in one.finds {
      let told = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(told.contains(words), "\(run.errors)")
    }
  }

  /// An export for which there is no mapping, why, and what a run says of a mapping by hand.
  @Test(arguments: [
    (
      "request_id,timestamp,user,model,token_type,tokens",
      ["input,976", "cached_input,1024", "output,200"],
      "each row has the tokens of one class (see token_type: input, cached_input, output)",
      #""input_tokens": "tokens""#, "[qty.classes]"
    ),
    (
      "request_id,timestamp,user,model,total_tokens", ["1101", "1102", "1103"],
      "total_tokens sums input and output, which have different prices",
      #""input_tokens": "total_tokens""#, "[qty.sum]"
    ),
  ])
  func `rows of one class, and sums of all, are no requests`(
    header: String, ends: [String], why: String, member: String, code: String
  ) throws {
    let rows = (0..<9).map {
      "r\($0),2026-08-01T10:0\($0):00Z,u,gpt-5.6-luna,\(ends[$0 % ends.count])"
    }
    let folder = try ProposalKindsTests.workspace(
      "a.csv", ([header] + rows).joined(separator: "\n") + "\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    #expect(!check.output.contains("FILL IN"))
    let words = check.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Assay cannot propose a mapping: " + why), "\(words)")
    try folder.write(
      "ws/assay.json",
      #"{"mappings": {"ledger/a.csv": {"columns": {"request_id": "request_id", "request_started_at": "timestamp", "user_id": "user", "model": "model", \#(member)}}}}"#
    )
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 2)
    #expect(run.errors.contains(code), "\(run.errors)")
  }

  @Test func `a sum of tokens is the input of embeddings`() throws {
    let rows = (1...3).map {
      "e\($0),2026-08-01T10:0\($0):00Z,u,text-embedding-3-small,\(1_000 * $0)"
    }
    let folder = try ProposalKindsTests.workspace(
      "a.csv", (["id,timestamp,user,model,total_tokens"] + rows).joined(separator: "\n") + "\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.output.contains(#""input_tokens": "total_tokens""#), "\(check.output)")
  }

  /// A mapping by hand that reads no cache, of a log whose lists state it.
  @Test func `what lists state and a mapping leaves out has no price`() throws {
    let line =
      "{" + Self.luna + #""in": 3000, "out": 400, "calls": [{"usage": {"cached_tokens": 9}}, {}]}"#
    let folder = try ProposalKindsTests.workspace(
      "a.jsonl", line.replacing("#", with: "1") + "\n")
    try folder.write(
      "ws/assay.json",
      #"{"mappings": {"ledger/a.jsonl": {"columns": {"request_id": "id", "request_started_at": "timestamp", "user_id": "user", "model": "model", "input_tokens": "in", "output_tokens": "out"}}}}"#
    )
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 2)
    let words = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(#""calls[].usage.cached_tokens" states usage"#), "\(run.errors)")
  }
}
