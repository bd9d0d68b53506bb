import CSystem
import Ledger

/// The groups of one worker, in pieces of memory that never move and are let go one by one.
///
/// A long array would be copied as it grows, and could not be given up in part: merging a ledger in time order
/// empties one piece after another, and fills them with merged facts, so that groups and facts need hardly more
/// memory than one of them.
package struct FactGroups: Sendable {
  private var chunks: [[Fact]] = []
  /// The address at which each piece starts in memory, to prefetch its groups.
  ///
  /// Access through the piece itself counts references.
  private var addresses: [UInt] = []
  /// The number of groups of each piece that have not been taken.
  private var left: [Int] = []
  /// Pieces whose groups were all taken.
  private var spare: [[Fact]] = []
  /// The sums of groups that are not packed in them.
  private var further: [Measures] = []
  /// The requests of each group that lack a recorded figure.
  private var gaps = GapTable()
  package private(set) var count = 0
  /// The numbers of the first and last day of the groups; nil where there are none.
  private(set) var days: ClosedRange<Int32>?

  /// Asks for the memory of a group.
  ///
  /// A prefetch that is too early, too late or of a group that no longer exists does no harm. It is
  /// mutating, as `take` is: groups that are only read among those of other workers have their
  /// references counted.
  @inline(__always)
  mutating func prefetch(_ index: Int) {
    let size = MemoryLayout<Fact>.stride
    let address =
      addresses[index >> FactRows.pieceBits]
      &+ UInt(bitPattern: (index & FactRows.pieceMask) &* size)
    assay_prefetch(address)
    assay_prefetch(address &+ 64)
    assay_prefetch(address &+ UInt(size &- 1))
  }

  /// Visits the keys of all groups in order.
  @inline(__always)
  func forEachKey(_ body: (_ index: Int, _ day: Day, _ dimensions: Int32, _ user: Int32) -> Void) {
    for (number, chunk) in chunks.enumerated() {
      chunk.withUnsafeBufferPointer { groups in
        for place in groups.indices {
          body(
            number << FactRows.pieceBits | place, groups[place].day, groups[place].dimensions,
            groups[place].user)
        }
      }
    }
  }

  /// Adds each row to the sums of its group, and returns whether a sum left the range of Int64.
  @inline(__always)
  mutating func add(
    _ records: UnsafeBufferPointer<UsageRecord>, _ rated: UnsafeBufferPointer<RatedRecord>,
    _ outcomes: UnsafeBufferPointer<ComparisonOutcome>, sign: Int64,
    to groups: UnsafeBufferPointer<UInt32>
  ) -> Bool {
    guard let firstRecord = records.baseAddress, let firstRated = rated.baseAddress,
      let firstOutcome = outcomes.baseAddress
    else { return false }
    /// Rows that cannot be packed.
    var rest: [Int] = []
    var next = 0
    // Rows that follow each other are of one piece as a rule, which is reached once for all of them.
    while next < groups.count {
      let chunk = groups[next] >> UInt32(FactRows.pieceBits)
      chunks[Int(chunk)].withUnsafeMutableBufferPointer { facts in
        while next < groups.count && groups[next] >> UInt32(FactRows.pieceBits) == chunk {
          let place = Int(groups[next]) & FactRows.pieceMask
          if !facts[place].sums.add(
            firstRecord + next, firstRated + next, firstOutcome + next, sign: sign)
          {
            rest.append(next)
          }
          next += 1
        }
      }
    }
    var overflow = false
    for row in rest
    where !addUnpriced(records[row], rated[row], outcomes[row], sign, to: groups[row]) {
      let place = placeOfFurther(Int(groups[row]))
      if further[place].add(records[row], rated[row], outcomes[row], sign: sign) { overflow = true }
    }
    return overflow
  }

  /// No group has a request that lacks a recorded figure.
  var hasNoGaps: Bool { gaps.isEmpty }

  /// Counts the requests of rows that lack a recorded figure.
  mutating func addGaps(
    _ records: UnsafeBufferPointer<UsageRecord>, _ outcomes: UnsafeBufferPointer<ComparisonOutcome>,
    sign: Int64, to groups: UnsafeBufferPointer<UInt32>
  ) {
    gaps.add(records, outcomes, sign: sign, to: groups)
  }

  /// Returns how many of the requests of a group lack a recorded figure.
  func gaps(at index: Int, of requests: Int64) -> RecordedFigureGaps {
    gaps.gaps(at: index, of: requests)
  }

  /// Returns all that a group sums to, and whether a sum leaves the range of Int64.
  func sums(at index: Int) -> (measures: Measures, hasOverflowed: Bool) {
    let fact = chunks[index >> FactRows.pieceBits][index & FactRows.pieceMask]
    var measures = fact.sums.measures(unpriced: fact.besides.unpriced)
    let hasOverflowed = fact.besides.place.map { measures.add(further[$0]) } ?? false
    return (measures, hasOverflowed)
  }

  /// Packs a row without a price, or returns false.
  private mutating func addUnpriced(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: ComparisonOutcome, _ sign: Int64,
    to group: UInt32
  ) -> Bool {
    if case .rated = rated.disposition { return false }
    let (chunk, place) = (Int(group) >> FactRows.pieceBits, Int(group) & FactRows.pieceMask)
    let besides = chunks[chunk][place].besides
    guard besides.place == nil, let more = UnpricedCountSlot(unpriced: besides.unpriced + sign)
    else {
      return false
    }
    var row = Measures()
    guard !row.add(record, rated, outcome, sign: sign), let packed = PackedMeasures(row),
      chunks[chunk][place].sums.add(packed)
    else { return false }
    chunks[chunk][place].besides = more
    return true
  }

  /// Returns the place of a group's further measures, which it creates if there are none.
  @inline(never)
  private mutating func placeOfFurther(_ index: Int) -> Int {
    let (chunk, place) = (index >> FactRows.pieceBits, index & FactRows.pieceMask)
    if let found = chunks[chunk][place].besides.place { return found }
    var measures = Measures()
    measures.unpriced = chunks[chunk][place].besides.unpriced
    chunks[chunk][place].besides = UnpricedCountSlot(place: further.count)
    further.append(measures)
    return further.count - 1
  }

  /// Appends a group that was summed elsewhere.
  mutating func append(
    day: Day, dimensions: Int32, user: Int32, measures: Measures, gaps found: RecordedFigureGaps
  ) {
    gaps.add(found, of: measures.requests, at: count)
    var group = Fact(day: day, dimensions: dimensions, user: user)
    if let sums = PackedMeasures(measures),
      let besides = UnpricedCountSlot(unpriced: measures.unpriced)
    {
      (group.sums, group.besides) = (sums, besides)
    } else {
      group.besides = UnpricedCountSlot(place: further.count)
      further.append(measures)
    }
    append(group)
  }

  /// Appends a group to which nothing was added yet.
  mutating func append(day: Day, dimensions: Int32, user: Int32) {
    append(Fact(day: day, dimensions: dimensions, user: user))
  }

  private mutating func append(_ group: Fact) {
    let day = group.day.number
    days = min(day, days?.lowerBound ?? day)...max(day, days?.upperBound ?? day)
    let chunk = count >> FactRows.pieceBits
    if chunk == chunks.count {
      chunks.append([])
      left.append(0)
      addresses.append(0)
    }
    // The first may stay small.
    let isFull = chunks[chunk].count == chunks[chunk].capacity
    if isFull && count >= FactRows.smallPiece {
      chunks[chunk].reserveCapacity(1 << FactRows.pieceBits)
    }
    chunks[chunk].append(group)
    if chunk == 0 || chunks[chunk].count == 1 {
      addresses[chunk] = chunks[chunk].withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
    left[chunk] += 1
    count += 1
  }

  /// Returns what a group sums to for the last time; every group is taken once.
  mutating func take(_ index: Int) -> FactSum {
    let (chunk, place) = (index >> FactRows.pieceBits, index & FactRows.pieceMask)
    let besides = chunks[chunk][place].besides
    let sum = FactSum(
      sums: chunks[chunk][place].sums, unpriced: besides.unpriced,
      further: besides.place.map { further[$0] })
    left[chunk] -= 1
    if left[chunk] == 0 {
      var piece: [Fact] = []
      swap(&piece, &chunks[chunk])
      piece.removeAll(keepingCapacity: true)
      spare.append(piece)
    }
    return sum
  }

  /// Returns the memory of a piece whose groups were all taken; nil where there is none.
  mutating func takeSpare() -> [Fact]? { spare.popLast() }
}
