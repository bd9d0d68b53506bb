import Ledger

/// The hashes of the request ids of the counted rows in one slice, to find copies without keeping ids.
///
/// Eight bytes a row: 32 bits of the hash and the row's position in 4 GiB of the slice; eight more
/// bits of the hash choose the partition that the row is kept in. Equal hashes are only candidates: their
/// rows are read again and compared by their bytes.
package struct RowKeys: Sendable {
  /// One per 4 GiB of the slice, each of `partitionCount` lists.
  fileprivate var segments: [[[UInt64]]] = []

  static let partitionCount = 256

  package init() {}

  /// Remembers rows whose offsets, moved by `base`, are their positions in the slice.
  package mutating func append(_ records: [UsageRecord], movedBy base: Int64) {
    var index = 0
    while index < records.count {
      let segment = Int((base + records[index].offset) >> 32)
      while segments.count <= segment {
        segments.append(Array(repeating: [], count: RowKeys.partitionCount))
      }
      segments[segment].withUnsafeMutableBufferPointer { lists in
        while index < records.count {
          let position = base &+ records[index].offset
          if Int(position >> 32) != segment { break }
          let hash = ByteHash.hash(records[index].requestID)
          let key = hash << 32 | UInt64(truncatingIfNeeded: position & 0xFFFF_FFFF)
          lists[Int(truncatingIfNeeded: hash >> 56)].append(key)
          index &+= 1
        }
      }
    }
  }
}

/// Where a row stands among all slices; ordered as the rows are by path and line.
package struct RowPosition: Hashable, Comparable, Sendable {
  package let slice: Int
  /// In bytes of the inflated text, from the start of the slice.
  package let position: Int64

  package init(slice: Int, position: Int64) {
    self.slice = slice
    self.position = position
  }

  package static func < (left: RowPosition, right: RowPosition) -> Bool {
    (left.slice, left.position) < (right.slice, right.position)
  }
}

/// Finds rows that may have the same request id.
package enum DuplicateSearch {
  package static let partitions = 0..<RowKeys.partitionCount

  /// Returns the groups of rows of one partition whose hashes are equal, each in row order.
  ///
  /// Linear in the rows of the partition; partitions are independent of each other.
  package static func candidates(in slices: [RowKeys], partition: Int) -> [[RowPosition]] {
    let count = slices.reduce(0) { $0 + $1.segments.reduce(0) { $0 + $1[partition].count } }
    guard count > 1 else { return [] }
    var first = HashTable(count: count)
    var groups: [UInt32: [RowPosition]] = [:]
    for (slice, keys) in slices.enumerated() {
      for (segment, lists) in keys.segments.enumerated() {
        for key in lists[partition] {
          let hash = UInt32(truncatingIfNeeded: key >> 32)
          let position = RowPosition(
            slice: slice, position: Int64(segment) << 32 | Int64(key & 0xFFFF_FFFF))
          if let earlier = first.insert(hash, position) {
            groups[hash, default: [earlier]].append(position)
          }
        }
      }
    }
    return groups.values.sorted { $0[0] < $1[0] }
  }

  /// The first row of each hash, by open addressing.
  private struct HashTable {
    private var slots: [(hash: UInt32, slice: Int32, position: Int64)]

    init(count: Int) {
      var capacity = 16
      while capacity < count * 2 { capacity *= 2 }
      slots = Array(repeating: (0, -1, 0), count: capacity)
    }

    /// Returns the row that had this hash before, if any; else keeps this one.
    @inline(__always)
    mutating func insert(_ hash: UInt32, _ row: RowPosition) -> RowPosition? {
      let mask = slots.count &- 1
      var index = Int(hash &* 0x9E37_79B9) & mask
      while true {
        let slot = slots[index]
        if slot.slice < 0 {
          slots[index] = (hash, Int32(row.slice), row.position)
          return nil
        }
        if slot.hash == hash {
          return RowPosition(slice: Int(slot.slice), position: slot.position)
        }
        index = (index &+ 1) & mask
      }
    }
  }
}
