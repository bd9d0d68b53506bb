import Ledger

/// One fact: all requests of one day, one set of dimensions and one user.
package struct Fact: Sendable {
  package let day: Day
  /// An index into the dimensions of its `Facts`.
  package let dimensions: Int32
  /// An index into the users of its `Facts`.
  package let user: Int32
  package var measures: Measures
}

/// Every fact of a ledger, at the grain of day, dimensions and user; sorted as `facts.csv` is.
///
/// Facts that differ only in their terms (a plan that changed within the day) stand beside each other
/// and are one line of `facts.csv`.
package struct Facts: Sendable {
  /// Sorted by their cells, then their terms.
  package let dimensions: [FactDimensions]
  /// Per dimensions, what makes money of their measures.
  package let moneyTerms: [MoneyTerms]
  /// Sorted by account, then user.
  package let users: [UserKey]
  /// Per dimensions, a number that is the same for those that `facts.csv` cannot tell apart.
  package let lineOfDimensions: [Int32]
  /// One per day, dimensions and user, sorted by day, line, user, terms.
  package let rows: [Fact]
  /// The money per day and dimensions over all users, in the order of the facts' first appearance.
  package let byDayAndDimensions: [DailyTotals]
  /// The money per dimensions over all days and users; nil where no fact is left.
  let byDimensions: [MoneyTotals?]
  /// A sum left the range of Int64: the facts cannot be used.
  package let hasOverflowed: Bool

  /// Merges what workers collected, in any order; groups that were taken out again vanish.
  ///
  /// - Parameter parts: each worker's table with the users that its numbers mean; what nobody else holds of
  ///   them is freed along the way.
  package init(merging parts: consuming [(table: FactTable, users: [UserKey])]) {
    let dimensions = Set(parts.flatMap(\.table.dimensions)).sorted(by: Facts.precedes)
    let users = Set(parts.flatMap(\.users)).sorted()
    let dimensionRank = Dictionary(uniqueKeysWithValues: zip(dimensions, Int32(0)...))
    let userRank = Dictionary(uniqueKeysWithValues: zip(users, Int32(0)...))
    let lines = Facts.lines(of: dimensions)

    let moneyTerms = dimensions.map(MoneyTerms.init)

    var keys: [SortKey] = []
    keys.reserveCapacity(parts.reduce(0) { $0 + $1.table.groups.count })
    for (number, part) in parts.enumerated() {
      let dimensionNumbers = part.table.dimensions.map { dimensionRank[$0] ?? -1 }
      let userNumbers = part.users.map { userRank[$0] ?? -1 }
      part.table.groups.forEachKey { index, day, dimensions, user in
        let dimensions = dimensionNumbers[Int(dimensions)]
        keys.append(
          SortKey(
            day: day, line: lines[Int(dimensions)], user: userNumbers[Int(user)],
            dimensions: dimensions, part: Int32(number), index: Int32(index)))
      }
    }
    keys.sort()
    var overflow = parts.contains { $0.table.hasOverflowed }
    var groups = parts.map(\.table.groups)
    parts = []
    rows = Facts.merged(keys, &groups, overflow: &overflow)
    self.dimensions = dimensions
    self.moneyTerms = moneyTerms
    self.users = users
    lineOfDimensions = lines
    hasOverflowed = overflow || Facts.exceedsLimit(rows, moneyTerms)
    byDayAndDimensions = hasOverflowed ? [] : Facts.daily(rows, moneyTerms)
    var totals = [MoneyTotals?](repeating: nil, count: dimensions.count)
    for daily in byDayAndDimensions {
      let number = Int(daily.dimensions)
      if totals[number] == nil { totals[number] = MoneyTotals() }
      totals[number]?.add(daily.totals)
    }
    byDimensions = totals
  }

  private static func exceedsLimit(_ rows: [Fact], _ money: [MoneyTerms]) -> Bool {
    var cost: Int128 = 0
    var revenue: Int128 = 0
    for row in rows {
      cost += row.measures.notionalCost
      revenue +=
        money[Int(row.dimensions)].worth(ofMicrocredits: row.measures.credits).attodollars
      if max(cost, revenue) > Money.totalLimit.attodollars { return true }
    }
    return false
  }

  private static func daily(_ rows: [Fact], _ money: [MoneyTerms]) -> [DailyTotals] {
    var totals: [DailyTotals] = []
    var places: [Int32: Int] = [:]
    var day: Day?
    for row in rows {
      if row.day != day {
        day = row.day
        places.removeAll(keepingCapacity: true)
      }
      let place = places[row.dimensions] ?? totals.count
      if place == totals.count {
        places[row.dimensions] = place
        totals.append(DailyTotals(day: row.day, dimensions: row.dimensions, totals: MoneyTotals()))
      }
      totals[place].totals.add(row.measures, money[Int(row.dimensions)])
    }
    return totals
  }

  private static func precedes(_ left: FactDimensions, _ right: FactDimensions) -> Bool {
    let (leftCells, rightCells) = (left.cells, right.cells)
    if leftCells == rightCells { return left.terms < right.terms }
    return leftCells.lexicographicallyPrecedes(rightCells)
  }

  private static func lines(of dimensions: [FactDimensions]) -> [Int32] {
    var lines: [Int32] = []
    for (index, each) in dimensions.enumerated() {
      let isSame = index > 0 && each.cells == dimensions[index - 1].cells
      lines.append(isSame ? lines[index - 1] : Int32(index))
    }
    return lines
  }

  /// Where a group of a worker belongs among all facts, and where its sums are.
  private struct SortKey: Comparable {
    let dayAndLine: UInt64
    let userAndDimensions: UInt64
    let part: Int32
    let index: Int32

    init(day: Day, line: Int32, user: Int32, dimensions: Int32, part: Int32, index: Int32) {
      // Days before 1970 are negative; with the sign turned they sort as numbers without one.
      let day = UInt64(UInt32(bitPattern: day.number ^ Int32.min))
      dayAndLine = day << 32 | UInt64(UInt32(bitPattern: line))
      userAndDimensions =
        UInt64(UInt32(bitPattern: user)) << 32 | UInt64(UInt32(bitPattern: dimensions))
      self.part = part
      self.index = index
    }

    static func < (left: SortKey, right: SortKey) -> Bool {
      left.dayAndLine == right.dayAndLine
        ? left.userAndDimensions < right.userAndDimensions : left.dayAndLine < right.dayAndLine
    }

    func isSameFact(as other: SortKey) -> Bool {
      dayAndLine == other.dayAndLine && userAndDimensions == other.userAndDimensions
    }

    var user: Int32 { Int32(truncatingIfNeeded: userAndDimensions >> 32) }
    var dimensions: Int32 { Int32(truncatingIfNeeded: userAndDimensions) }
  }

  /// One fact per key, summed over the workers; groups that were taken out again vanish.
  private static func merged(
    _ keys: [SortKey], _ groups: inout [FactGroups], overflow: inout Bool
  ) -> [Fact] {
    var facts: [Fact] = []
    facts.reserveCapacity(keys.count)
    var start = 0
    while start < keys.count {
      let group = groups[Int(keys[start].part)].take(Int(keys[start].index))
      var fact = Fact(
        day: group.day, dimensions: keys[start].dimensions, user: keys[start].user,
        measures: group.measures)
      var end = start + 1
      while end < keys.count && keys[end].isSameFact(as: keys[start]) {
        let other = groups[Int(keys[end].part)].take(Int(keys[end].index))
        if fact.measures.add(other.measures) { overflow = true }
        end += 1
      }
      if fact.measures.requests != 0 { facts.append(fact) }
      start = end
    }
    return facts
  }
}
