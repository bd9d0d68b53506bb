import Ledger

/// The sums of the requests of one day and one set of dimensions, over all users.
///
/// There are several if a sum would leave the range of Int64.
package struct DailyTotals: Sendable {
  package let day: Day
  /// An index into the dimensions of the `Facts`.
  package let dimensions: Int32
  /// The terms that convert the measures to money.
  package let money: MoneyTerms
  package let measures: Measures

  /// The money of it.
  package var totals: MoneyTotals {
    var totals = MoneyTotals()
    totals.add(measures, money)
    return totals
  }
}

/// Sums per day and dimensions, packed as facts are: a ledger may have as many of them as rows.
package struct DailyRows: RandomAccessCollection, Sendable {
  private var entries: [Entry] = []
  /// The measures of those that cannot be packed: all of them.
  private var further: [Measures] = []
  private var gaps = GapTable()
  /// Per dimensions.
  private let money: [MoneyTerms]

  /// The data kept of a row; package-visible only so that loops of other modules need no calls.
  package struct Entry: Sendable {
    let day: Day
    let dimensions: Int32
    /// Its requests without a price, or the place of its further measures.
    var besides: UnpricedCountSlot
    var sums: PackedMeasures

    /// Adds what is packed to what is, or returns false and has changed nothing.
    @inline(__always)
    mutating func add(_ sum: FactSum) -> Bool {
      guard besides.place == nil, sum.isPacked,
        let together = UnpricedCountSlot(unpriced: besides.unpriced + sum.unpriced),
        sums.add(sum.sums)
      else { return false }
      besides = together
      return true
    }
  }

  /// - Parameter money: per dimensions.
  init(_ money: [MoneyTerms]) { self.money = money }

  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  package subscript(index: Int) -> DailyTotals {
    @inline(__always) get {
      let dimensions = entries[index].dimensions
      return DailyTotals(
        day: entries[index].day, dimensions: dimensions, money: money[Int(dimensions)],
        measures: measures(at: index))
    }
  }

  /// Gives the rows one after another: the one that every collection has asks for memory for each of them.
  package struct Iterator: IteratorProtocol {
    fileprivate let rows: DailyRows
    fileprivate var index = 0

    /// The next row; nil after the last.
    @inline(__always)
    package mutating func next() -> DailyTotals? {
      guard index < rows.entries.count else { return nil }
      index += 1
      return rows[index - 1]
    }
  }

  /// Begins with the first row.
  package func makeIterator() -> Iterator { Iterator(rows: self) }

  @inline(__always)
  private func measures(at index: Int) -> Measures {
    let besides = entries[index].besides
    guard let place = besides.place else {
      return entries[index].sums.measures(unpriced: besides.unpriced)
    }
    return further[place]
  }

  /// Those of some days, in the same order.
  func within(_ days: ClosedRange<Day>) -> DailyRows {
    var rows = self
    rows.gaps = gaps.selecting(entries.indices.filter { days.contains(entries[$0].day) })
    rows.entries.removeAll { !days.contains($0.day) }
    return rows
  }

  /// Returns how many of the requests of a row lack a recorded figure.
  package func gaps(at index: Int) -> RecordedFigureGaps {
    gaps.isEmpty ? RecordedFigureGaps() : gaps.gaps(at: index, of: measures(at: index).requests)
  }

  /// Adds the gaps of a fact, which has `requests` requests, to the row that it was added to.
  mutating func add(_ gaps: RecordedFigureGaps, of requests: Int64, at index: Int) {
    self.gaps.add(gaps, of: requests, at: index)
  }

  /// Begins the sum of a day and dimensions with a fact that was gathered.
  mutating func append(_ sum: FactSum, day: Day, dimensions: Int32) {
    entries.append(
      Entry(
        day: day, dimensions: dimensions, besides: sum.besides(placeOfFurther: further.count),
        sums: sum.sums))
    if let measures = sum.further { further.append(measures) }
  }

  /// Adds a fact that was gathered, unless a sum would leave the range of Int64: then it returns false and has changed
  /// nothing.
  @inline(__always)
  mutating func add(_ sum: FactSum, at index: Int) -> Bool {
    entries[index].add(sum) || addFurther(sum.measures, at: index)
  }

  @inline(never)
  private mutating func addFurther(_ fact: Measures, at index: Int) -> Bool {
    var sum = measures(at: index)
    guard !sum.add(fact) else { return false }
    if let place = entries[index].besides.place {
      further[place] = sum
    } else {
      entries[index].sums = PackedMeasures()
      entries[index].besides = UnpricedCountSlot(place: further.count)
      further.append(sum)
    }
    return true
  }
}

/// The sums per day and dimensions while facts come in their order.
struct DailySums {
  private(set) var totals: DailyRows
  /// Per dimensions, their place among the totals, which are of the day if it is behind its start.
  private var places: [Int32]
  private var firstOfDay = 0
  private var lastDay = Day(number: .min)

  /// - Parameter money: per dimensions.
  init(_ money: [MoneyTerms]) {
    totals = DailyRows(money)
    places = Array(repeating: -1, count: money.count)
  }

  /// Adds a fact, of the day of the last one or of a later one.
  @inline(__always)
  mutating func add(_ sum: FactSum, _ gaps: RecordedFigureGaps?, day: Day, dimensions: Int32) {
    add(sum, day: day, dimensions: dimensions)
    if let gaps { totals.add(gaps, of: sum.requests, at: Int(places[Int(dimensions)])) }
  }

  @inline(__always)
  private mutating func add(_ sum: FactSum, day: Day, dimensions: Int32) {
    if day != lastDay { (lastDay, firstOfDay) = (day, totals.count) }
    let place = Int(places[Int(dimensions)])
    if place >= firstOfDay && totals.add(sum, at: place) { return }
    places[Int(dimensions)] = Int32(totals.count)
    totals.append(sum, day: day, dimensions: dimensions)
  }

  /// True if cost or list revenue exceeds the limit for a ledger.
  var exceedsLimit: Bool {
    var cost: Int128 = 0
    var revenue: Int128 = 0
    for total in totals {
      // Credits that were deducted, not computed, may be worth more than 128 bits hold.
      let (worth, isTooLarge) = total.measures.credits.multipliedReportingOverflow(
        by: total.money.terms.creditValue.attodollarsPerMicrocredit)
      let (sum, hasOverflowed) = revenue.addingReportingOverflow(worth)
      if isTooLarge || hasOverflowed { return true }
      revenue = sum
      cost += total.measures.notionalCost
    }
    return max(cost, revenue) > Money.totalLimit.attodollars
  }
}
