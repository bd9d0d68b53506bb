import Ledger

/// The use of rates by quarter hour that one worker collects: what `LedgerUse` is made of.
///
/// Rates are the worker's own numbers. A row takes at most 200 bytes, its place in the index included.
package struct UseTable: Sendable {
  /// In pieces, so that a long list is never copied as it grows.
  private var pieces: [[UseRow]] = []
  private var count = 0
  /// By quarter hour of the start.
  private var tables: [Int32: Int] = [:]
  private var indexes: [QuarterHourIndex] = []
  private var current: (quarterHour: Int32, table: Int) = (.min, 0)
  /// A sum left the range of Int64.
  package private(set) var hasOverflowed = false

  package init() {}

  private static let pieceBits = 12

  /// Adds a request `sign` times (1 or -1).
  ///
  /// - Parameters:
  ///   - end: the quarter hour in which it ended where that counts, else that of the start.
  ///   - rate: the number of its rate.
  @inline(__always)
  package mutating func add(
    _ quantities: Quantities, quarterHour: Int32, end: Int32, rate: Int32,
    standing: UseRow.Standing, sign: Int64
  ) {
    if quarterHour != current.quarterHour { turn(to: quarterHour) }
    let key = QuarterHourIndex.Key(rate: rate, end: end, standing: standing)
    var place = indexes[current.table].find(key)
    if place < 0 {
      place = Int32(count)
      append(
        UseRow(
          quarterHour: quarterHour, endQuarterHour: end, rate: rate, standing: standing,
          requests: 0, quantities: Quantities()))
      indexes[current.table].add(key, place)
    }
    let (piece, row) = (
      Int(place) >> UseTable.pieceBits, Int(place) & (1 << UseTable.pieceBits - 1)
    )
    pieces[piece][row].requests += sign
    if pieces[piece][row].quantities.add(quantities, sign: sign) { hasOverflowed = true }
  }

  /// The rows that were collected, in the order in which they were met.
  package var rows: [UseRow] { pieces.flatMap { $0 } }

  private mutating func append(_ row: UseRow) {
    if count & (1 << UseTable.pieceBits - 1) == 0 { pieces.append([]) }
    // The first piece may stay small.
    if pieces.count > 1, pieces[pieces.count - 1].isEmpty {
      pieces[pieces.count - 1].reserveCapacity(1 << UseTable.pieceBits)
    }
    pieces[pieces.count - 1].append(row)
    count += 1
  }

  @inline(never)
  private mutating func turn(to quarterHour: Int32) {
    if let table = tables[quarterHour] {
      current = (quarterHour, table)
      return
    }
    current = (quarterHour, indexes.count)
    tables[quarterHour] = indexes.count
    indexes.append(QuarterHourIndex())
  }
}

/// Where the rows of one quarter hour stand: an open-addressing table.
private struct QuarterHourIndex: Sendable {
  private var slots: [Slot] = []
  private var count = 0

  struct Key: Equatable {
    let rate: Int32
    let end: Int32
    let standing: UseRow.Standing
  }

  private struct Slot {
    var rate: Int32 = 0
    var end: Int32 = 0
    var place: Int32 = -1
    var standing: UInt8 = 0
  }

  /// The place of a row; -1 for one that is not there.
  @inline(__always)
  func find(_ key: Key) -> Int32 {
    if slots.isEmpty { return -1 }
    var slot = hash(key)
    while slots[slot].place >= 0 {
      let found = slots[slot]
      if found.rate == key.rate && found.end == key.end && found.standing == key.standing.rawValue {
        return found.place
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return -1
  }

  @inline(never)
  mutating func add(_ key: Key, _ place: Int32) {
    if slots.isEmpty { slots = Array(repeating: Slot(), count: 8) }
    if (count + 1) * 4 > slots.count * 3 { grow() }
    put(Slot(rate: key.rate, end: key.end, place: place, standing: key.standing.rawValue))
    count += 1
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.place >= 0 { put(slot) }
  }

  private mutating func put(_ slot: Slot) {
    let standing = UseRow.Standing(rawValue: slot.standing) ?? .counted
    var index = hash(Key(rate: slot.rate, end: slot.end, standing: standing))
    while slots[index].place >= 0 { index = (index &+ 1) & (slots.count &- 1) }
    slots[index] = slot
  }

  @inline(__always)
  private func hash(_ key: Key) -> Int {
    let text = UInt64(UInt32(bitPattern: key.rate)) << 32 | UInt64(UInt32(bitPattern: key.end))
    let mixed = (text ^ UInt64(key.standing.rawValue) << 31) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count &- 1)
  }
}
