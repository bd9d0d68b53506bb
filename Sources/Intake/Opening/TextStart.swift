import Ledger

/// The beginning of a file of text, before its header or first record is looked at.
package struct TextStart {
  /// The offset after the byte order mark.
  package let start: Int
  /// The first byte that is not blank; nil for a file of JSON lines that is blank so far.
  package let first: UInt8?

  /// Reads the first bytes of a file, inflated; nil where more of it has to be seen.
  ///
  /// Refuses files of other kinds, and those without text.
  ///
  /// - Parameter isJSONLines: the file's name says so; then it may be blank.
  package static func read(
    _ bytes: Bytes, isEnd: Bool, isJSONLines: Bool
  ) throws(FileFailure) -> TextStart? {
    if bytes.count < 4 && !isEnd { return nil }
    guard !bytes.isEmpty else { throw FileFailure(.empty) }
    if let kind = FileKind(bytes) {
      throw FileFailure(kind.fault, line: 1, column: 1)
    }
    let start = bytes.byteOrderMarkLength
    guard start < bytes.count else { throw FileFailure(.empty) }
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    let first = bytes[start...].first { !blanks.contains($0) }
    if first == nil && !isJSONLines {
      if isEnd { throw FileFailure(.blank) }
      return nil
    }
    return TextStart(start: start, first: first)
  }

  /// Returns true if the lines of an export of JSON lines end with CR alone.
  ///
  /// Its beginning has a CR and no LF.
  package static func endsAtCR(_ bytes: Slice<Bytes>) -> Bool {
    let beginning = bytes.prefix(1 << 15)
    return beginning.contains(0x0D) && !beginning.contains(0x0A)
  }
}
