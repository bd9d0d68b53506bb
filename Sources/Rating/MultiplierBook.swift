import Ledger
import Pricing

/// The five levels at which a multiplier may be set, the most special first.
package enum MultiplierLevel: Int, Hashable, CaseIterable, Sendable {
  case combination, model, provider, tier, `default`

  package var name: String {
    switch self {
    case .combination: "combination"
    case .model: "model"
    case .provider: "provider"
    case .tier: "tier"
    case .default: "default"
    }
  }
}

/// A row of the multiplier book: what it multiplies, by how much, and who said so.
package struct MultiplierRow: Hashable, Sendable {
  package let key: Key
  package let multiplier: Multiplier
  package let status: ApprovalStatus
  package let requestedBy: Name
  package let approvedBy: Name
  /// Only said of the row; it does not decide when the row counts.
  package let approvedAt: Instant?

  package init(
    key: Key, multiplier: Multiplier, status: ApprovalStatus, requestedBy: Name, approvedBy: Name,
    approvedAt: Instant? = nil
  ) {
    self.key = key
    self.multiplier = multiplier
    self.status = status
    self.requestedBy = requestedBy
    self.approvedBy = approvedBy
    self.approvedAt = approvedAt
  }

  /// The scope of a multiplier; an empty name matches any.
  package struct Key: Hashable, Sendable {
    package let level: MultiplierLevel
    package let tier: Name
    package let provider: Name
    package let model: Name

    package init(
      level: MultiplierLevel, tier: Name = .empty, provider: Name = .empty, model: Name = .empty
    ) {
      self.level = level
      self.tier = tier
      self.provider = provider
      self.model = model
    }

    /// One of 40 bits: eight for each of the five levels, one for each choice of names that are not empty.
    fileprivate var shape: UInt64 {
      let names = (tier.isEmpty ? 0 : 1) | (provider.isEmpty ? 0 : 2) | (model.isEmpty ? 0 : 4)
      return 1 << UInt64(level.rawValue << 3 | names)
    }

    /// The key in words, for messages.
    package var words: String {
      ([Name(level.name), tier, provider, model].filter { !$0.isEmpty }).map(\.description)
        .joined(separator: " ")
    }
  }

  /// Its value and its scope, in words: `multiplier 1.5 of tier pro`.
  package var words: String {
    key.level == .default
      ? "default multiplier \(multiplier)" : "multiplier \(multiplier) of \(key.words)"
  }

  /// Maker and checker are one person: the row is as if absent.
  var isSelfApproved: Bool { status == .approved && isRequested(by: approvedBy) }

  /// True if `person` requested it; names that differ only in the case of A to Z are one person.
  package func isRequested(by person: Name) -> Bool {
    !requestedBy.isEmpty && requestedBy.lowercased == person.lowercased
  }
}

/// The approval state of a row of the multiplier book; only approved rows apply.
package enum ApprovalStatus: String, Hashable, CaseIterable, Sendable {
  case pending, approved, rejected
}

