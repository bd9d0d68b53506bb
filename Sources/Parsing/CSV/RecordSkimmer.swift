import Ledger

/// Finds where CSV records end without splitting them into fields, for a search that needs few of many.
///
/// A record ends where `CarefulScanner` says; a test compares the two on random bytes.
package struct RecordSkimmer {
  private let delimiter: UInt8

  package init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// The end of a record.
  package enum End: Hashable {
    /// The next record begins at this offset.
    case next(Int)
    /// The record continues after the bytes, and there are more.
    case incomplete
    /// The bytes of the file end inside quotes that were opened at `quote`.
    case openQuote(quote: Int)
  }

  /// Returns the end of the record that begins at `start`; `isEnd` tells that no bytes follow these.
  package func end(of bytes: Bytes, from start: Int, isEnd: Bool) -> End {
    var index = start
    while true {
      if index < bytes.count && bytes[index] == 0x22 {
        switch closing(bytes, quote: index, isEnd: isEnd) {
        case .next(let after): index = after
        case .incomplete: return .incomplete
        case .openQuote(let quote): return .openQuote(quote: quote)
        }
      } else {
        while index < bytes.count && bytes[index] != 0x22 && bytes[index] != delimiter
          && !isLineEnd(bytes[index])
        { index += 1 }
      }
      if index < bytes.count && bytes[index] == delimiter {
        index += 1
        continue
      }
      // A quote inside a field, or text after one: the rest of the line belongs to the record.
      while index < bytes.count && !isLineEnd(bytes[index]) { index += 1 }
      return lineEnd(bytes, at: index, isEnd: isEnd)
    }
  }

  /// The offset after the quote that closes the one at `quote`.
  private func closing(_ bytes: Bytes, quote: Int, isEnd: Bool) -> End {
    var index = quote + 1
    while index < bytes.count {
      guard bytes[index] == 0x22 else {
        index += 1
        continue
      }
      if index + 1 == bytes.count && !isEnd { return .incomplete }
      guard index + 1 < bytes.count && bytes[index + 1] == 0x22 else { return .next(index + 1) }
      index += 2
    }
    return isEnd ? .openQuote(quote: quote) : .incomplete
  }

  private func lineEnd(_ bytes: Bytes, at end: Int, isEnd: Bool) -> End {
    guard end < bytes.count else { return isEnd ? .next(end) : .incomplete }
    guard bytes[end] == 0x0D else { return .next(end + 1) }
    if end + 1 == bytes.count && !isEnd { return .incomplete }
    return .next(end + 1 < bytes.count && bytes[end + 1] == 0x0A ? end + 2 : end + 1)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
