import Foundation
import Testing

/// Spans of the AI SDK, whose input holds the cache or not.
///
/// Input costs 1 USD for a million tokens, cache reads 0.1, cache writes 1.25 (2 for an hour), output 5; the vendors' prices
/// are the same.
struct SDKSpanTests {
  private static let prices: String = {
    let classes = [
      ("input", "1"), ("cache_read", "0.1"), ("cache_write_5m", "1.25"), ("cache_write_1h", "2"),
      ("output", "5"), ("reasoning", "5"),
    ]
    let models = [("anthropic", "claude-x"), ("openai", "gpt-x"), ("google", "gemini-x")]
    return "provider,model,unit_class,price_usd\n"
      + models.map { vendor, model in
        classes.map { "\(vendor),\(model),\($0.0),\($0.1)\n" }.joined()
      }.joined() + "openai,gpt-x,search,0.01\n"
  }()

  private static func span(
    _ id: String, in parent: String = "", as operation: String, _ vendor: String, _ model: String,
    _ more: String
  ) -> String {
    #"{"traceId":"t","spanId":"\#(id)","parentSpanId":"\#(parent)","startTimeUnixNano":"1785578400000000000","#
      + #""attributes":{"ai.operationId":"\#(operation)","ai.model.provider":"\#(vendor)","#
      + #""ai.model.id":"\#(model)","gen_ai.request.model":"\#(model)",\#(more)}}"# + "\n"
  }

  private static func claude(_ more: String) -> String {
    span("a", as: "ai.streamText.doStream", "anthropic.messages", "claude-x", more)
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Millionths of a USD; nil for a row without a price.
    let costs: [Decimal?]
    var told: String?
    var status: Int32 = 0
  }

  private static let usage =
    #"\"usage\":{\"input_tokens\":3000,\"cache_creation_input_tokens\":1000,\"cache_read_input_tokens\":2000,\"output_tokens\":1}"#

