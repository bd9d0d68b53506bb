import Ledger
import Pricing

/// The kinds of credit events that only some actors may write.
package enum PermittedKind: String, Hashable, Sendable, CaseIterable {
  case adjust, refund, reverse
  /// A grant of source bonus or promotion.
  case grant
}

/// A row of `permissions.csv`: the events that an actor may write.
package struct PermissionTerms: Hashable, Sendable {
  package let actor: Name
  package let kinds: Set<PermittedKind>
  /// The most credits of one event; nil is no limit.
  package let limit: Credits?

  package init(actor: Name, kinds: Set<PermittedKind>, limit: Credits? = nil) {
    self.actor = actor
    self.kinds = kinds
    self.limit = limit
  }
}

/// The permissions to write credit events, by day: `permissions.csv`.
package struct PermissionBook: Sendable {
  /// The rows of each actor.
  private let rows: [Name: [DatedRow<PermissionTerms>]]

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  ///
  /// A row that ends before it begins is a fault. Rows may overlap: one that allows an event is enough.
  package init(
    _ rows: [DatedRow<PermissionTerms>], knownAt: Instant?, faults: inout [BookProblem]
  ) {
    var kept: [Name: [DatedRow<PermissionTerms>]] = [:]
    for row in rows where row.isKnown(at: knownAt) {
      if row.endsBeforeStart {
        faults.append(BookProblem(.endNotAfterStart, at: row.place))
      } else {
        kept[row.value.actor, default: []].append(row)
      }
    }
    self.rows = kept
  }

  /// Returns true if a row allows an actor an event of this kind with `credits` microcredits at `instant`.
  package func allows(
    _ kind: PermittedKind, by actor: Name, credits: Int128, at instant: Instant
  ) -> Bool {
    (rows[actor] ?? []).contains { row in
      row.isInForce(at: instant) && row.value.kinds.contains(kind)
        && row.value.limit.map { credits <= Int128($0.microcredits) } ?? true
    }
  }

  /// Returns the first actor by name whom a row allows an event of this kind with `credits` microcredits at `instant`.
  package func actor(for kind: PermittedKind, credits: Int128, at instant: Instant) -> Name? {
    rows.keys.sorted().first { allows(kind, by: $0, credits: credits, at: instant) }
  }
}
