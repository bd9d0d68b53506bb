/// A row of the file of `--event-revenue`: the revenue of one event in one month.
///
/// Amounts in 10⁻¹⁸ USD; texts are numbers of the audit's names.
package struct EventRevenue: Hashable, Sendable {
  /// By index of the ledger.
  package let event: UInt32
  package let account: UInt32
  /// 0 if there is none; an event with several requests has a row for each.
  package let request: UInt32
  /// Months since January of year 0.
  package let month: Int32
  package var realised: Int128 = 0
  package var breakage: Int128 = 0

  private struct Key: Hashable {
    let event: UInt32
    let request: UInt32
    let month: Int32
  }

  /// Returns the rows of some months with an amount other than 0, in the order of their first postings.
  package static func rows(
    _ postings: [RevenuePosting], months: Range<Int32>
  ) -> [EventRevenue] {
    var rows: [EventRevenue] = []
    var places: [Key: Int] = [:]
    for posting in postings where posting.isEarned && months.contains(posting.month) {
      let key = Key(event: posting.event, request: posting.request, month: posting.month)
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        rows.append(
          EventRevenue(
            event: posting.event, account: posting.account, request: posting.request,
            month: posting.month))
      }
      rows[place].realised += posting.realised
      rows[place].breakage += posting.breakage
    }
    return rows.filter { $0.realised != 0 || $0.breakage != 0 }
  }
}

extension RevenuePosting {
  /// True for revenue: realised or breakage.
  package var isEarned: Bool { kind == .realised || kind == .breakage }
  /// The amount if it is realised revenue; else 0.
  package var realised: Int128 { kind == .realised ? usd : 0 }
  /// The amount if it is breakage; else 0.
  package var breakage: Int128 { kind == .breakage ? usd : 0 }
}
