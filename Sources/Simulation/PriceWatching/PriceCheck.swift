import Ledger
import Pricing

/// A price that needs a review.
package struct PriceCheck: Sendable {
  package let kind: Kind
  package let price: Price
  package let from: Instant
  package let recordedAt: Instant?
  package let place: Place
  package let detail: String

  /// Why.
  package enum Kind: String, CaseIterable, Sendable {
    case suspicious, contradiction, conflicting, stale, unused
  }

  /// The prefix in the `source` column of a row before the reason why its price is right.
  ///
  /// Other prices of its model contradict that price.
  package static let acceptance = "contradiction accepted: "

  /// True if the `source` column of its row says that a person reviewed the contradiction.
  package func isAccepted(source: Name?) -> Bool {
    kind == .contradiction && source?.description.contains(PriceCheck.acceptance) == true
  }
}

extension PriceBook {
  /// Prices that are unused or old, that two rows state differently, or that look wrong.
  ///
  /// - Parameters:
  ///   - use: what the requests of the period used.
  ///   - end: the end of the period.
  package func checks(use: PriceUse, end: Instant, staleDays: Int) -> [PriceCheck] {
    var checks: [PriceCheck] = []
    func add(_ kind: PriceCheck.Kind, _ price: Price, _ place: Place, _ detail: String) {
      let row = row(at: place)
      checks.append(
        PriceCheck(
          kind: kind, price: price, from: row?.from ?? .distantPast, recordedAt: row?.recordedAt,
          place: place, detail: detail))
    }
    var told: Set<Place> = []
    // A row that is a jump from two others is told once.
    for (earlier, later, place) in jumps(over: 5) where told.insert(place).inserted {
      guard let old = earlier.perUnit, let new = later.perUnit else { continue }
      let step = PriceAlert.Suspicion(from: old, to: new)
      add(
        .suspicious, later, place,
        step == .thousandfold
          ? "\(PriceBook.jumpWords(from: old, to: new)): per thousand or per million"
          : "more than 5 times the previous price, or less than 20 % of it")
    }
    let last = end.justBefore
    let quotes = quotes(at: last)
    for odd in contradictions(among: quotes, at: last) {
      add(.contradiction, odd.price, odd.place, odd.detail)
    }
    for conflict in sourceConflicts() {
      let (winner, other) = (conflict.first.place, conflict.second)
      add(
        .conflicting, other.value, other.place,
        "\(winner.file):\(winner.line ?? 0) states another price and ranks higher")
    }
    let limit = Int64(staleDays) * Instant.nanosecondsPerDay
    let used = use.rows(of: self, at: last)
    let usedModels = Set(use.models.compactMap(key(of:)))
    for (price, row) in quotes {
      let known = row.recordedAt ?? row.from
      if known.nanoseconds < end.nanoseconds - limit {
        add(
          .stale, price, row.place, "recorded more than \(staleDays) days before the period's end")
      }
      let key = price.key.modelKey
      if !usedModels.contains(key) {
        add(.unused, price, row.place, "no request in the period")
      } else if !used.contains(row.place) {
        add(.unused, price, row.place, "no request of the period needed it")
      }
    }
    return PriceCheck.Kind.allCases.flatMap { kind in checks.filter { $0.kind == kind } }
  }
}
