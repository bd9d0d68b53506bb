import Foundation
import Testing

/// Exports whose rows sum the requests of a call, a conversation or a session: by the shipped book, and told.
///
/// A million tokens of gpt-4o cost 2.50 USD in and 10 out at any length. Of gemini-2.5-pro they cost 1.25 and 10, above
/// 200,000 tokens of input 2.50 and 15.
struct SummedRowTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let name: String
    let text: String
    /// The text of the proposal.
    var says: [String] = []
    /// Of each row, in order; blank where it has no price.
    let costs: [String]
    /// Some row is told to sum several requests.
    var isTold = true
  }

  private static let calls =
    "Call ID,Phone Number,Started At,Ended At,Ended Reason,LLM Provider,LLM Model,LLM Prompt Tokens,LLM Completion Tokens,Cost\n"
  private static func call(_ id: String, _ model: String, _ input: Int, _ output: Int) -> String {
    "\(id),+4930\(id),2026-08-01T10:00:00Z,2026-08-01T10:10:00Z,customer-ended-call,\(model),\(input),\(output),0.9\n"
  }

  /// A call of Vapi with its costs in a list, of which one is that of the model.
  private static func vapi(_ id: String, _ input: Int, _ output: Int) -> String {
    #"{"id":"\#(id)","type":"webCall","startedAt":"2026-08-01T10:00:00.000Z","endedAt":"2026-08-01T10:10:00.000Z","status":"ended","endedReason":"customer-ended-call","cost":0.61,"costBreakdown":{"stt":0.1,"llm":0.12,"tts":0.2,"llmPromptTokens":\#(input),"llmCompletionTokens":\#(output),"ttsCharacters":4000},"costs":[{"type":"transcriber","minutes":10,"cost":0.1,"transcriber":{"provider":"deepgram","model":"nova-2"}},{"type":"model","model":{"provider":"openai","model":"gpt-4o"},"promptTokens":\#(input),"completionTokens":\#(output),"cost":0.12},{"type":"voice","voice":{"provider":"11labs","voiceId":"x"},"characters":4000,"cost":0.2}]}"#
  }

  private static func sessions(_ ids: [String], _ model: String) -> String {
    (["session_id,user,started_at,provider,model,input_tokens,output_tokens"]
      + ids.enumerated().map { row, id in
        "\(id),u,2026-08-01T10:0\(row):00Z,\(model),300000,1000"
      }).joined(separator: "\n") + "\n"
  }

  static let cases = [
    // 41,200 × 2.5 + 1,900 × 10 = 122,000 millionths; 8,230 × 2.5 + 312 × 10 = 23,695.
    Case(
      testDescription: "calls on the telephone, as Vapi lists them", name: "a.csv",
      text: calls + call("c1", "openai,gpt-4o", 41_200, 1_900)
        + call("c2", "openai,gpt-4o", 8_230, 312),
      says: [
        "LLM Prompt Tokens states sums of several requests", "Cost includes more than tokens",
      ],
      costs: ["0.122", "0.023695"]),
    // The second has no price by length: 232,000 tokens of many turns.
    Case(
      testDescription: "calls of a model whose price depends on the length", name: "a.csv",
      text: calls + call("c1", "google,gemini-2.5-pro", 41_200, 1_900)
        + call("c2", "google,gemini-2.5-pro", 232_000, 4_100),
      costs: ["", ""]),
    Case(
      testDescription: "Vapi's report of calls, whose model is in a list", name: "a.json",
      text: "[" + vapi("c1", 41_200, 1_900) + ",\n" + vapi("c2", 8_230, 312) + "]\n",
      says: [
        #""provider": "costs.model.provider""#, #""model": "costs.model.model""#,
        #""input_tokens": "costs.promptTokens""#,
        "cost is the same for all requests of a model: no cost",
      ], costs: ["0.122", "0.023695"]),
    // 300,000 × 2.5 + 1,000 × 10 = 760,000 millionths.
    Case(
      testDescription: "rows each of a session of its own", name: "a.csv",
      text: sessions(["s1", "s2", "s3"], "openai,gpt-4o"),
      says: ["input_tokens states sums of several requests"], costs: ["0.76", "0.76", "0.76"]),
    Case(
      testDescription: "sessions of a model whose price depends on the length", name: "a.csv",
      text: sessions(["s1", "s2", "s3"], "google,gemini-2.5-pro"), costs: ["", "", ""]),
    // 120,000 × 2.5 + 5,000 × 10 = 350,000 millionths.
    Case(
      testDescription: "the tasks of a coding tool", name: "a.jsonl",
      text: (0..<2).map {
        #"{"id":"k\#($0)","number":\#($0),"ts":1785580000\#($0)00,"task":"mend it","tokensIn":120000,"tokensOut":5000,"totalCost":0.35,"size":12,"modelId":"gpt-4o","apiProvider":"openai"}"#
          + "\n"
      }.joined(), costs: ["0.35", "0.35"]),
    // 4,000 × 2.5 + 300 × 10 = 13,000.
    Case(
      testDescription: "traces of several spans", name: "a.csv",
      text: "trace_id,request_time,user,model,num_spans,input_tokens,output_tokens\n"
        + "t1,2026-08-01T10:00:00Z,u,gpt-4o,5,4000,300\nt2,2026-08-01T10:01:00Z,u,gpt-4o,1,4000,300\n",
      costs: ["0.013", "0.013"]),
    // Each is a request: 300,000 × 2.5 + 1,000 × 15 = 765,000.
    Case(
      testDescription: "rows that share a session", name: "a.csv",
      text: sessions(["s1", "s1", "s2"], "google,gemini-2.5-pro"),
      costs: ["0.765", "0.765", "0.765"], isTold: false),
  ]

  @Test(arguments: cases)
  func `a row that sums the requests of a call or a session is reported`(one: Case) throws {
    let folder = try ProposalKindsTests.workspace(one.name, one.text)
    let proposed = try Program.assay("check", folder.path("ws")).output
    for words in one.says { #expect(proposed.contains(words), "\(proposed)") }
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["vendor_cost_usd"] } == one.costs, "\(run.errors)")
    #expect(run.status == (one.costs.contains("") ? 2 : 0))
    let told = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(told.contains("states sums of several requests") == one.isTold, "\(told)")
  }

  /// The column in the printed remedy is enough, even where it is in a list.
  @Test func `columns of sums of which no price depends are ignored`() throws {
    let folder = try ProposalKindsTests.workspace("a.json", "[\(Self.vapi("c1", 41_200, 1_900))]\n")
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let settings = try folder.text("ws/assay.json")
    try folder.write(
      "ws/assay.json",
      settings.replacing(
        #""mappings": {"#, with: #""mappings": { "costs[].promptTokens": "ignored","#))
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(!run.errors.contains("csv.condition"), "\(run.errors)")
  }

  /// A span of an agent alone may sum many requests, so that no cause by its length is stated.
  ///
  /// 300,000 × 1.25 + 1,000 × 10 = 385,000 millionths were recorded, as if every request was short.
  @Test func `an agent alone has no price that depends on the length`() throws {
    let folder = try ProposalKindsTests.workspace(
      "a.jsonl",
      #"{"traceId":"t","spanId":"a","startTimeUnixNano":"1785578400000000000","attributes":{"gen_ai.operation.name":"invoke_agent","gen_ai.provider.name":"google","gen_ai.request.model":"gemini-2.5-pro","user.id":"u","gen_ai.usage.input_tokens":300000,"gen_ai.usage.output_tokens":1000,"gen_ai.usage.cost":0.385}}"#
        + "\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 2)
    #expect(run.errors.contains("[sum.alone]") && run.errors.contains("[qty.iterations]"))
    #expect(rows(ofCSV: try folder.text("rated.csv")).map { $0["cost_class"] } == ["unpriced"])
    #expect(try !folder.text("ws/out/exceptions.csv").contains("band_missed"))
  }
}
