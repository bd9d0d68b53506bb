import Ledger

/// The key of a sum over a month besides its account and user: who supplied the model, and what the plan was.
///
/// With the plan in it, the free-tier loss and the target margin of any sum follow exactly.
package struct MonthKey: Hashable, Comparable, Sendable {
  package let tier: Name
  package let provider: Name
  /// The model after aliases.
  package let model: Name
  /// The plan is free: its credits earn nothing.
  package let isFree: Bool
  /// The margin the plan aims at; nil when it states none.
  package let targetMargin: Percent?

  fileprivate init(_ dimensions: FactDimensions) {
    (tier, provider, model) = (dimensions.tier, dimensions.provider, dimensions.model)
    (isFree, targetMargin) = (dimensions.terms.isFree, dimensions.terms.targetMargin)
  }

  package static func < (left: MonthKey, right: MonthKey) -> Bool {
    if left.tier != right.tier { return left.tier < right.tier }
    if left.provider != right.provider { return left.provider < right.provider }
    if left.model != right.model { return left.model < right.model }
    return (left.isFree ? 1 : 0, left.targetMargin?.millionths ?? .min)
      < (right.isFree ? 1 : 0, right.targetMargin?.millionths ?? .min)
  }
}

/// The sums of the requests of one account and user in one month and under one key.
package struct MonthSums: Sendable {
  package private(set) var requests: Int64 = 0
  /// Requests without a price, which are in no money and no credits.
  package private(set) var unpriced: Int64 = 0
  /// Requests with customers' own keys, which have no vendor cost.
  package private(set) var ownKey: Int64 = 0
  /// Requests whose cost or credits differ from what was recorded.
  package private(set) var mismatched: Int64 = 0
  /// The requests that the recorded sums lack.
  package private(set) var gaps = RecordedFigureGaps()
  /// Input, cache reads and cache writes.
  package private(set) var promptTokens: Int128 = 0
  package private(set) var cachedTokens: Int128 = 0
  /// Output with reasoning.
  package private(set) var outputTokens: Int128 = 0
  /// Tokens of every class, audio and images too.
  package private(set) var tokens: Int128 = 0
  /// In attodollars.
  package private(set) var vendorCost: Int128 = 0
  /// In attodollars; 0 for free plans.
  package private(set) var revenue: Int128 = 0
  /// In attodollars.
  package private(set) var recordedCost: Int128 = 0
  /// In microcredits.
  package private(set) var credits: Int128 = 0

  @inline(__always)
  fileprivate mutating func add(_ fact: borrowing Measures, _ money: MoneyTerms) {
    requests += fact.requests
    unpriced += fact.unpriced
    mismatched += fact.mismatched
    let quantities = fact.quantities
    promptTokens += quantities.promptTokens
    cachedTokens += Int128(quantities.cacheRead)
    outputTokens += quantities.outputTokens
    tokens += quantities.allTokens
    if money.isBYOK {
      ownKey += fact.requests
    } else {
      vendorCost += fact.notionalCost
    }
    if !money.terms.isFree { revenue += money.worth(ofMicrocredits: fact.credits).attodollars }
    recordedCost += fact.recordedCost
    credits += fact.credits
  }

  fileprivate mutating func add(_ gaps: RecordedFigureGaps) { self.gaps += gaps }
}

