import Ledger

/// Another name under which a ledger may know a model.
package struct Alias: Hashable, Sendable {
  package let provider: Name
  package let alias: Name
  package let model: Name

  package init(provider: Name, alias: Name, model: Name) {
    self.provider = provider
    self.alias = alias
    self.model = model
  }
}

/// What the names in a ledger mean, by day.
package struct AliasBook: Sendable {
  let histories: [ModelKey: History<Alias>]

  /// Makes a book of histories.
  init(histories: [ModelKey: History<Alias>]) {
    self.histories = histories
  }

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  ///
  /// Two rows that give one alias two meanings at once are noted in `faults` and used for neither.
  package init(
    _ rows: [DatedRow<Alias>], knownAt: Instant?,
    faults: inout [(fault: BookFault, place: Place)]
  ) {
    histories = Pricing.histories(
      rows, knownAt: knownAt,
      key: { ModelKey(provider: $0.provider, model: $0.alias) },
      what: { "alias \($0.provider) \($0.alias)" }, allowsOverlap: true, faults: &faults)
    for history in histories.values {
      for (index, entry) in history.entries.enumerated() {
        for other in history.entries[..<index]
        where other.validity.to > entry.validity.from && other.value.model != entry.value.model {
          faults.append(
            (
              .ambiguousAlias(
                alias: entry.value.alias.description, first: other.value.model.description,
                second: entry.value.model.description, from: entry.validity.from), entry.place
            ))
        }
      }
    }
  }

  /// What a name means at one instant.
  package enum Meaning: Hashable, Sendable {
    case model(Name)
    case ambiguous
  }

  /// Returns what `name` of `provider` means at `instant`; a name without an alias means itself.
  package func meaning(of name: Name, provider: Name, at instant: Instant) -> Meaning {
    let models = Set(entries(of: name, provider: provider, at: instant).map(\.value.model))
    if models.count > 1 { return .ambiguous }
    return .model(models.first ?? name)
  }

  /// The instants at which a meaning of `name` begins or ends.
  package func boundaries(of name: Name, provider: Name) -> [Instant] {
    histories[ModelKey(provider: provider, model: name)]?.boundaries ?? []
  }

  /// The models that `name` ever means, itself included.
  package func models(of name: Name, provider: Name) -> Set<Name> {
    let entries = histories[ModelKey(provider: provider, model: name)]?.entries ?? []
    return Set(entries.map(\.value.model)).union([name])
  }

  /// Returns the rows in force that say what `name` of `provider` means; several are a fault of the book.
  package func entries(
    of name: Name, provider: Name, at instant: Instant
  ) -> [History<Alias>.Entry] {
    let entries = histories[ModelKey(provider: provider, model: name)]?.entries ?? []
    return entries.filter { $0.validity.contains(instant) }
  }

  /// The models that some row ever gives a name to.
  package var meanings: Set<ModelKey> {
    Set(
      histories.values.flatMap(\.entries).map {
        ModelKey(provider: $0.value.provider, model: $0.value.model)
      })
  }

  /// The providers of which some row names `name` as an alias.
  package func providers(of name: Name) -> Set<Name> {
    Set(histories.keys.filter { $0.model == name }.map(\.provider))
  }
}
