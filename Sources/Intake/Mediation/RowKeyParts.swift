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
    for _ in 0..<count {
      var segment = KeySegment()
      for partition in 0..<RowKeys.partitionCount {
        let bytes = try part.blob()
        guard bytes.count % 8 == 0, bytes.count < 8 << 30 else { throw .number }
        bytes.withUnsafeBytes { bytes in
          for start in stride(from: 0, to: bytes.count, by: 8) {
            segment.append(
              UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
              to: partition)
          }
        }
      }
      segments.append(segment)
    }
  }
}
