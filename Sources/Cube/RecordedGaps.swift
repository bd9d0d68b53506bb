import Ledger

/// The number of requests of a group that lack a recorded figure.
package struct RecordedGaps: Hashable, Sendable {
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
    _ records: UnsafeBufferPointer<UsageRecord>, _ outcomes: UnsafeBufferPointer<Outcome>
  ) {
    for row in records.indices { add(records[row], outcomes[row], sign: 1) }
  }

  /// Adds the gaps of a row, `sign` times.
  @inline(__always)
  mutating func add(_ record: borrowing UsageRecord, _ outcome: borrowing Outcome, sign: Int64) {
    if outcome.recordedCost == nil {
      if record.recordedCost == nil { costs += sign } else { unconverted += sign }
    }
    if record.recordedCredits == nil { credits += sign }
  }

  package static func += (left: inout RecordedGaps, right: RecordedGaps) {
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

  /// The requests of each group so far are needed to prepare for the gaps of rows to come.
  func needsRequests(for gaps: RecordedGaps, of rows: Int64) -> Bool {
    costs.endsAll(for: gaps.costs, of: rows) || unconverted.endsAll(for: gaps.unconverted, of: rows)
      || credits.endsAll(for: gaps.credits, of: rows)
  }

  /// Prepares for the gaps of rows to come; see `GapCounts`.
  ///
  /// - Parameter requests: those of each group so far, if they are needed.
  mutating func prepare(for gaps: RecordedGaps, of rows: Int64, after requests: [Int64]) {
    costs.prepare(for: gaps.costs, of: rows, after: requests)
    unconverted.prepare(for: gaps.unconverted, of: rows, after: requests)
    credits.prepare(for: gaps.credits, of: rows, after: requests)
  }

  /// Adds the gaps of rows for which the table was prepared to a group.
  mutating func add(_ gaps: RecordedGaps, at group: Int) {
    costs.add(gaps.costs, at: group)
    unconverted.add(gaps.unconverted, at: group)
    credits.add(gaps.credits, at: group)
  }

  /// Adds the gaps of a block of rows for which the table was prepared, `sign` times, each to its group.
  mutating func add(
    _ records: UnsafeBufferPointer<UsageRecord>, _ outcomes: UnsafeBufferPointer<Outcome>,
    sign: Int64, to groups: UnsafeBufferPointer<UInt32>
  ) {
    guard costs.isCounted || unconverted.isCounted || credits.isCounted else { return }
    for row in records.indices {
      let group = Int(groups[row])
      if outcomes[row].recordedCost == nil {
        if records[row].recordedCost == nil {
          costs.add(sign, at: group)
        } else {
          unconverted.add(sign, at: group)
        }
      }
      if records[row].recordedCredits == nil { credits.add(sign, at: group) }
    }
  }

  /// Returns the gaps of a group of so many requests.
  func gaps(at group: Int, of requests: Int64) -> RecordedGaps {
    var gaps = RecordedGaps()
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
/// As a rule all requests of a ledger have it or none. A number per group is kept from the first row that differs.
struct GapCounts: Sendable {
  private enum Kind {
    /// No row was seen.
    case open
    case none, all, counted
  }

  private var kind = Kind.open
  /// Per group, once they are counted; those behind the end have none.
  private var counts: [Int32] = []

  var isCounted: Bool { kind == .counted }

  /// No request has the gap.
  var isEmpty: Bool { kind == .open || kind == .none }

  /// All requests so far have the gap, but not all of `rows` rows to come.
  @inline(__always)
  func endsAll(for gaps: Int64, of rows: Int64) -> Bool { kind == .all && gaps != rows }

  /// Begins to count where `gaps` of `rows` rows to come differ from the rows before.
  @inline(__always)
  mutating func prepare(for gaps: Int64, of rows: Int64, after requests: [Int64]) {
    if rows == 0 { return }
    switch kind {
    case .open: kind = gaps == 0 ? .none : gaps == rows ? .all : .counted
    case .none: if gaps != 0 { kind = .counted }
    case .all:
      guard gaps != rows else { return }
      kind = .counted
      counts = requests.map { Int32($0) }
    case .counted: break
    }
  }

  /// Adds requests with the gap to a group, if they are counted.
  mutating func add(_ gaps: Int64, at group: Int) {
    guard isCounted, gaps != 0 else { return }
    if group >= counts.count {
      counts.append(contentsOf: repeatElement(0, count: group + 1 - counts.count))
    }
    counts[group] += Int32(gaps)
  }

  func count(at group: Int, of requests: Int64) -> Int64 {
    switch kind {
    case .open, .none: 0
    case .all: requests
    case .counted: group < counts.count ? Int64(counts[group]) : 0
    }
  }

  mutating func select(_ groups: [Int]) {
    guard isCounted else { return }
    counts = groups.map { $0 < counts.count ? counts[$0] : 0 }
  }
}
