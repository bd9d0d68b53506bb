import Ledger

/// The number of requests of a group that lack a recorded figure.
package struct RecordedFigureGaps: Hashable, Sendable {
  /// No cost was recorded.
  package var costs: Int64 = 0
  /// The recorded cost is in a currency that cannot be converted on the day.
  package var unconverted: Int64 = 0
  /// No credits were recorded.
  package var credits: Int64 = 0

  package init() {}

  /// Those of a block of rows.
  @inline(__always)
  init(
    _ records: UnsafeBufferPointer<UsageRecord>, _ outcomes: UnsafeBufferPointer<ComparisonOutcome>
  ) {
    for row in records.indices { add(records[row], outcomes[row], sign: 1) }
  }

  /// Adds the gaps of a row, `sign` times.
  @inline(__always)
  mutating func add(
    _ record: borrowing UsageRecord, _ outcome: borrowing ComparisonOutcome, sign: Int64
  ) {
    if outcome.recordedCost == nil {
      if record.recordedCost == nil { costs += sign } else { unconverted += sign }
    }
    if record.recordedCredits == nil { credits += sign }
  }

  package static func += (left: inout RecordedFigureGaps, right: RecordedFigureGaps) {
    left.costs += right.costs
    left.unconverted += right.unconverted
    left.credits += right.credits
  }
}

/// The gaps of each of many groups.
struct GapTable: Sendable {
  private(set) var costs = GapCounts()
  private(set) var unconverted = GapCounts()
  private(set) var credits = GapCounts()

  /// No group has a gap.
  var isEmpty: Bool { costs.isEmpty && unconverted.isEmpty && credits.isEmpty }

  /// Adds to a group the gaps of some of its requests.
  mutating func add(_ gaps: RecordedFigureGaps, of requests: Int64, at group: Int) {
    costs.add(gaps.costs, of: requests, at: group)
    unconverted.add(gaps.unconverted, of: requests, at: group)
    credits.add(gaps.credits, of: requests, at: group)
  }

  /// Adds the gaps of a block of rows, `sign` times, each to its group.
  mutating func add(
    _ records: UnsafeBufferPointer<UsageRecord>, _ outcomes: UnsafeBufferPointer<ComparisonOutcome>,
    sign: Int64, to groups: UnsafeBufferPointer<UInt32>
  ) {
    let (all, rows) = (RecordedFigureGaps(records, outcomes), Int64(records.count))
    costs.see(all.costs, of: rows)
    unconverted.see(all.unconverted, of: rows)
    credits.see(all.credits, of: rows)
    guard costs.isCounted || unconverted.isCounted || credits.isCounted else { return }
    for row in records.indices {
      var gaps = RecordedFigureGaps()
      gaps.add(records[row], outcomes[row], sign: sign)
      add(gaps, of: sign, at: Int(groups[row]))
    }
  }

  /// Returns the gaps of a group that has `requests` requests.
  func gaps(at group: Int, of requests: Int64) -> RecordedFigureGaps {
    var gaps = RecordedFigureGaps()
    gaps.costs = costs.count(at: group, of: requests)
    gaps.unconverted = unconverted.count(at: group, of: requests)
    gaps.credits = credits.count(at: group, of: requests)
    return gaps
  }

  /// The gaps of some groups, in order, as those of groups of their own.
  func selecting(_ groups: [Int]) -> GapTable {
    var table = self
    table.costs.select(groups)
    table.unconverted.select(groups)
    table.credits.select(groups)
    return table
  }
}

/// The number of requests of each group with a gap of one kind.
///
/// As a rule all requests of a ledger have it or none. A number per group is kept from the first row that differs: of
/// the requests with the gap where none had it before, else of those without.
struct GapCounts: Sendable {
  private enum Kind {
    /// No row was seen.
    case open
    case none, all
    case countedWith, countedWithout
  }

  private var kind = Kind.open
  /// Per group, once they are counted; 0 behind the end.
  private var counts: [Int32] = []

  var isCounted: Bool { kind == .countedWith || kind == .countedWithout }

  /// No request has the gap.
  var isEmpty: Bool { kind == .open || kind == .none }

  /// Starts to count if `gaps` of `rows` rows differ from the rows before.
  @inline(__always)
  mutating func see(_ gaps: Int64, of rows: Int64) {
    if rows == 0 { return }
    switch kind {
    case .open: kind = gaps == 0 ? .none : gaps == rows ? .all : .countedWith
    case .none: if gaps != 0 { kind = .countedWith }
    case .all: if gaps != rows { kind = .countedWithout }
    case .countedWith, .countedWithout: break
    }
  }

  /// Adds to a group `gaps` requests with the gap, of `rows` requests.
  mutating func add(_ gaps: Int64, of rows: Int64, at group: Int) {
    see(gaps, of: rows)
    guard isCounted else { return }
    let number = kind == .countedWith ? gaps : rows - gaps
    guard number != 0 else { return }
    if group >= counts.count {
      counts.append(contentsOf: repeatElement(0, count: group + 1 - counts.count))
    }
    counts[group] += Int32(number)
  }

  func count(at group: Int, of requests: Int64) -> Int64 {
    let counted = group < counts.count ? Int64(counts[group]) : 0
    return switch kind {
    case .open, .none: 0
    case .all: requests
    case .countedWith: counted
    case .countedWithout: requests - counted
    }
  }

  mutating func select(_ groups: [Int]) {
    guard isCounted else { return }
    counts = groups.map { $0 < counts.count ? counts[$0] : 0 }
  }
}
