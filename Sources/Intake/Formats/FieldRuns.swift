import Ledger

/// Runs of neighbouring fields, to look up their texts as few spans instead of one by one.
final class FieldRuns {
  private let runs: [ClosedRange<Int>]
  private let storage: UnsafeMutablePointer<Bytes>

  init(_ runs: [ClosedRange<Int>]) {
    self.runs = runs
    storage = .allocate(capacity: max(1, runs.count))
    storage.initialize(repeating: Bytes(start: nil, count: 0), count: max(1, runs.count))
  }

  deinit { storage.deallocate() }

  /// The bytes of each run in the row found last, delimiters included.
  var spans: UnsafeBufferPointer<Bytes> {
    UnsafeBufferPointer(start: storage, count: runs.count)
  }

  /// Finds the runs in the fields of a plain row and returns the hash of their bytes.
  @inline(__always)
  func find(in fields: UnsafePointer<Bytes>) -> UInt64 {
    var hash = ByteHash.seed
    for index in 0..<runs.count {
      let first = fields[runs[index].lowerBound]
      let last = fields[runs[index].upperBound]
      var span = first
      if let start = first.baseAddress, let end = last.baseAddress {
        span = Bytes(start: start, count: end + last.count - start)
      }
      storage[index] = span
      hash = ByteHash.hash(span, from: hash)
    }
    return hash
  }
}
