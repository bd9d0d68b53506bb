import Ledger

/// The facts that one worker collects of one ledger rated by several variants of the books at once.
///
/// What a request is counted by under every variant follows from its card, as all variants number their
/// cards alike; so a row is looked up once, and each variant adds only what it changes. Days may be
/// grouped to months.
package struct VariantTable: Sendable {
  package let variants: Int
  package let grain: Grain
  /// Per card, the number of its dimensions under all variants.
  private var jointOfCard: [Int32] = []
  /// Per number and variant, the dimensions; nil where the variant stops such requests.
  private var joints: [[FactDimensions?]] = []
  private var jointNumbers: [[FactDimensions?]: Int32] = [:]
  private var numbers = GroupNumbers()
  private var groups: [Group] = []
  /// Per variant, one of each per group.
  private var sums: [[Sums]]
  /// The first and last day of all rows that were added, not grouped.
  package private(set) var days: ClosedRange<Day>?
  /// Per variant, the rows whose cost does not fit under it.
  package private(set) var unratable: [Int64]
  private var hasOverflowed = false

  /// How finely days are told apart.
  package enum Grain: Hashable, Sendable {
    case day, month

    /// The day that stands for all those that are not told apart from `day`.
    package func day(of day: Day) -> Day {
      switch self {
      case .day: day
      case .month: day.month.period.from
      }
    }
  }

  package init(variants: Int, grain: Grain) {
    self.variants = variants
    self.grain = grain
    sums = Array(repeating: [], count: variants)
    unratable = Array(repeating: 0, count: variants)
  }

  fileprivate struct Key {
    let day: Day
    let joint: Int32
    let user: Int32
  }

  /// What all variants have in common.
  fileprivate struct Group {
    let key: Key
    var requests: Int64 = 0
    var quantities = Quantities()
    var recordedCost: Int128 = 0
    var recordedCredits: Int128 = 0
    /// Of rows that the first variant rates, what was deducted: as recorded, else as computed.
    var deductedCredits: Int128 = 0
  }

  /// What a variant makes of a group.
  fileprivate struct Sums {
    var notionalCost: Int128 = 0
    var credits: Int128 = 0
    var matched: Int64 = 0
    var rounding: Int64 = 0
    var mismatched: Int64 = 0
    var unpriced: Int64 = 0
    var negativeMargin: Int64 = 0
    var belowCost: Int64 = 0
  }

  /// Tells the dimensions of the cards that are new since the last call, per variant.
  package mutating func prepare(_ newCards: some Sequence<[FactDimensions?]>) {
    for joint in newCards {
      if let number = jointNumbers[joint] {
        jointOfCard.append(number)
        continue
      }
      let number = Int32(joints.count)
      joints.append(joint)
      jointNumbers[joint] = number
      jointOfCard.append(number)
    }
  }
}

extension VariantTable {
  /// The rows of a block under one variant; one of each per record, in order.
  package struct Rows {
    package var rated: [RatedRecord] = []
    package var outcomes: [Outcome] = []
    /// Whether the computed charge of a paying customer is below what the request costs us.
    package var isBelowCost: [Bool] = []

    package init() {}
  }

  /// Adds a block of rows, `sign` times (1 or -1).
  package mutating func add(_ records: [UsageRecord], _ variants: [Rows], sign: Int64) {
    var places: [Int32] = []
    places.reserveCapacity(records.count)
    for index in records.indices {
      let row = variants[0].rated[index]
      let place = group(of: records[index], card: row.card)
      places.append(place)
      if groups[Int(place)].add(records[index], row, variants[0].outcomes[index], sign: sign) {
        hasOverflowed = true
      }
    }
    for variant in variants.indices {
      unratable[variant] += VariantTable.add(
        variants[variant], at: places, to: &sums[variant], sign: sign)
    }
  }

