import Ledger

/// A price that changed, was corrected, is announced, or was called off.
package struct PriceEvent: Hashable, Sendable {
  package let key: Price.Key
  package let kind: Kind
  /// For one unit; nil where the book had none before.
  package let old: Money?
  /// For one unit, where the book had none just before: what it had until the gap began; nil where it never had any.
  package var beforeGap: Money?
  /// For one unit; of a change that was called off, what it would have been, and of a quoted price that ended, the
  /// price that is paid in its place; nil where that is a fee, and there is none any more.
  package let new: Money?
  /// The beginning of time of a price that always was.
  package let effectiveFrom: Instant
  /// When the row was recorded that makes the event; nil is always.
  package let recordedAt: Instant?
  /// When the row was recorded that states the old price of a change; nil is always.
  package var oldRecordedAt: Instant?
  /// The row that makes the event; where its price ended, the row that stated it.
  package let place: Place
  /// The part of the row that made the event.
  package var cause = Cause.price
  /// The row that it replaces, of the same start; nil where it replaces none.
  package let replaced: Replaced?
  /// True if its price never took effect: it was called off, or replaced before its time.
  package var isCalledOff = false

  /// The part of a row that makes an event.
  package enum Cause: Hashable, Sendable {
    /// The price that it states.
    case price
    /// That its price ends.
    case end
    /// The rule that derives prices from others.
    case derivation
  }

  /// A row that another corrects or calls off.
  package struct Replaced: Hashable, Sendable {
    package let place: Place
    /// When it was recorded; nil is always.
    package let recordedAt: Instant?
  }

  /// The kind of change of the price.
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

/// When an event must take effect or be recorded to be reported.
struct EventTime {
  let period: Validity
  let now: Instant

  /// A change, or one that is announced, at `instant`; nil where it is not to be reported.
  func kind(of instant: Instant, recordedAt: Instant?) -> PriceEvent.Kind? {
    if instant > now {
      // What was recorded only as it came was announced by nobody.
      return recordedAt.map { $0 < instant } ?? true ? .announced : nil
    }
    let isLate = recordedAt.map { $0 > instant && period.contains($0) } ?? false
    return isLate || period.contains(instant) ? .change : nil
  }
}

extension PriceBook {
  /// Every price change or correction that takes effect or is recorded in `period`, and every one that is
  /// announced for a time after `now`; by provider, model, time and class.
  ///
  /// A price that is derived otherwise is one for each class and service tier of a model, used or not.
  package func events(
    in period: Validity, now: Instant, derivations: DerivationBook
  ) -> [PriceEvent] {
    var rowsOfKey: [Price.Key: [DatedRow<Price>]] = [:]
    // A price that is not known is none to tell of: what comes after it comes after a gap.
    for row in rows
    where row.value.perUnit != nil && row.isKnown(at: knownAt) && counts(row) {
      rowsOfKey[row.value.key, default: []].append(row)
    }
    let time = EventTime(period: period, now: now)
    var events: [PriceEvent] = []
    for (key, rows) in rowsOfKey {
      guard let history = history(of: key) else {
        continue
      }
      events += changes(of: key, history, rows, time, derivations)
      events += ends(of: key, history, time, derivations)
      events += PriceBook.corrections(of: key, history, rows, period)
    }
    events += derivedChanges(time, derivations)
    return events.sorted(by: PriceEvent.precedes)
  }

  /// True if the row's source counts for its key at the row's start.
  ///
  /// It does not count if a better source hides it then.
  private func counts(_ row: DatedRow<Price>) -> Bool {
    if sources.isEmpty { return true }
    let key = row.value.key
    let history = history(of: key)
    guard let entry = history?.entry(at: row.from) else { return history?.entries.isEmpty == false }
    return sources.haveOneRank(entry.place, row.place)
  }

  private func changes(
    of key: Price.Key, _ history: History<Price>, _ rows: [DatedRow<Price>], _ time: EventTime,
    _ derivations: DerivationBook
  ) -> [PriceEvent] {
    let stated = PriceBook.firstStatements(among: rows)
    var events: [PriceEvent] = []
    var previous: History<Price>.Entry?
    for entry in history.entries where entry.value.perUnit != nil {
      defer { previous = entry }
      let isContiguous = previous?.validity.to == entry.validity.from
      var (old, new) = (isContiguous ? previous?.value.perUnit : nil, entry.value.perUnit)
      if old == new { continue }
      // A row that a better source hides at its start may count later.
      func statement(_ place: Place) -> DatedRow<Price>? { stated[place] ?? self.row(at: place) }
      var row = statement(entry.place)
      let start = entry.validity.from
      // What was announced stays so when its price is corrected once it has come.
      if start > time.now, let recordedAt = row?.recordedAt, recordedAt >= start {
        row = PriceBook.announced(for: start, among: rows)
        new = row?.value.perUnit
        if row == nil || old == new { continue }
      }
      guard var kind = time.kind(of: start, recordedAt: row?.recordedAt) else { continue }
      if kind == .change, old == nil, let recordedAt = row?.recordedAt, recordedAt > start {
        kind = .correction
        if start == .distantPast {
          // A price that always was, and took the place of none, corrects nothing.
          guard let paid = paid(key, asRecordedAt: recordedAt, derivations) else { continue }
          (old, new) = paid
          // Requests of a model without a fee pay none.
          if old == new || (old == nil && key.unitClass != .request) { continue }
        }
      }
      events.append(
        PriceEvent(
          key: key, kind: kind, old: old, beforeGap: isContiguous ? nil : previous?.value.perUnit,
          new: new, effectiveFrom: start, recordedAt: row?.recordedAt,
          oldRecordedAt: isContiguous
            ? previous.flatMap { statement($0.place)?.recordedAt } : nil,
          place: row?.place ?? entry.place, replaced: nil))
    }
    return events
  }

  /// The row of one key that was the last to say, before it came, what will be from `start` on; nil where none did.
  private static func announced(
    for start: Instant, among rows: [DatedRow<Price>]
  ) -> DatedRow<Price>? {
    rows.filter { $0.from == start && $0.recordedAt ?? .distantPast < start }
      .max { ($0.recordedAt ?? .distantPast) < ($1.recordedAt ?? .distantPast) }
  }

  /// Of rows of one key that replace others of the same start, the row that stated the price first, by where each
  /// is: a later one may say no more than when the price ends.
  private static func firstStatements(
    among rows: [DatedRow<Price>]
  ) -> [Place: DatedRow<Price>] {
    var first: [Place: DatedRow<Price>] = [:]
    if rows.count < 2 { return first }
    for versions in Dictionary(grouping: rows, by: \.from).values where versions.count > 1 {
      for (earlier, later) in versions.pairsInOrderRecorded
      where earlier.value.perUnit == later.value.perUnit {
        first[later.place] = first[earlier.place] ?? earlier
      }
    }
    return first
  }

  /// Rows that replace earlier ones of the same start.
  private static func corrections(
    of key: Price.Key, _ history: History<Price>, _ rows: [DatedRow<Price>], _ period: Validity
  ) -> [PriceEvent] {
    var events: [PriceEvent] = []
    if rows.count < 2 { return events }
    for (start, versions) in Dictionary(grouping: rows, by: \.from) where versions.count > 1 {
      let before = history.entries.last { $0.validity.to == start }?.value.perUnit
      for (wrong, right) in versions.pairsInOrderRecorded {
        let recordedAt = right.recordedAt ?? .distantPast
        if wrong.value.perUnit == right.value.perUnit {
          // It only says when the price ends: later than it was believed to have.
          guard let end = wrong.to, end < recordedAt,
            history.entry(at: end)?.place == right.place,
            period.contains(recordedAt) || period.contains(end)
          else { continue }
          events.append(
            PriceEvent(
              key: key, kind: .correction, old: nil, new: right.value.perUnit, effectiveFrom: end,
              recordedAt: right.recordedAt, place: right.place, replaced: nil))
          continue
        }
        let isWithdrawn = recordedAt <= start && right.value.perUnit == before
        let isAnnounced = wrong.recordedAt.map(period.contains) ?? false
        guard
          period.contains(recordedAt) || period.contains(start) || isWithdrawn && isAnnounced
        else { continue }
        let isReplaced = versions.contains { later in
          guard let laterAt = later.recordedAt, recordedAt < laterAt else { return false }
          return laterAt <= start && later.value.perUnit != right.value.perUnit
        }
        // Who goes back to what was announced before takes back a price that never came.
        let goesBack =
          recordedAt <= start
          && versions.contains { earlier in
            earlier.recordedAt ?? .distantPast < wrong.recordedAt ?? .distantPast
              && earlier.value.perUnit == right.value.perUnit
          }
        events.append(
          PriceEvent(
            key: key, kind: isWithdrawn ? .withdrawn : .correction,
            old: isWithdrawn ? before : wrong.value.perUnit,
            new: isWithdrawn ? wrong.value.perUnit : right.value.perUnit, effectiveFrom: start,
            recordedAt: right.recordedAt, place: right.place,
            replaced: PriceEvent.Replaced(place: wrong.place, recordedAt: wrong.recordedAt),
            isCalledOff: isWithdrawn || isReplaced || goesBack))
      }
    }
    return events
  }
}

extension [DatedRow<Price>] {
  /// Each row with the one that was recorded next.
  var pairsInOrderRecorded: Zip2Sequence<Self, ArraySlice<DatedRow<Price>>> {
    let inOrder = sorted { ($0.recordedAt ?? .distantPast) < ($1.recordedAt ?? .distantPast) }
    return zip(inOrder, inOrder.dropFirst())
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
