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
  /// Sorted by account, then user.
  package let users: [UserKey]
  /// Per dimensions, a number that is the same for those that `facts.csv` cannot tell apart.
  package let lineOfDimensions: [Int32]
  /// One per day, dimensions and user, sorted by day, line, user, terms.
  package let rows: [Fact]
  /// The money per day and dimensions over all users, in the order of the facts' first appearance.
  package let byDayAndDimensions: [DailyTotals]
  /// A sum left the range of Int64: the facts cannot be used.
  package let hasOverflowed: Bool

  /// Merges what workers collected, in any order; groups that were taken out again vanish.
  ///
  /// - Parameter parts: each worker's table with the users that its numbers mean.
  package init(merging parts: [(table: FactTable, users: [UserKey])]) {
    let dimensions = Set(parts.flatMap(\.table.dimensions)).sorted(by: Facts.precedes)
    let users = Set(parts.flatMap(\.users)).sorted()
    let dimensionRank = Dictionary(uniqueKeysWithValues: zip(dimensions, Int32(0)...))
    let userRank = Dictionary(uniqueKeysWithValues: zip(users, Int32(0)...))
    let lines = Facts.lines(of: dimensions)

    var rows: [Fact] = []
    rows.reserveCapacity(parts.reduce(0) { $0 + $1.table.groups.count })
    for part in parts {
      let dimensionNumbers = part.table.dimensions.map { dimensionRank[$0] ?? -1 }
      let userNumbers = part.users.map { userRank[$0] ?? -1 }
      for group in part.table.groups {
        rows.append(
          Fact(
            day: group.day, dimensions: dimensionNumbers[Int(group.dimensions)],
            user: userNumbers[Int(group.user)], measures: group.measures))
      }
    }
    var overflow = parts.contains { $0.table.hasOverflowed }
    let sorted = Facts.order(rows, lines: lines)
    self.rows = Facts.merged(rows, in: sorted, overflow: &overflow)
    self.dimensions = dimensions
    self.users = users
    lineOfDimensions = lines
    hasOverflowed = overflow || Facts.exceedsLimit(self.rows, dimensions)
    byDayAndDimensions = hasOverflowed ? [] : Facts.daily(self.rows, dimensions)
  }

  /// The most that all requests together may cost or earn: 10¹¹ USD, so that every later product with a
  /// percentage fits.
  private static let totalLimit: Int128 = 100_000_000_000 * Money.attodollarsPerDollar

  private static func exceedsLimit(_ rows: [Fact], _ dimensions: [FactDimensions]) -> Bool {
    var cost: Int128 = 0
    var revenue: Int128 = 0
    for row in rows {
      let value = dimensions[Int(row.dimensions)].terms.creditValue
      cost += row.measures.notionalCost
      revenue += Int128(row.measures.credits) * value.attodollarsPerMicrocredit
      if max(cost, revenue) > totalLimit { return true }
    }
    return false
  }

  private static func daily(_ rows: [Fact], _ dimensions: [FactDimensions]) -> [DailyTotals] {
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
      totals[place].totals.add(row.measures, dimensions[Int(row.dimensions)])
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

  /// The indices of `rows` by day, line, user, dimensions.
  private static func order(_ rows: [Fact], lines: [Int32]) -> [Int] {
    struct Key: Comparable {
      let high: UInt64
      let low: UInt64
      let index: Int

      static func < (left: Key, right: Key) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
      }
    }
    let keys = rows.indices.map { index in
      let row = rows[index]
      return Key(
        high: UInt64(UInt32(bitPattern: row.day.number ^ Int32.min)) << 32
          | UInt64(lines[Int(row.dimensions)]),
        low: UInt64(row.user) << 32 | UInt64(row.dimensions), index: index)
    }
    return keys.sorted().map(\.index)
  }

  private static func merged(_ rows: [Fact], in order: [Int], overflow: inout Bool) -> [Fact] {
    var merged: [Fact] = []
    merged.reserveCapacity(rows.count)
    for index in order {
      let row = rows[index]
      if let last = merged.last, last.day == row.day, last.dimensions == row.dimensions,
        last.user == row.user
      {
        if merged[merged.count - 1].measures.add(row.measures) { overflow = true }
      } else {
        merged.append(row)
      }
    }
    return merged.filter { $0.measures.requests != 0 }
  }
}
