import Ledger

/// The fields of one row, counted from 0, however they are kept.
protocol RowFields {
  /// The bytes of a field, without quotes around it.
  func text(_ field: Int) -> Bytes
}

/// Fields that were written down one by one.
extension UnsafePointer<Bytes>: RowFields {
  @inline(__always)
  func text(_ field: Int) -> Bytes { self[field] }
}

/// Fields without quotes, by the places of the marks that end them.
struct PlainFields: RowFields {
  let base: UnsafePointer<UInt8>
  /// Counted from `base`; before the first stands where the row before ends, right before this one.
  let ends: UnsafePointer<Int32>

  @inline(__always)
  func text(_ field: Int) -> Bytes {
    let start = Int(ends[field &- 1]) &+ 1
    return Bytes(start: base + start, count: Int(ends[field]) &- start)
  }

  /// How many fields there are to the one that ends at `end`.
  func count(to end: Int) -> Int {
    var count = 1
    while Int(ends[count &- 1]) != end { count &+= 1 }
    return count
  }
}