/// The facts summed by account, user, tier, provider, model, plan and month: what most questions ask for, and few enough to
/// answer at once.
package struct AccountMonths {
  /// Sorted.
  package let keys: [MonthKey]
  private let facts: Facts
  /// Per dimensions, the number of its key; -1 without a fact.
  private let keyOfDimensions: [Int32]

  /// The sums that are made in one pass over the facts of a month, which bounds the memory for them.
  private let sumsOfPass: Int

  /// - Parameter sumsOfPass: by default 4 MB of them.
  package init(_ facts: Facts, sumsOfPass: Int = 1 << 14) {
    self.facts = facts
    self.sumsOfPass = sumsOfPass
    // Dimensions without a fact are left over from repeated rows; which ones depends on the number of workers.
    let all = zip(facts.dimensions, facts.byDimensions).map { $1 == nil ? nil : MonthKey($0) }
    keys = Set(all.compactMap(\.self)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(keys, Int32(0)...))
    keyOfDimensions = all.map { key in key.flatMap { numbers[$0] } ?? -1 }
  }

  /// The place of a sum in the order in which sums are visited.
  private struct Place: Comparable {
    let key: Int32
    let user: Int32
    /// An index into the sums of the month.
    let slot: Int32

    static func < (left: Place, right: Place) -> Bool {
      left.key == right.key ? left.user < right.user : left.key < right.key
    }
  }

  /// The prefetch distance in facts, as the sums of one day lie all over the memory.
  private static let lookahead = 16

  /// Visits the sums by month, key, account and user.
  ///
  /// - Parameter body: gets the number of the user in the facts, and of the key in the list here.
  package func forEach(
    _ body: (_ month: Month, _ key: Int, _ user: Int, _ sums: borrowing MonthSums) throws -> Void
  ) rethrows {
    try visit(nil, body)
  }

  /// The same by customer: `body` gets the number of the customer.
  package func forEach(
    of customers: CustomerNumbers,
    _ body: (_ month: Month, _ key: Int, _ customer: Int, _ sums: borrowing MonthSums) throws ->
      Void
  ) rethrows {
    try visit(customers.numbers, body)
  }

  /// - Parameter owners: per user, whose sums its facts are in; nil: its own.
  private func visit(
    _ owners: [Int32]?,
    _ body: (_ month: Month, _ key: Int, _ user: Int, _ sums: borrowing MonthSums) throws -> Void
  ) rethrows {
    let rows = facts.rows
    func place(_ fact: borrowing Fact) -> (key: Int32, user: Int32) {
      let user = fact.user
      return (keyOfDimensions[Int(fact.dimensions)], owners?[Int(user)] ?? user)
    }
    var numbers = GroupIndex()
    // One month after another uses the same memory.
    var places: [Place] = []
    var slots: [Int32] = []
    var index = 0
    while index < rows.count {
      let start = index
      let month = rows[index].day.month
      let days = month.period
      let first = numbers.count
      while index < rows.count, rows[index].day < days.to {
        if index + AccountMonths.lookahead < rows.count {
          let (key, user) = place(rows[index + AccountMonths.lookahead])
          numbers.prefetch(day: days.from, dimensions: key, user: user)
        }
        let (key, user) = place(rows[index])
        let slot = numbers.number(day: days.from, dimensions: key, user: user) - first
        if slot == places.count { places.append(Place(key: key, user: user, slot: Int32(slot))) }
        slots.append(Int32(slot))
        index += 1
      }
      places.sort()
      try visit(month, places, sumsOf: start..<index, slots, body)
      places.removeAll(keepingCapacity: true)
      slots.removeAll(keepingCapacity: true)
    }
  }

  /// Sums the facts of a month and visits the sums.
  ///
  /// - Parameters:
  ///   - places: of the sums, in their order.
  ///   - slots: per fact of `range`, its slot.
  private func visit(
    _ month: Month, _ places: [Place], sumsOf range: Range<Int>, _ slots: [Int32],
    _ body: (_ month: Month, _ key: Int, _ user: Int, _ sums: borrowing MonthSums) throws -> Void
  ) rethrows {
    let rows = facts.rows
    let hasGaps = !rows.hasNoGaps
    var ranks = [Int32](repeating: 0, count: places.count)
    for (rank, place) in places.enumerated() { ranks[Int(place.slot)] = Int32(rank) }
    for low in stride(from: 0, to: places.count, by: sumsOfPass) {
      let pass = places[low..<min(low + sumsOfPass, places.count)]
      var sums = [MonthSums](repeating: MonthSums(), count: pass.count)
      for (index, slot) in zip(range, slots) {
        let place = Int(ranks[Int(slot)]) - low
        guard sums.indices.contains(place) else { continue }
        let money = facts.moneyTerms[Int(rows[index].dimensions)]
        rows.withMeasures(of: rows[index]) { sums[place].add($0, money) }
        if hasGaps { sums[place].add(rows.gaps(at: index)) }
      }
      for (place, sums) in zip(pass, sums) {
        try body(month, Int(place.key), Int(place.user), sums)
      }
    }
  }
}
