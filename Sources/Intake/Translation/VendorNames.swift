import Ledger

/// Names of vendors as gateways write them, in the words of our price books.
package enum VendorName {
  /// Names that differ from ours.
  private static let others: [(name: StaticString, ours: StaticString)] = [
    ("gemini", "google"), ("vertex_ai", "google"), ("vertex_ai_beta", "google"), ("palm", "google"),
    ("x-ai", "xai"), ("bedrock", "amazon"), ("bedrock_converse", "amazon"), ("aws", "amazon"),
    ("text-completion-openai", "openai"), ("azure_openai", "azure"), ("moonshot", "moonshot-ai"),
    ("moonshotai", "moonshot-ai"), ("dashscope", "qwen"), ("alibaba", "qwen"),
  ]

  /// Routes to one provider, which the catalog of a gateway has under one name.
  private static let routes: [(name: StaticString, of: StaticString)] = [
    ("bedrock_converse", "bedrock"), ("vertex_ai_beta", "vertex_ai"),
  ]

  /// Vendors by how the names of their models begin.
  private static let models: [(prefix: StaticString, vendor: StaticString)] = [
    ("gpt-", "openai"), ("chatgpt-", "openai"), ("o1", "openai"), ("o3", "openai"),
    ("o4-", "openai"), ("text-embedding-3", "openai"), ("text-embedding-ada", "openai"),
    ("dall-e", "openai"), ("whisper", "openai"), ("tts-1", "openai"), ("sora", "openai"),
    ("codex-", "openai"), ("computer-use", "openai"), ("claude", "anthropic"), ("gemini", "google"),
    ("gemma", "google"), ("imagen", "google"), ("veo-", "google"), ("grok", "xai"),
    ("deepseek", "deepseek"), ("mistral", "mistral"), ("codestral", "mistral"),
    ("ministral", "mistral"), ("magistral", "mistral"), ("pixtral", "mistral"),
    ("kimi", "moonshot-ai"), ("moonshot", "moonshot-ai"), ("qwen", "qwen"), ("qwq", "qwen"),
    ("minimax", "minimax"), ("MiniMax", "minimax"), ("llama", "meta-ai"),
    ("amazon-nova", "amazon"), ("nova-", "amazon"),
  ]

  /// Those of `providers`, the providers that a price book has, which would else become other native ones, in order.
  package static func kept(of providers: Set<String>) -> [String] {
    others.map(\.name.description).filter(providers.contains)
  }

  /// Writes the vendor that a gateway names, else the one that makes the model.
  ///
  /// A name that the price book has as well stays as it is, or becomes that of which it is a route.
  static func write(_ vendor: SourceValue, model: SourceValue, _ cells: CellWriter) {
    if vendor.isBlank { return write(ofModel: model, cells) }
    guard let other = others.first(where: { vendor.spells($0.name) }) else {
      return cells.text(.provider, vendor)
    }
    var name = other.ours
    if !cells.keptVendors.isEmpty {
      let route = routes.first { vendor.spells($0.name) }
      let kept = [other.name, route?.of].compactMap(\.self)
        .first { cells.keptVendors.contains($0.description) }
      name = kept ?? name
    }
    cells.set(
      .provider, Bytes(start: name.utf8Start, count: name.utf8CodeUnitCount), at: vendor.place)
  }

  /// Returns the name of a vendor in our words; where none is named, of the one that makes the model.
  static func ours(_ vendor: SourceValue, model: SourceValue) -> String {
    if vendor.isBlank {
      return models.first { model.begins(with: $0.prefix) }?.vendor.description ?? ""
    }
    return others.first { vendor.spells($0.name) }?.ours.description
      ?? String(decoding: vendor.bytes, as: UTF8.self)
  }

  /// The vendor that makes a model; nil where its name does not tell.
  static func vendor(ofModel model: String) -> String? {
    models.first { model.hasPrefix($0.prefix.description) }?.vendor.description
  }

  /// Writes the vendor that makes a model; nothing where its name does not tell.
  static func write(ofModel model: SourceValue, _ cells: CellWriter) {
    guard let vendor = models.first(where: { model.begins(with: $0.prefix) })?.vendor else {
      return
    }
    cells.set(
      .provider, Bytes(start: vendor.utf8Start, count: vendor.utf8CodeUnitCount), at: model.place)
  }
}

extension ServiceTierName {
  /// Writes the tier that a response says it was served in; nothing where it does not say.
  static func write(_ tier: SourceValue, _ cells: CellWriter) {
    guard !tier.isBlank else { return }
    if let ours = others.first(where: { tier.spells($0.name) })?.ours {
      cells.set(
        .serviceTier, Bytes(start: ours.utf8Start, count: ours.utf8CodeUnitCount), at: tier.place)
    } else {
      cells.text(.serviceTier, tier)
    }
  }
}
