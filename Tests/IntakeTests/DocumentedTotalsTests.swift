import Testing

@testable import Intake

/// The known totals of a vendor, by the makers of its models; the rules are DocumentedTotals' sources.
struct DocumentedTotalsTests {
  private static let caches: [(vendor: String, models: [String], isHeld: Bool?)] = [
    ("openai", ["gpt-5"], true), ("anthropic", ["claude-opus-5"], false),
    ("google", ["gemini-2.5-pro"], true), ("google", ["claude-sonnet-4-5@20250929"], false),
    ("google", ["publishers/anthropic/models/claude-sonnet-4-5"], false),
    ("google", ["gemini-2.5-pro", "claude-opus-5"], nil), ("google", ["llama-4-maverick"], nil),
    ("azure", ["gpt-5"], true), ("azure", ["claude-opus-5"], false), ("azure", ["my-own"], nil),
    ("amazon", ["us.anthropic.claude-sonnet-4-5-20250929-v1:0"], false),
    ("amazon", ["amazon.nova-pro-v1:0"], false), ("amazon", ["openai.gpt-oss-120b-1:0"], nil),
    ("xai", ["grok-4"], true), ("openrouter", ["anthropic/claude-opus-5"], true),
    ("groq", ["llama-3.3-70b"], true), ("deepseek", ["deepseek-chat"], true),
    ("fireworks", ["m"], true), ("together", ["m"], nil), ("mistral", ["mistral-large"], nil),
  ]

  @Test func `the maker of the models decides whether input holds the cache`() {
    for (vendor, models, isHeld) in Self.caches {
      #expect(
        DocumentedTotals.holds(.cacheRead, vendor: vendor, models: models) == isHeld,
        "\(vendor) \(models)")
    }
  }

  private static let reasoning: [(vendor: String, models: [String], isHeld: Bool?)] = [
    ("openai", ["o3"], true), ("google", ["gemini-2.5-pro"], false),
    ("google", ["grok-4"], false), ("xai", ["grok-4"], false),
    ("deepseek", ["deepseek-reasoner"], nil), ("openrouter", ["openai/o3"], nil),
    ("google", ["claude-opus-5"], true),
  ]

  @Test func `the maker of the models decides whether output holds reasoning`() {
    for (vendor, models, isHeld) in Self.reasoning {
      #expect(
        DocumentedTotals.holds(.reasoning, vendor: vendor, models: models) == isHeld,
        "\(vendor) \(models)")
    }
  }
}
