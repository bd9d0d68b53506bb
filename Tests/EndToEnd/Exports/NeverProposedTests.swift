import Foundation
import Testing

/// Columns that no proposal takes for the usage, the cost or the user of a request; by the shipped book.
///
/// A million tokens of gpt-4o cost 2.50 USD in and 10 out; of gpt-5 1.25, 0.125 from the cache and 10.
struct NeverProposedTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let name: String
    let lines: [String]
    /// The text of the proposal.
    let says: [String]
    /// Texts that it lacks.
    var never: [String] = []
    /// Of each row; none where something is to be filled in or no mapping is proposed.
    var costs: [String] = []
  }

  private static let start = "id,timestamp,provider,model,"
  private static func row(_ number: Int, _ more: String, model: String = "gpt-4o") -> String {
    "x\(number),2026-08-01T10:0\(number):00Z,openai,\(model),\(more)"
  }

  static let cases = [
    // 1,000 × 2.5 + 100 × 10; 1,500 × 2.5 + 120 × 10; 900 × 2.5 + 300 × 10: 3,500, 4,950 and 5,250 millionths. The cost so far
    // is rounded, so that only its name tells.
    Case(
      testDescription: "sums of a session beside each request", name: "a.csv",
      lines: [
        start
          + "session_id,accumulated_prompt_tokens,accumulated_completion_tokens,accumulated_cost,prompt_tokens,completion_tokens",
        row(0, "s1,1000,100,0.004,1000,100"), row(1, "s1,2500,220,0.008,1500,120"),
        row(2, "s1,3400,520,0.014,900,300"),
      ],
      says: [
        #""input_tokens": "prompt_tokens""#, #""output_tokens": "completion_tokens""#,
        "accumulated_prompt_tokens is the sum of prompt_tokens so far",
        "accumulated_cost sums several requests",
      ], never: [#"": "accumulated"#], costs: ["0.0035", "0.00495", "0.00525"]),
    Case(
      testDescription: "sums so far beside the last turn", name: "a.csv",
      lines: [
        start
          + "thread_id,total_input_tokens_so_far,total_output_tokens_so_far,last_turn_input_tokens,last_turn_output_tokens",
        row(0, "t1,1000,100,1000,100"), row(1, "t1,2500,220,1500,120"),
        row(2, "t1,3400,520,900,300"),
      ], says: [#""input_tokens": "last_turn_input_tokens""#], never: [#"": "total_"#],
      costs: ["0.0035", "0.00495", "0.00525"]),
    Case(
      testDescription: "sums so far alone, which only grow", name: "a.csv",
      lines: [start + "user,total_input_tokens_so_far,total_output_tokens_so_far"]
        + zip(0..., [(1_000, 100), (2_500, 220), (3_400, 520), (5_500, 600), (6_100, 790)]).map {
          row($0, "u,\($1.0),\($1.1)")
        }, says: [#""input_tokens": "FILL IN""#, "running totals, not usage of one request"]),
    // An accumulated cache is none of the request's; 1,000 × 2.5 + 100 × 10.
    Case(
      testDescription: "sums of an agent's cache and cost", name: "a.jsonl",
      lines: (0..<3).map {
        #"{"id": \#($0), "timestamp": "2026-08-01T10:0\#($0):00Z", "metrics": {"accumulated_cost": 0.0\#($0 + 1), "accumulated_token_usage": {"prompt_tokens": \#(5_000 + $0 * $0 * 700), "cache_read_tokens": 0}}, "response": {"model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}}"#
      },
      says: [#""input_tokens": "response.usage.prompt_tokens""#],
      never: [#""vendor_cost_usd""#, #""cache_read_tokens""#],
      costs: ["0.0035", "0.0035", "0.0035"]),
    Case(
      testDescription: "columns that are blank in every row", name: "a.csv",
      lines: [
        start + "user,account_id,tier,prompt_tokens,completion_tokens", row(0, ",,,1000,100"),
        row(1, ",,,1500,120"),
      ], says: [#""user_id": "unnamed"  // blank in all rows: user, account_id"#],
      never: [#""account_id": "#, #""tier": "#], costs: ["0.0035", "0.00495"]),
    // 2,000 × 1.25 + 1,024 × 0.125 + 200 × 10 = 4,628 millionths beside what was cached; within it 976 × 1.25 … = 3,348. The
    // others read nothing from the cache: 1,000 × 1.25 + 100 × 10 = 2,250.
    Case(
      testDescription: "one row whose cost counts the cache beside the input", name: "a.csv",
      lines: [start + "user,tokensIn,cacheReads,tokensOut,cost"]
        + (0..<9).map { row($0, "u,1000,0,100,0.00225", model: "gpt-5") }
        + [row(9, "u,2000,1024,200,0.004628", model: "gpt-5")],
      says: [#""input_includes": []  // as the recorded costs show"#],
      costs: Array(repeating: "0.00225", count: 9) + ["0.004628"]),
    Case(
      testDescription: "rows whose costs show both ways", name: "a.csv",
      lines: [
        start + "user,tokensIn,cacheReads,tokensOut,cost",
        row(0, "u,2000,1024,200,0.003348", model: "gpt-5"),
        row(1, "u,2000,1024,200,0.003348", model: "gpt-5"),
        row(2, "u,2000,1024,200,0.004628", model: "gpt-5"),
      ],
      says: [
        #""input_includes": ["FILL IN"]"#,
        "some recorded costs show that it does, others that it does not",
      ]),
    Case(
      testDescription: "calls for images without tokens, by the operation", name: "a.csv",
      lines: [
        start + "user,operation_name,prompt_tokens,completion_tokens",
        row(0, "u,generateImage,0,0"), row(1, "u,generateText,1000,100"),
        row(2, "u,image_edit,0,0"),
      ], says: [#""input_tokens": "prompt_tokens""#], costs: ["", "0.0035", ""]),
    Case(
      testDescription: "lengths of sound without a unit", name: "a.csv",
      lines: [start + "user,audio_length"]
        + (0..<3).map { row($0, "u,\(60 * ($0 + 1))", model: "whisper-1") },
      says: [#""seconds": "FILL IN""#, "audio_length states no unit"],
      never: [#""input_tokens": "FILL IN""#]),
  ]

  @Test(arguments: cases)
  func `what no row states of one request is never proposed`(one: Case) throws {
    let folder = try ProposalKindsTests.workspace(
      one.name, one.lines.joined(separator: "\n") + "\n")
    let proposed = try Program.assay("check", folder.path("ws")).output
    for words in one.says { #expect(proposed.contains(words), "\(proposed)") }
    for words in one.never { #expect(!proposed.contains(words), "\(proposed)") }
    if one.costs.isEmpty { return }
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(
      rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] } == one.costs,
      "\(run.errors)")
    #expect(run.status == (one.costs.contains("") ? 2 : 0), "\(run.errors)")
  }
}
