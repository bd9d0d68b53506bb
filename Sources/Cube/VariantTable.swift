import CSystem
import Ledger

/// The facts that one worker collects of one ledger rated by several variants of the books at once.
///
/// All variants number their cards alike, so the card of a request decides its group under every
/// variant. A row is looked up once, and each variant adds only its changes. Days may be grouped
/// to months.
package struct VariantTable: Sendable {
  package let grain: Grain
  /// Per card, the number of its dimensions under all variants.
  private var jointOfCard: [Int32] = []
  /// Per number and variant, the dimensions; nil where the variant stops such requests.
  private var joints: [[FactDimensions?]] = []
  /// By the numbers of their dimensions, -1 for none.
  private var jointNumbers: [[Int32]: Int32] = [:]
  private var dimensionNumbers: [FactDimensions: Int32] = [:]
  private var numbers = GroupIndex()
  private var groups: [Group] = []
  /// Per variant, one of each per group.
  private var sums: [[Sums]]
  /// Per variant, the sums by the first one of rows that have a price there and none here, by group.
  private var losses: [[Int32: Loss]]
  /// The number of rows of each day, without those of the current day since it started.
  private var rowsOfDays: [Day: Int64] = [:]
  /// The day of the row that was added last, the one that it is grouped to, and how many rows it has had in a row.
  private var current = (day: Day(number: .min), grouped: Day(number: .min), rows: Int64(0))
  /// Per variant, the rows whose cost does not fit under it.
  package private(set) var unratable: [Int64]
  private var hasOverflowed = false

  /// The number of requests of each day, without grouping; reversed requests count negatively.
  package var requestsByDay: [Day: Int64] {
    rowsOfDays.merging(current.rows == 0 ? [:] : [current.day: current.rows], uniquingKeysWith: +)
  }

  /// The granularity of days.
  package enum Grain: Hashable, Sendable {
    case day, month

    /// The day that represents all those that are not distinguished from `day`.
    package func day(of day: Day) -> Day {
      switch self {
      case .day: day
      case .month: day.month.period.from
      }
    }
  }

  /// The same sums, to be read and not added to: what finds the group of a row is left out.
  package var withoutIndex: VariantTable {
    var table = self
    (table.jointOfCard, table.jointNumbers, table.dimensionNumbers) = ([], [:], [:])
    table.numbers = GroupIndex()
    return table
  }

  package init(variants: Int, grain: Grain) {
    self.grain = grain
    sums = Array(repeating: [], count: variants)
    unratable = Array(repeating: 0, count: variants)
    losses = Array(repeating: [:], count: variants)
  }

  /// Tells the dimensions of the cards that are new since the last call, per variant.
  package mutating func prepare(_ newCards: some Sequence<[FactDimensions?]>) {
    for joint in newCards {
      let key = key(of: joint)
      if let number = jointNumbers[key] {
        jointOfCard.append(number)
        continue
      }
      let number = Int32(joints.count)
      joints.append(joint)
      jointNumbers[key] = number
      jointOfCard.append(number)
    }
  }

  /// Most variants count a request as the one before does: only what differs is looked up by its texts.
  private mutating func key(of joint: [FactDimensions?]) -> [Int32] {
    var key: [Int32] = []
    key.reserveCapacity(joint.count)
    for (variant, dimensions) in joint.enumerated() {
      if variant > 0 && dimensions == joint[variant - 1] {
        key.append(key[variant - 1])
      } else if let dimensions {
        let next = Int32(dimensionNumbers.count)
        key.append(dimensionNumbers[dimensions, default: next])
        if key[variant] == next { dimensionNumbers[dimensions] = next }
      } else {
        key.append(-1)
      }
    }
    return key
  }
}

extension VariantTable {
  /// The rows of a block under one variant; one of each per record, in order.
  package struct Rows {
    package var rated: [RatedRecord] = []
    package var outcomes: [ComparisonOutcome] = []
    /// True if the computed charge of a paying customer is below the vendor cost of the request.
    package var isBelowCost: [Bool] = []

    package init() {}
  }

  /// Adds a block of rows, `sign` times (1 or -1).
  package mutating func add(_ records: [UsageRecord], _ variants: [Rows], sign: Int64) {
    var places: [Int32] = []
    places.reserveCapacity(records.count)
    for index in records.indices {
      places.append(group(of: records[index], card: variants[0].rated[index].card))
      current.rows += sign
    }
    // Groups lie all over the memory: all are asked for before the first is added to.
    groups.withUnsafeMutableBufferPointer { groups in
      VariantTable.prefetch(places, of: groups)
      for (index, place) in places.enumerated() {
        if groups[Int(place)].add(
          records[index], variants[0].rated[index], variants[0].outcomes[index], sign: sign)
        {
          hasOverflowed = true
        }
      }
    }
    for variant in variants.indices {
      unratable[variant] += VariantTable.add(
        variants[variant], at: places, to: &sums[variant], sign: sign)
      guard variant > 0 else { continue }
      for (index, row) in variants[variant].rated.enumerated()
      where row.disposition == .unpriced && variants[0].rated[index].disposition == .rated {
        losses[variant][places[index], default: Loss()].add(variants[0], index, sign: sign)
      }
    }
  }

  private static func add(
    _ rows: Rows, at places: [Int32], to sums: inout [Sums], sign: Int64
  ) -> Int64 {
    var unratable: Int64 = 0
    sums.withUnsafeMutableBufferPointer { sums in
      prefetch(places, of: sums)
      for (index, place) in places.enumerated() {
        if sums[Int(place)].add(
          rows.rated[index], rows.outcomes[index], isBelowCost: rows.isBelowCost[index], sign: sign)
        {
          unratable += sign
        }
      }
    }
    return unratable
  }

