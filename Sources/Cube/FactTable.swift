import Ledger

/// The facts that one worker collects: a hash table per day, so that a ledger in time order works in
/// one small table after another.
///
/// Dimensions and users are the worker's own numbers until `Facts` merges the workers.
package struct FactTable: Sendable {
  /// Per rate card of the worker, the number of its dimensions.
  package private(set) var dimensionsOfCard: [Int32] = []
  package private(set) var dimensions: [FactDimensions] = []
  private var dimensionNumbers: [FactDimensions: Int32] = [:]

  /// What was summed; dimensions and users are numbers of this worker.
  package private(set) var groups = FactGroups()
  private var days = DayIndex()
  private var tables: [DayTable] = []
  private var currentDay = Day(number: .min)
  private var currentTable = 0
  /// A sum left the range of Int64: the facts cannot be used.
  package private(set) var hasOverflowed = false

  package init() {}

  /// Makes a table of groups that were summed elsewhere, to be merged and not added to; several may
  /// have one key.
  init(dimensions: [FactDimensions], groups: [Fact], hasOverflowed: Bool) {
    self.dimensions = dimensions
    for group in groups { self.groups.append(group) }
    self.hasOverflowed = hasOverflowed
  }

  /// Tells the dimensions of the cards that are new since the last call.
  package mutating func prepare(_ newCards: some Sequence<FactDimensions>) {
    for dimensions in newCards {
      if let number = dimensionNumbers[dimensions] {
        dimensionsOfCard.append(number)
        continue
      }
      let number = Int32(self.dimensions.count)
      self.dimensions.append(dimensions)
      dimensionNumbers[dimensions] = number
      dimensionsOfCard.append(number)
    }
  }

  /// Adds a block of rows, `sign` times (1 or -1).
  package mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], _ outcomes: [Outcome], sign: Int64
  ) {
    // Twice the same loop, each for a sign that is known.
    if sign > 0 {
      addRows(records, rated, outcomes, sign: 1)
    } else {
      addRows(records, rated, outcomes, sign: -1)
    }
  }

  @inline(__always)
  private mutating func addRows(
    _ records: [UsageRecord], _ rated: [RatedRecord], _ outcomes: [Outcome], sign: Int64
  ) {
    // Rows in time order find their groups near; those of many days have theirs all over the memory.
    if records.first?.day != records.last?.day { prefetch(records, rated) }
    for index in records.indices {
      let group = groupIndex(
        day: records[index].day, dimensions: dimensionsOfCard[Int(rated[index].card)],
        user: records[index].user)
      let overflow = groups.add(
        records[index], rated[index], outcomes[index], sign: sign, to: group)
      if overflow { hasOverflowed = true }
    }
  }

  /// Asks for the memory of the groups that rows will be added to, as far as it can be told from their hashes.
  @inline(__always)
  private func prefetch(_ records: [UsageRecord], _ rated: [RatedRecord]) {
    for index in records.indices {
      guard let table = days[records[index].day] else { continue }
      let hash = FactTable.hash(
        dimensionsOfCard[Int(rated[index].card)], records[index].user)
      let entry = tables[table].slots[hash & (tables[table].slots.count &- 1)]
      if entry != 0 { groups.prefetch(Int(entry) &- 1) }
    }
  }

  /// An open-addressing table of the groups of one day: 0 is free, else a group's index plus one.
  private struct DayTable {
    var slots = [UInt32](repeating: 0, count: 256)
    var count = 0
  }

  @inline(__always)
  private mutating func groupIndex(day: Day, dimensions: Int32, user: Int32) -> Int {
    if day != currentDay { turn(to: day) }
    let hash = FactTable.hash(dimensions, user)
    let mask = tables[currentTable].slots.count &- 1
    var slot = hash & mask
    while true {
      let entry = tables[currentTable].slots[slot]
      if entry == 0 { break }
      let group = Int(entry) &- 1
      if groups[group].user == user && groups[group].dimensions == dimensions { return group }
      slot = (slot &+ 1) & mask
    }
    return insert(Fact(day: day, dimensions: dimensions, user: user), hash: hash)
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
      currentTable = tables.count
      days[day] = currentTable
      tables.append(DayTable())
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

  @inline(never)
  private mutating func insert(_ group: Fact, hash: Int) -> Int {
    if tables[currentTable].count * 2 >= tables[currentTable].slots.count { growTable() }
    groups.append(group)
    place(UInt32(groups.count), hash: hash)
    tables[currentTable].count += 1
    return groups.count - 1
  }

  private mutating func place(_ entry: UInt32, hash: Int) {
    let mask = tables[currentTable].slots.count - 1
    var slot = hash & mask
    while tables[currentTable].slots[slot] != 0 { slot = (slot + 1) & mask }
    tables[currentTable].slots[slot] = entry
  }

  private mutating func growTable() {
    let old = tables[currentTable].slots
    tables[currentTable].slots = [UInt32](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      let group = groups[Int(entry) - 1]
      place(entry, hash: FactTable.hash(group.dimensions, group.user))
    }
  }
}
