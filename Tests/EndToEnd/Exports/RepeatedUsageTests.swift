import Testing

/// Rows that state usage which other rows state as well, or that sum requests, where only a word or the times say so.
///
/// Costs are worked by hand from the shipped price book: a million tokens of gpt-5.6-luna cost 0.20 USD in and 1.20 out.
struct RepeatedUsageTests {
  private struct Case: CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let text: String
    /// A part of the proposal that tells the requests.
    let rule: String
    let rated: Int
    let cost: String
    /// The code of the warning about the same mapping without that rule.
    let code: String
  }

  /// Three streams of two pieces and an end, in JSON as Google's ADK writes them, and as a table.
  private static let streams = [
    (1_000, [10, 60, 200]), (2_000, [5, 90, 100]), (700, [1, 20, 50]),
  ]

  private static func events(_ streams: [(Int, [Int])] = streams) -> String {
    streams.enumerated().map { number, stream in
      stream.1.enumerated().map { place, output in
        #"{"id":"e\#(number)\#(place)","invocationId":"i\#(number)","#
          + #""timestamp":"2026-08-03T09:0\#(number):0\#(place)Z","#
          + #""userId":"u1","model":"gpt-5.6-luna","partial":\#(output < 100 && place < 2),"#
          + #""usage":{"promptTokens":\#(stream.0),"completionTokens":\#(output)}}"# + "\n"
      }.joined()
    }.joined()
  }

  private static let chunks =
    "log_id,ts,turn_id,user,model,input_tokens,output_tokens,is_final\n"
    + streams.enumerated().map { number, stream in
      stream.1.enumerated().map { place, output in
        "l\(number)\(place),2026-08-03T09:0\(number):0\(place)Z,t\(number),u1,gpt-5.6-luna,"
          + "\(stream.0),\(output),\(place == 2 ? "True" : "False")\n"
      }.joined()
    }.joined()

  /// The calls of three traces: input and output.
  private static let calls = [[(1_000, 100), (500, 50)], [(2_000, 40)], [(300, 30), (700, 70)]]

  /// Spans of an agent or a whole call, by the first word, and of its calls, by the second.
  private static func spans(_ column: String, _ sum: String, _ call: String, trace: String)
    -> String
  {
    "span_id,\(column),\(trace),ts,user,model,input_tokens,output_tokens\n"
      + calls.enumerated().map { number, calls in
        let total = (calls.reduce(0) { $0 + $1.0 }, calls.reduce(0) { $0 + $1.1 })
        return ([(sum, total)] + calls.map { (call, $0) }).enumerated().map { place, row in
          "s\(number)\(place),\(row.0),t\(number),2026-08-03T09:0\(number):0\(place)Z,u1,gpt-5.6-luna,"
            + "\(row.1.0),\(row.1.1)\n"
        }.joined()
      }.joined()
  }

  private static let cases = [
    // 3,700 in and 350 out, the last rows alone: 0.00074 + 0.00042.
    Case(
      testDescription: "pieces of streams that a flag marks", file: "x.jsonl", text: events(),
      rule: #""skip": { "partial": ["true"] }"#, rated: 3, cost: "0.00116", code: "qty.running"),
    Case(
      testDescription: "pieces of streams without the flag of an end", file: "x.csv", text: chunks,
      rule: #""skip": { "is_final": ["False"] }"#, rated: 3, cost: "0.00116", code: "qty.running"),
    // 4,500 in and 290 out: 0.0009 + 0.000348.
    Case(
      testDescription: "spans of agents by a known word", file: "x.csv",
      text: spans("span.op", "gen_ai.invoke_agent", "gen_ai.chat", trace: "trace"),
      rule: #""skip": { "span.op": ["gen_ai.invoke_agent"] }"#, rated: 5, cost: "0.001248",
      code: "sum.rows"),
    Case(
      testDescription: "whole calls of the AI SDK", file: "x.csv",
      text: spans("name", "ai.streamText", "ai.streamText.doStream", trace: "trace_id"),
      rule: #""skip": { "name": ["ai.streamText"] }"#, rated: 5, cost: "0.001248", code: "sum.rows"),
    Case(
      testDescription: "sums by arithmetic alone", file: "x.csv",
      text: spans("kind", "pipeline", "step", trace: "run_id"),
      rule: #""skip": { "kind": ["pipeline"] }"#, rated: 5, cost: "0.001248", code: "sum.rows"),
    // The agent's own count differs, and no column has traces.
    Case(
      testDescription: "spans of agents that do not add up", file: "x.csv",
      text: spans("operation", "invoke_agent", "chat", trace: "note").replacing(
        ",1500,", with: ",1501,"),
      rule: #""skip": { "operation": ["invoke_agent"] }"#, rated: 5, cost: "0.001248",
      code: "sum.nested"),
  ]

  @Test(arguments: cases)
  private func `rows that state other rows again are left out, or in doubt`(one: Case) throws {
    let folder = try ProposalKindsTests.workspace(one.file, one.text)
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let settings = try folder.text("ws/assay.json")
    #expect(settings.contains(one.rule), "\(settings)")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    let summary = try folder.text("ws/out/summary.csv")
    #expect(summary.contains("vendor_cost_usd,\(one.cost)\n"), "\(summary)")
    #expect(summary.contains("rows_rated,\(one.rated)\n"), "\(summary)")
    try folder.write("ws/assay.json", settings.replacing(one.rule, with: #""only": {}"#))
    let without = try Program.assay("check", folder.path("ws"))
    #expect(without.status == 2 && without.errors.contains("[\(one.code)]"), "\(without.errors)")
  }

  @Test func `pieces of a stream without an end are left to the user`() throws {
    let cut = Self.events(Self.streams + [(900, [5, 50])])
    let folder = try ProposalKindsTests.workspace("x.jsonl", cut)
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(check.status == 1 && check.errors.contains("[map.open]"), "\(check.errors)")
  }

  /// Logs with such columns whose rows are all requests: a flag without growth, and two kinds of requests of a session.
  private static let requests = [
    "id,ts,user,model,input_tokens,output_tokens,done\n"
      + (0..<8).map {
        "r\($0),2026-08-03T09:0\($0):00Z,u1,gpt-5.6-luna,\(900 + $0),10,\($0 % 3 > 0)\n"
      }
      .joined(),
    "id,kind,session_id,ts,user,model,input_tokens,output_tokens\n"
      + (0..<8).map {
        "r\($0),\($0 % 2 == 0 ? "plan" : "answer"),s\($0 / 4),2026-08-03T09:0\($0):00Z,u1,"
          + "gpt-5.6-luna,\(900 + 7 * $0),\(10 + $0)\n"
      }.joined(),
  ]

  @Test(arguments: requests.indices)
  func `requests with a flag or a kind all count`(index: Int) throws {
    let folder = try ProposalKindsTests.workspace("x.csv", Self.requests[index])
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let settings = try folder.text("ws/assay.json")
    #expect(check.status == 0 && !settings.contains(#""skip""#), "\(check.errors) \(settings)")
  }

  // MARK: Periods

  /// Twelve rows by hour of one user: gemini-2.5-pro has a price for long prompts.
  private static func hours(_ header: String, minute: Int = 0, more: String = "", id: Bool = false)
    -> String
  {
    (id ? "id," : "") + header + "\n"
      + (10..<22).map {
        (id ? "r\($0)," : "")
          + "2026-08-03T\($0):\(minute + 10):00Z,u1,MODEL,".replacing(":10:", with: ":00:")
          + "\(190_000 + 37_000 * $0 % 90_000),900\(more)\n"
      }.joined()
  }

  /// An export, and whether its rows are sums.
  private static let periods: [(text: String, areSums: Bool)] = [
    (hours("timestamp,user,model,prompt_tokens,completion_tokens"), true),
    (hours("hour,user,model,prompt_tokens,completion_tokens", minute: 30), true),
    (hours("ts,user,model,sum prompt_tokens,sum completion_tokens", minute: 7), true),
    (
      hours(
        "ts,user,model,total_prompt_tokens,total_completion_tokens,count", minute: 7, more: ",12"),
      true
    ),
    // Single requests: at another minute, with an id, or one in each total.
    (hours("timestamp,user,model,prompt_tokens,completion_tokens", minute: 7), false),
    (hours("hour,user,model,prompt_tokens,completion_tokens", id: true), false),
    (
      hours(
        "ts,user,model,total_prompt_tokens,total_completion_tokens,count", minute: 7, more: ",1"),
      false
    ),
  ]

  @Test(arguments: periods.indices)
  func `sums of periods have no price of a model with bands`(index: Int) throws {
    let (text, areSums) = Self.periods[index]
    // The price of gpt-4.1 is the same for all lengths.
    for (model, hasBands) in [("gemini-2.5-pro", true), ("gpt-4.1", false)] {
      let folder = try ProposalKindsTests.workspace(
        "x.csv", text.replacing("MODEL", with: model))
      _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
      let run = try Program.assay("run", folder.path("ws"))
      let isUnpriced = areSums && hasBands
      #expect(run.status == (isUnpriced ? 2 : 0), "\(text) \(run.errors)")
      #expect(run.errors.contains("[csv.condition]") == areSums, "\(text) \(run.errors)")
      #expect(run.errors.contains("[qty.iterations]") == isUnpriced, "\(text) \(run.errors)")
    }
  }
}
