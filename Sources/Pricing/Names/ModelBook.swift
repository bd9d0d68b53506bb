import Ledger

/// The class of a model, which sets the platform fee for keys of the customer's own.
package enum ModelClass: String, Hashable, CaseIterable, Sendable {
  case free, budget, standard, premium
}

/// The description of a model in the book.
package struct ModelDescription: Hashable, Sendable {
  package let key: ModelKey
  /// Nil where the book states none.
  package let modelClass: ModelClass?
  /// Empty where the book states none.
  package let qualityLevel: Name
  /// The abilities of the model, such as `vision`; empty where the book states none.
  package let capabilities: [Name]

  package init(
    key: ModelKey, modelClass: ModelClass?, qualityLevel: Name = .empty, capabilities: [Name] = []
  ) {
    self.key = key
    self.modelClass = modelClass
    self.qualityLevel = qualityLevel
    self.capabilities = capabilities
  }
}

/// The cell or row that a model book needs in order to state the class of a model.
package enum MissingClass: Equatable, Sendable {
  /// The class, in a row that it has; another row would overlap.
  case cell
  /// A row: where others have ended, from then on.
  case row(from: Instant?)
}

/// The descriptions of models, by day.
package struct ModelBook: Sendable {
  private let histories: [ModelKey: History<ModelDescription>]

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  package init(
    _ rows: [DatedRow<ModelDescription>], knownAt: Instant?,
    faults: inout [BookProblem]
  ) {
    histories = Pricing.histories(
      rows, knownAt: knownAt, key: \.key, what: { "model \($0.key.provider) \($0.key.model)" },
      faults: &faults)
  }

  /// A book without a row.
  package static let empty: ModelBook = {
    var faults: [BookProblem] = []
    return ModelBook([], knownAt: nil, faults: &faults)
  }()

  /// Returns the class at `instant`; a model whose name ends in `:free` is free where the book says
  /// nothing, and any other has none.
  package func modelClass(of key: ModelKey, at instant: Instant) -> ModelClass? {
    if let stated = description(of: key, at: instant)?.value.modelClass { return stated }
    return key.model.bytes.suffix(5).elementsEqual(":free".utf8) ? .free : nil
  }

  /// The classes that the book states of each model at some time.
  package var statedClasses: [ModelKey: Set<ModelClass>] {
    histories.mapValues { Set($0.entries.compactMap(\.value.modelClass)) }
  }

  /// Returns what the book needs to state the class of exactly this model, of which usage continues after `instant`.
  package func missingClass(of key: ModelKey, since instant: Instant) -> MissingClass {
    guard let entries = histories[key]?.entries, let end = entries.map(\.validity.to).max() else {
      return .row(from: nil)
    }
    if entries.contains(where: { $0.value.modelClass == nil }) { return .cell }
    return .row(from: end <= instant ? end : nil)
  }

  /// Returns the row that describes the model at `instant`; nil when none does.
  package func description(
    of key: ModelKey, at instant: Instant
  ) -> History<ModelDescription>.Entry? {
    history(of: key)?.entry(at: instant)
  }

  /// The instants at which a description of the model begins or ends.
  package func boundaries(of key: ModelKey) -> [Instant] { history(of: key)?.boundaries ?? [] }

  /// The instants at which any description begins or ends.
  package var boundaries: [Instant] { histories.values.flatMap(\.boundaries) }

  /// Returns the description under the provider's name, else under the vendor's next name.
  private func history(of key: ModelKey) -> History<ModelDescription>? {
    histories[key] ?? key.underOtherNames.lazy.compactMap { histories[$0] }.first
  }
}
