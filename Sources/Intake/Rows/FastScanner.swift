import CScan
import Ledger

/// Splits the plain records of a CSV 64 bytes at a time: printable ASCII, LF or CRLF, quotes only around a
/// whole field and none within it.
///
/// Anything else it leaves to `CarefulScanner`, which gives the same fields more slowly.
struct FastScanner {
  let delimiter: UInt8

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// A record that was split: where the next one begins, and how it ended.
  struct Split {
    /// The next record's offset; negative where there is no split.
    var next: Int
    var fieldCount: Int
    var endsWithCRLF: Bool

    /// The record is not plain, or that is not known yet.
    static var refused: Split { Split(next: -1, fieldCount: 0, endsWithCRLF: false) }

    /// The bytes end within a plain record: what is there needs no second look until there are more.
    static var cut: Split { Split(next: -2, fieldCount: 0, endsWithCRLF: false) }

    var isCut: Bool {
      @inline(__always) get { next == -2 }
    }
  }

  /// The number of excess fields up to which a record is split before it is refused.
  static let slack = 64

  /// Splits the record at `start` into `fields`, which has room for `capacity` of them and `slack` more.
  ///
  /// At least 64 bytes after `end` must be readable; they are never taken for a part of the record.
  @inline(__always)
  func split(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int,
    fields: UnsafeMutablePointer<Bytes>, capacity: Int
  ) -> Split {
    var fieldStart = base + start
    var count = 0
    var index = start
    while index < end {
      let found = assay_marks(base + index, delimiter)
      // The lowest bit of what ends the record, or is more than a delimiter; of nothing all bits are below it.
      let last = found.others & (0 &- found.others)
      var delimiters = found.delimiters & (last &- 1)
      while delimiters != 0 {
        let place = base + (index &+ delimiters.trailingZeroBitCount)
        delimiters &= delimiters &- 1
        fields[count] = Bytes(start: fieldStart, count: place - fieldStart)
        fieldStart = place + 1
        count &+= 1
      }
      // Sixty-four bytes give at most `slack` fields, for which there is room beyond `capacity`.
      guard count < capacity else { return .refused }
      if last != 0 {
        let place = index &+ last.trailingZeroBitCount
        if base[place] == 0x22 {
          return splitQuoted(base, from: start, to: end, fields: fields, capacity: capacity)
        }
        fields[count] = Bytes(start: fieldStart, count: base + place - fieldStart)
        return ended(base, at: place, to: end, fieldCount: count &+ 1)
      }
      index &+= 64
    }
    return .cut
  }

  /// Splits a record in which quotes may be.
  @inline(never)
  private func splitQuoted(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int,
    fields: UnsafeMutablePointer<Bytes>, capacity: Int
  ) -> Split {
    var index = start
    var left: UInt64 = 0
    var next = start
    return splitQuoted(base, from: start, to: end, fields: fields, capacity: capacity) {
      while left == 0 {
        guard next < end else { return end }
        let marks = assay_marks(base + next, delimiter)
        left = marks.delimiters | marks.others
        index = next
        next &+= 64
      }
      defer { left &= left &- 1 }
      return index &+ left.trailingZeroBitCount
    }
  }

  /// The same by marks that are found already.
  ///
  /// - Parameter nextMark: gives the place of one mark from `start` on after the other, and after them all what is not
  ///   before `end`.
  @inline(__always)
  func splitQuoted(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int,
    fields: UnsafeMutablePointer<Bytes>, capacity: Int, nextMark: () -> Int
  ) -> Split {
    var fieldStart = start
    var isQuoted = false
    /// The offset of the quote that closed the field; the field must end right after it.
    var closed = -1
    var count = 0
    while true {
      let place = nextMark()
      guard place < end else { return .refused }
      let byte = base[place]
      // Asked first, as a tab is a control character.
      if byte == delimiter {
        if isQuoted {
          if byte < 0x20 { return .refused }
          continue
        }
        guard count < capacity else { return .refused }
        if closed < 0 {
          fields[count] = Bytes(start: base + fieldStart, count: place &- fieldStart)
        } else {
          guard closed &+ 1 == place else { return .refused }
          fields[count] = unquoted(base, fieldStart, closed)
          closed = -1
        }
        count &+= 1
        fieldStart = place &+ 1
      } else if isQuoted {
        if byte == 0x22 {
          isQuoted = false
          closed = place
        } else if byte < 0x20 || byte >= 0x7F {
          return .refused
        }
      } else if byte == 0x0A {
        let isCRLF = place > start && base[place &- 1] == 0x0D
        let fieldEnd = place &- (isCRLF ? 1 : 0)
        guard count < capacity, closed < 0 || closed &+ 1 == fieldEnd else {
          return .refused
        }
        fields[count] =
          closed < 0
          ? Bytes(start: base + fieldStart, count: fieldEnd &- fieldStart)
          : unquoted(base, fieldStart, closed)
        return Split(next: place &+ 1, fieldCount: count &+ 1, endsWithCRLF: isCRLF)
      } else if byte == 0x0D {
        guard place &+ 1 < end, base[place &+ 1] == 0x0A else { return .refused }
      } else if byte == 0x22 {
        guard place == fieldStart, closed < 0 else { return .refused }
        isQuoted = true
      } else if byte < 0x20 || byte >= 0x7F {
        return .refused
      }
    }
  }

  /// The record whose fields end at `place`: cut where the bytes end before its line does, refused unless LF or CRLF
  /// is there.
  @inline(__always)
  func ended(
    _ base: UnsafePointer<UInt8>, at place: Int, to end: Int, fieldCount: Int
  ) -> Split {
    if place >= end { return .cut }
    let endsWithCRLF = base[place] == 0x0D
    let feed = endsWithCRLF ? place &+ 1 : place
    if feed >= end { return .cut }
    guard base[feed] == 0x0A else { return .refused }
    return Split(next: feed &+ 1, fieldCount: fieldCount, endsWithCRLF: endsWithCRLF)
  }

  /// The field at `start` without its quotes, of which the last is at `closed`.
  @inline(__always)
  private func unquoted(_ base: UnsafePointer<UInt8>, _ start: Int, _ closed: Int) -> Bytes {
    Bytes(start: base + (start &+ 1), count: closed &- start &- 1)
  }
}

extension FastScanner {
  /// Makes the scanner for the plain records of `layout`; nil where every row takes the careful path.
  init?(_ layout: LedgerLayout, isCarefulOnly: Bool) {
    guard !isCarefulOnly, layout.usage == .native, case .csv(let delimiter) = layout.format else {
      return nil
    }
    self.init(delimiter: delimiter)
  }
}
