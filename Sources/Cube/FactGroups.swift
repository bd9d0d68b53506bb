import CSystem
import Ledger

/// The groups of one worker, in pieces of memory that never move and are let go one by one.
///
/// A long array would be copied as it grows, and could not be given up in part: merging a ledger in time order
/// empties one piece after another, and fills them with merged facts, so that groups and facts need hardly more
/// memory than one of them.
package struct FactGroups: Sendable {
  private var chunks: [[Fact]] = []
  /// Where each piece begins in memory, to ask for its groups: to reach them through the piece itself counts references.
  private var addresses: [UInt] = []
  /// How many groups of each piece have not been taken.
  private var left: [Int] = []
  /// Pieces whose groups were all taken.
  private var spare: [[Fact]] = []
  package private(set) var count = 0

  subscript(index: Int) -> Fact {
    @inline(__always) get { chunks[index >> FactRows.pieceBits][index & FactRows.pieceMask] }
  }

  /// Asks for the sums of a group that nearly every row adds to, and its key.
  ///
  /// What is asked for too early or too late, or is no longer there, does no harm.
  @inline(__always)
  func prefetch(_ index: Int) {
    assay_prefetch(address(of: index))
    assay_prefetch(address(of: index) + 64)
    assay_prefetch(address(of: index) + 128)
  }

  /// Asks for all of a group before it is taken.
  ///
  /// Mutating as `take` is: groups that are only looked at among those of other workers have their references counted.
  @inline(__always)
  mutating func prefetchAll(_ index: Int) {
    prefetch(index)
    assay_prefetch(address(of: index) + 192)
  }

  @inline(__always)
  private func address(of index: Int) -> UInt {
    addresses[index >> FactRows.pieceBits]
      &+ UInt(bitPattern: (index & FactRows.pieceMask) &* MemoryLayout<Fact>.stride)
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
      addresses.append(0)
    }
    chunks[chunk].append(group)
    if chunk == 0 || chunks[chunk].count == 1 {
      addresses[chunk] = chunks[chunk].withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
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