/// The multipliers in force over time.
package struct MultiplierBook: Sendable {
  let histories: [MultiplierRow.Key: History<MultiplierRow>]
  /// The shapes of their keys.
  private let shapes: UInt64
  /// The known rows that do not apply, because they have no approval, or only that of their requester.
  let unapproved: [DatedRow<MultiplierRow>]
  /// The approved rows recorded after the known-at instant.
  let later: [DatedRow<MultiplierRow>]
  let fallback: Multiplier

  /// True if no row is approved, not even one recorded after the known instant.
  package var isEmpty: Bool { histories.isEmpty && later.isEmpty }

  /// Makes the book of the approved rows recorded by `knownAt`, or of all approved when it is nil.
  ///
  /// - Parameter fallback: counts where no row does, at the default level.
  package init(
    _ rows: [DatedRow<MultiplierRow>], fallback: Multiplier, knownAt: Instant?,
    faults: inout [BookProblem]
  ) {
    let waiting = MultiplierBook.waiting(rows.filter { $0.isKnown(at: knownAt) })
    unapproved = rows.filter { row in
      guard row.isKnown(at: knownAt) else { return false }
      return switch row.value.status {
      // What was decided on stays in the book, and is that no more.
      case .pending: waiting.contains(row.place)
      case .rejected: true
      case .approved: row.value.isSelfApproved
      }
    }
    faults += unapproved.map { row in
      let fault: BookFault =
        switch row.value.status {
        case .pending: .pending(what: row.value.words, since: row.from)
        case .rejected: .rejected(what: row.value.words)
        case .approved: .selfApproved(by: row.value.approvedBy.description)
        }
      return BookProblem(fault, at: row.place)
    }
    let approved = rows.filter { $0.value.status == .approved && !$0.value.isSelfApproved }
    histories = Pricing.histories(
      approved, knownAt: knownAt, key: \.key, what: { "multiplier \($0.key.words)" },
      faults: &faults)
    later = approved.filter { !$0.isKnown(at: knownAt) }
    shapes = MultiplierBook.shapes(of: histories.keys)
    self.fallback = fallback
  }

  /// The pending rows, by place, that no later row of the book approves or rejects: one of the same key,
  /// multiplier and time.
  package static func waiting(_ rows: [DatedRow<MultiplierRow>]) -> Set<Place> {
    struct Request: Hashable {
      let key: MultiplierRow.Key
      let multiplier: Multiplier
      let from: Instant
      let to: Instant?
    }
    var waiting: [Request: [Place]] = [:]
    for row in rows {
      let request = Request(
        key: row.value.key, multiplier: row.value.multiplier, from: row.from, to: row.to)
      if row.value.status == .pending {
        waiting[request, default: []].append(row.place)
      } else if !row.value.isSelfApproved {
        waiting[request] = nil
      }
    }
    return Set(waiting.values.joined())
  }

  /// Makes a book like another with other histories.
  init(_ book: MultiplierBook, histories: [MultiplierRow.Key: History<MultiplierRow>]) {
    self.histories = histories
    shapes = MultiplierBook.shapes(of: histories.keys)
    unapproved = book.unapproved
    later = book.later
    fallback = book.fallback
  }

  /// The multiplier of a request and what decided it.
  package struct Decision: Hashable, Sendable {
    package let multiplier: Multiplier
    package let level: MultiplierLevel
    /// The row of the book; nil for the default of the settings.
    package let place: Place?
  }

  /// Returns the multiplier in force at `instant`: the first level that has a row decides, tier and
  /// model before tier and provider, a named provider before any.
  package func decision(
    tier: Name, provider: Name, model: Name, at instant: Instant
  ) -> Decision {
    for key in MultiplierBook.cascade(tier: tier, provider: provider, model: model) {
      guard let entry = history(of: key)?.entry(at: instant) else { continue }
      return Decision(
        multiplier: entry.value.multiplier, level: key.level, place: entry.place)
    }
    return settled
  }

  /// The default of the settings, where no row decides.
  package var settled: Decision {
    Decision(multiplier: fallback, level: .default, place: nil)
  }

  /// Returns every approved row that speaks for such a request at `instant`, the one that decides first, and
  /// the default of the settings last.
  package func cascade(
    tier: Name, provider: Name, model: Name, at instant: Instant
  ) -> [Decision] {
    MultiplierBook.cascade(tier: tier, provider: provider, model: model).compactMap { key in
      history(of: key)?.entry(at: instant).map {
        Decision(multiplier: $0.value.multiplier, level: key.level, place: $0.place)
      }
    } + [settled]
  }

  /// Which of its places hold a row that waits for approval or was turned down, and which of the two.
  package var notApproved: [Place: ApprovalStatus] {
    let open = unapproved.filter { $0.value.status != .approved }
    return Dictionary(open.map { ($0.place, $0.value.status) }) { $1 }
  }

  /// Returns the rows that would apply to such a request at `instant` if they had been approved.
  package func unapproved(
    tier: Name, provider: Name, model: Name, at instant: Instant
  ) -> [Decision] {
    let keys = MultiplierBook.cascade(tier: tier, provider: provider, model: model)
    return unapproved.filter {
      keys.contains($0.value.key) && $0.holds(at: instant)
    }.map {
      Decision(multiplier: $0.value.multiplier, level: $0.value.key.level, place: $0.place)
    }
  }

  /// The instants at which any row starts or ends, also an unapproved one, in time order.
  package var allBoundaries: [Instant] {
    let others = unapproved.flatMap { [$0.from, $0.to].compactMap { $0 } }
    return Set(boundaries + others).sorted()
  }

  /// The scopes of the approved rows that are known, sorted by their words.
  package var approvedKeys: [MultiplierRow.Key] {
    histories.keys.sorted { $0.words < $1.words }
  }

  /// Every tier that a row names, bytewise.
  package var tiers: [Name] {
    Set(histories.keys.map(\.tier)).filter { !$0.isEmpty }.sorted()
  }

  /// The instants at which any approved row begins or ends.
  var boundaries: [Instant] { histories.values.flatMap(\.boundaries) }

  /// The instants at which a multiplier for such a request begins or ends.
  package func boundaries(tier: Name, provider: Name, model: Name) -> [Instant] {
    MultiplierBook.cascade(tier: tier, provider: provider, model: model).flatMap {
      history(of: $0)?.boundaries ?? []
    }
  }

  /// Not looked for where no key has its shape: of the cascade, few have one that the book knows.
  private func history(of key: MultiplierRow.Key) -> History<MultiplierRow>? {
    shapes & key.shape == 0 ? nil : histories[key]
  }

  private static func shapes(of keys: some Sequence<MultiplierRow.Key>) -> UInt64 {
    keys.reduce(0) { $0 | $1.shape }
  }

  static func cascade(tier: Name, provider: Name, model: Name) -> [MultiplierRow.Key] {
    [
      .init(level: .combination, tier: tier, provider: provider, model: model),
      .init(level: .combination, tier: tier, model: model),
      .init(level: .combination, tier: tier, provider: provider),
      .init(level: .model, provider: provider, model: model),
      .init(level: .model, model: model),
      .init(level: .provider, provider: provider),
      .init(level: .tier, tier: tier),
      .init(level: .default),
    ]
  }
}
