import Ledger

/// One fact: all requests of one day, one set of dimensions and one user.
package struct Fact: Sendable {
  package let day: Day
  /// An index into the dimensions of its `Facts`, or of the worker's table.
  package let dimensions: Int32
  /// An index into the users of its `Facts`, or of the worker.
  package let user: Int32
  /// Its requests without a price, or the place of its further measures in the list of whoever keeps it.
  ///
  /// A group of a worker is what is packed and what is there together; a merged fact has one of them alone.
  var besides = UnpricedCountSlot()
  /// Its sums, as far as they can be packed; `FactRows` gives all measures.
  var sums = PackedMeasures()
}

/// Every fact of a ledger, at the grain of day, dimensions and user; sorted as `facts.csv` is.
///
/// Facts that differ only in their terms (a plan that changed within the day) are beside each other
/// and are one line of `facts.csv`.
package struct Facts: Sendable {
  /// Sorted by their cells, then their terms.
  package let dimensions: [FactDimensions]
  /// Per dimensions, what makes money of their measures.
  package let moneyTerms: [MoneyTerms]
  /// Sorted by account, then user.
  package let users: [UserKey]
  /// Per user, whether there is a fact: of some every row was removed again.
  package let hasFactOfUser: [Bool]
  /// Per dimensions, a number that is the same for those that `facts.csv` cannot tell apart.
  package let lineOfDimensions: [Int32]
  /// One per day, dimensions and user, sorted by day, line, user, terms.
  package let rows: FactRows
  /// The sums per day and dimensions over all users, by day and then in the order of the facts' first appearance.
  ///
  /// A day and dimensions may occur more than once. What needs no users follows from these, of which there are much
  /// fewer than facts.
  package let byDayAndDimensions: DailyRows
  /// The first and the last usual day; nil without facts.
  package let usualDays: ClosedRange<Day>?
  /// The money per dimensions over all days and users; nil where no fact is left.
  let byDimensions: [MoneyTotals?]
  /// Per dimensions, whether there is a fact; some are left over from repeated rows, which count once.
  package var hasFactOfDimensions: [Bool] { byDimensions.map { $0 != nil } }
  /// A sum left the range of Int64: the facts cannot be used.
  package let hasOverflowed: Bool

  /// Merges what workers collected, in any order; groups that were removed again vanish.
  ///
  /// - Parameter parts: each worker's table with the users that its numbers mean; what no other code holds of
  ///   them is freed along the way.
  package init(merging parts: consuming [(table: FactTable, users: [UserKey])]) {
    var merge = FactMerge(of: parts)
    guard let facts = Facts(merging: &merge, takingOut: (FactTable(), [])) else {
      preconditionFailure("nothing is removed again")
    }
    self = facts
  }

  /// Merges the groups of workers, and removes repeated rows, whose sums have a negative sign; nil where such a row was
  /// not collected.
  package init?(
    merging merge: inout FactMerge, takingOut table: (table: FactTable, users: [UserKey])
  ) {
    guard var corrections = merge.corrections(table.table, users: table.users) else { return nil }
    var overflow = merge.hasOverflowed || table.table.hasOverflowed
    // Nobody else holds them, so that their memory can be used for the facts.
    var groups: [FactGroups] = []
    swap(&groups, &merge.groups)
    dimensions = merge.dimensions
    users = merge.users
    lineOfDimensions = merge.lines
    moneyTerms = dimensions.map(MoneyTerms.init)
    var daily = DailySums(moneyTerms)
    var hasFactOfUser = [Bool](repeating: false, count: users.count)
    // Facts are looked at once more while they are at hand.
    let merged = Facts.merged(merge.order, &groups, &corrections, overflow: &overflow) {
      sum, gaps, key in
      daily.add(sum, gaps, day: key.day, dimensions: key.dimensions)
      hasFactOfUser[Int(key.user)] = true
    }
    guard let merged else { return nil }
    rows = merged
    self.hasFactOfUser = hasFactOfUser
    hasOverflowed = overflow || daily.exceedsLimit
    byDayAndDimensions = hasOverflowed ? DailyRows([]) : daily.totals
    usualDays = TypicalDateRange.span(of: byDayAndDimensions)
    var totals = [MoneyTotals?](repeating: nil, count: dimensions.count)
    for daily in byDayAndDimensions {
      let number = Int(daily.dimensions)
      if totals[number] == nil { totals[number] = MoneyTotals() }
      totals[number]?.add(daily.measures, daily.money)
    }
    byDimensions = totals
  }

  /// The prefetch distance in groups, as merging finds them all over the memory.
  private static let lookahead = 16

  /// One fact per place of the order, summed over the workers; groups that were removed again vanish.
  ///
  /// Nil where the removed rows exceed the collected ones.
  ///
  /// - Parameter onFact: gets each fact in its order, with its gaps unless no fact has any.
  @inline(__always)
  private static func merged(
    _ order: FactOrder, _ groups: inout [FactGroups], _ corrections: inout FactMerge.Corrections,
    overflow: inout Bool, onFact: (FactSum, RecordedFigureGaps?, FactOrder.Key) -> Void
  ) -> FactRows? {
    var facts = FactRows()
    var (start, taken) = (0, 0)
    let hasGaps = !(groups.allSatisfy(\.hasNoGaps) && corrections.groups.hasNoGaps)
    while start < order.count {
      if start + Facts.lookahead < order.count {
        let later = order.group(at: start + Facts.lookahead)
        groups[later.part].prefetch(later.index)
      }
      let first = order.group(at: start)
      var sum = groups[first.part].take(first.index)
      var gaps = hasGaps ? groups[first.part].gaps(at: first.index, of: sum.requests) : nil
      var end = start + 1
      while end < order.count && order.isSameFact(start, end) {
        let other = order.group(at: end)
        let more = groups[other.part].take(other.index)
        gaps? += groups[other.part].gaps(at: other.index, of: more.requests)
        if sum.add(more) { overflow = true }
        end += 1
      }
      let before = taken
      while taken < corrections.order.count
        && order.isSameFact(start, as: taken, of: corrections.order)
      {
        let index = corrections.order.group(at: taken).index
        let less = corrections.groups.take(index)
        gaps? += corrections.groups.gaps(at: index, of: less.requests)
        if sum.add(less) { overflow = true }
        taken += 1
      }
      if sum.gather() { overflow = true }
      if taken > before, sum.isBelowZero { return nil }
      if !sum.isEmpty {
        let key = order[start]
        onFact(sum, gaps, key)
        facts.append(sum, of: key) {
          for part in groups.indices {
            if let piece = groups[part].takeSpare() { return piece }
          }
          return nil
        }
        if let gaps { facts.addToLast(gaps, of: sum.requests) }
      }
      start = end
    }
    return taken == corrections.order.count ? facts : nil
  }
}
