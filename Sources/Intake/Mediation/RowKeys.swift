import Ledger

/// The hashes of the request ids of the counted rows in one slice, to find copies without keeping ids.
///
/// Eight bytes a row: 32 bits of the hash and the row's position in 4 GiB of the slice; eight more
/// bits of the hash choose the partition that the row is kept in. Equal hashes are only candidates: their
/// rows are read again and compared by their bytes.
package struct RowKeys: Sendable {
  /// One per 4 GiB of the slice.
  fileprivate var segments: [KeySegment] = []

  static let partitionCount = 256

  package init() {}

  /// Remembers rows whose offsets, moved by `base`, are their positions in the slice.
  package mutating func append(_ records: [UsageRecord], movedBy base: Int64) {
    var next = 0
    while next < records.count {
      let segment = (base &+ records[next].offset) >> 32
      while segments.count <= segment { segments.append(KeySegment()) }
      segments[Int(segment)].append(records, from: &next, movedBy: base, whileIn: segment)
    }
  }
}

/// The keys of 4 GiB of a slice, in pages of one partition each, in the order in which they were filled.
///
/// A page in the making lies with those of the other partitions in memory that a cache holds, and moves when it is
/// full: lists that grow would be copied again and again, and need twice the memory.
private struct KeySegment: Sendable {
  private static let pageBits = 6
  private static let pageMask = 1 << pageBits - 1
  /// A mebibyte of full pages.
  private static let slabBits = 17

  private var slabs: [[UInt64]] = []
  /// The partition of each full page.
  private var partitionOfPage: [UInt8] = []
  /// A page in the making for each partition, and how many keys are in it.
  private var open = [UInt64](repeating: 0, count: RowKeys.partitionCount << pageBits)
  private var counts = [Int32](repeating: 0, count: RowKeys.partitionCount)

  /// Appends the keys of `records` from `next` on, which it moves: up to the first that is of another segment, or
  /// fills a page.
  mutating func append(
    _ records: [UsageRecord], from next: inout Int, movedBy base: Int64, whileIn segment: Int64
  ) {
    // The lists are asked once, not for each key, whether nobody else has them.
    let full: Int? = open.withUnsafeMutableBufferPointer { open in
      counts.withUnsafeMutableBufferPointer { counts in
        while next < records.count {
          let position = base &+ records[next].offset
          if position >> 32 != segment { return nil }
          let hash = ByteHash.hash(records[next].requestID)
          let partition = Int(truncatingIfNeeded: hash >> 56)
          let count = counts[partition]
          open[partition << KeySegment.pageBits | Int(count) & KeySegment.pageMask] =
            hash << 32 | UInt64(truncatingIfNeeded: position & 0xFFFF_FFFF)
          counts[partition] = count &+ 1
          next += 1
          if Int(count &+ 1) & KeySegment.pageMask == 0 { return partition }
        }
        return nil
      }
    }
    if let full { keepPage(of: full) }
  }

  @inline(never)
  private mutating func keepPage(of partition: Int) {
    if slabs.last.map({ $0.count == 1 << KeySegment.slabBits }) ?? true {
      slabs.append([])
      // The first may stay small.
      if slabs.count > 1 { slabs[slabs.count - 1].reserveCapacity(1 << KeySegment.slabBits) }
    }
    let start = partition << KeySegment.pageBits
    slabs[slabs.count - 1].append(contentsOf: open[start...(start | KeySegment.pageMask)])
    partitionOfPage.append(UInt8(partition))
  }

  func count(of partition: Int) -> Int { Int(counts[partition]) }

  /// The full pages of each partition, one partition after another.
  var pagesByPartition: [[Int32]] {
    var pages = [[Int32]](repeating: [], count: RowKeys.partitionCount)
    for (page, partition) in partitionOfPage.enumerated() {
      pages[Int(partition)].append(Int32(page))
    }
    return pages
  }

