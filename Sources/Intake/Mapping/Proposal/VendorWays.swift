/// How vendors document what their totals hold.
///
/// OpenAI's `prompt_tokens` hold cached tokens and audio, `completion_tokens` reasoning and audio
/// (https://platform.openai.com/docs/api-reference/chat/object), and so do services with its interface; Anthropic's
/// `input_tokens` hold neither cache reads nor writes
/// (https://platform.claude.com/docs/en/build-with-claude/prompt-caching), as Amazon's do not
/// (https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html); Google's prompt holds the cache, its
/// candidates no thoughts (https://ai.google.dev/api/generate-content#UsageMetadata); xAI's completion holds no
/// reasoning
/// (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/grok/capabilities/reasoning, read 2026-11-26).
///
/// Claude on the platforms of Google and Microsoft counts as Anthropic does, which the name of the vendor does not tell yet.
enum VendorWays {
  /// Whether the total of `vendor` that may hold `part` does; nil where that is not known.
  static func holds(_ part: UsageMapping.Part, vendor: String) -> Bool? {
    switch vendor {
    case "openai", "azure", "openrouter", "groq", "deepseek", "fireworks", "together":
      return vendor == "deepseek" && part == .audio ? nil : true
    case "anthropic", "amazon":
      switch part {
      case .cacheRead, .cacheWrite: return false
      case .reasoning: return true
      case .audio, .image: return nil
      }
    case "google":
      switch part {
      case .cacheRead, .audio, .image: return true
      case .reasoning: return false
      case .cacheWrite: return nil
      }
    case "xai":
      switch part {
      case .cacheRead: return true
      case .reasoning: return false
      case .cacheWrite, .audio, .image: return nil
      }
    default: return nil
    }
  }
}
