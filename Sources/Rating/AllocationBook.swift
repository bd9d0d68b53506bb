import Ledger
import Pricing

/// The ways in which a member of an organisation gets credits of its pool.
package enum AllocationMode: String, Hashable, Sendable, CaseIterable {
  /// The most credits that a member may draw from the pool in a reporting month.
  case cap
  /// The credits that a member receives from the pool each month.
  case transfer
}

/// A row of `allocations.csv`: a monthly cap or share of one member, of a role, or of all members of an organisation.
package struct AllocationTerms: Hashable, Sendable {
  package let organisation: Name
  /// Nil is any role; a row for an account ignores it.
  package let role: Name?
  /// Nil is any member.
  package let account: Name?
  package let mode: AllocationMode
  package let credits: Credits

  package init(
    organisation: Name, role: Name? = nil, account: Name? = nil, mode: AllocationMode,
    credits: Credits
  ) {
    self.organisation = organisation
    self.role = role
    self.account = account
    self.mode = mode
    self.credits = credits
  }
}

/// The monthly caps and shares of members by day: `allocations.csv`.
package struct AllocationBook: Sendable {
  /// The rows of each organisation and mode, in the order of the file.
  private let rows: [Key: [DatedRow<AllocationTerms>]]

  private struct Key: Hashable {
    let organisation: Name
    let mode: AllocationMode
  }

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  ///
  /// A row that ends before it begins is a fault. Rows may overlap: the most specific one counts, and of equals the last.
  package init(
    _ rows: [DatedRow<AllocationTerms>], knownAt: Instant?, faults: inout [BookProblem]
  ) {
    var kept: [Key: [DatedRow<AllocationTerms>]] = [:]
    for row in rows where row.isKnown(at: knownAt) {
      if row.endsBeforeStart {
        faults.append(BookProblem(.endNotAfterStart, at: row.place))
        continue
      }
      let key = Key(organisation: row.value.organisation, mode: row.value.mode)
      kept[key, default: []].append(row)
    }
    self.rows = kept
  }

  /// A book without a row.
  package static let empty: AllocationBook = {
    var faults: [BookProblem] = []
    return AllocationBook([], knownAt: nil, faults: &faults)
  }()

  package var isEmpty: Bool { rows.isEmpty }

  /// True if a row states shares that members receive each month.
  package var hasTransfers: Bool { rows.keys.contains { $0.mode == .transfer } }

  /// Returns the monthly credits of a member in force at `instant`; nil if no row is for it then.
  ///
  /// A row for the account takes precedence over one for its role, and that over one for all members.
  package func credits(
    _ mode: AllocationMode, of member: AccountTerms, at instant: Instant
  ) -> Credits? {
    guard let organisation = member.organisation,
      let rows = rows[Key(organisation: organisation, mode: mode)]
    else { return nil }
    var best: (rank: Int, credits: Credits)?
    for row in rows where row.isInForce(at: instant) {
      guard let rank = row.value.rank(for: member), rank >= best?.rank ?? 0 else { continue }
      best = (rank, row.value.credits)
    }
    return best?.credits
  }
}

extension AllocationTerms {
  /// The precedence of the row for a member, higher first; nil if it is for others.
  fileprivate func rank(for member: AccountTerms) -> Int? {
    if let account { return account == member.account ? 2 : nil }
    if let role { return role == member.role ? 1 : nil }
    return 0
  }
}

extension DatedRow {
  /// True if `effective_to` is not after `effective_from`.
  var endsBeforeStart: Bool { to.map { $0 <= from } ?? false }

  /// True from `effective_from` until just before `effective_to`, or for good without one.
  func isInForce(at instant: Instant) -> Bool {
    from <= instant && to.map { instant < $0 } ?? true
  }
}
