import Ledger
import Pricing

/// Why a request has the multiplier it has: the row that decided, and what was passed over before it.
package struct MultiplierTrace: Sendable {
  package let decision: MultiplierBook.Decision
  /// The row that decided; nil for the default of the settings.
  package let row: History<MultiplierRow>.Entry?
  /// The levels before the deciding one, the most special first; none has an approved row in force.
  package let levelsPassed: [MultiplierLevel]
  /// The rows for such a request that would have decided, had they been approved, in force, or the most
  /// special of their level.
  package let rowsPassed: [PassedRow]

  /// A row of the book that does not apply to a request although it is made for such.
  package struct PassedRow: Hashable, Sendable {
    package let row: MultiplierRow
    package let place: Place
    package let reason: Reason
  }

  /// Why a row does not apply.
  package enum Reason: Hashable, Sendable {
    case pending, rejected
    /// Approved by who requested it.
    case selfApproved
    case outOfForce(OutOfForceReason)
    /// A row of the same level that names more of the request decides.
    case lessSpecial(than: Place)
  }
}

extension MultiplierBook {
  /// Traces the decision on such a request at `instant`.
  package func trace(
    tier: Name, provider: Name, model: Name, at instant: Instant
  ) -> MultiplierTrace {
    let decision = decision(tier: tier, provider: provider, model: model, at: instant)
    let keys = MultiplierBook.cascade(tier: tier, provider: provider, model: model)
    let entries = keys.map { histories[$0]?.entry(at: instant) }
    let decided = entries.firstIndex { $0 != nil }
    var passed: [MultiplierTrace.PassedRow] = []
    for (index, key) in keys.enumerated() where index <= decided ?? .max {
      passed += unapprovedRows(of: key, at: instant) + laterRows(of: key, at: instant)
      if index != decided { passed += rowsOutOfForce(of: key, at: instant) }
    }
    if let decided, let place = decision.place {
      passed += zip(keys, entries).dropFirst(decided + 1).compactMap { key, entry in
        guard let entry, key.level == decision.level, entry.place != place else { return nil }
        return MultiplierTrace.PassedRow(
          row: entry.value, place: entry.place, reason: .lessSpecial(than: place))
      }
    }
    return MultiplierTrace(
      decision: decision, row: decided.flatMap { entries[$0] },
      levelsPassed: MultiplierLevel.allCases.filter { $0.rawValue < decision.level.rawValue },
      rowsPassed: passed)
  }

  private func unapprovedRows(
    of key: MultiplierRow.Key, at instant: Instant
  ) -> [MultiplierTrace.PassedRow] {
    unapproved.compactMap { row in
      guard row.value.key == key, row.holds(at: instant) else { return nil }
      let reason: MultiplierTrace.Reason =
        switch row.value.status {
        case .pending: .pending
        case .rejected: .rejected
        case .approved: .selfApproved
        }
      return MultiplierTrace.PassedRow(row: row.value, place: row.place, reason: reason)
    }
  }

  private func laterRows(
    of key: MultiplierRow.Key, at instant: Instant
  ) -> [MultiplierTrace.PassedRow] {
    later.compactMap { row in
      guard row.value.key == key, let recordedAt = row.recordedAt,
        row.holds(at: instant)
      else { return nil }
      return MultiplierTrace.PassedRow(
        row: row.value, place: row.place, reason: .outOfForce(.notKnown(recordedAt: recordedAt)))
    }
  }

  /// The approved rows next to `instant`, before and after.
  private func rowsOutOfForce(
    of key: MultiplierRow.Key, at instant: Instant
  ) -> [MultiplierTrace.PassedRow] {
    (histories[key]?.neighbours(of: instant) ?? []).map { row in
      MultiplierTrace.PassedRow(
        row: row.value, place: row.place, reason: .outOfForce(row.reason))
    }
  }
}
