import CSystem
import Ledger

/// The groups of one worker, in pieces of memory that never move and are let go one by one.
///
/// A long array would be copied as it grows, and could not be freed in part: merging a ledger in time order
/// takes one piece after another, so that groups and merged facts need hardly more memory than one of them.
package struct FactGroups: Sendable {
  private var chunks: [[FactTable.Group]] = []
  /// How many groups of each piece have not been taken.
  private var left: [Int] = []
  package private(set) var count = 0

  /// How many groups a piece holds, as a number of bits: some seven mebibytes.
  private static let bits = 15
  private static let mask = 1 << bits - 1

  subscript(index: Int) -> FactTable.Group {
    @inline(__always) get { chunks[index >> FactGroups.bits][index & FactGroups.mask] }
  }

  /// Asks for a group before rows are added to it: most of the time goes into waiting for memory otherwise.
  @inline(__always)
  func prefetch(_ index: Int) {
    chunks[index >> FactGroups.bits].withUnsafeBufferPointer { groups in
      guard let start = groups.baseAddress else { return }
      let group = UnsafeRawPointer(start + index & FactGroups.mask)
      // The key and the sums that every row adds to; what most rows leave as it is lies behind them.
      assay_prefetch(group)
      assay_prefetch(group + 64)
      assay_prefetch(group + 128)
    }
  }

  /// Visits the keys of all groups in order.
  @inline(__always)
  func forEachKey(_ body: (_ index: Int, _ day: Day, _ dimensions: Int32, _ user: Int32) -> Void) {
    for (number, chunk) in chunks.enumerated() {
      chunk.withUnsafeBufferPointer { groups in
        for place in groups.indices {
          body(
            number << FactGroups.bits | place, groups[place].day, groups[place].dimensions,
            groups[place].user)
        }
      }
    }
  }

  /// Adds one row to the sums of a group, and returns whether a sum left the range of Int64.
  @inline(__always)
  mutating func add(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: Outcome, sign: Int64, to index: Int
  ) -> Bool {
    chunks[index >> FactGroups.bits][index & FactGroups.mask].measures.add(
      record, rated, outcome, sign: sign)
  }

  mutating func append(_ group: FactTable.Group) {
    let chunk = count >> FactGroups.bits
    if chunk == chunks.count {
      chunks.append([])
      // The first may stay small.
      if chunk > 0 { chunks[chunk].reserveInLargePages(1 << FactGroups.bits) }
      left.append(0)
    }
    chunks[chunk].append(group)
    left[chunk] += 1
    count += 1
  }

  /// Returns a group for the last time; every group is taken once.
  mutating func take(_ index: Int) -> FactTable.Group {
    let group = self[index]
    let chunk = index >> FactGroups.bits
    left[chunk] -= 1
    if left[chunk] == 0 { chunks[chunk] = [] }
    return group
  }
}
