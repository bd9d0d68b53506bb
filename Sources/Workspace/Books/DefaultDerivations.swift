/// The derivations of a new workspace: what vendors say of prices that they do not list one by one.
///
/// Batches halve prices of tokens. Anthropic charges searches in them in full
/// (https://platform.claude.com/docs/en/agents-and-tools/tool-use/web-search-tool, "Batch requests"), OpenRouter too
/// (https://openrouter.ai/docs/guides/features/batch-api, "Pricing"; both read 2026-11-26), and no vendor was found that
/// halves them. What OpenRouter halves is the price "per-token", so that a fee by the request is due in full.
enum DefaultDerivations {
  static let text =
    """
    provider,unit_class,service_tier,from_unit_class,factor,effective_from,effective_to,source,region,models
    *,reasoning,standard,output,1,2024-01-01,,reasoning tokens are billed as output unless quoted,,
    anthropic,cache_read,standard,input,0.1,2024-08-14,,vendor prompt caching page,,
    anthropic,cache_write_5m,standard,input,1.25,2024-08-14,,vendor prompt caching page,,
    anthropic,cache_write_1h,standard,input,2,2025-05-22,,vendor prompt caching page,,
    *,,batch,,0.5,2024-04-15,,vendors quote batch at half price,,
    *,search,batch,,1,2024-04-15,,vendor pages on web search and batches: searches cost the same in batches,,
    *,request,batch,,1,2024-04-15,,vendor pages on batches: half price for tokens only; per-request fees are not discounted,,
    google,image_input,standard,input,1,2024-01-01,,Gemini API pricing: text and images of the input have one price,,

    """ + (unitedStates + regionalEndpoints).map { $0 + "\n" }.joined()

  /// Inference in the US alone, by `inference_geo`: 1.1 times all prices of tokens, for Claude 4.6 and later; searches cost
  /// the same (https://platform.claude.com/docs/en/about-claude/pricing, "Data residency pricing", read 2026-11-26).
  ///
  /// Claude Opus 4.6 was the first, on 5 February 2026.
  private static let unitedStates: [String] = [
    ("input", "1.1"), ("cache_read", "1.1"), ("cache_write_5m", "1.1"), ("cache_write_1h", "1.1"),
    ("output", "1.1"), ("reasoning", "1.1"), ("search", "1"),
  ].map { unitClass, factor in
    "anthropic,\(unitClass),,,\(factor),2026-02-05,,vendor pricing page on data residency,us,"
      + since46.map { "claude-\($0)*" }.joined(separator: ";")
  }

  /// Regional endpoints of Bedrock and Vertex: a tenth more than global ones, for Claude Sonnet 4.5, Haiku 4.5 and later
  /// (https://platform.claude.com/docs/en/about-claude/pricing, "Third-party platform pricing", read 2026-11-26).
  ///
  /// Sonnet 4.5 was the first, on 29 September 2025.
  private static let regionalEndpoints: [String] = [
    ("amazon", ["anthropic.", ""]), ("aws", ["anthropic.", ""]), ("bedrock", ["anthropic.", ""]),
    ("amazon-bedrock", ["anthropic.", ""]), ("google", [""]), ("vertex_ai", [""]),
    ("google-vertex", [""]), ("google-vertex-anthropic", [""]),
  ].map { (provider: String, starts: [String]) in
    let models = starts.flatMap { start in
      (["sonnet-4-5", "haiku-4-5", "opus-4-5", "sonnet-4.5", "haiku-4.5", "opus-4.5"] + since46)
        .map { "\(start)claude-\($0)*" }
    }
    return "\(provider),,,,1.1,2025-09-29,,vendor pricing page on regional endpoints,*,"
      + models.joined(separator: ";")
  }

  /// Claude 4.6 and later, after `claude-`, as the vendor and price lists write them.
  private static let since46 = [
    "opus-4-6", "sonnet-4-6", "opus-4-7", "opus-4-8", "opus-4.6", "sonnet-4.6", "opus-4.7",
    "opus-4.8", "opus-5", "sonnet-5", "haiku-5", "fable-5", "mythos-5",
  ]
}
