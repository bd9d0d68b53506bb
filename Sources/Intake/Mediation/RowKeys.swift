import CSystem
import Ledger

/// The hashes of the request ids of the counted rows in one slice, to find copies without keeping ids.
///
/// Eight bytes a row: 32 bits of the hash and the row's position in 4 GiB of the slice; eight more
/// bits of the hash choose the partition that the row is kept in. Where there may be very many rows, four bytes more keep
/// the rest of the hash. Equal hashes are only candidates: their rows are read again and compared by their bytes.
package struct RowKeys: Sendable {
  /// One per 4 GiB of the slice.
  var segments: [KeySegment] = []
  let width: HashWidth

  static let partitionCount = 256

  /// - Parameter width: how much of each hash is kept.
  package init(_ width: HashWidth = .ofOneProcess) { self.width = width }

  /// Every bit of the hashes is kept; true without rows.
  var areWhole: Bool { segments.isEmpty || width.keepsRests }

  /// Remembers rows whose offsets, moved by `base`, are their positions in the slice; returns those with rounded ids.
  @discardableResult
  package mutating func append(_ records: [UsageRecord], movedBy base: Int64) -> RoundedIDs {
    var next = 0
    var rounded = RoundedIDs()
    while next < records.count {
      let segment = (base &+ records[next].offset) >> 32
      while segments.count <= segment { segments.append(KeySegment(width)) }
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

  private let width: HashWidth
  /// The partitions that may have keys: all, but in a shard of a partial.
  private let partitions: Range<Int>
  private var slabs: [[UInt64]] = []
  /// Of each key, the bits of its hash that are neither in it nor the number of its partition; empty where they are not
  /// kept.
  private var restSlabs: [[UInt32]] = []
  /// The partition of each full page.
  private var partitionOfPage: [UInt8] = []
  /// A page in the making for each partition, and how many keys are in it.
  private var open: [UInt64]
  private var openRests: [UInt32]
  private var counts: [Int32]

  /// The number of bits of the rest of a hash.
  static let restBits = 24
  private static let restMask: UInt32 = 1 << restBits - 1

  init(_ width: HashWidth, partitions: Range<Int> = 0..<RowKeys.partitionCount) {
    self.width = width
    self.partitions = partitions
    open = Array(repeating: 0, count: partitions.count << KeySegment.pageBits)
    counts = Array(repeating: 0, count: partitions.count)
    openRests = width.keepsRests ? [UInt32](repeating: 0, count: open.count) : []
  }

  /// Appends the keys of `records` from `next` on, which it moves: up to the first that is of another segment, or
  /// fills a page.
  ///
  /// The segment has all partitions.
  mutating func append(
    _ records: [UsageRecord], from next: inout Int, movedBy base: Int64, whileIn segment: Int64,
    _ rounded: inout RoundedIDs
  ) {
    let (mask, keepsRests) = (width.mask, width.keepsRests)
    // The lists are asked once, not for each key, whether nobody else has them.
    let full: Int? = open.withUnsafeMutableBufferPointer { open in
      openRests.withUnsafeMutableBufferPointer { rests in
        counts.withUnsafeMutableBufferPointer { counts in
          while next < records.count {
            let position = base &+ records[next].offset
            if position >> 32 != segment { return nil }
            let hash = rounded.hash(records[next].requestID, ofRow: next) & mask
            let partition = Int(truncatingIfNeeded: hash >> 56)
            let count = counts[partition]
            let place = partition << KeySegment.pageBits | Int(count) & KeySegment.pageMask
            open[place] = hash << 32 | UInt64(truncatingIfNeeded: position & 0xFFFF_FFFF)
            if keepsRests {
              rests[place] = UInt32(truncatingIfNeeded: hash >> 32) & KeySegment.restMask
            }
            counts[partition] = count &+ 1
            next += 1
            if Int(count &+ 1) & KeySegment.pageMask == 0 { return partition }
          }
          return nil
        }
      }
    }
    if let full { keepPage(of: full) }
  }

  /// Appends a key that another process made, with the rest of its hash.
  mutating func append(_ key: UInt64, rest: UInt32, to partition: Int) {
    let own = partition - partitions.lowerBound
    let count = counts[own]
    let place = own << KeySegment.pageBits | Int(count) & KeySegment.pageMask
    open[place] = key
    openRests[place] = rest
    counts[own] = count &+ 1
    if Int(count &+ 1) & KeySegment.pageMask == 0 { keepPage(of: partition) }
  }

  @inline(never)
  private mutating func keepPage(of partition: Int) {
    if slabs.last.map({ $0.count == 1 << KeySegment.slabBits }) ?? true {
      slabs.append([])
      restSlabs.append([])
      // The first may stay small.
      if slabs.count > 1 {
        slabs[slabs.count - 1].reserveCapacity(1 << KeySegment.slabBits)
        if width.keepsRests {
          restSlabs[slabs.count - 1].reserveCapacity(1 << KeySegment.slabBits)
        }
      }
    }
    let start = (partition - partitions.lowerBound) << KeySegment.pageBits
    let page = start...(start | KeySegment.pageMask)
    slabs[slabs.count - 1].append(contentsOf: open[page])
    if width.keepsRests { restSlabs[slabs.count - 1].append(contentsOf: openRests[page]) }
    partitionOfPage.append(UInt8(partition))
  }

  func count(of partition: Int) -> Int { Int(counts[partition - partitions.lowerBound]) }

  /// The number of keys of all partitions.
  var count: Int { counts.reduce(0) { $0 + Int($1) } }

  /// The full pages of each partition, one partition after another.
  var pagesByPartition: [[Int32]] {
    var pages = [[Int32]](repeating: [], count: RowKeys.partitionCount)
    for (page, partition) in partitionOfPage.enumerated() {
      pages[Int(partition)].append(Int32(page))
    }
    return pages
  }

  /// Visits the keys of a partition in the order of their rows, a page at a time, and the rests of their hashes, where
  /// these are kept.
  @inline(__always)
  func forEachPage(
    of partition: Int, on pages: [Int32],
    _ body: (_ keys: UnsafeBufferPointer<UInt64>, _ rests: UnsafeBufferPointer<UInt32>) -> Void
  ) {
    for (index, page) in pages.enumerated() {
      if index + KeySegment.pagesAhead < pages.count {
        ask(forPage: pages[index + KeySegment.pagesAhead])
      }
      withPage(page, body)
    }
    let start = (partition - partitions.lowerBound) << KeySegment.pageBits
    let count = count(of: partition) & KeySegment.pageMask
    open.withUnsafeBufferPointer { open in
      openRests.withUnsafeBufferPointer { rests in
        body(
          UnsafeBufferPointer(rebasing: open[start..<start + count]),
          UnsafeBufferPointer(rebasing: rests.isEmpty ? rests[...] : rests[start..<start + count]))
      }
    }
  }

  /// Pages of one partition lie far apart, where no processor looks ahead by itself.
  private static let pagesAhead = 1

  @inline(__always)
  private func withPage(
    _ page: Int32,
    _ body: (_ keys: UnsafeBufferPointer<UInt64>, _ rests: UnsafeBufferPointer<UInt32>) -> Void
  ) {
    let first = Int(page) << KeySegment.pageBits
    let start = first & (1 << KeySegment.slabBits - 1)
    let own = start...(start | KeySegment.pageMask)
    slabs[first >> KeySegment.slabBits].withUnsafeBufferPointer { keys in
      restSlabs[first >> KeySegment.slabBits].withUnsafeBufferPointer { rests in
        body(
          UnsafeBufferPointer(rebasing: keys[own]),
          UnsafeBufferPointer(rebasing: rests.isEmpty ? rests[...] : rests[own]))
      }
    }
  }

  /// Asks for the memory of a full page, a line of 64 bytes at a time.
  @inline(__always)
  private func ask(forPage page: Int32) {
    withPage(page) { keys, _ in
      let start = UInt(bitPattern: keys.baseAddress)
      for line in 0..<UInt(keys.count / 8) { assay_prefetch(start &+ line &* 64) }
    }
  }
}
