import Ledger

/// Splits CSV records with whatever quotes into fields that stay where they are, eight bytes at a time.
///
/// It gives the fields of every record that `CarefulScanner` can use, and leaves the verdict on all others to it.
package struct FieldSplitter {
  private let delimiter: UInt8
  private let delimiterWord: UInt64

  package init(delimiter: UInt8) {
    self.delimiter = delimiter
    delimiterWord = UInt64(delimiter) &* 0x0101_0101_0101_0101
  }

  /// A field: its content without quotes around it, where it begins, and whether quotes within it are doubled.
  package struct Field {
    package var bytes = Bytes(start: nil, count: 0)
    package var place = 0
    package var hasQuotePairs = false

    package init() {}
  }

  /// A record that was split.
  package struct Split {
    /// The offset at which the text of the record ends, and the one at which the next begins.
    package var end = 0
    package var next = 0
    package var fieldCount = 0
    /// The number of physical lines of the record.
    package var lines: Int32 = 1
    package var lineEnd = LineEnd.none
    /// All bytes are ASCII.
    package var isASCII = true
  }

  /// Splits the record at `start` of `bytes` into `fields`, which has room for `capacity` of them.
  ///
  /// - Returns: nil where the record is odd, incomplete, or has more fields.
  package func split(
    _ bytes: Bytes, from start: Int, isEnd: Bool, fields: UnsafeMutablePointer<Field>, capacity: Int
  ) -> Split? {
    guard let base = bytes.baseAddress else { return nil }
    let count = bytes.count
    var split = Split()
    var seen: UInt64 = 0
    var index = start
    while true {
      guard split.fieldCount < capacity else { return nil }
      var field = Field()
      field.place = index
      if index < count && base[index] == 0x22 {
        guard
          let close = closing(
            base, from: index &+ 1, to: count, isEnd: isEnd, seen: &seen, lines: &split.lines,
            hasQuotePairs: &field.hasQuotePairs)
        else { return nil }
        field.bytes = Bytes(start: base + (index &+ 1), count: close &- index &- 1)
        index = close &+ 1
      } else {
        index = unquotedEnd(base, from: index, to: count, seen: &seen)
        field.bytes = Bytes(start: base + field.place, count: index &- field.place)
      }
      fields[split.fieldCount] = field
      split.fieldCount &+= 1
      if index < count && base[index] == delimiter {
        index &+= 1
        continue
      }
      split.end = index
      split.isASCII = seen & 0x8080_8080_8080_8080 == 0
      return ended(split, base, to: count, isEnd: isEnd)
    }
  }

  /// The first delimiter, quote or line end from `start` on.
  @inline(__always)
  private func unquotedEnd(
    _ base: UnsafePointer<UInt8>, from start: Int, to count: Int, seen: inout UInt64
  ) -> Int {
    var index = start
    while index &+ 8 <= count {
      let word = load(base + index)
      let special =
        zeroBytes(word ^ delimiterWord) | zeroBytes(word ^ 0x2222_2222_2222_2222)
        | zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
      if special != 0 {
        let place = special.trailingZeroBitCount >> 3
        seen |= word & (1 &<< UInt64(truncatingIfNeeded: 8 &* place) &- 1)
        return index &+ place
      }
      seen |= word
      index &+= 8
    }
    while index < count && base[index] != delimiter && base[index] != 0x22 && base[index] != 0x0A
      && base[index] != 0x0D
    {
      seen |= UInt64(base[index])
      index &+= 1
    }
    return index
  }

  /// The quote that closes the one before `start`; nil where none does, or the bytes may go on with one.
  @inline(__always)
  private func closing(
    _ base: UnsafePointer<UInt8>, from start: Int, to count: Int, isEnd: Bool, seen: inout UInt64,
    lines: inout Int32, hasQuotePairs: inout Bool
  ) -> Int? {
    var index = start
    while index < count {
      // Doubled quotes are many where a field holds JSON, so all of a word are looked at in one go.
      scan: while index &+ 9 <= count {
        let word = load(base + index)
        seen |= word
        if zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D) != 0 {
          break
        }
        var quotes = zeroBytes(word ^ 0x2222_2222_2222_2222)
        var next = index &+ 8
        while quotes != 0 {
          let place = index &+ quotes.trailingZeroBitCount >> 3
          guard base[place &+ 1] == 0x22 else { return place }
          hasQuotePairs = true
          quotes &= quotes &- 1
          if quotes == 0 && place &+ 1 == next {
            next &+= 1
          } else {
            quotes &= quotes &- 1
          }
        }
        index = next
      }
      guard index < count else { return nil }
      let byte = base[index]
      seen |= UInt64(byte)
      if byte == 0x22 {
        if index &+ 1 == count { return isEnd ? index : nil }
        guard base[index &+ 1] == 0x22 else { return index }
        hasQuotePairs = true
        index &+= 2
        continue
      }
      if byte == 0x0A
        || (byte == 0x0D && !(index &+ 1 < count && base[index &+ 1] == 0x0A))
      {
        lines &+= 1
      }
      index &+= 1
    }
    return nil
  }

  private func ended(
    _ split: Split, _ base: UnsafePointer<UInt8>, to count: Int, isEnd: Bool
  ) -> Split? {
    var split = split
    let end = split.end
    guard end < count else {
      split.next = end
      return isEnd ? split : nil
    }
    if base[end] == 0x0A {
      split.lineEnd = .lineFeed
      split.next = end + 1
      return split
    }
    guard base[end] == 0x0D, isEnd || end + 1 < count else { return nil }
    let isBoth = end + 1 < count && base[end + 1] == 0x0A
    split.lineEnd = isBoth ? .both : .carriageReturn
    split.next = isBoth ? end + 2 : end + 1
    return split
  }

  /// Writes the text of a field whose quotes are doubled to `out`, which has room for it; returns its length.
  package static func writeUndoubled(_ field: Bytes, to out: UnsafeMutablePointer<UInt8>) -> Int {
    guard let base = field.baseAddress else { return 0 }
    var at = 0
    var count = 0
    while at < field.count {
      while at &+ 8 <= field.count {
        let word = load(base + at)
        let quotes = zeroBytes(word ^ 0x2222_2222_2222_2222)
        UnsafeMutableRawPointer(out + count).storeBytes(of: word, as: UInt64.self)
        let taken = quotes == 0 ? 8 : quotes.trailingZeroBitCount >> 3
        at &+= taken
        count &+= taken
        if quotes != 0 { break }
      }
      guard at < field.count else { break }
      let byte = base[at]
      out[count] = byte
      count &+= 1
      // Of two quotes one is kept.
      at &+= byte == 0x22 ? 2 : 1
    }
    return count
  }
}
