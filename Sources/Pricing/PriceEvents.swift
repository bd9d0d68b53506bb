import Ledger

/// A price that changed, was corrected, is announced, or was called off.
package struct PriceEvent: Hashable, Sendable {
  package let key: Price.Key
  package let kind: Kind
  /// For one unit; nil where the book had none before.
  package let old: Money?
  /// For one unit; of a change that was called off, what it would have been.
  package let new: Money
  package let effectiveFrom: Instant
  /// When the row was recorded that makes the event; nil is always.
  package let recordedAt: Instant?
  /// The row that makes the event.
  package let place: Place
  /// The row that it replaces, of the same start; nil where it replaces none.
  package let replaced: Replaced?

  /// A row that another corrects or calls off.
  package struct Replaced: Hashable, Sendable {
    package let place: Place
    /// When it was recorded; nil is always.
    package let recordedAt: Instant?
  }

  /// What happened to the price.
  package enum Kind: String, Hashable, CaseIterable, Sendable {
    /// Another price from an instant on, whenever the book learned of it.
    case change
    /// The book was wrong, or lacked a price from which it began to count.
    case correction
    /// A change that has not come yet.
    case announced
    /// An announced change that was called off before it came.
    case withdrawn
  }
}

extension PriceBook {
  /// Every price change or correction that takes effect or is recorded in `period`, and every one that is
  /// announced for a time after `now`; by provider, model, time and class.
  package func events(in period: Validity, now: Instant) -> [PriceEvent] {
    var rowsOfKey: [Price.Key: [DatedRow<Price>]] = [:]
    for row in rows where row.isKnown(at: knownAt) && counts(row) {
      rowsOfKey[row.value.key, default: []].append(row)
    }
    // A row that a better source hides at its start may count later.
    let recorded = Dictionary(rows.map { ($0.place, $0.recordedAt) }) { first, _ in first }
    var events: [PriceEvent] = []
    for (key, rows) in rowsOfKey {
      guard let history = models[ModelKey(provider: key.provider, model: key.model)]?[key] else {
        continue
      }
      events += PriceBook.changes(of: key, history, recorded, period, now)
      events += PriceBook.corrections(of: key, history, rows, period)
    }
    return events.sorted(by: PriceEvent.precedes)
  }

  private static func changes(
    of key: Price.Key, _ history: History<Price>, _ recorded: [Place: Instant?],
    _ period: Validity, _ now: Instant
  ) -> [PriceEvent] {
    var events: [PriceEvent] = []
    var previous: History<Price>.Entry?
    for entry in history.entries {
      defer { previous = entry }
      let isContiguous = previous?.validity.to == entry.validity.from
      let old = isContiguous ? previous?.value.perUnit : nil
      if old == entry.value.perUnit { continue }
      let start = entry.validity.from
      let recordedAt = recorded[entry.place] ?? nil
      let isLate = recordedAt.map { $0 > start } ?? false
      let kind: PriceEvent.Kind
      if start > now {
        // What was recorded only as it came was announced by nobody.
        guard recordedAt.map({ $0 < start }) ?? true else { continue }
        kind = .announced
      } else if period.contains(start) || (isLate && recordedAt.map(period.contains) ?? false) {
        kind = isLate && old == nil ? .correction : .change
      } else {
        continue
      }
      events.append(
        PriceEvent(
          key: key, kind: kind, old: old, new: entry.value.perUnit, effectiveFrom: start,
          recordedAt: recordedAt, place: entry.place, replaced: nil))
    }
    return events
  }

  /// Rows that replace earlier ones of the same start.
  private static func corrections(
    of key: Price.Key, _ history: History<Price>, _ rows: [DatedRow<Price>], _ period: Validity
  ) -> [PriceEvent] {
    var events: [PriceEvent] = []
    for (start, versions) in Dictionary(grouping: rows, by: \.from) where versions.count > 1 {
      let inOrder = versions.sorted {
        ($0.recordedAt ?? .distantPast) < ($1.recordedAt ?? .distantPast)
      }
      let before = history.entries.last { $0.validity.to == start }?.value.perUnit
      for (wrong, right) in zip(inOrder, inOrder.dropFirst())
      where wrong.value.perUnit != right.value.perUnit {
        let recordedAt = right.recordedAt ?? .distantPast
        guard period.contains(recordedAt) || period.contains(start) else { continue }
        let isWithdrawn = recordedAt <= start && right.value.perUnit == before
        events.append(
          PriceEvent(
            key: key, kind: isWithdrawn ? .withdrawn : .correction,
            old: isWithdrawn ? before : wrong.value.perUnit,
            new: isWithdrawn ? wrong.value.perUnit : right.value.perUnit, effectiveFrom: start,
            recordedAt: right.recordedAt, place: right.place,
            replaced: PriceEvent.Replaced(place: wrong.place, recordedAt: wrong.recordedAt)))
      }
    }
    return events
  }

