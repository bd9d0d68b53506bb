import Ledger

/// The names of models that have a price.
///
/// Of two names of one request, the one with a price is taken.
package final class KnownModels: Hashable, Sendable {
  private let isKnown: @Sendable (String) -> Bool

  /// - Parameter isKnown: whether the books have a price for a name, or for what it means.
  package init(_ isKnown: @escaping @Sendable (String) -> Bool) { self.isKnown = isKnown }

  func callAsFunction(_ name: String) -> Bool { isKnown(name) }

  /// Each is equal to itself alone.
  package static func == (left: KnownModels, right: KnownModels) -> Bool { left === right }

  /// By identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension CellWriter {
  /// The model that answered, or that which was asked where the books know that alone.
  func model(answered: SourceValue, asked: SourceValue) -> SourceValue {
    if answered.isBlank { return asked }
    if asked.isBlank || answered.bytes.elementsEqual(asked.bytes) { return answered }
    return !isKnown(answered) && isKnown(asked) ? asked : answered
  }

  private func isKnown(_ model: SourceValue) -> Bool {
    guard let models, model.isScalar else { return true }
    let name = Name(bytes: model.bytes)
    if let known = knownModels[name] { return known }
    // What was found is kept for as many names as a ledger is likely to have.
    if knownModels.count == 1 << 12 { knownModels.removeAll() }
    let known = models(name.description)
    knownModels[name] = known
    return known
  }
}
