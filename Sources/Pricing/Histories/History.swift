import Ledger

/// A row of a dated book: what it states, for when, since when it was known, and where it is.
package struct DatedRow<Value: Sendable>: Sendable {
  package let value: Value
  package let from: Instant
  /// Nil lasts until the next row of the same key.
  package let to: Instant?
  /// Nil was always known.
  package let recordedAt: Instant?
  package let place: Place

  package init(
    value: Value, from: Instant, to: Instant?, recordedAt: Instant?, place: Place
  ) {
    self.value = value
    self.from = from
    self.to = to
    self.recordedAt = recordedAt
    self.place = place
  }

  /// True if the row was known at `instant`; nil is an instant after everything.
  package func isKnown(at instant: Instant?) -> Bool {
    guard let instant, let recordedAt else { return true }
    return recordedAt <= instant
  }
}

/// The history of one key: the statements of its rows over time, corrections applied.
package struct History<Value: Sendable>: Sendable {
  /// In time order.
  package let entries: [Entry]
  /// When each of them counts: of a plain type, as a look at an entry asks the runtime what its value is like.
  private let validities: [Validity]

  /// A row with the time in which it counts and its place in the book.
  package struct Entry: Sendable {
    package let value: Value
    package let validity: Validity
    package let place: Place
  }

  /// Makes a history of entries in time order, or one that says nothing.
  package init(entries: [Entry] = []) {
    self.entries = entries
    // A key path of a generic type would be put together each time.
    validities = entries.map { $0.validity }
  }

  /// Makes the history of the rows of one key, of which `what` names the key in messages.
  ///
  /// A row with the `from` of another and a later `recordedAt` corrects it: it takes its place. An open
  /// row lasts until the next one begins. Rows that still overlap are faults unless `allowsOverlap`,
  /// and gaps are noted.
  package init(
    _ rows: [DatedRow<Value>], what: @autoclosure () -> String, allowsOverlap: Bool,
    faults: inout [BookProblem]
  ) {
    var entries: [Entry] = []
    let kept = History.corrected(rows, what: what(), faults: &faults)
    // The row that lasts longest so far.
    var latest: (validity: Validity, place: Place)?
    for (index, row) in kept.enumerated() {
      if let to = row.to, to <= row.from {
        faults.append(BookProblem(.endNotAfterStart, at: row.place))
        continue
      }
      if let latest {
        if latest.validity.to > row.from && !allowsOverlap {
          let fault = BookFault.overlap(
            other: latest.place, what: what(), from: row.from, during: latest.validity)
          faults.append(BookProblem(fault, at: row.place))
        } else if latest.validity.to < row.from {
          let fault = BookFault.gap(
            other: latest.place, until: latest.validity.to, from: row.from)
          faults.append(BookProblem(fault, at: row.place))
        }
      }
      let next = index + 1 < kept.count ? kept[index + 1] : nil
      let end = row.to ?? next?.from ?? .distantFuture
      let validity = Validity(from: row.from, to: end)
      if end > latest?.validity.to ?? .distantPast { latest = (validity, row.place) }
      entries.append(Entry(value: row.value, validity: validity, place: row.place))
    }
    self.init(entries: entries)
  }

  /// The row of each `from` that was recorded last, in time order.
  private static func corrected(
    _ rows: [DatedRow<Value>], what: @autoclosure () -> String, faults: inout [BookProblem]
  ) -> [DatedRow<Value>] {
    if rows.count == 1 { return rows }
    var versions: [Version: Place] = [:]
    var latest: [Instant: DatedRow<Value>] = [:]
    for row in rows {
      let recordedAt = row.recordedAt ?? .distantPast
      let version = Version(from: row.from, recordedAt: recordedAt)
      if let other = versions[version] {
        faults.append(BookProblem(.same(other: other, what: what()), at: row.place))
        continue
      }
      versions[version] = row.place
      if let other = latest[row.from], recordedAt < other.recordedAt ?? .distantPast { continue }
      latest[row.from] = row
    }
    return latest.values.sorted { $0.from < $1.from }
  }

  /// Returns what is in force at `instant`, of several the latest to begin; nil when nothing is.
  package func entry(at instant: Instant) -> Entry? {
    guard let index = validities.lastIndex(where: { $0.contains(instant) }) else { return nil }
    return entries[index]
  }

  /// The instants at which something begins or ends.
  package var boundaries: [Instant] {
    validities.flatMap { [$0.from, $0.to] }
  }
}

/// The start that a row shares with its corrections, and the time that separates them.
private struct Version: Hashable {
  let from: Instant
  let recordedAt: Instant
}

/// Groups the rows of a book that were known at an instant by their key, and makes their histories.
package func histories<Key: Hashable, Value>(
  _ rows: [DatedRow<Value>], knownAt: Instant?, key: (Value) -> Key, what: (Value) -> String,
  allowsOverlap: Bool = false, faults: inout [BookProblem]
) -> [Key: History<Value>] {
  // A key is hashed as seldom as can be: every command makes the histories of thousands.
  var numbers: [Key: Int] = [:]
  var groups: [[DatedRow<Value>]] = []
  for row in rows where row.isKnown(at: knownAt) {
    let key = key(row.value)
    if let number = numbers[key] {
      groups[number].append(row)
    } else {
      numbers[key] = groups.count
      groups.append([row])
    }
  }
  let histories = groups.map {
    History($0, what: what($0[0].value), allowsOverlap: allowsOverlap, faults: &faults)
  }
  return numbers.mapValues { histories[$0] }
}
