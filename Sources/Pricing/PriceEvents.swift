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

  /// What happened to the price.
  package enum Kind: String, Hashable, CaseIterable, Sendable {
    /// Another price from an instant on.
    case change
    /// The book was wrong, or lacked the price.
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
    var events: [PriceEvent] = []
    for (key, rows) in rowsOfKey {
      guard let history = models[ModelKey(provider: key.provider, model: key.model)]?[key] else {
        continue
      }
      let recorded = Dictionary(rows.map { ($0.place, $0.recordedAt) }) { first, _ in first }
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
      let kind: PriceEvent.Kind
      if start > now {
        kind = .announced
      } else if period.contains(start) {
        kind = .change
      } else if let recordedAt, period.contains(recordedAt), recordedAt > start {
        kind = .correction
      } else {
        continue
      }
      events.append(
        PriceEvent(
          key: key, kind: kind, old: old, new: entry.value.perUnit, effectiveFrom: start,
          recordedAt: recordedAt, place: entry.place))
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
            recordedAt: right.recordedAt, place: right.place))
      }
    }
    return events
  }

  // MARK: Books for a comparison

  /// Returns the book with the prices of `model` that `other` has in force at `instant`, for all time.
  package func fixing(_ model: ModelKey, as other: PriceBook, at instant: Instant) -> PriceBook {
    var models = models
    models[model] = other.models[model, default: [:]].compactMapValues { history in
      history.entry(at: instant).map { entry in
        History().setting(entry.value, during: .always, place: entry.place)
      }
    }
    return PriceBook(models: models, of: self)
  }

  /// Returns the book of the rows that were recorded before `instant`.
  package func before(_ instant: Instant) -> PriceBook {
    // What was found wrong with all rows was told when the whole book was made.
    var faults: [(fault: BookFault, place: Place)] = []
    let known = rows.filter { row in
      row.isKnown(at: knownAt) && (row.recordedAt.map { $0 < instant } ?? true)
    }
    return PriceBook(known, knownAt: nil, sources: sources, faults: &faults)
  }

  /// The row at `place` and when it was recorded.
  package func recordedRow(at place: Place) -> DatedRow<Price>? { row(at: place) }

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

  /// Prices that follow on one another and differ by more than `factor`, or about a thousandfold.
  package func jumps(over factor: Int128) -> [(earlier: Price, later: Price, place: Place)] {
    models.values.flatMap { $0.values }.flatMap { history in
      zip(history.entries, history.entries.dropFirst()).compactMap { earlier, later in
        let (a, b) = (earlier.value.perUnit.attodollars, later.value.perUnit.attodollars)
        guard min(a, b) > 0, max(a, b) > factor * min(a, b) else { return nil }
        return (earlier: earlier.value, later: later.value, place: later.place)
      }
    }.sorted { $0.later.key < $1.later.key }
  }

  /// Rows of one key and start that state different prices, the earlier recorded first.
  package var conflicts: [(earlier: DatedRow<Price>, later: DatedRow<Price>)] {
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
      return zip(inOrder, inOrder.dropFirst()).filter { $0.value.perUnit != $1.value.perUnit }
        .map { (earlier: $0, later: $1) }
    }.sorted { $0.later.value.key < $1.later.value.key }
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
