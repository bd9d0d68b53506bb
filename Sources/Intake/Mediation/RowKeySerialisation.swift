import Ledger

extension RowKeys: PartValue {
  /// Per 4 GiB and partition, the keys in the order of their rows: hash and position.
  package func write(to part: inout PartWriter) {
    part.put(count: segments.count)
    for segment in segments {
      let pages = segment.pagesByPartition
      for partition in 0..<RowKeys.partitionCount {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 * segment.count(of: partition))
        segment.forEachPage(of: partition, on: pages[partition]) { keys in
          for key in keys { withUnsafeBytes(of: key.littleEndian) { bytes.append(contentsOf: $0) } }
        }
        part.put(blob: bytes)
      }
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    let count = try part.count()
    var left = part.rowLimit
    guard count == 0 || (Int64(count) - 1) << 32 < part.byteCount else { throw .number }
    for number in 0..<count {
      let positions = part.byteCount - Int64(number) << 32
      var segment = KeySegment()
      for partition in 0..<RowKeys.partitionCount {
        let bytes = try part.blob()
        left -= Int64(bytes.count / 8)
        guard bytes.count % 8 == 0, left >= 0 else { throw .number }
        let isWithin = bytes.withUnsafeBytes { bytes in
          for start in stride(from: 0, to: bytes.count, by: 8) {
            let key = UInt64(
              littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            if Int64(key & 0xFFFF_FFFF) >= positions { return false }
            segment.append(key, to: partition)
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
