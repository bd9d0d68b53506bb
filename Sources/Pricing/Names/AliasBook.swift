import Ledger

/// The meanings of the names in a ledger, by day.
///
/// A row that has the very name wins over one that has it in other letters of case, and both over rules;
/// of rules the one that accounts for the most of the name.
package struct AliasBook: Sendable {
  /// The rows that have a name as it is.
  let histories: [ModelKey: History<Alias>]
  /// The rows that have a name in any letters of case, by it in small letters.
  let anyCase: [ModelKey: History<Alias>]
  /// The rules of each provider, in the order of the book.
  let rules: [Name: [History<Alias>]]
  /// The rows recorded after the known-at instant.
  private let later: [DatedRow<Alias>]

  /// Makes a book like another with other histories.
  init(
    _ book: AliasBook, histories: [ModelKey: History<Alias>],
    anyCase: [ModelKey: History<Alias>], rules: [Name: [History<Alias>]]
  ) {
    self.histories = histories
    self.anyCase = anyCase
    self.rules = rules
    later = book.later
  }

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  ///
  /// Two rows that give one alias two meanings at once are noted in `faults` and used for neither.
  package init(
    _ rows: [DatedRow<Alias>], knownAt: Instant?,
    faults: inout [BookProblem]
  ) {
    func names(ignoringCase: Bool) -> [ModelKey: History<Alias>] {
      Pricing.histories(
        rows.filter { $0.value.match == .exact && $0.value.ignoresCase == ignoringCase },
        knownAt: knownAt,
        key: {
          ModelKey(provider: $0.provider, model: ignoringCase ? $0.alias.lowercased : $0.alias)
        },
        what: \.key.words, allowsOverlap: true, faults: &faults)
    }
    histories = names(ignoringCase: false)
    anyCase = names(ignoringCase: true)
    let byKey = Pricing.histories(
      rows.filter { $0.value.match != .exact }, knownAt: knownAt, key: \.key, what: \.key.words,
      allowsOverlap: true, faults: &faults)
    let inOrder = byKey.values.filter { !$0.entries.isEmpty }.sorted {
      $0.entries[0].place < $1.entries[0].place
    }
    rules = Dictionary(grouping: inOrder) { $0.entries[0].value.provider }
    later = rows.filter { !$0.isKnown(at: knownAt) }
    for history in Array(histories.values) + Array(anyCase.values) + inOrder {
      AliasBook.noteAmbiguous(history, &faults)
    }
  }

  private static func noteAmbiguous(
    _ history: History<Alias>, _ faults: inout [BookProblem]
  ) {
    for (index, entry) in history.entries.enumerated() {
      for other in history.entries[..<index]
      where other.validity.to > entry.validity.from && other.value.model != entry.value.model {
        let fault = BookFault.ambiguousAlias(
          alias: entry.value.alias.description, first: other.value.model.description,
          second: entry.value.model.description, from: entry.validity.from)
        faults.append(BookProblem(fault, at: entry.place))
      }
    }
  }

  /// The meaning of a name at one instant.
  package enum Meaning: Hashable, Sendable {
    case model(Name)
    case ambiguous
  }

  /// Returns what `name` of `provider` means at all times.
  ///
  /// This looks at every rule of the provider, so it is asked once for a name, not for each of its requests.
  /// - Parameter isModel: the name has prices of its own, so no rule speaks for it, only a row that has it.
  package func meanings(
    of name: Name, provider: Name, isModel: Bool = false
  ) -> NameMeanings {
    let own = histories[ModelKey(provider: provider, model: name)]
    let folded = anyCase[ModelKey(provider: provider, model: name.lowercased)]
    var levels = [own, folded].compactMap { $0?.entries }
    if !isModel, let rules = rules[provider] {
      let fitting = rules.compactMap { history in
        history.entries.first?.value.matchedLength(in: name).map { (length: $0, history) }
      }
      for length in Set(fitting.map(\.length)).sorted(by: >) {
        levels.append(fitting.filter { $0.length == length }.flatMap { $0.1.entries })
      }
    }
    return NameMeanings(
      name: name, levels: levels,
      later: later.filter {
        $0.value.provider == provider && $0.value.matchedLength(in: name) != nil
      })
  }

  /// The models that some row ever gives a name to.
  package var meanings: Set<ModelKey> {
    Set(
      everyHistory.flatMap(\.entries).map {
        ModelKey(provider: $0.value.provider, model: $0.value.model)
      })
  }

  /// The instants at which any row begins or ends.
  package var boundaries: [Instant] { everyHistory.flatMap(\.boundaries) }

  private var everyHistory: [History<Alias>] {
    Array(histories.values) + Array(anyCase.values) + rules.values.flatMap { $0 }
  }

  /// The providers of which some row names `name` as an alias, or has a rule that it fits.
  package func providers(of name: Name) -> Set<Name> {
    let exact = histories.keys.filter { $0.model == name }.map(\.provider)
    let folded = anyCase.keys.filter { $0.model == name.lowercased }.map(\.provider)
    let ruled = rules.filter { _, histories in
      histories.contains { $0.entries.first?.value.matchedLength(in: name) != nil }
    }
    return Set(exact + folded + ruled.keys)
  }
}

/// The meanings of one name of a provider over time.
package struct NameMeanings: Sendable {
  private let name: Name
  /// The rows that fit the name: those before others win where they are in force.
  private let levels: [[History<Alias>.Entry]]
  /// The rows that fit it, recorded after the known-at instant.
  private let later: [DatedRow<Alias>]

  /// Returns the same meanings, and those of other rows where none of these is in force.
  package func followed(by other: NameMeanings) -> NameMeanings {
    NameMeanings(name: name, levels: levels + other.levels, later: later + other.later)
  }

  /// The meanings of a name that means itself.
  package init(of name: Name) { self.init(name: name, levels: [], later: []) }

  fileprivate init(name: Name, levels: [[History<Alias>.Entry]], later: [DatedRow<Alias>]) {
    self.name = name
    self.levels = levels
    self.later = later
  }

  /// Returns what the name means at `instant`; a name without an alias means itself.
  package func meaning(at instant: Instant) -> AliasBook.Meaning {
    let models = Set(entries(at: instant).map(\.value.model))
    if models.count > 1 { return .ambiguous }
    return .model(models.first ?? name)
  }

  /// Returns the rows in force that say what the name means; several models are a fault of the book.
  package func entries(at instant: Instant) -> [History<Alias>.Entry] {
    levels.lazy.map { $0.filter { $0.validity.contains(instant) } }.first { !$0.isEmpty } ?? []
  }

  /// Returns the row that says what the name means at other times, where none is in force at `instant`; nil where no row
  /// ever does.
  package func outOfForce(at instant: Instant) -> OutOfForce<Alias>? {
    guard entries(at: instant).isEmpty else { return nil }
    return later.firstNotKnown(at: instant)
      ?? Pricing.outOfForce(levels.flatMap(\.self), at: instant)
  }

  /// The instants at which a meaning may begin or end.
  package var boundaries: [Instant] {
    levels.flatMap { $0.flatMap { [$0.validity.from, $0.validity.to] } }
  }

  /// The models that the name may ever mean, itself included.
  package var models: Set<Name> {
    Set(levels.flatMap { $0.map(\.value.model) }).union([name])
  }
}
