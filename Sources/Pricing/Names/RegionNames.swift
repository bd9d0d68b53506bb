import Ledger

/// The names that ledgers use for regions, translated to those of price books.
package enum RegionNames {
  /// Words for a request without a stated region: Anthropic's `inference_geo` and Vertex's location `global`, and
  /// what Anthropic writes of models without the choice
  /// (https://platform.claude.com/docs/en/manage-claude/data-residency, read 2026-11-26).
  package static let none: Set<Name> = ["global", "not_available"]

  /// In a derivation: any region that no other row names.
  package static let any: Name = "*"

  /// Names before the ids of Bedrock's models that say where inference may run, each with a point
  /// (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html, read 2026-11-26);
  /// `regional` is how genai-prices calls all but `global`.
  private static let profiles: [Name] = [
    "us", "eu", "apac", "jp", "au", "ca", "sa", "us-gov", "regional", global,
  ]
  private static let global: Name = "global"

  /// Returns the region by which a request is priced: that of the row, or of the profile in the name of its model;
  /// empty where the name of the model that has the price says it already.
  ///
  /// - Parameters:
  ///   - stated: the region of the row.
  ///   - recorded: the model as the ledger has it, and `model` what it means.
  package static func priced(
    _ stated: Name, provider: Name, recorded: Name, model: Name
  ) -> Name {
    guard ProviderNames.all(of: provider).contains("amazon") else { return stated }
    if profile(of: model) != nil { return .empty }
    guard let profile = profile(of: recorded) else { return stated }
    if profile == global { return .empty }
    return stated.isEmpty ? profile : stated
  }

  /// Returns the profile that a name of a model begins with, after the last stroke of what may be before it; nil where
  /// it begins with none.
  private static func profile(of model: Name) -> Name? {
    let id = id(of: model)
    guard let point = id.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let start = Name(bytes: id[..<point])
    return profiles.contains(start) ? start : nil
  }

  private static func id(of model: Name) -> ArraySlice<UInt8> {
    model.bytes.lastIndex(of: UInt8(ascii: "/")).map { model.bytes[($0 + 1)...] }
      ?? model.bytes[...]
  }

  /// Returns the model of Bedrock without the profile before it; nil where it has none.
  package static func rest(of key: ModelKey) -> ModelKey? {
    guard ProviderNames.all(of: key.provider).contains("amazon"),
      let profile = profile(of: key.model)
    else { return nil }
    let rest = Name(bytes: id(of: key.model).dropFirst(profile.bytes.count + 1))
    return rest.isEmpty ? nil : ModelKey(provider: key.provider, model: rest)
  }
}
