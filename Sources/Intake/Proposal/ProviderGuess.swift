import Ledger

extension VendorKeywords {
  /// The vendor and the model that a name such as `openai:gpt-5-mini` is of; nil for others.
  static func named(in model: String) -> (vendor: String, model: String)? {
    guard let colon = model.firstIndex(of: ":") else { return nil }
    let rest = model[colon...].dropFirst()
    return rest.isEmpty ? nil : vendor(String(model[..<colon])).map { ($0, String(rest)) }
  }

  /// Returns the vendor that a mapping without a vendor column has to state, and the reason.
  ///
  /// It is nil if the models identify their vendors.
  static func provider(lackedBy models: Set<String>) -> (name: String, why: String)? {
    if models.isEmpty { return nil }
    if models.allSatisfy(BedrockName.isOne) {
      return ("amazon", "as the names of its models say: Amazon Bedrock's")
    }
    if models.allSatisfy({ $0.contains("/") || areModels([$0]) || named(in: $0) != nil }) {
      return nil
    }
    return (MappingProposal.open, MappingProposal.meaning(of: .provider))
  }
}
