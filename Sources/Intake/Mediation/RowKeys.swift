import CSystem
import Ledger

/// The hashes of the request ids of the counted rows in one slice, to find copies without keeping ids.
///
/// Eight bytes a row: 32 bits of the hash and the row's position in 4 GiB of the slice; eight more
/// bits of the hash choose the partition that the row is kept in. Equal hashes are only candidates: their
/// rows are read again and compared by their bytes.
package struct RowKeys: Sendable {
  /// One per 4 GiB of the slice.
  var segments: [KeySegment] = []

  static let partitionCount = 256

  package init() {}

  /// Remembers rows whose offsets, moved by `base`, are their positions in the slice; returns those with rounded ids.
  @discardableResult
  package mutating func append(_ records: [UsageRecord], movedBy base: Int64) -> RoundedIDs {
    var next = 0
    var rounded = RoundedIDs()
    while next < records.count {
      let segment = (base &+ records[next].offset) >> 32
      while segments.count <= segment { segments.append(KeySegment()) }
      segments[Int(segment)].append(records, from: &next, movedBy: base, whileIn: segment, &rounded)
    }
    return rounded
  }
}

/// The keys of 4 GiB of a slice, in pages of one partition each, in the order in which they were filled.
///
/// A page in the making lies with those of the other partitions in memory that a cache holds, and moves when it is
/// full: lists that grow would be copied again and again, and need twice the memory.
struct KeySegment: Sendable {
  private static let pageBits = 8
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
    _ records: [UsageRecord], from next: inout Int, movedBy base: Int64, whileIn segment: Int64,
    _ rounded: inout RoundedIDs
  ) {
    // The lists are asked once, not for each key, whether nobody else has them.
    let full: Int? = open.withUnsafeMutableBufferPointer { open in
      counts.withUnsafeMutableBufferPointer { counts in
        while next < records.count {
          let position = base &+ records[next].offset
          if position >> 32 != segment { return nil }
          let hash = rounded.hash(records[next].requestID, ofRow: next)
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

  /// Appends a key that another process made.
  mutating func append(_ key: UInt64, to partition: Int) {
    let count = counts[partition]
    open[partition << KeySegment.pageBits | Int(count) & KeySegment.pageMask] = key
    counts[partition] = count &+ 1
    if Int(count &+ 1) & KeySegment.pageMask == 0 { keepPage(of: partition) }
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

  /// Visits the keys of a partition in the order of their rows, a page at a time.
  @inline(__always)
  func forEachPage(
    of partition: Int, on pages: [Int32], _ body: (UnsafeBufferPointer<UInt64>) -> Void
  ) {
    for (index, page) in pages.enumerated() {
      if index + KeySegment.pagesAhead < pages.count {
        ask(forPage: pages[index + KeySegment.pagesAhead])
      }
      withPage(page, body)
    }
    let start = partition << KeySegment.pageBits
    let count = Int(counts[partition]) & KeySegment.pageMask
    open.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
  }

  /// Pages of one partition lie far apart, where no processor looks ahead by itself.
  private static let pagesAhead = 1

  @inline(__always)
  private func withPage(_ page: Int32, _ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    let first = Int(page) << KeySegment.pageBits
    let start = first & (1 << KeySegment.slabBits - 1)
    slabs[first >> KeySegment.slabBits].withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start...(start | KeySegment.pageMask)]))
    }
  }

  /// Asks for the memory of a full page, a line of 64 bytes at a time.
  @inline(__always)
  private func ask(forPage page: Int32) {
    withPage(page) { keys in
      let start = UInt(bitPattern: keys.baseAddress)
      for line in 0..<UInt(keys.count / 8) { assay_prefetch(start &+ line &* 64) }
    }
  }
}

