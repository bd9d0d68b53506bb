import Ledger

extension RowKeys: PartValue {
  /// The bytes of a key, and of the rest of its hash.
  private static let entry = (key: 8, rest: KeySegment.restBits / 8)

  /// Per 4 GiB and partition, the keys in the order of their rows: position, then hash.
  package func write(to part: inout PartWriter) {
    precondition(areWhole, "hashes that leave the process have all their bits")
    part.put(count: segments.count)
    for segment in segments {
      let pages = segment.pagesByPartition
      for partition in 0..<RowKeys.partitionCount {
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
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(.whole)
    let entry = RowKeys.entry.key + RowKeys.entry.rest
    let count = try part.count()
    var left = part.rowLimit
    guard count == 0 || (Int64(count) - 1) << 32 < part.byteCount else { throw .number }
    for number in 0..<count {
      let positions = part.byteCount - Int64(number) << 32
      var segment = KeySegment(width)
      for partition in 0..<RowKeys.partitionCount {
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
            segment.append(key, rest: rest, to: partition)
          }
          return true
        }
        guard isWithin else { throw .number }
      }
      segments.append(segment)
    }
  }
}

extension RowKeys {
  /// The number of rows.
  package var count: Int {
    segments.reduce(0) { sum, segment in
      (0..<RowKeys.partitionCount).reduce(sum) { $0 + segment.count(of: $1) }
    }
  }
}