  /// Visits the keys of a partition in the order of their rows.
  @inline(__always)
  func forEachKey(of partition: Int, on pages: [Int32], _ body: (UInt64) -> Void) {
    for page in pages {
      let first = Int(page) << KeySegment.pageBits
      let slab = first >> KeySegment.slabBits
      let start = first & (1 << KeySegment.slabBits - 1)
      for index in start...(start | KeySegment.pageMask) { body(slabs[slab][index]) }
    }
    let start = partition << KeySegment.pageBits
    for index in start..<start + Int(counts[partition]) & KeySegment.pageMask {
      body(open[index])
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
package struct DuplicateSearch: Sendable {
  package static let partitions = 0..<RowKeys.partitionCount

  private let slices: [RowKeys]
  /// Per slice and segment, the pages of each partition.
  private let pages: [[[[Int32]]]]

  package init(in slices: [RowKeys]) {
    self.slices = slices
    pages = slices.map { $0.segments.map(\.pagesByPartition) }
  }

  /// The groups of rows of each of `partitions` whose hashes are equal, each in row order.
  ///
  /// Linear in the rows of the partitions, which are independent of each other: workers may share them out.
  package func candidates(of partitions: some Sequence<Int>) -> RowGroups {
    var table = HashTable()
    var found = RowGroups()
    for partition in partitions {
      table.clear(
        for: slices.reduce(0) {
          $0 + $1.segments.reduce(0) { $0 + $1.count(of: partition) }
        })
      var repeated = RepeatedHashes()
      forEachKey(of: partition) { hash, _, _, _ in
        if table.meet(hash) { repeated.insert(hash) }
      }
      if repeated.isEmpty { continue }
      var groups: [UInt32: [RowPosition]] = [:]
      forEachKey(of: partition) { hash, slice, segment, key in
        guard repeated.contains(hash) else { return }
        groups[hash, default: []].append(
          RowPosition(slice: slice, position: Int64(segment) << 32 | Int64(key & 0xFFFF_FFFF)))
      }
      for group in groups.values.sorted(by: { $0[0] < $1[0] }) { found.append(group[...]) }
    }
    return found
  }

  /// Visits the keys of a partition in the order of their rows.
  @inline(__always)
  private func forEachKey(
    of partition: Int, _ body: (_ hash: UInt32, _ slice: Int, _ segment: Int, _ key: UInt64) -> Void
  ) {
    for (slice, keys) in slices.enumerated() {
      for (number, segment) in keys.segments.enumerated() {
        segment.forEachKey(of: partition, on: pages[slice][number][partition]) { key in
          // Zero means none in the table; whatever has a hash is a candidate only.
          body(max(1, UInt32(truncatingIfNeeded: key >> 32)), slice, number, key)
        }
      }
    }
  }

  /// Hashes that were met, by open addressing; its memory serves one partition after another, and a cache holds it.
  private struct HashTable {
    /// A hash, or 0.
    private var slots: [UInt32] = []

    /// Makes room for so many hashes, and forgets those it had.
    mutating func clear(for count: Int) {
      var capacity = 16
      while capacity < count * 2 { capacity *= 2 }
      if capacity == slots.count {
        for index in slots.indices { slots[index] = 0 }
      } else {
        slots = Array(repeating: 0, count: capacity)
      }
    }

    /// Keeps the hash, and returns whether it was met before.
    @inline(__always)
    mutating func meet(_ hash: UInt32) -> Bool {
      let mask = slots.count &- 1
      var index = Int(hash &* 0x9E37_79B9) & mask
      while slots[index] != 0 {
        if slots[index] == hash { return true }
        index = (index &+ 1) & mask
      }
      slots[index] = hash
      return false
    }
  }

  /// The few hashes that several rows have, which all others are quickly told from.
  private struct RepeatedHashes {
    private var hashes: Set<UInt32> = []
    /// A bit for each 12 bits that such a hash ends with.
    private var ends = [UInt64](repeating: 0, count: 64)

    var isEmpty: Bool { hashes.isEmpty }

    mutating func insert(_ hash: UInt32) {
      hashes.insert(hash)
      ends[Int(hash >> 6) & 63] |= 1 << UInt64(hash & 63)
    }

    @inline(__always)
    func contains(_ hash: UInt32) -> Bool {
      ends[Int(hash >> 6) & 63] >> UInt64(hash & 63) & 1 != 0 && hashes.contains(hash)
    }
  }
}