/// Finds rows that may have the same request id.
package struct DuplicateSearch: Sendable {
  package static let partitions = 0..<RowKeys.partitionCount

  /// The number of each is that of its slice, which may have several.
  private let slices: [(number: Int, keys: RowKeys)]
  /// Per slice and segment, the pages of each partition.
  private let pages: [[[[Int32]]]]

  /// - Parameters:
  ///   - slices: the keys of each slice.
  ///   - others: those of further rows of the same slices, each list with one per slice.
  package init(in slices: [RowKeys], besides others: [[RowKeys]] = []) {
    self.slices = (others + [slices]).flatMap { $0.enumerated().map { ($0.offset, $0.element) } }
    pages = self.slices.map { $0.keys.segments.map(\.pagesByPartition) }
  }

  /// The groups of rows of each of `partitions` whose hashes are equal, each in the order of its rows in `slices`, after
  /// those of `others`.
  ///
  /// Linear in the rows of the partitions, which are independent of each other: workers may share them out.
  package func candidates(of partitions: some Sequence<Int>) -> RowGroups {
    var filter = HashFilter()
    var table = HashTable()
    var found = RowGroups()
    var suspects: [Suspect] = []
    for partition in partitions {
      filter.clear(
        for: slices.reduce(0) {
          $0 + $1.keys.segments.reduce(0) { $0 + $1.count(of: partition) }
        })
      forEachPage(of: partition) { keys, _, _ in
        for key in keys { filter.meet(DuplicateSearch.hash(of: key)) }
      }
      suspects.removeAll(keepingCapacity: true)
      forEachPage(of: partition) { keys, slice, segment in
        for key in keys {
          let hash = DuplicateSearch.hash(of: key)
          guard filter.hasMetTwice(hash) else { continue }
          let position = Int64(segment) << 32 | Int64(key & 0xFFFF_FFFF)
          suspects.append(
            Suspect(hash: hash, row: RowPosition(slice: slice, position: position)))
        }
      }
      table.clear(for: suspects.count)
      var repeated: Set<UInt32> = []
      for suspect in suspects where table.meet(suspect.hash) { repeated.insert(suspect.hash) }
      if repeated.isEmpty { continue }
      var groups: [UInt32: [RowPosition]] = [:]
      for suspect in suspects where repeated.contains(suspect.hash) {
        groups[suspect.hash, default: []].append(suspect.row)
      }
      for group in groups.values.sorted(by: { $0[0] < $1[0] }) { found.append(group[...]) }
    }
    return found
  }

  /// A row whose hash another may have.
  private struct Suspect {
    let hash: UInt32
    let row: RowPosition
  }

  /// Zero means none in the table; whatever has a hash is a candidate only.
  @inline(__always)
  private static func hash(of key: UInt64) -> UInt32 {
    max(1, UInt32(truncatingIfNeeded: key >> 32))
  }

  /// Visits the keys of a partition in the order of their rows, a page at a time.
  @inline(__always)
  private func forEachPage(
    of partition: Int,
    _ body: (_ keys: UnsafeBufferPointer<UInt64>, _ slice: Int, _ segment: Int) -> Void
  ) {
    for (index, slice) in slices.enumerated() {
      for (number, segment) in slice.keys.segments.enumerated() {
        segment.forEachPage(of: partition, on: pages[index][number][partition]) {
          body($0, slice.number, number)
        }
      }
    }
  }

  /// Tells most hashes that stand once by a bit for each, which takes a fraction of a table's memory and no search.
  private struct HashFilter {
    /// By the first bits of a hash, 64 of them together: a bit for each that was met, then one for each that was met again.
    private var bits: [UInt64] = []
    private var shift: UInt32 = 0

    /// Makes room for so many hashes, and forgets those it had.
    mutating func clear(for count: Int) {
      // Sixteen bits for a hash: then one in some twenty is taken for another.
      var length = 10
      while length < 30 && 1 << length < count * 16 { length += 1 }
      shift = UInt32(32 - length)
      let words = 1 << (length - 5)
      if words == bits.count {
        for index in bits.indices { bits[index] = 0 }
      } else {
        bits = Array(repeating: 0, count: words)
      }
    }

    @inline(__always)
    mutating func meet(_ hash: UInt32) {
      let (word, bit) = HashFilter.place(of: hash >> shift)
      // No branch on whether it was met, which a processor could not guess.
      bits[word &+ 1] |= bits[word] & bit
      bits[word] |= bit
    }

    @inline(__always)
    func hasMetTwice(_ hash: UInt32) -> Bool {
      let (word, bit) = HashFilter.place(of: hash >> shift)
      return bits[word &+ 1] & bit != 0
    }

    @inline(__always)
    private static func place(of number: UInt32) -> (word: Int, bit: UInt64) {
      (Int(number >> 6) &* 2, UInt64(1) << UInt64(number & 63))
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
}
