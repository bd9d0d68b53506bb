import Ledger

/// One fact: all requests of one day, one set of dimensions and one user.
package struct Fact: Sendable {
  package let day: Day
  /// An index into the dimensions of its `Facts`, or of the worker's table.
  package let dimensions: Int32
  /// An index into the users of its `Facts`, or of the worker.
  package let user: Int32
  /// The number after that of its further measures in the list of whoever keeps it; 0 where it has none.
  ///
  /// A group of a worker is what is packed and what is there together; a merged fact has one of them alone.
  var further: UInt32 = 0
  /// What it sums to, as far as that can be packed; `FactRows` give all measures.
  var sums = PackedMeasures()
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
  /// Per user, whether there is a fact: of some every row was taken out again.
  package let hasFactOfUser: [Bool]
  /// Per dimensions, a number that is the same for those that `facts.csv` cannot tell apart.
  package let lineOfDimensions: [Int32]
  /// One per day, dimensions and user, sorted by day, line, user, terms.
  package let rows: FactRows
  /// The sums per day and dimensions over all users, by day and then in the order of the facts' first appearance.
  ///
  /// A day and dimensions may stand more than once. What needs no users follows from these, of which there are much
  /// fewer than facts.
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
    let dimensions = Facts.inOrder(Set(parts.flatMap(\.table.dimensions)))
    let users = Set(parts.flatMap(\.users)).sorted()
    let dimensionRank = Dictionary(uniqueKeysWithValues: zip(dimensions, Int32(0)...))
    let userRank = Dictionary(uniqueKeysWithValues: zip(users, Int32(0)...))
    let lines = Facts.lines(of: dimensions)
    let moneyTerms = dimensions.map(MoneyTerms.init)

    let numbers = parts.map { part in
      FactOrder.PartNumbers(
        dimensions: part.table.dimensions.map { dimensionRank[$0] ?? -1 },
        users: part.users.map { userRank[$0] ?? -1 })
    }
    var overflow = parts.contains { $0.table.hasOverflowed }
    var groups = parts.map(\.table.groups)
    parts = []
    let order = FactOrder(groups, numbers, lines: lines, users: users.count)
    var daily = DailySums(moneyTerms)
    var hasFactOfUser = [Bool](repeating: false, count: users.count)
    // Facts are looked at once more while they are at hand.
    rows = Facts.merged(order, &groups, overflow: &overflow) { measures, key in
      daily.add(measures, day: key.day, dimensions: key.dimensions)
      hasFactOfUser[Int(key.user)] = true
    }
    self.hasFactOfUser = hasFactOfUser
    self.dimensions = dimensions
    self.moneyTerms = moneyTerms
    self.users = users
    lineOfDimensions = lines
    hasOverflowed = overflow || daily.exceedsLimit
    byDayAndDimensions = hasOverflowed ? [] : daily.totals
    var totals = [MoneyTotals?](repeating: nil, count: dimensions.count)
    for daily in byDayAndDimensions {
      let number = Int(daily.dimensions)
      if totals[number] == nil { totals[number] = MoneyTotals() }
      totals[number]?.add(daily.measures, daily.money)
    }
    byDimensions = totals
  }

  /// Sorts by the cells, then the terms; the cells are made once for each.
  private static func inOrder(_ dimensions: Set<FactDimensions>) -> [FactDimensions] {
    let keyed = dimensions.map { (cells: $0.cells, dimensions: $0) }
    return keyed.sorted { left, right in
      if left.cells == right.cells { return left.dimensions.terms < right.dimensions.terms }
      return left.cells.lexicographicallyPrecedes(right.cells)
    }.map(\.dimensions)
  }

  private static func lines(of dimensions: [FactDimensions]) -> [Int32] {
    var lines: [Int32] = []
    for (index, each) in dimensions.enumerated() {
      let isSame = index > 0 && each.cells == dimensions[index - 1].cells
      lines.append(isSame ? lines[index - 1] : Int32(index))
    }
    return lines
  }

  /// How many groups ahead one is asked for, as merging finds them all over the memory.
  private static let lookahead = 16

  /// One fact per place of the order, summed over the workers; groups that were taken out again vanish.
  ///
  /// - Parameter onFact: gets each fact in its order.
  @inline(__always)
  private static func merged(
    _ order: FactOrder, _ groups: inout [FactGroups], overflow: inout Bool,
    onFact: (Measures, FactOrder.Key) -> Void
  ) -> FactRows {
    var facts = FactRows()
    var start = 0
    while start < order.count {
      if start + Facts.lookahead < order.count {
        let later = order.group(at: start + Facts.lookahead)
        groups[later.part].prefetch(later.index)
      }
      let first = order.group(at: start)
      var sum = groups[first.part].take(first.index)
      var end = start + 1
      while end < order.count && order.isSameFact(start, end) {
        let other = order.group(at: end)
        if sum.add(groups[other.part].take(other.index)) { overflow = true }
        end += 1
      }
      if sum.gather() { overflow = true }
      if !sum.isEmpty {
        let key = order[start]
        onFact(sum.measures, key)
        facts.append(sum, of: key) {
          for part in groups.indices {
            if let piece = groups[part].takeSpare() { return piece }
          }
          return nil
        }
      }
      start = end
    }
    return facts
  }
}
