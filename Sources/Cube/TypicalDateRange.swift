import Ledger

/// Which days of a ledger are usual: those among which all requests lie but a few, which are far from them.
///
/// A few requests of a wrong clock, months or years before or after all others, are recognised by the ledger alone: no clock is
/// asked. They count in every sum; where the ledger begins and ends, the usual days say.
package enum TypicalDateRange {
  /// Requests are far only behind a longer gap than this, in days.
  static let longestPause = 30
  /// The gap is at least this multiple of the longest one among the usual days.
  static let timesLonger: Int = 10
  /// The share of requests that may be far: one in this number, and always one.
  static let oneIn: Int64 = 50
  /// The fewest requests, on the fewest days, that others can be far from.
  static let fewestRequests: Int64 = 10
  static let fewestDays = 3
  /// Behind a gap of this many days, five years, and this multiple of the others together, one request in few may be far
  /// from so few others: no export of so few rows goes on after as many years.
  static let years = 1_826
  static let oneInFew: Int64 = 4
  static let fewRequests: Int64 = 3
  /// So many gaps from each end are looked at.
  private static let mostCuts = 20

  /// Returns the first and the last usual day; nil where there is no request.
  ///
  /// - Parameter days: by day, each with at least one request.
  package static func span(_ days: [(day: Day, requests: Int64)]) -> ClosedRange<Day>? {
    guard let first = days.first, let last = days.last else { return nil }
    let total = days.reduce(0) { $0 + $1.requests }
    guard last.day - first.day > longestPause, total > fewRequests else {
      return first.day...last.day
    }
    let most = max(1, total / oneIn)
    if let few = spanOfFew(days, total) { return few }
    guard total > fewestRequests else { return first.day...last.day }
    let starts = cuts(days, most)
    let ends = cuts(days.reversed(), most).map { (kept: days.count - $0.kept, far: $0.far) }
    var best = (days: first.day...last.day, far: Int64(0))
    for start in starts {
      for end in ends where start.far + end.far > best.far && start.far + end.far <= most {
        let usual = start.kept..<end.kept
        if isUsual(usual, of: days), total - start.far - end.far >= fewestRequests {
          best = (days[usual.lowerBound].day...days[usual.upperBound - 1].day, start.far + end.far)
        }
      }
    }
    return best.days
  }

  /// Returns the usual days of a small ledger where others are years away; nil where none are, or the ledger is larger.
  private static func spanOfFew(
    _ days: [(day: Day, requests: Int64)], _ total: Int64
  ) -> ClosedRange<Day>? {
    guard total < oneIn * 2, days[days.count - 1].day - days[0].day > years else { return nil }
    let gaps = zip(days, days.dropFirst()).map { $1.day - $0.day }
    let breaks = gaps.indices.filter { gaps[$0] > years }.map { $0 + 1 }
    // The usual days are those between two breaks with the most requests.
    let stretches = zip([0] + breaks, breaks + [days.count]).map { start, end in
      (days: start..<end, requests: days[start..<end].reduce(0) { $0 + $1.requests })
    }
    guard let usual = stretches.max(by: { $0.requests < $1.requests }),
      usual.requests >= fewRequests, (total - usual.requests) * oneInFew <= total
    else { return nil }
    let span = days[usual.days.lowerBound].day...days[usual.days.upperBound - 1].day
    let outer = [usual.days.lowerBound, usual.days.upperBound].filter {
      (1..<days.count).contains($0)
    }
    let length = span.upperBound - span.lowerBound
    return outer.allSatisfy { gaps[$0 - 1] >= timesLonger * length } ? span : nil
  }

  /// Returns the days to cut off at the start, by long gaps, and their requests; at first none.
  private static func cuts(
    _ days: some RandomAccessCollection<(day: Day, requests: Int64)>, _ most: Int64
  ) -> [(kept: Int, far: Int64)] {
    var (found, far) = ([(kept: 0, far: Int64(0))], Int64(0))
    var before: Day?
    for (number, entry) in days.enumerated() {
      if let before, abs(entry.day - before) > longestPause { found.append((number, far)) }
      far += entry.requests
      before = entry.day
      if far > most || found.count > mostCuts { break }
    }
    return found
  }

  /// True if some days are dense enough to make the days before and after them distant.
  private static func isUsual(
    _ usual: Range<Int>, of days: [(day: Day, requests: Int64)]
  ) -> Bool {
    guard usual.count >= fewestDays else { return false }
    func gap(before index: Int) -> Int { days[index].day - days[index - 1].day }
    let longest = usual.dropFirst().map(gap).max() ?? 1
    let outer = [usual.lowerBound, usual.upperBound].filter { (1..<days.count).contains($0) }
    return outer.allSatisfy { gap(before: $0) >= timesLonger * longest }
  }
}

extension TypicalDateRange {
  /// Returns the first and the last usual day of sums by day; nil where there are none.
  static func span(of sums: DailyRows) -> ClosedRange<Day>? {
    var days: [(day: Day, requests: Int64)] = []
    for daily in sums {
      if days.last?.day != daily.day { days.append((daily.day, 0)) }
      days[days.count - 1].requests += daily.measures.requests
    }
    return span(days)
  }
}

extension Facts {
  /// The facts of the usual days: all of them in most ledgers.
  package var ofUsualDays: Facts {
    guard let days = usualDays, let first = rows.first?.day, let last = rows.last?.day,
      days != first...last
    else { return self }
    return Facts(self, of: days)
  }

  private init(_ facts: Facts, of days: ClosedRange<Day>) {
    dimensions = facts.dimensions
    moneyTerms = facts.moneyTerms
    users = facts.users
    lineOfDimensions = facts.lineOfDimensions
    hasOverflowed = facts.hasOverflowed
    rows = facts.rows.within(days)
    byDayAndDimensions = facts.byDayAndDimensions.within(days)
    usualDays = TypicalDateRange.span(of: byDayAndDimensions)
    var (totals, has) = (
      [MoneyTotals?](repeating: nil, count: dimensions.count),
      [Bool](repeating: false, count: users.count)
    )
    for daily in byDayAndDimensions {
      let number = Int(daily.dimensions)
      if totals[number] == nil { totals[number] = MoneyTotals() }
      totals[number]?.add(daily.measures, daily.money)
    }
    for fact in rows { has[Int(fact.user)] = true }
    byDimensions = totals
    hasFactOfUser = has
  }
}
