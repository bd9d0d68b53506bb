import Intake
import Ledger

/// Tells which lines of JSON may spell a request id with escapes, by the strings that have any.
///
/// Sound for every line that can be read: a line is left out only where no string with an escape is a key,
/// or the value of a key that is the id's.
struct EscapedIDCheck {
  private static let key = Array("\"\(LedgerColumn.requestID.name)\"".utf8)

  let bytes: Bytes
  let line: Range<Int>

  /// True if an escape may be in the id or in its key; `first` is the line's first backslash.
  func mayHideID(from first: Int) -> Bool {
    var escape: Int? = first
    while let at = escape, at < line.upperBound {
      guard let end = closingQuote(from: at) else { return false }
      if next(after: end) == 0x3A || isValueOfID(at) { return true }
      escape = ByteSearch.first(0x5C, in: Bytes(rebasing: bytes[..<line.upperBound]), from: end)
    }
    return false
  }

  /// The quote that closes the string with the escape at `at`.
  private func closingQuote(from at: Int) -> Int? {
    var index = at
    while index < line.upperBound {
      if bytes[index] == 0x22 { return index }
      index += bytes[index] == 0x5C ? 2 : 1
    }
    return nil
  }

  /// The byte after a quote that is no blank.
  private func next(after quote: Int) -> UInt8? {
    var index = quote + 1
    while index < line.upperBound && isBlank(index) { index += 1 }
    return index < line.upperBound ? bytes[index] : nil
  }

  /// True if the string with its first escape at `at` is the value of the id's key.
  ///
  /// The key must be written plainly.
  private func isValueOfID(_ at: Int) -> Bool {
    var index = at - 1
    while index >= line.lowerBound && bytes[index] != 0x22 { index -= 1 }
    index -= 1
    while index >= line.lowerBound && isBlank(index) { index -= 1 }
    guard index >= line.lowerBound, bytes[index] == 0x3A else { return false }
    index -= 1
    while index >= line.lowerBound && isBlank(index) { index -= 1 }
    let start = index + 1 - EscapedIDCheck.key.count
    return start >= line.lowerBound && bytes[start...index].elementsEqual(EscapedIDCheck.key)
  }

  private func isBlank(_ index: Int) -> Bool {
    bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D
  }
}
