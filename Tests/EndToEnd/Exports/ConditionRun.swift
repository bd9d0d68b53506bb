import Foundation
import Testing

/// Runs ledgers of one kind of row or body by the same few prices.
enum ConditionRun {
  /// The result of a ledger: by request its cost and comparison, and the messages.
  struct Outcome {
    let rows: [String: [String: String]]
    let evidence: [String: String]
    let messages: String
    let status: Int32

    func cost(_ id: String) -> String? { rows[id]?["vendor_cost_usd"] }
    func verdict(_ id: String) -> String? { rows[id]?["cost_class"] }
  }

  static let prices = """
    provider,model,unit_class,price_usd,per,service_tier,context_over,effective_from
    openai,luna,input,0.2,,,,2026-01-01
    openai,luna,output,1.2,,,,2026-01-01
    openai,luna,input,0.4,,,272000,2026-01-01
    openai,luna,output,1.8,,,272000,2026-01-01
    openai,nano,input,0.05,,,,2026-01-01
    openai,nano,output,0.4,,,,2026-01-01
    openai,nano,input,0.025,,flex,,2026-01-01
    openai,nano,output,0.2,,flex,,2026-01-01
    openai,dall-e-3,image,0.04,,,,2026-01-01
    openai,whisper-1,second,0.0001,,,,2026-01-01
    openai,free,input,0,,,,2026-01-01
    openai,free,output,0,,,,2026-01-01
    cohere,rerank-v3.5,request,0.002,,,,2026-01-01
    openai,drawer-image,input,5,,,,2026-01-01
    openai,drawer-image,output,10,,,,2026-01-01
    openai,drawer-image,image_output,30,,,,2026-01-01
    google,gemini-3-pro,input,2,,,,2026-01-01
    google,gemini-3-pro,output,12,,,,2026-01-01
    google,gemini-3-pro,search,0.014,,,,2026-01-01
    openai,talker,input,4,,,,2026-01-01
    openai,talker,output,16,,,,2026-01-01
    openai,talker,cache_read,0.4,,,,2026-01-01
    openai,talker,audio_input,32,,,,2026-01-01

    """

  static let batches = """
    provider,unit_class,service_tier,from_unit_class,factor,effective_from
    *,,batch,,0.5,2024-04-15

    """

  static func run(
    _ ledger: String, named name: String = "a.jsonl", prices: String = prices
  ) throws -> Outcome {
    let folder = try Scratch()
    try folder.write("ws/ledger/\(name)", ledger)
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/derivations.csv", batches)
    try folder.write("ws/plans.csv", "tier\npro\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let careful = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--careful", "--rated", folder.path("careful.csv"))
    #expect(run.status == careful.status)
    #expect(try folder.text("rated.csv") == folder.text("careful.csv"))
    func by(_ table: [[String: String]]) -> [String: [String: String]] {
      Dictionary(
        table.map { ($0["request_id"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }
    return Outcome(
      rows: by(rows(ofCSV: try folder.text("rated.csv"))),
      evidence: by(rows(ofCSV: try folder.text("ws/out/exceptions.csv"))).compactMapValues {
        $0["evidence"]
      }, messages: run.errors, status: run.status)
  }

  /// A row of LiteLLM's log.
  static func litellm(
    _ id: String, _ call: String, _ model: String, tokens: (Int, Int) = (0, 0), spend: String,
    provider: String = "openai", metadata: String = "", more: String = ""
  ) -> String {
    #"{"request_id":"\#(id)","call_type":"\#(call)","api_key":"k","spend":\#(spend),"prompt_tokens":\#(tokens.0),"#
      + #""completion_tokens":\#(tokens.1),"startTime":"2026-08-10 09:00:00.000","model":"\#(model)","#
      + #""custom_llm_provider":"\#(provider)","user":"u","metadata":{\#(metadata)"usage_object":"#
      + #"{"prompt_tokens":\#(tokens.0),"completion_tokens":\#(tokens.1),"total_tokens":\#(tokens.0 + tokens.1)}}"#
      + #"\#(more)}"# + "\n"
  }

  /// A body of a vendor.
  static func body(
    _ id: String, _ model: String, provider: String = "openai", _ body: String
  ) -> String {
    #"{"request_id":"\#(id)","request_started_at":"2026-08-10T10:00:00Z","user_id":"u","tier":"pro","#
      + #""provider":"\#(provider)","model":"\#(model)","response":{\#(body)}}"# + "\n"
  }
}
