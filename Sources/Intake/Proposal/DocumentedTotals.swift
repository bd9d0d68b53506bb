import Ledger

/// The documented totals of vendors: the classes that each total includes.
///
/// A platform that serves the models of several makers answers in the way of the maker, so the
/// maker decides there: Claude on Vertex, Azure and Bedrock counts as on Anthropic's own API. A
/// class that no source below covers is unknown.
///
/// - OpenAI: `prompt_tokens` hold cached tokens and audio, `completion_tokens` reasoning and audio
///   (https://docs.stigg.io/documentation/ai-agents/llm-wrappers/providers/openai and
///   https://developer.4d.com/docs/21-R3/aikit/Classes/openaichatcompletionsresult, read 2026-11-26).
/// - Anthropic: `input_tokens` hold neither cache reads nor writes
///   (https://platform.claude.com/docs/en/build-with-claude/prompt-caching). Bedrock's `inputTokens` neither
///   (https://github.com/anomalyco/opencode/pull/38427, read 2026-11-26).
/// - Google: the prompt holds the cache (https://hexdocs.pm/geminix/Geminix.V1beta.UsageMetadata.html, read 2026-11-26), the
///   candidates no thoughts (https://ai.google.dev/api/generate-content#UsageMetadata).
/// - xAI: the prompt holds the cache
///   (https://docs.x.ai/developers/advanced-api-usage/prompt-caching/usage-and-pricing, read 2026-11-26), the completion no reasoning
///   (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/grok/capabilities/reasoning, read 2026-11-26).
/// - OpenRouter: the prompt holds reads and writes (https://openrouter.ai/docs/use-cases/usage-accounting, read 2026-11-26).
/// - Groq: details of the prompt and the completion are parts of these
///   (https://raw.githubusercontent.com/groq/groq-typescript/HEAD/src/resources/completions.ts, read 2026-11-26).
/// - DeepSeek: the prompt holds the cache
///   (https://docs.stigg.io/documentation/ai-agents/providers/deepseek.md, read 2026-11-26).
/// - Fireworks: cached tokens are part of the prompt
///   (https://docs.fireworks.ai/faq-new/models-inference/what-is-a-token.md, read 2026-11-26).
enum DocumentedTotals {
  /// Returns true if the total of `vendor` includes `part` for all of `models`.
  ///
  /// It is nil if that is unknown.
  ///
  /// - Parameter models: the models whose usage is counted, as their rows name them.
  static func holds(
    _ part: UsageMapping.Part, vendor: String, models: some Collection<String>
  ) -> Bool? {
    guard hosts.contains(vendor) else { return holds(part, countedBy: vendor) }
    let ways = Set(
      models.map { model in
        ModelVendor.of(model).flatMap { holds(part, countedBy: $0, on: vendor) }
      })
    return ways.count == 1 ? ways.first ?? nil : nil
  }

  /// Platforms that serve models of others in these others' ways.
  private static let hosts: Set<String> = ["amazon", "azure", "google", "vertex_ai"]

  /// The way of a maker on a platform; nil where that is not known.
  private static func holds(
    _ part: UsageMapping.Part, countedBy maker: String, on host: String
  ) -> Bool? {
    switch (host, maker) {
    case (_, "anthropic"), ("google", "google"), ("google", "xai"), ("vertex_ai", "google"),
      ("vertex_ai", "xai"), ("azure", "openai"):
      holds(part, countedBy: maker)
    case ("amazon", "amazon"): part == .cacheRead || part == .cacheWrite ? false : nil
    default: nil
    }
  }

  private static func holds(_ part: UsageMapping.Part, countedBy vendor: String) -> Bool? {
    switch (vendor, part) {
    case ("openai", _): true
    case ("anthropic", .cacheRead), ("anthropic", .cacheWrite): false
    case ("anthropic", .reasoning): true
    case ("google", .cacheRead), ("google", .audio), ("google", .image): true
    case ("google", .reasoning): false
    case ("xai", .cacheRead): true
    case ("xai", .reasoning): false
    case ("openrouter", .cacheRead), ("openrouter", .cacheWrite): true
    case ("groq", .cacheRead), ("groq", .reasoning): true
    case ("deepseek", .cacheRead), ("fireworks", .cacheRead): true
    default: nil
    }
  }
}
