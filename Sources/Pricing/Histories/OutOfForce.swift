import Ledger

/// A row of a book that matches the request but is not in force then, and why.
package struct OutOfForce<Value: Sendable>: Sendable {
  package let value: Value
  package let place: Place
  package let reason: OutOfForceReason
}

/// When a row that is not in force counts instead.
package enum OutOfForceReason: Hashable, Sendable {
  case ended(Instant)
  case begins(Instant)
  /// It would be in force, had it not been recorded after the known-at instant.
  case notKnown(recordedAt: Instant)
}

extension DatedRow {
  /// True if the row applies at `instant`, whatever other rows say.
  package func holds(at instant: Instant) -> Bool {
    from <= instant && instant < to ?? .distantFuture
  }
}

extension Sequence {
  /// Of rows recorded after the known-at instant, returns the first that is for `instant`.
  package func firstNotKnown<Value>(
    at instant: Instant
  ) -> OutOfForce<Value>? where Element == DatedRow<Value> {
    for row in self where row.holds(at: instant) {
      guard let recordedAt = row.recordedAt else { continue }
      return OutOfForce(
        value: row.value, place: row.place, reason: .notKnown(recordedAt: recordedAt))
    }
    return nil
  }
}

extension History {
  /// Returns the row that ended last before `instant`, and the first to begin after it.
  package func neighbours(of instant: Instant) -> [OutOfForce<Value>] {
    let before = entries.last { $0.validity.to <= instant }.map {
      OutOfForce(value: $0.value, place: $0.place, reason: .ended($0.validity.to))
    }
    let after = entries.first { $0.validity.from > instant }.map {
      OutOfForce(value: $0.value, place: $0.place, reason: .begins($0.validity.from))
    }
    return [before, after].compactMap { $0 }
  }
}

/// Returns which of the rows of one thing, none of them in force at `instant`, is nearest: the last that ended, else
/// the first to begin.
package func outOfForce<Value>(
  _ entries: [History<Value>.Entry], at instant: Instant
) -> OutOfForce<Value>? {
  let ended = entries.filter { $0.validity.to <= instant }
  if let last = ended.max(by: { $0.validity.to < $1.validity.to }) {
    return OutOfForce(value: last.value, place: last.place, reason: .ended(last.validity.to))
  }
  return entries.min { $0.validity.from < $1.validity.from }.map {
    OutOfForce(value: $0.value, place: $0.place, reason: .begins($0.validity.from))
  }
}
