import CSystem
import Ledger

/// Numbers what a worker sums, from 0, by day, dimensions and user: a hash table per day, so that a ledger in time
/// order works in one small table after another.
///
/// The keys are in the tables: finding a number does not wait for the memory of what it numbers, which can be asked
/// for meanwhile.
package struct GroupIndex: Sendable {
  package private(set) var count = 0
  private var days = DayIndex()
  private var tables: [DayTable] = []
  private var places: [Place] = []
  private var currentDay = Day(number: .min)
  private var currentTable = 0

  package init() {}

  /// The number of a group; that of one which is new is the `count` before.
  @inline(__always)
  package mutating func number(day: Day, dimensions: Int32, user: Int32) -> Int {
    if day != currentDay { turn(to: day) }
    let hash = GroupIndex.hash(dimensions, user)
    let mask = tables[currentTable].slots.count &- 1
    var place = hash & mask
    while true {
      let slot = tables[currentTable].slots[place]
      if slot.next == 0 { break }
      if slot.user == user && slot.dimensions == dimensions { return Int(slot.next) &- 1 }
      place = (place &+ 1) & mask
    }
    return add(dimensions: dimensions, user: user)
  }

  /// Asks for the memory in which the number of a group is looked up.
  ///
  /// An unneeded prefetch does no harm.
  @inline(__always)
  package func prefetch(day: Day, dimensions: Int32, user: Int32) {
    guard let table = days[day] else { return }
    let (start, mask) = (places[table].start, places[table].mask)
    let place = GroupIndex.hash(dimensions, user) & mask
    assay_prefetch(start &+ UInt(bitPattern: place &* MemoryLayout<Slot>.stride))
  }

  /// An open-addressing table of the groups of one day.
  private struct DayTable {
    var slots: [Slot]
    var count = 0

    /// Reserves memory for a number of groups before it has to grow.
    init(groups: Int) {
      var count = 256
      while count < 2 * groups { count *= 2 }
      slots = Array(repeating: Slot(), count: count)
    }
  }

  /// The address of the slots of a table: access through the table itself counts references.
  private struct Place {
    let start: UInt
    let mask: Int

    init(_ table: DayTable) {
      start = table.slots.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
      mask = table.slots.count - 1
    }
  }

  private struct Slot {
    var dimensions: Int32 = 0
    var user: Int32 = 0
    /// The number after the group's; 0 where there is none.
    var next: UInt32 = 0
  }

  @inline(__always)
  private static func hash(_ dimensions: Int32, _ user: Int32) -> Int {
    let key = UInt64(UInt32(bitPattern: user)) << 32 | UInt64(UInt32(bitPattern: dimensions))
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  @inline(never)
  private mutating func turn(to day: Day) {
    currentDay = day
    if let table = days[day] {
      currentTable = table
    } else {
      // Days are alike, as a rule.
      let average = tables.isEmpty ? 0 : count / tables.count
      currentTable = tables.count
      days[day] = currentTable
      tables.append(DayTable(groups: average))
      places.append(Place(tables[currentTable]))
    }
  }

  @inline(never)
  private mutating func add(dimensions: Int32, user: Int32) -> Int {
    if tables[currentTable].count * 2 >= tables[currentTable].slots.count { growTable() }
    count += 1
    place(Slot(dimensions: dimensions, user: user, next: UInt32(count)))
    tables[currentTable].count += 1
    return count - 1
  }

  private mutating func place(_ slot: Slot) {
    let mask = tables[currentTable].slots.count - 1
    var place = GroupIndex.hash(slot.dimensions, slot.user) & mask
    while tables[currentTable].slots[place].next != 0 { place = (place + 1) & mask }
    tables[currentTable].slots[place] = slot
  }

  private mutating func growTable() {
    let old = tables[currentTable].slots
    tables[currentTable].slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.next != 0 { place(slot) }
    places[currentTable] = Place(tables[currentTable])
  }
}

/// The table of each day: a list of days around those that were met.
private struct DayIndex {
  private var first = Day(number: 0)
  /// -1 for a day without a table.
  private var tables: [Int32] = []

  subscript(day: Day) -> Int? {
    @inline(__always) get {
      let place = Int(day.number) &- Int(first.number)
      guard place >= 0, place < tables.count, tables[place] >= 0 else { return nil }
      return Int(tables[place])
    }
    set {
      if tables.isEmpty { first = day }
      let before = Int(first.number) - Int(day.number)
      if before > 0 {
        tables.insert(contentsOf: Array(repeating: -1, count: before), at: 0)
        first = day
      }
      let place = Int(day.number) - Int(first.number)
      while tables.count <= place { tables.append(-1) }
      tables[place] = newValue.map(Int32.init) ?? -1
    }
  }
}
