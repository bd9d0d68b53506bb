import Ledger

/// The facts that one worker collects.
///
/// Dimensions and users are the worker's own numbers until `Facts` merges the workers.
package struct FactTable: Sendable {
  /// Per rate card of the worker, the number of its dimensions.
  package private(set) var dimensionsOfCard: [Int32] = []
  package private(set) var dimensions: [FactDimensions] = []
  private var dimensionNumbers = ValueIndex()

  /// The sums; dimensions and users are numbers of this worker.
  package private(set) var groups = FactGroups()
  private var numbers = GroupIndex()
  /// The groups of the rows that are being added.
  private var groupOfRow: [UInt32] = []
  /// A sum left the range of Int64: the facts cannot be used.
  package private(set) var hasOverflowed = false

  package init() {}

  /// Makes a table of groups that were summed elsewhere, to be merged and not added to; several may
  /// have one key.
  init(dimensions: [FactDimensions], groups: FactGroups, hasOverflowed: Bool) {
    self.dimensions = dimensions
    self.groups = groups
    self.hasOverflowed = hasOverflowed
  }

  /// The sums, to be merged and not added to: the lookup from rows to groups is left out.
  package var sums: FactTable {
    FactTable(dimensions: dimensions, groups: groups, hasOverflowed: hasOverflowed)
  }

  /// Tells the dimensions of the cards that are new since the last call.
  package mutating func prepare(_ newCards: some Sequence<FactDimensions>) {
    for dimensions in newCards {
      dimensionsOfCard.append(dimensionNumbers.number(of: dimensions, in: &self.dimensions))
    }
  }

  /// Adds a block of rows, `sign` times (1 or -1).
  package mutating func add(
    _ records: [UsageRecord], _ rated: [RatedRecord], _ outcomes: [ComparisonOutcome], sign: Int64
  ) {
    // Lists are asked once, not for each row, whether nobody else has them.
    var groupOfRow: [UInt32] = []
    swap(&groupOfRow, &self.groupOfRow)
    groupOfRow.resize(to: records.count, with: 0)
    groupOfRow.withUnsafeMutableBufferPointer { groupOfRow in
      records.withUnsafeBufferPointer { records in
        rated.withUnsafeBufferPointer { rated in
          outcomes.withUnsafeBufferPointer { outcomes in
            find(records, rated, groupOfRow)
            // Twice the same loop, each for a sign that is known.
            let found = UnsafeBufferPointer(groupOfRow)
            groups.addGaps(records, outcomes, sign: sign, to: found)
            if sign > 0
              ? groups.add(records, rated, outcomes, sign: 1, to: found)
              : groups.add(records, rated, outcomes, sign: -1, to: found)
            {
              hasOverflowed = true
            }
          }
        }
      }
    }
    swap(&groupOfRow, &self.groupOfRow)
  }

  /// Finds the group of each row, and asks for its memory.
  private mutating func find(
    _ records: UnsafeBufferPointer<UsageRecord>, _ rated: UnsafeBufferPointer<RatedRecord>,
    _ groupOfRow: UnsafeMutableBufferPointer<UInt32>
  ) {
    // Groups lie all over the memory, and so do their numbers: all are asked for before the first is looked at.
    for index in records.indices {
      numbers.prefetch(
        day: records[index].day, dimensions: dimensionsOfCard[Int(rated[index].card)],
        user: records[index].user)
    }
    for index in records.indices {
      let group = number(
        day: records[index].day, dimensions: dimensionsOfCard[Int(rated[index].card)],
        user: records[index].user)
      groups.prefetch(group)
      groupOfRow[index] = UInt32(truncatingIfNeeded: group)
    }
  }

  @inline(__always)
  private mutating func number(day: Day, dimensions: Int32, user: Int32) -> Int {
    let number = numbers.number(day: day, dimensions: dimensions, user: user)
    if number == groups.count { groups.append(day: day, dimensions: dimensions, user: user) }
    return number
  }
}
