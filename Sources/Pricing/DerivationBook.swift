import Ledger

/// How a price that is not quoted follows from another.
package struct Derivation: Hashable, Sendable {
  package let key: Key
  /// Nil takes the same class at the standard service tier.
  package let fromClass: UnitClass?
  /// The factor × 10¹².
  package let factorTrillionths: Int128

  package init(key: Key, fromClass: UnitClass?, factorTrillionths: Int128) {
    self.key = key
    self.fromClass = fromClass
    self.factorTrillionths = factorTrillionths
  }

  package static let factorDecimals = 12

  /// What the derivation gives a price for.
  package struct Key: Hashable, Sendable {
    /// Nil is any provider.
    package let provider: Name?
    /// Nil is any class.
    package let unitClass: UnitClass?
    package let serviceTier: Name

    package init(provider: Name?, unitClass: UnitClass?, serviceTier: Name) {
      self.provider = provider
      self.unitClass = unitClass
      self.serviceTier = serviceTier
    }

    /// The key in words, for messages.
    var words: String {
      "\(provider?.description ?? "*") \(unitClass?.name ?? "every class") \(serviceTier)"
    }
  }

  /// The source is what the derivation is for, so it never gives a price.
  fileprivate var leadsToItself: Bool {
    guard let fromClass else { return key.serviceTier == RequestKind.standardServiceTier }
    return fromClass == key.unitClass
  }

  /// What the price of `derived` follows from.
  func source(of derived: PricedClass) -> PricedClass {
    PricedClass(
      unitClass: fromClass ?? derived.unitClass,
      serviceTier: fromClass == nil ? RequestKind.standardServiceTier : derived.serviceTier)
  }

  /// The factor as a decimal.
  package var factor: String {
    DecimalText.string(factorTrillionths, scale: Derivation.factorDecimals)
  }
}

/// A class at a service tier, for which there may be a price.
package struct PricedClass: Hashable, Sendable {
  package let unitClass: UnitClass
  package let serviceTier: Name

  package init(unitClass: UnitClass, serviceTier: Name) {
    self.unitClass = unitClass
    self.serviceTier = serviceTier
  }
}

extension PricedClass: Comparable {
  /// By service tier, then class.
  package static func < (left: PricedClass, right: PricedClass) -> Bool {
    left.serviceTier == right.serviceTier
      ? left.unitClass.rawValue < right.unitClass.rawValue : left.serviceTier < right.serviceTier
  }
}

/// How prices follow from others, by day.
package struct DerivationBook: Sendable {
  let histories: [Derivation.Key: History<Derivation>]
  /// The rows recorded after the instant whose knowledge is asked for.
  private let later: [DatedRow<Derivation>]

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  package init(
    _ rows: [DatedRow<Derivation>], knownAt: Instant?,
    faults: inout [BookProblem]
  ) {
    for row in rows where row.isKnown(at: knownAt) && row.value.leadsToItself {
      faults.append(BookProblem(.derivesFromItself, at: row.place))
    }
    histories = Pricing.histories(
      rows, knownAt: knownAt, key: \.key, what: { "derivation \($0.key.words)" },
      allowsOverlap: true, faults: &faults)
    later = rows.filter { !$0.isKnown(at: knownAt) }
  }

  private init(_ book: DerivationBook, histories: [Derivation.Key: History<Derivation>]) {
    self.histories = histories
    later = book.later
  }

  /// Returns the book with what it has in force at `instant`, for all time.
  package func fixing(at instant: Instant) -> DerivationBook {
    DerivationBook(self, histories: histories.compactMapValues { $0.fixed(at: instant) })
  }

  /// The instants at which a derivation for `provider` begins or ends.
  package func boundaries(of provider: Name) -> [Instant] {
    histories.filter { $0.key.provider == nil || $0.key.provider == provider }.values
      .flatMap(\.boundaries)
  }

  /// The instants at which any derivation begins or ends.
  package var boundaries: [Instant] { histories.values.flatMap(\.boundaries) }

  /// Everything that some derivation gives a price for.
  package var keys: Set<Derivation.Key> { Set(histories.keys) }

  /// Every service tier that some derivation is for.
  package var serviceTiers: Set<Name> { Set(histories.keys.map(\.serviceTier)) }

  /// Returns the derivation that speaks for a class at `instant`; nil when none does.
  ///
  /// A named provider wins over any, then a named class over any, then the latest start.
  package func derivation(
    of derived: PricedClass, provider: Name, at instant: Instant
  ) -> History<Derivation>.Entry? {
    for history in histories(of: derived, provider: provider) {
      if let entry = history.entry(at: instant) { return entry }
    }
    return nil
  }

  /// The rows that may speak for a class, whenever: those of a key that wins over others before theirs.
  func histories(
    of derived: PricedClass, provider: Name
  ) -> some Sequence<History<Derivation>> {
    let named: [(provider: Name?, unitClass: UnitClass?)] = [
      (provider, derived.unitClass), (provider, nil), (nil, derived.unitClass), (nil, nil),
    ]
    return named.lazy.compactMap { provider, unitClass in
      histories[
        Derivation.Key(
          provider: provider, unitClass: unitClass, serviceTier: derived.serviceTier)]
    }
  }

  /// Returns the row that would speak for a class at `instant`, had it not been recorded later than what is known; nil
  /// where there is none.
  package func notKnown(
    _ derived: PricedClass, provider: Name, at instant: Instant
  ) -> OutOfForce<Derivation>? {
    later.filter { row in
      let key = row.value.key
      return key.provider.map { $0 == provider } ?? true
        && key.unitClass.map { $0 == derived.unitClass } ?? true
        && key.serviceTier == derived.serviceTier
    }.firstNotKnown(at: instant)
  }
}
