import CSystem
import Ledger

/// The groups of one worker, in pieces of memory that never move and are let go one by one.
///
/// A long array would be copied as it grows, and could not be given up in part: merging a ledger in time order
/// empties one piece after another, and fills them with merged facts, so that groups and facts need hardly more
/// memory than one of them.
package struct FactGroups: Sendable {
  private var chunks: [[Fact]] = []
  /// How many groups of each piece have not been taken.
  private var left: [Int] = []
  /// Pieces whose groups were all taken.
  private var spare: [[Fact]] = []
  package private(set) var count = 0

  subscript(index: Int) -> Fact {
    @inline(__always) get { chunks[index >> FactRows.pieceBits][index & FactRows.pieceMask] }
  }

  /// Asks for a group before rows are added to it: most of the time goes into waiting for memory otherwise.
  @inline(__always)
  func prefetch(_ index: Int) {
    chunks[index >> FactRows.pieceBits].withUnsafeBufferPointer { groups in
      guard let start = groups.baseAddress else { return }
      let group = UnsafeRawPointer(start + index & FactRows.pieceMask)
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
            number << FactRows.pieceBits | place, groups[place].day, groups[place].dimensions,
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
    chunks[index >> FactRows.pieceBits][index & FactRows.pieceMask].measures.add(
      record, rated, outcome, sign: sign)
  }

  mutating func append(_ group: Fact) {
    let chunk = count >> FactRows.pieceBits
    if chunk == chunks.count {
      chunks.append([])
      // The first may stay small.
      if chunk > 0 { chunks[chunk].reserveInLargePages(1 << FactRows.pieceBits) }
      left.append(0)
    }
    chunks[chunk].append(group)
    left[chunk] += 1
    count += 1
  }

  /// Returns a group for the last time; every group is taken once.
  mutating func take(_ index: Int) -> Fact {
    let group = self[index]
    let chunk = index >> FactRows.pieceBits
    left[chunk] -= 1
    if left[chunk] == 0 {
      var piece: [Fact] = []
      swap(&piece, &chunks[chunk])
      piece.removeAll(keepingCapacity: true)
      spare.append(piece)
    }
    return group
  }

  /// Returns the memory of a piece whose groups were all taken; nil where there is none.
  mutating func takeSpare() -> [Fact]? { spare.popLast() }
}
