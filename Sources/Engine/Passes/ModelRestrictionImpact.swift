import Cube
import Ledger
import Simulation

/// The usage that a model restriction stops, computed from the facts.
///
/// They give the day of the first request, but not its time.
package struct ModelRestrictionImpact {
  package private(set) var requests: Int64 = 0
  package private(set) var saved = Money.zero
  private var months: [UserMonth: (first: Day, requests: Int64, totals: MoneyTotals)] = [:]

  private struct UserMonth: Hashable {
    let user: Name
    let month: Month
  }

  /// - Parameters:
  ///   - isPriced: only requests with a price are counted, as by the guards of a run.
  ///   - isForbidden: whether the restriction stops requests of such dimensions.
  package init(_ facts: Facts, isPriced: Bool, isForbidden: (FactDimensions) -> Bool) {
    let forbidden = facts.dimensions.map(isForbidden)
    for row in facts.rows where forbidden[Int(row.dimensions)] {
      let measures = facts.rows.measures(of: row)
      let count = measures.requests - (isPriced ? measures.unpriced : 0)
      guard count > 0 else { continue }
      requests += count
      let key = UserMonth(
        user: facts.users[Int(row.user)].reported, month: row.day.month)
      // Facts are in the order of days.
      var month = months[key] ?? (row.day, 0, MoneyTotals())
      month.requests += count
      month.totals.add(measures, facts.moneyTerms[Int(row.dimensions)])
      months[key] = month
    }
    saved = facts.total(where: isForbidden).vendorCost
  }

  /// Whom it stops.
  package var users: Set<Name> { Set(months.keys.map(\.user)) }

  /// The day of the first request that it stops; nil where it stops none.
  package var firstDay: Day? { months.values.map(\.first).min() }

  /// Whom it stops in which month, with what `stops` stop besides; by user and month.
  package func users(_ name: String, and stops: [StoppedRequest] = []) -> [AffectedUser] {
    var found: [UserMonth: AffectedUser] = [:]
    for (key, month) in months {
      found[key] = AffectedUser(
        guardName: name, user: key.user, month: key.month,
        firstStoppedAt: Name(month.first.description), firstRequestID: .empty,
        requests: month.requests,
        microcredits: month.totals.microcredits, saved: month.totals.vendorCost)
    }
    var firstDays: [UserMonth: Day] = [:]
    for stop in stops {
      let key = UserMonth(user: stop.user, month: stop.day.month)
      firstDays[key] = min(firstDays[key] ?? stop.day, stop.day)
    }
    for other in AffectedUser.all(stops, of: name) {
      let key = UserMonth(user: other.user, month: other.month)
      guard let own = found[key], let month = months[key], let day = firstDays[key] else {
        found[key] = other
        continue
      }
      // Of a day alone and an instant of that day, the day is the first that is known.
      found[key] = own.with(other, isFirst: month.first <= day)
    }
    return found.sorted {
      ($0.key.user, $0.key.month) < ($1.key.user, $1.key.month)
    }.map(\.value)
  }
}

extension AffectedUser {
  /// Combines the usage that two guards stop, this one first or the other.
  fileprivate func with(_ other: AffectedUser, isFirst: Bool) -> AffectedUser {
    AffectedUser(
      guardName: guardName, user: user, month: month,
      firstStoppedAt: isFirst ? firstStoppedAt : other.firstStoppedAt,
      firstRequestID: isFirst ? firstRequestID : other.firstRequestID,
      requests: requests + other.requests, microcredits: microcredits + other.microcredits,
      saved: saved + other.saved)
  }
}
