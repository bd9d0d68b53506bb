import Ledger

/// The fields of one row, counted from 0, however they are kept.
protocol RowFields {
  /// The bytes of a field, without quotes around it.
  func text(_ field: Int) -> Bytes

  /// The bytes of neighbouring fields with the delimiters between them; of several with all quotes around them too.
  ///
  /// Without the outer ones `"a,",b` and `a,",b"` would be the same.
  func span(_ run: ClosedRange<Int>) -> Bytes
}

/// Fields that were written down one by one.
extension UnsafePointer<Bytes>: RowFields {
  @inline(__always)
  func text(_ field: Int) -> Bytes { self[field] }

  @inline(__always)
  func span(_ run: ClosedRange<Int>) -> Bytes {
    let (first, last) = (self[run.lowerBound], self[run.upperBound])
    guard run.count > 1, let start = first.baseAddress, let end = last.baseAddress else {
      return first
    }
    // After a field stands its quote, a delimiter or the end of the line.
    let from = start - (start[first.count] == 0x22 ? 1 : 0)
    let to = end + last.count + (end[last.count] == 0x22 ? 1 : 0)
    return Bytes(start: from, count: to - from)
  }
}

/// Fields without quotes, by the places of the marks that end them.
struct PlainFields: RowFields {
  let base: UnsafePointer<UInt8>
  /// Counted from `base`; before the first is the end of the row before, right before this one.
  let ends: UnsafePointer<Int32>

  @inline(__always)
  func text(_ field: Int) -> Bytes {
    let start = Int(ends[field &- 1]) &+ 1
    return Bytes(start: base + start, count: Int(ends[field]) &- start)
  }

  @inline(__always)
  func span(_ run: ClosedRange<Int>) -> Bytes {
    let start = Int(ends[run.lowerBound &- 1]) &+ 1
    return Bytes(start: base + start, count: Int(ends[run.upperBound]) &- start)
  }

  /// Returns the number of fields up to the one that ends at `end`.
  func count(to end: Int) -> Int {
    var count = 1
    while Int(ends[count &- 1]) != end { count &+= 1 }
    return count
  }
}
