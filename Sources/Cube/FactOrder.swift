import Ledger

/// The groups of all workers in the order of the facts: by day, line, user and terms.
///
/// The sort key of a group is packed into one number, usually of about 40 bits. Eleven bits are
/// sorted at a time: for a million groups, comparing four fields costs far more.
struct FactOrder: Sendable {
  private var entries: [Entry]
  private let fields: Fields

  /// The numbers of a worker, mapped to those of all workers.
  struct PartNumbers {
    /// Per dimensions of the worker.
    let dimensions: [Int32]
    /// Per user of the worker.
    let users: [Int32]

    /// - Parameters:
    ///   - dimensionRank: what the numbers are among those of all.
    ///   - userRank: likewise.
    init(
      _ table: FactTable, _ users: [UserKey], _ dimensionRank: [FactDimensions: Int32],
      _ userRank: [UserKey: Int32]
    ) {
      dimensions = table.dimensions.map { dimensionRank[$0] ?? -1 }
      self.users = users.map { userRank[$0] ?? -1 }
    }
  }

  /// The place of a group: its worker, and its index there.
  struct Group {
    let part: Int
    let index: Int
  }

  /// The fact that a group is a part of.
  struct Key {
    let day: Day
    let dimensions: Int32
    let user: Int32
  }

  private struct Entry: Sendable {
    var key: UInt64 = 0
    /// The worker in the upper half, the group's index in the lower.
    var place: UInt64 = 0
  }

  /// The layout of the parts of a key.
  private struct Fields: Sendable {
    let firstDay: Int32
    let lastDay: Int32
    let termsBits: Int
    let userBits: Int
    let lineBits: Int
    let bits: Int

    init(days: ClosedRange<Int32>, lines: [Int32], users: Int) {
      func bits(_ largest: Int) -> Int { Int.bitWidth - largest.leadingZeroBitCount }
      firstDay = days.lowerBound
      lastDay = days.upperBound
      termsBits = bits(lines.indices.map { $0 - Int(lines[$0]) }.max() ?? 0)
      userBits = bits(users)
      lineBits = bits(lines.count)
      self.bits =
        bits(Int(days.upperBound) - Int(days.lowerBound)) + lineBits + userBits + termsBits
    }

    @inline(__always)
    func key(day: Day, line: Int32, user: Int32, dimensions: Int32) -> UInt64 {
      var key = UInt64(Int64(day.number) - Int64(firstDay))
      key = key << UInt64(lineBits) | UInt64(line)
      key = key << UInt64(userBits) | UInt64(user)
      return key << UInt64(termsBits) | UInt64(dimensions - line)
    }

    /// Returns the parts of a key.
    @inline(__always)
    func parts(of key: UInt64) -> (day: Day, user: Int32, dimensions: Int32) {
      let terms = key & (1 << UInt64(termsBits) - 1)
      let rest = key >> UInt64(termsBits)
      let user = rest & (1 << UInt64(userBits) - 1)
      let line = rest >> UInt64(userBits) & (1 << UInt64(lineBits) - 1)
      let day = rest >> UInt64(userBits + lineBits)
      return (Day(number: firstDay + Int32(day)), Int32(user), Int32(line + terms))
    }
  }

  /// - Parameters:
  ///   - groups: of each worker.
  ///   - lines: per dimensions of all, which are sorted, the first that has the same texts.
  ///   - users: how many there are.
  init(_ groups: [FactGroups], _ numbers: [PartNumbers], lines: [Int32], users: Int) {
    let days = groups.compactMap(\.days)
    let fields = Fields(
      days: (days.map(\.lowerBound).min() ?? 0)...(days.map(\.upperBound).max() ?? 0), lines: lines,
      users: users)
    // 89 years of a million dimensions and 600 million users, whose names no memory holds.
    precondition(fields.bits <= 64, "what a fact is sorted by has 64 bits")
    self.init(groups, numbers, lines: lines, fields)
  }

  /// Sorts groups of facts that another order has, by the same keys.
  init(_ groups: [FactGroups], _ numbers: [PartNumbers], lines: [Int32], as other: FactOrder) {
    self.init(groups, numbers, lines: lines, other.fields)
  }

  private init(
    _ groups: [FactGroups], _ numbers: [PartNumbers], lines: [Int32], _ fields: Fields
  ) {
    self.fields = fields
    var entries: [Entry] = []
    entries.reserveCapacity(groups.reduce(0) { $0 + $1.count })
    for (part, numbers) in numbers.enumerated() {
      groups[part].forEachKey { index, day, dimensions, user in
        let dimensions = numbers.dimensions[Int(dimensions)]
        entries.append(
          Entry(
            key: fields.key(
              day: day, line: lines[Int(dimensions)], user: numbers.users[Int(user)],
              dimensions: dimensions),
            place: UInt64(part) << 32 | UInt64(index)))
      }
    }
    self.entries = entries
    sort()
  }

  /// Sorts by the keys, eleven bits at a time from the lowest on; equal ones stay in their order.
  private mutating func sort() {
    var other = [Entry](repeating: Entry(), count: entries.count)
    for shift in stride(from: 0, to: fields.bits, by: 11) {
      var ends = [Int](repeating: 0, count: 2048)
      for entry in entries { ends[FactOrder.digit(entry, shift)] += 1 }
      // A digit that all have in common sorts nothing.
      if ends.contains(entries.count) { continue }
      var next = 0
      for digit in ends.indices { (ends[digit], next) = (next, next + ends[digit]) }
      other.withUnsafeMutableBufferPointer { other in
        for entry in entries {
          let digit = FactOrder.digit(entry, shift)
          other[ends[digit]] = entry
          ends[digit] += 1
        }
      }
      swap(&entries, &other)
    }
  }

  @inline(__always)
  private static func digit(_ entry: Entry, _ shift: Int) -> Int {
    Int(truncatingIfNeeded: entry.key >> UInt64(shift) & 2047)
  }

  var count: Int { entries.count }

  /// True if a day is between those of the groups.
  func mayHave(_ day: Day) -> Bool {
    Int64(day.number) >= Int64(fields.firstDay) && Int64(day.number) <= Int64(fields.lastDay)
  }

  /// The group at a place of the order.
  @inline(__always)
  func group(at index: Int) -> Group {
    let place = entries[index].place
    return Group(part: Int(place >> 32), index: Int(place & 0xFFFF_FFFF))
  }

  /// The fact that the group at a place of the order is a part of.
  subscript(index: Int) -> Key {
    let (day, user, dimensions) = fields.parts(of: entries[index].key)
    return Key(day: day, dimensions: dimensions, user: user)
  }

  /// True if the groups at two places are parts of one fact.
  func isSameFact(_ one: Int, _ other: Int) -> Bool { entries[one].key == entries[other].key }

  /// True if the group at a place is part of the same fact as one at a place of another order.
  ///
  /// Both orders use the same keys.
  @inline(__always)
  func isSameFact(_ index: Int, as otherIndex: Int, of other: FactOrder) -> Bool {
    entries[index].key == other.entries[otherIndex].key
  }
}
