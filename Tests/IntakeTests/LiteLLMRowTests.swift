import Ledger
import Testing

@testable import Intake

/// Rows of `LiteLLM_SpendLogs` that state less than LiteLLM's own export does.
struct LiteLLMRowTests {
  private static let header =
    "request_id,call_type,api_key,spend,prompt_tokens,completion_tokens,startTime,model,custom_llm_provider,user"

  private static func reading(
    model: String, provider: String, metadata: String?, prompt: Int = 10
  ) throws -> LedgerReading {
    let line = "r,acompletion,k,0.1,\(prompt),0,2026-08-01 10:00:00,\(model),\(provider),u"
    let text =
      metadata.map { "\(header),metadata\n\(line),\($0)\n" } ?? "\(header)\n\(line)\n"
    return try LedgerReading(of: Array(text.utf8))
  }

  @Test(arguments: [
    ("anthropic/claude-sonnet-4-5", "", "anthropic", "claude-sonnet-4-5"),
    ("gemini/gemini-2.5-flash", "", "google", "gemini-2.5-flash"),
    (
      "bedrock/converse/us.anthropic.claude-opus-5-v1:0", "", "amazon",
      "us.anthropic.claude-opus-5-v1:0"
    ),
    ("openrouter/anthropic/claude-sonnet-5", "", "openrouter", "anthropic/claude-sonnet-5"),
    ("claude-sonnet-4-5", "", "anthropic", "claude-sonnet-4-5"),
    ("anthropic/claude-sonnet-5", "openrouter", "openrouter", "anthropic/claude-sonnet-5"),
  ])
  func `a provider that only stands before the model is the provider`(
    model: String, provider: String, expected: String, rest: String
  ) throws {
    let row = try #require(
      try Self.reading(model: model, provider: provider, metadata: "{}").rows.first)
    #expect(row.kind.provider.description == expected && row.kind.model.description == rest)
  }

  @Test(
    arguments: [
      (nil, 10, 1), ("", 10, 1), (nil, 0, 0), ("{}", 10, 0),
      (#""{""usage_object"":{""cache_read_input_tokens"":3}}""#, 10, 0),
    ] as [(String?, Int, Int64)])
  func `a row without metadata does not state what came from a cache`(
    metadata: String?, prompt: Int, warnings: Int64
  ) throws {
    let reading = try Self.reading(
      model: "gpt-5", provider: "openai", metadata: metadata, prompt: prompt)
    #expect(reading.warnings[.unknownCaches, default: 0] == warnings)
    #expect(reading.rows.count == 1 && reading.rejects.isEmpty)
  }
}