  // MARK: Books for a comparison

  /// Returns the book with the prices of `model` that `other` has in force at `instant`, for all time.
  package func fixing(_ model: ModelKey, as other: PriceBook, at instant: Instant) -> PriceBook {
    var models = models
    models[model] = other.models[model, default: [:]].compactMapValues { $0.fixed(at: instant) }
    return PriceBook(models: models, of: self)
  }

  /// Returns the book of the rows that were recorded by `instant`.
  func known(at instant: Instant) -> PriceBook {
    book(of: rows) { $0 <= instant }
  }

  /// Returns the book of the rows of `model` alone, under this very name, that were recorded before `instant`.
  package func before(_ instant: Instant, of model: ModelKey) -> PriceBook {
    book(of: rows(of: model)) { $0 < instant }
  }

  /// Returns the book of the rows of `model` alone, under this very name, that were recorded by `instant`.
  package func known(at instant: Instant, of model: ModelKey) -> PriceBook {
    book(of: rows(of: model)) { $0 <= instant }
  }

  private func book(
    of rows: [DatedRow<Price>], recorded isIncluded: (Instant) -> Bool
  ) -> PriceBook {
    // What was found wrong with all rows was told when the whole book was made.
    var faults: [(fault: BookFault, place: Place)] = []
    let known = rows.filter { row in
      row.isKnown(at: knownAt) && (row.recordedAt.map(isIncluded) ?? true)
    }
    return PriceBook(known, knownAt: nil, sources: sources, faults: &faults)
  }

  /// Every quoted price in force at `instant`, with its row; in the order of events.
  package func quotes(at instant: Instant) -> [(price: Price, row: DatedRow<Price>)] {
    models.values.flatMap { histories in
      histories.values.compactMap { history in
        history.entry(at: instant).flatMap { entry in
          row(at: entry.place).map { (price: entry.value, row: $0) }
        }
      }
    }.sorted { $0.price.key < $1.price.key }
  }

  /// Prices that follow on one another, or correct one another, and differ by more than `factor`; by key, then by the
  /// row of the later price, and for each row by the earlier price.
  package func jumps(over factor: Int128) -> [(earlier: Price, later: Price, place: Place)] {
    typealias Step = (earlier: Price, later: Price, place: Place)
    let changes = models.values.flatMap { $0.values }.flatMap { history in
      zip(history.entries, history.entries.dropFirst()).map { earlier, later -> Step in
        (earlier.value, later.value, later.place)
      }
    }
    return (changes + corrections).filter { step in
      let (a, b) = (step.earlier.perUnit.attodollars, step.later.perUnit.attodollars)
      return min(a, b) > 0 && max(a, b) > factor * min(a, b)
    }.sorted(by: PriceBook.precedes)
  }

  /// The steps come out of dictionaries, whose order is another in every process.
  private static func precedes(
    _ left: (earlier: Price, later: Price, place: Place),
    _ right: (earlier: Price, later: Price, place: Place)
  ) -> Bool {
    if left.later.key != right.later.key { return left.later.key < right.later.key }
    let (a, b) = (left.place, right.place)
    return (Name(a.file), a.line ?? 0, left.earlier.perUnit)
      < (Name(b.file), b.line ?? 0, right.earlier.perUnit)
  }

  /// Rows of one key and start with the row that each corrects.
  private var corrections: [(earlier: Price, later: Price, place: Place)] {
    struct Start: Hashable {
      let key: Price.Key
      let from: Instant
      let rank: Int64
    }
    return Dictionary(grouping: rows.filter { $0.isKnown(at: knownAt) }) {
      Start(key: $0.value.key, from: $0.from, rank: sources.rank(of: $0.place))
    }.values.flatMap { versions in
      let inOrder = versions.sorted {
        ($0.recordedAt ?? .distantPast) < ($1.recordedAt ?? .distantPast)
      }
      return zip(inOrder, inOrder.dropFirst()).map { ($0.value, $1.value, $1.place) }
    }
  }
}

extension PriceEvent {
  fileprivate static func precedes(_ left: PriceEvent, _ right: PriceEvent) -> Bool {
    let (a, b) = (left.key, right.key)
    if a.provider != b.provider { return a.provider < b.provider }
    if a.model != b.model { return a.model < b.model }
    if left.effectiveFrom != right.effectiveFrom { return left.effectiveFrom < right.effectiveFrom }
    if a != b { return a < b }
    return (left.recordedAt ?? .distantPast) < (right.recordedAt ?? .distantPast)
  }
}
