import Ledger

/// Names by which price books, catalogs and logs call one vendor.
///
/// A cloud that serves other vendors' models (Bedrock, Vertex, Azure) is a vendor of its own; only its own names are
/// grouped. Names as of November 2026: genai-prices (`prices/providers`), LiteLLM (`litellm_provider` in its price list,
/// https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json), llm-prices (`data/`), models.dev (`providers/`).
package enum ProviderNames {
  /// One list per vendor, ours first.
  ///
  /// Of Google's two ways to Gemini, its own API comes before Vertex.
  package static let vendors: [[Name]] = [
    ["amazon", "aws", "bedrock", "bedrock_converse", "amazon-bedrock"],
    [
      "google", "gemini", "vertex_ai", "vertex_ai_beta", "google-vertex", "google-vertex-anthropic",
    ],
    ["xai", "x-ai"],
    ["moonshot-ai", "moonshotai", "moonshot"],
    ["qwen", "alibaba", "dashscope"],
    ["azure", "azure_openai"],
    ["openai", "text-completion-openai"],
    ["mistral", "mistralai"],
    ["together", "together_ai", "togetherai"],
    ["fireworks", "fireworks_ai", "fireworks-ai"],
    ["zai", "z-ai"],
    ["voyageai", "voyage"],
    ["cohere", "cohere_chat"],
  ]

  private static let others = Dictionary(
    uniqueKeysWithValues: vendors.flatMap { names in
      names.map { name in (name, names.filter { $0 != name }) }
    })

  /// Returns every name of the vendor of `provider`, this one first.
  package static func all(of provider: Name) -> [Name] { [provider] + others(of: provider) }

  /// The prefix that the Gemini API puts before the names of its models, with a slash.
  package static let beforeGeminiModels: Name = "models"

  /// Returns the other names of the same vendor, those to be tried first before others.
  package static func others(of provider: Name) -> [Name] { others[provider, default: []] }
}

extension ModelKey {
  /// The model under every other name of its vendor, those to be tried first before others.
  package var underOtherNames: [ModelKey] {
    ProviderNames.others(of: provider).map { ModelKey(provider: $0, model: model) }
  }

  /// The model without what precedes it: a name of its vendor and a stroke, or `models/`, as the Gemini API calls its
  /// own; none where neither does.
  package var restsAfterProvider: [ModelKey] {
    let names = ProviderNames.all(of: provider)
    let starts = names + (names.contains("google") ? [ProviderNames.beforeGeminiModels] : [])
    return starts.compactMap { name in
      let start = name.bytes + [UInt8(ascii: "/")]
      guard model.bytes.starts(with: start), model.bytes.count > start.count else { return nil }
      return ModelKey(provider: provider, model: Name(bytes: model.bytes.dropFirst(start.count)))
    }
  }
}
