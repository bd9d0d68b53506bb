import Ledger

/// Finds rows that may have the same request id.
package struct DuplicateSearch: Sendable {
  package static let partitions = 0..<RowKeys.partitionCount

  /// The number of each is that of its slice, which may have several.
  private let slices: [(number: Int, keys: RowKeys)]
  /// Per slice and segment, the pages of each partition.
  private let pages: [[[[Int32]]]]
  /// Whole hashes are compared; else what fits into a key.
  private let comparesRests: Bool

  /// - Parameters:
  ///   - slices: the keys of each slice.
  ///   - others: those of further rows of the same slices, each list with one per slice.
  package init(in slices: [RowKeys], besides others: [[RowKeys]] = []) {
    self.slices = (others + [slices]).flatMap { $0.enumerated().map { ($0.offset, $0.element) } }
    comparesRests = self.slices.allSatisfy(\.keys.areWhole)
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
      forEachPage(of: partition) { keys, _, _, _ in
        for key in keys { filter.meet(DuplicateSearch.hash(of: key)) }
      }
      suspects.removeAll(keepingCapacity: true)
      forEachPage(of: partition) { keys, rests, slice, segment in
        for (index, key) in keys.enumerated() {
          let hash = DuplicateSearch.hash(of: key)
          guard filter.hasMetTwice(hash) else { continue }
          let position = Int64(segment) << 32 | Int64(key & 0xFFFF_FFFF)
          suspects.append(
            Suspect(
              hash: hash, rest: comparesRests ? rests[index] : 0,
              row: RowPosition(slice: slice, position: position)))
        }
      }
      table.clear(for: suspects.count)
      var repeated: Set<UInt32> = []
      for suspect in suspects where table.meet(suspect.hash) { repeated.insert(suspect.hash) }
      if repeated.isEmpty { continue }
      var groups: [UInt64: [RowPosition]] = [:]
      for suspect in suspects where repeated.contains(suspect.hash) {
        groups[UInt64(suspect.rest) << 32 | UInt64(suspect.hash), default: []].append(suspect.row)
      }
      let shared = groups.values.filter { $0.count > 1 }
      for group in shared.sorted(by: { $0[0] < $1[0] }) { found.append(group[...]) }
    }
    return found
  }

  /// A row whose hash another may have.
  private struct Suspect {
    let hash: UInt32
    let rest: UInt32
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
    _ body: (
      _ keys: UnsafeBufferPointer<UInt64>, _ rests: UnsafeBufferPointer<UInt32>, _ slice: Int,
      _ segment: Int
    ) -> Void
  ) {
    for (index, slice) in slices.enumerated() {
      for (number, segment) in slice.keys.segments.enumerated() {
        segment.forEachPage(of: partition, on: pages[index][number][partition]) {
          body($0, $1, slice.number, number)
        }
      }
    }
  }

  /// Finds most hashes that occur once by a bit for each, which takes a fraction of a table's memory and no search.
  private struct HashFilter {
    /// By the first bits of a hash, 64 of them together: a bit for each that was met, then one for each that was met again.
    private var bits: [UInt64] = []
    private var shift: UInt32 = 0

    /// Reserves memory for a number of hashes, and forgets those it had.
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

    /// Reserves memory for a number of hashes, and forgets those it had.
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
