/// The use of a request, as far as entitlements and keys of the customer's own depend on it.
package struct RequestUse: Hashable, Sendable {
  package let provider: Name
  /// The model after aliases.
  package let model: Name
  /// The name in the ledger, before aliases.
  package let recordedModel: Name
  /// As the row states it; empty where it states none.
  package let capability: Name
  /// As the row states it; empty where it states none.
  package let qualityLevel: Name
  /// True for a request with the customer's own key.
  package let isBYOK: Bool

  package init(
    provider: Name, model: Name, recordedModel: Name, capability: Name, qualityLevel: Name,
    isBYOK: Bool
  ) {
    self.provider = provider
    self.model = model
    self.recordedModel = recordedModel
    self.capability = capability
    self.qualityLevel = qualityLevel
    self.isBYOK = isBYOK
  }
}