  /// Rows of one day are together as a rule: what follows from their day is looked up once.
  private mutating func turn(to day: Day) {
    if current.rows != 0 { rowsOfDays[current.day, default: 0] += current.rows }
    current = (day, grain.day(of: day), 0)
  }

  /// Asks for the memory of elements.
  @inline(__always)
  private static func prefetch<Element>(
    _ places: [Int32], of elements: UnsafeMutableBufferPointer<Element>
  ) {
    let start = UInt(bitPattern: elements.baseAddress)
    for place in places {
      let address = start &+ UInt(bitPattern: Int(place) &* MemoryLayout<Element>.stride)
      for line in stride(from: 0, to: UInt(MemoryLayout<Element>.size), by: 64) {
        assay_prefetch(address &+ line)
      }
    }
  }

  private mutating func group(of record: UsageRecord, card: Int32) -> Int32 {
    if record.day != current.day { turn(to: record.day) }
    let key = Key(day: current.grouped, joint: jointOfCard[Int(card)], user: record.user)
    let number = numbers.number(day: key.day, dimensions: key.joint, user: key.user)
    if number == groups.count {
      groups.append(Group(key: key))
      for variant in sums.indices { sums[variant].append(Sums()) }
    }
    return Int32(number)
  }

  // MARK: Facts

  /// Returns what the worker collected as one variant counts it: the same as if it had been rated by that
  /// variant's books alone.
  package func facts(_ variant: Int) -> FactTable {
    facts(variant, by: { $0[variant] }) { $1.credits }
  }

  /// Returns what a variant does not let through: the dimensions of the first variant, and the figures as if the variant did.
  package func stoppedFacts(_ variant: Int) -> FactTable {
    facts(variant, by: { $0[variant] == nil ? $0[0] : nil }) { $1.credits }
  }

  /// Returns the facts by the first variant of what has a price there, and none under another.
  package func unpricedFacts(_ variant: Int) -> FactTable {
    var dimensions: [FactDimensions] = []
    var facts = FactGroups()
    for (place, loss) in losses[variant].sorted(by: { $0.key < $1.key }) {
      var group = groups[Int(place)]
      let joint = joints[Int(group.key.joint)]
      // What the variant stops has no price to lose.
      guard let own = joint[0], joint[variant] != nil else { continue }
      group.requests = loss.requests
      facts.append(
        day: group.key.day, dimensions: Int32(dimensions.count), user: group.key.user,
        measures: VariantTable.measures(group, loss.sums, credits: loss.sums.credits),
        gaps: group.gaps)
      dimensions.append(own)
    }
    return FactTable(dimensions: dimensions, groups: facts, hasOverflowed: hasOverflowed)
  }

  /// Returns the facts of the first variant, with what was deducted in place of what it computes.
  package func factsAsDeducted() -> FactTable {
    facts(0, by: { $0[0] }) { group, _ in group.deductedCredits }
  }

  private func facts(
    _ variant: Int, by dimensionsOfJoint: ([FactDimensions?]) -> FactDimensions?,
    credits: (Group, Sums) -> Int128
  ) -> FactTable {
    var numbers: [FactDimensions: Int32] = [:]
    var dimensions: [FactDimensions] = []
    let numberOfJoint: [Int32?] = joints.map { joint in
      guard let wanted = dimensionsOfJoint(joint) else { return nil }
      if let number = numbers[wanted] { return number }
      let number = Int32(dimensions.count)
      dimensions.append(wanted)
      numbers[wanted] = number
      return number
    }
    var facts = FactGroups()
    // As of what a variant without restrictions does not let through.
    if dimensions.isEmpty {
      return FactTable(dimensions: [], groups: facts, hasOverflowed: hasOverflowed)
    }
    for (group, sums) in zip(groups, sums[variant]) {
      guard let number = numberOfJoint[Int(group.key.joint)] else { continue }
      facts.append(
        day: group.key.day, dimensions: number, user: group.key.user,
        measures: VariantTable.measures(group, sums, credits: credits(group, sums)),
        gaps: group.gaps)
    }
    return FactTable(dimensions: dimensions, groups: facts, hasOverflowed: hasOverflowed)
  }

  private static func measures(_ group: Group, _ sums: Sums, credits: Int128) -> Measures {
    var measures = Measures()
    measures.requests = group.requests
    measures.quantities = group.quantities
    measures.recordedCost = group.recordedCost
    measures.recordedCredits = group.recordedCredits
    measures.notionalCost = sums.notionalCost
    measures.credits = credits
    measures.matched = sums.matched
    measures.rounding = sums.rounding
    measures.mismatched = sums.mismatched
    measures.unpriced = sums.unpriced
    measures.negativeMargin = sums.negativeMargin
    return measures
  }

  /// Returns the number of requests that a variant stops.
  package func stopped(_ variant: Int) -> Int64 {
    let isStopped = joints.map { $0[variant] == nil }
    guard isStopped.contains(true) else { return 0 }
    return groups.reduce(0) { isStopped[Int($1.key.joint)] ? $0 + $1.requests : $0 }
  }

  /// Returns the number of requests of a variant that are charged below cost.
  package func belowCost(_ variant: Int) -> Int64 {
    let isStopped = joints.map { $0[variant] == nil }
    return zip(groups, sums[variant]).reduce(0) {
      isStopped[Int($1.0.key.joint)] ? $0 : $0 + $1.1.belowCost
    }
  }
}