  private static func add(
    _ rows: Rows, at places: [Int32], to sums: inout [Sums], sign: Int64
  ) -> Int64 {
    var unratable: Int64 = 0
    sums.withUnsafeMutableBufferPointer { sums in
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

  private mutating func group(of record: UsageRecord, card: Int32) -> Int32 {
    days =
      days.map { min($0.lowerBound, record.day)...max($0.upperBound, record.day) }
      ?? record.day...record.day
    let key = Key(
      day: grain.day(of: record.day), joint: jointOfCard[Int(card)], user: record.user)
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
    facts(variant) { $1.credits }
  }

  /// Returns the facts of the first variant, with what was deducted in place of what it computes.
  package func factsAsDeducted() -> FactTable {
    facts(0) { group, _ in group.deductedCredits }
  }

  private func facts(_ variant: Int, credits: (Group, Sums) -> Int128) -> FactTable {
    var numbers: [FactDimensions: Int32] = [:]
    var dimensions: [FactDimensions] = []
    let numberOfJoint: [Int32?] = joints.map { joint in
      guard let wanted = joint[variant] else { return nil }
      if let number = numbers[wanted] { return number }
      let number = Int32(dimensions.count)
      dimensions.append(wanted)
      numbers[wanted] = number
      return number
    }
    var parts: [Fact] = []
    for (group, sums) in zip(groups, sums[variant]) {
      guard let number = numberOfJoint[Int(group.key.joint)] else { continue }
      parts.append(
        Fact(
          day: group.key.day, dimensions: number, user: group.key.user,
          measures: VariantTable.measures(group, sums, credits: credits(group, sums))))
    }
    return FactTable(dimensions: dimensions, groups: parts, hasOverflowed: hasOverflowed)
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

  /// How many requests a variant does not let through.
  package func stopped(_ variant: Int) -> Int64 {
    let isStopped = joints.map { $0[variant] == nil }
    guard isStopped.contains(true) else { return 0 }
    return groups.reduce(0) { isStopped[Int($1.key.joint)] ? $0 + $1.requests : $0 }
  }

  /// How many requests of a variant are charged below their cost.
  package func belowCost(_ variant: Int) -> Int64 {
    let isStopped = joints.map { $0[variant] == nil }
    return zip(groups, sums[variant]).reduce(0) {
      isStopped[Int($1.0.key.joint)] ? $0 : $0 + $1.1.belowCost
    }
  }
}

extension VariantTable.Group {
  /// Adds what does not depend on the variant, and returns whether a sum left the range of Int64.
  fileprivate mutating func add(
    _ record: UsageRecord, _ rated: RatedRecord, _ outcome: Outcome, sign: Int64
  ) -> Bool {
    requests += sign
    if let cost = outcome.recordedCost { recordedCost += cost.attodollars * Int128(sign) }
    if let credits = record.recordedCredits {
      recordedCredits += Int128(credits.microcredits * sign)
    }
    if rated.disposition == .rated {
      let deducted = record.recordedCredits ?? rated.credits
      deductedCredits += Int128(deducted.microcredits * sign)
    }
    return quantities.add(record.quantities, sign: sign)
  }
}

extension VariantTable.Sums {
  /// Adds a row as the variant rates it, and returns whether its cost does not fit.
  @inline(__always)
  fileprivate mutating func add(
    _ rated: RatedRecord, _ outcome: Outcome, isBelowCost: Bool, sign: Int64
  ) -> Bool {
    guard rated.disposition == .rated else {
      unpriced += sign
      return rated.disposition != .unpriced
    }
    notionalCost += rated.notionalCost.attodollars * Int128(sign)
    credits += Int128(rated.credits.microcredits * sign)
    if outcome.hasNegativeMargin { negativeMargin += sign }
    if isBelowCost { belowCost += sign }
    // As in `Measures`.
    if outcome.cost == .mismatch || outcome.credits == .mismatch {
      mismatched += sign
    } else if outcome.cost == .rounding {
      rounding += sign
    } else if outcome.cost == .matched || outcome.credits == .matched {
      matched += sign
    }
    return false
  }
}
