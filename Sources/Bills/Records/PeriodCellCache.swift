import Ledger

/// The periods that pairs of cells name: the lines of an hour all state the same two times.
///
/// A pair takes the place of an earlier one, so the memory does not grow with the lines of a bill.
struct PeriodCellCache {
  /// The period that two cells name.
  struct Reading {
    /// As stated.
    let stated: Validity
    /// The period of the bill in which that is.
    let period: Validity
  }

  /// Empty until it is used, which it is for large bills only.
  private var entries: [(cells: SIMD8<UInt64>, reading: Reading)] = []
  private static let count = 2_048
  /// In bytes; a time with a longer text is read each time.
  private static let longest = 32

  /// Returns the period of the figures of a row; nil where a format has to look at it.
  ///
  /// Up to seven bytes after a cell are read.
  mutating func reading(of row: inout BillRow) -> Reading? {
    guard let cells = PeriodCellCache.packed(row.figures) else { return nil }
    if entries.isEmpty {
      // No text is of zeros.
      let nothing = Validity(from: Instant(nanoseconds: 0), to: Instant(nanoseconds: 0))
      entries = Array(
        repeating: (SIMD8(), Reading(stated: nothing, period: nothing)),
        count: PeriodCellCache.count)
    }
    let place = PeriodCellCache.place(cells)
    if entries[place].cells == cells { return entries[place].reading }
    guard let stated = row.periodOfFigures() else { return nil }
    let reading = Reading(
      stated: stated, period: row.zone.billPeriod(from: stated.from, to: stated.to))
    entries[place] = (cells, reading)
    return reading
  }

  @inline(__always)
  private static func packed(_ figures: FigureCells) -> SIMD8<UInt64>? {
    var words = SIMD8<UInt64>()
    guard put(figures.start, from: 0, into: &words), put(figures.end, from: 4, into: &words) else {
      return nil
    }
    return words
  }

  @inline(__always)
  private static func put(_ text: Bytes, from first: Int, into words: inout SIMD8<UInt64>) -> Bool {
    guard text.count <= longest, text.count > 0, let base = UnsafeRawPointer(text.baseAddress)
    else { return false }
    var place = first
    PackedText.forEach(text, from: base) { word in
      words[place] = word
      place &+= 1
    }
    return true
  }

  /// Days and hours differ in the second and third word of a time.
  private static func place(_ cells: SIMD8<UInt64>) -> Int {
    let mixed =
      (cells[0] ^ cells[1] &* 0x9E37_79B9_7F4A_7C15 ^ cells[2] &* 0xC2B2_AE3D_27D4_EB4F)
      &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 40) & (count - 1)
  }
}
