import Ledger

/// The closes on which the restatement of one month rests.
package struct RestatementBasis: Hashable, Sendable {
  package let month: Month
  /// The latest close or restatement of the month.
  package let close: CloseRow
  /// The last close at or after it whose manifest has the month: everything known then is reported.
  package let base: CloseRow
  /// The closes between which differences were booked that `close` made void and no close reversed since.
  ///
  /// The booked amount is the month as known at `through` less the month as known at `from`.
  package let voided: Voided?

  /// A stretch of closes.
  package struct Voided: Hashable, Sendable {
    package let from: CloseRow
    package let through: CloseRow
  }

  /// Returns one for each closed month before `end`, by month.
  ///
  /// A close of a later month, or its restatement, books what was learned of this month since the close before.
  package static func all(of rows: [CloseRow], before end: Month) -> [RestatementBasis] {
    let closes = rows.filter { $0.kind != .approve }
    return Set(closes.map(\.period)).filter { $0 < end }.sorted().compactMap { month in
      var own: (close: CloseRow, base: CloseRow)?
      var voided: Voided?
      for row in closes where row.period >= month {
        if row.period == month {
          if let own, own.base != own.close {
            voided = Voided(from: own.close, through: own.base)
          }
          own = (row, row)
        } else if let known = own {
          own = (known.close, row)
          voided = nil
        }
      }
      return own.map {
        RestatementBasis(month: month, close: $0.close, base: $0.base, voided: voided)
      }
    }
  }
}