  static let cases = [
    // 3,000 + 2,000 × 0.1 + 1,000 × 1.25 + 100 × 5; the metadata has the output of the stream's begin.
    Case(
      testDescription: "version 5: the input is without the cache, writes are in the metadata",
      text: claude(
        #""ai.usage.inputTokens":3000,"ai.usage.outputTokens":100,"ai.usage.totalTokens":3100,"ai.usage.cachedInputTokens":2000,"gen_ai.usage.input_tokens":3000,"gen_ai.usage.output_tokens":100,"ai.response.providerMetadata":"{\"anthropic\":{\#(usage)}}""#
      ), costs: [4950]),
    Case(
      testDescription: "version 4: only the metadata has the cache",
      text: claude(
        #""gen_ai.usage.input_tokens":3000,"gen_ai.usage.output_tokens":100,"ai.response.providerMetadata":"{\"anthropic\":{\"cacheCreationInputTokens\":1000,\"cacheReadInputTokens\":2000}}""#
      ), costs: [4950]),
    Case(
      testDescription: "version 6: the input holds the cache, as its details say",
      text: claude(
        #""ai.usage.inputTokens":6000,"ai.usage.inputTokenDetails.noCacheTokens":3000,"ai.usage.inputTokenDetails.cacheReadTokens":2000,"ai.usage.inputTokenDetails.cacheWriteTokens":1000,"ai.usage.outputTokens":100,"ai.usage.outputTokenDetails.textTokens":100,"ai.usage.totalTokens":6100,"gen_ai.usage.input_tokens":6000,"gen_ai.usage.output_tokens":100"#
      ), costs: [4950]),
    // 3,000 + 2,000 × 0.1 + 400 × 2 + 600 × 1.25 + 500.
    Case(
      testDescription: "version 6: the metadata tells writes for an hour",
      text: claude(
        #""ai.usage.inputTokens":6000,"ai.usage.inputTokenDetails.noCacheTokens":3000,"ai.usage.inputTokenDetails.cacheReadTokens":2000,"ai.usage.inputTokenDetails.cacheWriteTokens":1000,"ai.usage.outputTokens":100,"ai.response.providerMetadata":"{\"anthropic\":{\"usage\":{\"input_tokens\":3000,\"cache_creation_input_tokens\":1000,\"cache_read_input_tokens\":2000,\"output_tokens\":1,\"cache_creation\":{\"ephemeral_5m_input_tokens\":600,\"ephemeral_1h_input_tokens\":400}}}}""#
      ), costs: [5250]),
    Case(
      testDescription: "version 5 without metadata: what was written is not known",
      text: claude(
        #""ai.usage.inputTokens":3000,"ai.usage.outputTokens":100,"ai.usage.cachedInputTokens":2000"#
      ),
      costs: [nil], status: 2),
    // 1,000 + 2,000 × 0.1 + 500.
    Case(
      testDescription: "version 5 of OpenAI: the input holds the cache",
      text: span(
        "a", as: "ai.generateText.doGenerate", "openai.responses", "gpt-x",
        #""ai.usage.inputTokens":3000,"ai.usage.outputTokens":100,"ai.usage.totalTokens":3100,"ai.usage.cachedInputTokens":2000"#
      ), costs: [1700]),
    // 3,000 + (200 + 800) × 5.
    Case(
      testDescription: "version 5 of Google: thoughts stand on top of the output",
      text: span(
        "a", as: "ai.generateText.doGenerate", "google.generative-ai", "gemini-x",
        #""ai.usage.inputTokens":3000,"ai.usage.outputTokens":200,"ai.response.providerMetadata":"{\"google\":{\"usageMetadata\":{\"promptTokenCount\":3000,\"candidatesTokenCount\":200,\"thoughtsTokenCount\":800,\"totalTokenCount\":4000}}}""#
      ), costs: [8000]),
    // 8,000 of input; the span around it repeats them.
    Case(
      testDescription: "an embedding",
      text: span("a", as: "ai.embed", "openai.embedding", "gpt-x", #""ai.usage.tokens":8000"#)
        + span(
          "b", in: "a", as: "ai.embed.doEmbed", "openai.embedding", "gpt-x",
          #""ai.usage.tokens":8000"#), costs: [8000], told: "note: [sum.parts]"),
    Case(
      testDescription: "a count of an unknown name",
      text: claude(
        #""ai.usage.inputTokens":100,"ai.usage.outputTokens":10,"ai.usage.videoTokens":7"#),
      costs: [150], told: "warning: [qty.unknown]", status: 2),
    Case(
      testDescription: "a detail that no class explains",
      text: claude(
        #""ai.usage.inputTokens":100,"ai.usage.outputTokens":10,"gen_ai.usage.details.foo_tokens":7"#
      ), costs: [150], told: "warning: [qty.unknown]", status: 2),
    // 100 − 40 − 20 stand for themselves: 40 + 40 × 0.1 + 20 × 1.25 + 10 × 5.
    Case(
      testDescription: "details that the classes explain",
      text: claude(
        #""gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":10,"gen_ai.usage.details.cache_read_tokens":40,"gen_ai.usage.details.cache_write_tokens":20,"gen_ai.usage.details.cache_creation_input_tokens":20,"gen_ai.usage.details.input_tokens":40,"ai.usage.inputTokenDetails.noCacheTokens":40"#
      ), costs: [119]),
    // Two searches at 0.01 USD, beside 100 + 50.
    Case(
      testDescription: "searches among the details",
      text: span(
        "a", as: "ai.streamText.doStream", "openai.chat", "gpt-x",
        #""ai.usage.inputTokens":100,"ai.usage.outputTokens":10,"gen_ai.usage.details.web_search_requests":2"#
      ), costs: [20150]),
    Case(
      testDescription: "a service tier in the metadata that has no price",
      text: span(
        "a", as: "ai.streamText.doStream", "openai.responses", "gpt-x",
        #""ai.usage.inputTokens":100,"ai.usage.outputTokens":10,"ai.response.providerMetadata":"{\"openai\":{\"serviceTier\":\"flex\"}}""#
      ), costs: [nil], status: 2),
    Case(
      testDescription: "the usual service tier in the metadata",
      text: span(
        "a", as: "ai.streamText.doStream", "openai.responses", "gpt-x",
        #""ai.usage.inputTokens":100,"ai.usage.outputTokens":10,"ai.response.providerMetadata":"{\"openai\":{\"serviceTier\":\"default\"}}""#
      ), costs: [150]),
    Case(
      testDescription: "tokens under names that nobody knows: usage that is not known",
      text: #"{"traceId":"t","spanId":"a","startTimeUnixNano":"1785578400000000000","attributes":{"#
        + #""gen_ai.x":"y","model":"claude-x","input_tokens":300,"output_tokens":200}}"# + "\n"
        + claude(#""ai.usage.inputTokens":100,"ai.usage.outputTokens":10"#).replacing(
          "\"a\"", with: "\"b\""), costs: [150], told: "error: [qty.none]", status: 2),
    Case(
      testDescription: "a batch in an attribute",
      text: claude(
        #""ai.usage.inputTokens":100,"ai.usage.outputTokens":10,"gen_ai.request.batch":true"#),
      costs: [nil], told: "warning: [csv.condition]", status: 2),
    Case(
      testDescription: "a service tier in a text of JSON",
      text: claude(
        #""ai.usage.inputTokens":100,"ai.usage.outputTokens":10,"llm.invocation_parameters":"{\"service_tier\":\"priority\"}""#
      ), costs: [nil], told: "warning: [csv.condition]", status: 2),
  ]

  @Test(arguments: cases)
  func `a span of the AI SDK costs what its vendor charges`(one: Case) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("ws/ledger/a.jsonl", one.text)
    for options in [[], ["--threads", "3", "--careful"]] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      #expect(run.status == one.status, "\(run.errors)")
      if let told = one.told { #expect(run.errors.contains(told), "\(run.errors)") }
      let costs = rows(ofCSV: try folder.text("rated.csv")).map { row in
        Decimal(string: row["vendor_cost_usd"] ?? "").map { $0 * 1_000_000 }
      }
      #expect(costs == one.costs, "\(run.errors)")
    }
  }
}
