import Ledger

extension RowKeys {
  /// The bytes of a key, and of the rest of its hash.
  private static let entry = (key: 8, rest: KeySegment.restBits / 8)

  /// All partitions.
  package static let allPartitions = 0..<partitionCount

  /// The partitions of one shard of `count`, of which there are as many as partitions at most.
  package static func partitions(ofShard shard: Int, of count: Int) -> Range<Int> {
    shard * partitionCount / count..<(shard + 1) * partitionCount / count
  }

  /// Puts the keys of some partitions, per 4 GiB and partition in the order of their rows: position, then hash.
  package func write(_ partitions: Range<Int>, to part: inout PartWriter) {
    precondition(areWhole, "hashes that leave the process have all their bits")
    part.put(count: segments.count)
    for segment in segments {
      let pages = segment.pagesByPartition
      for partition in partitions {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
          (RowKeys.entry.key + RowKeys.entry.rest) * segment.count(of: partition))
        segment.forEachPage(of: partition, on: pages[partition]) { keys, rests in
          for (key, rest) in zip(keys, rests) {
            withUnsafeBytes(of: key.littleEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: rest.littleEndian) {
              bytes.append(contentsOf: $0.prefix(RowKeys.entry.rest))
            }
          }
        }
        part.put(blob: bytes)
      }
    }
  }

  /// Adds the keys of some partitions.
  ///
  /// - Parameter held: the partitions of which there is room for keys, those among them.
  package mutating func read(
    _ partitions: Range<Int>, of held: Range<Int>, from part: inout PartReader
  ) throws(PartFault) {
    let entry = RowKeys.entry.key + RowKeys.entry.rest
    let count = try part.count()
    var left = part.rowLimit
    guard count == 0 || (Int64(count) - 1) << 32 < part.byteCount else { throw .number }
    for number in 0..<count {
      let positions = part.byteCount - Int64(number) << 32
      if segments.count == number { segments.append(KeySegment(width, partitions: held)) }
      for partition in partitions {
        let bytes = try part.blob()
        left -= Int64(bytes.count / entry)
        guard bytes.count % entry == 0, left >= 0 else { throw .number }
        let isWithin = bytes.withUnsafeBytes { bytes in
          for start in stride(from: 0, to: bytes.count, by: entry) {
            let key = UInt64(
              littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            if Int64(key & 0xFFFF_FFFF) >= positions { return false }
            let rest = (0..<RowKeys.entry.rest).reduce(UInt32(0)) { rest, index in
              rest | UInt32(bytes[start + RowKeys.entry.key + index]) << UInt32(8 * index)
            }
            segments[number].append(key, rest: rest, to: partition)
          }
          return true
        }
        guard isWithin else { throw .number }
      }
    }
  }

  /// The number of rows.
  package var count: Int { segments.reduce(0) { $0 + $1.count } }
}
