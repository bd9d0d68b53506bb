import Ledger

/// The use of rates by quarter hour that one worker collects: what `QuarterHourUse` is made of.
///
/// Rates are the worker's own numbers. A row takes at most 200 bytes, its place in the index included.
package struct UseTable: Sendable {
  /// In pieces, so that a long list is never copied as it grows.
  private var pieces: [[UseRow]] = []
  private var count = 0
  /// Open addressing over the keys of all rows; a power of two.
  private var slots = [Slot](repeating: Slot(), count: 1 << 10)
  /// By the number of a rate, where its last request was added: most requests of a quarter hour are near one another.
  private var recent: [Recent] = []
  /// A sum left the range of Int64.
  package private(set) var hasOverflowed = false

  package init() {}

  private static let pieceBits = 12

  /// The place of a row, -1 for none, and bits of its hash: few keys with other bits have to be looked at.
  private struct Slot {
    var place: Int32 = -1
    var tag: UInt32 = 0
  }

  /// A key and the place of its row.
  private struct Recent {
    let entry: Entry
    let place: Int32
  }

  /// A request, or some of one key, as they are added.
  package struct Entry: Equatable {
    let quarterHour: Int32
    let end: Int32
    let rate: Int32
    let standing: UseRow.Standing

    /// - Parameters:
    ///   - end: the quarter hour in which it ended where that counts, else that of the start.
    ///   - rate: the number of its rate.
    @inline(__always)
    package init(quarterHour: Int32, end: Int32, rate: Int32, standing: UseRow.Standing) {
      self.quarterHour = quarterHour
      self.end = end
      self.rate = rate
      self.standing = standing
    }

    @inline(__always)
    fileprivate init(_ row: UseRow) {
      self.init(
        quarterHour: row.quarterHour, end: row.endQuarterHour, rate: row.rate,
        standing: row.standing)
    }

    @inline(__always)
    fileprivate var hash: UInt64 {
      let start = UInt64(UInt32(bitPattern: quarterHour)) &* 0x9E37_79B9_7F4A_7C15
      let rest = UInt64(UInt32(bitPattern: rate)) << 2 | UInt64(standing.rawValue)
      let length = UInt64(UInt32(bitPattern: end &- quarterHour)) << 40
      return (start ^ rest ^ length) &* 0xD6E8_FEB8_6659_FD93
    }

    @inline(__always)
    fileprivate func isKey(of row: UseRow) -> Bool {
      row.rate == rate && row.quarterHour == quarterHour && row.endQuarterHour == end
        && row.standing == standing
    }
  }

  /// Adds the request of a record `sign` times (1 or -1).
  ///
  /// - Parameter request: the request by its place; of one that is subtracted it does not matter.
  @inline(__always)
  package mutating func add(
    _ record: UnsafePointer<UsageRecord>, _ entry: Entry, sign: Int64, _ request: LargestRequest
  ) {
    let place = place(of: entry)
    let (piece, row) = (place >> UseTable.pieceBits, place & (1 << UseTable.pieceBits - 1))
    if pieces[piece][row].add(record, sign: sign, request) { hasOverflowed = true }
  }

  /// The rows that were collected, in the order in which they were met.
  package var rows: [UseRow] {
    var rows: [UseRow] = []
    rows.reserveCapacity(count)
    for piece in pieces { rows += piece }
    return rows
  }

  /// The place of the row of a key, which is made where there is none.
  @inline(__always)
  private mutating func place(of entry: Entry) -> Int {
    let rate = Int(entry.rate)
    if rate < recent.count, recent[rate].entry == entry { return Int(recent[rate].place) }
    let place = find(entry)
    while recent.count <= rate { recent.append(Recent(entry: entry, place: -1)) }
    recent[rate] = Recent(entry: entry, place: Int32(place))
    return place
  }

  @inline(never)
  private mutating func find(_ entry: Entry) -> Int {
    let hash = entry.hash
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[slot].place >= 0 {
      if slots[slot].tag == tag {
        let place = Int(slots[slot].place)
        let (piece, row) = (place >> UseTable.pieceBits, place & (1 << UseTable.pieceBits - 1))
        if entry.isKey(of: pieces[piece][row]) { return place }
      }
      slot = (slot &+ 1) & mask
    }
    return append(entry, slot: slot)
  }

  @inline(never)
  private mutating func append(_ entry: Entry, slot: Int) -> Int {
    if count & (1 << UseTable.pieceBits - 1) == 0 { pieces.append([]) }
    // The first piece may stay small.
    if pieces.count > 1, pieces[pieces.count - 1].isEmpty {
      pieces[pieces.count - 1].reserveCapacity(1 << UseTable.pieceBits)
    }
    pieces[pieces.count - 1].append(
      UseRow(
        quarterHour: entry.quarterHour, endQuarterHour: entry.end, rate: entry.rate,
        standing: entry.standing, requests: 0, quantities: Quantities()))
    slots[slot] = Slot(
      place: Int32(count), tag: UInt32(truncatingIfNeeded: entry.hash >> 32))
    count += 1
    if count * 4 > slots.count * 3 { grow() }
    return count - 1
  }

  private mutating func grow() {
    slots = Array(repeating: Slot(), count: slots.count * 2)
    let mask = slots.count - 1
    var place: Int32 = 0
    for piece in pieces {
      for row in piece {
        let hash = Entry(row).hash
        var slot = Int(truncatingIfNeeded: hash >> 20) & mask
        while slots[slot].place >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Slot(place: place, tag: UInt32(truncatingIfNeeded: hash >> 32))
        place += 1
      }
    }
  }
}

extension UseRow {
  /// Adds the request of a record `sign` times, and returns true if a sum left the range of Int64.
  @inline(__always)
  fileprivate mutating func add(
    _ record: UnsafePointer<UsageRecord>, sign: Int64, _ request: LargestRequest
  ) -> Bool {
    requests += sign
    if sign > 0, request.precedes(largest) { largest = request }
    return quantities.add(record.pointee.quantities, sign: sign)
  }
}
