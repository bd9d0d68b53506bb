import Ledger

/// The part of the dimensions that converts measures to money, without references.
package struct MoneyTerms: Hashable, Sendable {
  package let isBYOK: Bool
  package let terms: Terms

  package init(_ dimensions: FactDimensions) {
    isBYOK = dimensions.isBYOK
    terms = dimensions.terms
  }

  /// Returns the value of the microcredits at list.
  package func worth(ofMicrocredits microcredits: Int128) -> Money {
    Money(attodollars: microcredits * terms.creditValue.attodollarsPerMicrocredit)
  }
}

/// The money of a group of facts, all derived exactly from what the facts sum.
package struct MoneyTotals: Hashable, Sendable {
  package var requests: Int64 = 0
  /// The charge of the vendors to us: nothing for keys of the customers' own.
  package var vendorCost = Money.zero
  package var notionalCost = Money.zero
  /// In microcredits; as many digits as a sum over all rows may need.
  package var microcredits: Int128 = 0
  package var listRevenue = Money.zero
  /// List revenue of paying tiers.
  package var revenue = Money.zero
  /// The revenue whose plan states a target margin.
  package var targetedRevenue = Money.zero
  /// Each targeted revenue in attodollars times its target in millionths of a percent.
  package internal(set) var revenueTimesTarget: Int128 = 0
  package var negativeMargin: Int64 = 0
  /// The number of requests without a price, whose cost is not known.
  package private(set) var unpriced: Int64 = 0
  /// The number of requests of unsold usage, whose revenue is not known.
  var unsold: Int64 = 0
  /// The number of requests of paying customers with a price, and without one.
  package var paidPriced: Int64 = 0
  package var paidUnpriced: Int64 = 0
  /// The revenue that the default multiplier decided.
  package private(set) var defaultRevenue = Money.zero
  /// The revenue of tiers without a plan in force, which count as paid.
  package private(set) var unlistedRevenue = Money.zero

  package init() {}

  /// Adds what `measures` come to under `money`.
  @inline(__always)
  package mutating func add(_ measures: Measures, _ money: MoneyTerms) {
    let terms = money.terms
    let cost = Money(attodollars: measures.notionalCost)
    let list = money.worth(ofMicrocredits: measures.credits)
    requests += measures.requests
    notionalCost = notionalCost + cost
    if !money.isBYOK { vendorCost = vendorCost + cost }
    microcredits += measures.credits
    listRevenue = listRevenue + list
    negativeMargin += measures.negativeMargin
    unpriced += measures.unpriced
    if terms.basis == .notSold {
      unsold += measures.requests
      return
    }
    guard !terms.isFree else { return }
    paidPriced += measures.requests - measures.unpriced
    paidUnpriced += measures.unpriced
    revenue = revenue + list
    if terms.basis.contains(.defaultMultiplier) { defaultRevenue = defaultRevenue + list }
    if terms.basis.contains(.unlistedTier) { unlistedRevenue = unlistedRevenue + list }
    if let target = terms.targetMargin {
      targetedRevenue = targetedRevenue + list
      revenueTimesTarget += list.attodollars * Int128(target.millionths)
    }
  }

  /// Adds the money of another group.
  package mutating func add(_ other: MoneyTotals) {
    requests += other.requests
    vendorCost = vendorCost + other.vendorCost
    notionalCost = notionalCost + other.notionalCost
    microcredits += other.microcredits
    listRevenue = listRevenue + other.listRevenue
    revenue = revenue + other.revenue
    targetedRevenue = targetedRevenue + other.targetedRevenue
    revenueTimesTarget += other.revenueTimesTarget
    negativeMargin += other.negativeMargin
    unpriced += other.unpriced
    unsold += other.unsold
    paidPriced += other.paidPriced
    paidUnpriced += other.paidUnpriced
    defaultRevenue = defaultRevenue + other.defaultRevenue
    unlistedRevenue = unlistedRevenue + other.unlistedRevenue
  }

  /// The margin: revenue less vendor cost.
  package var margin: Money { revenue - vendorCost }

  /// Margin over revenue in 10⁻⁴ percent, half-even; nil without revenue.
  package var marginPercent: Int128? {
    Quotient.halfEven(margin.attodollars * 1_000_000, revenue.attodollars)
  }

  /// The mean of the plans' targets, weighted by revenue, in 10⁻⁴ percent; nil when no plan with
  /// revenue states one.
  package var targetPercent: Int128? {
    Quotient.halfEven(revenueTimesTarget, targetedRevenue.attodollars * 100)
  }

  /// Margin less target in 10⁻⁴ points, subtracted before rounding.
  package var variancePoints: Int128? {
    Quotient.differenceHalfEven(
      margin.attodollars * 1_000_000, revenue.attodollars,
      minus: revenueTimesTarget, targetedRevenue.attodollars * 100)
  }
}

extension Facts {
  /// Sums the facts for each value of `group` of their dimensions and of `key` of their days, which must not fall from
  /// one day to the next; sorted by group, then key.
  ///
  /// Goes over days and dimensions once, and looks for no key: `group` is asked once per dimensions.
  package func totals<Group: Hashable & Comparable, Key: Comparable>(
    by group: (FactDimensions) -> Group, and key: (Day) -> Key
  ) -> [(group: Group, key: Key, totals: MoneyTotals)] {
    let (groups, places) = numbered(group) { _ in true }
    // Keys are numbered: to reach a sum beside one of whatever type takes longer than to add.
    var keys: [Key] = []
    var numbers: [Int32] = []
    var lastNumbers = [Int32](repeating: -1, count: groups.count)
    var counts = [Int](repeating: 0, count: groups.count)
    var day: Day?
    for total in byDayAndDimensions {
      if total.day != day {
        day = total.day
        let key = key(total.day)
        if keys.last != key { keys.append(key) }
        numbers.append(Int32(keys.count - 1))
      }
      let place = Int(places[Int(total.dimensions)])
      if lastNumbers[place] == Int32(keys.count - 1) { continue }
      lastNumbers[place] = Int32(keys.count - 1)
      counts[place] += 1
    }
    // There may be as many sums as rows: their list is made once, as long as it will be, and never moved.
    var sums: [(group: Group, key: Key, totals: MoneyTotals)] = []
    sums.reserveCapacity(counts.reduce(0, +))
    var ends: [Int] = []
    for (group, count) in zip(groups, counts) {
      ends.append(sums.count)
      for _ in 0..<count { sums.append((group, keys[0], MoneyTotals())) }
    }
    lastNumbers = [Int32](repeating: -1, count: groups.count)
    var dayNumber = -1
    day = nil
    for total in byDayAndDimensions {
      if total.day != day { (day, dayNumber) = (total.day, dayNumber + 1) }
      let (number, place) = (numbers[dayNumber], Int(places[Int(total.dimensions)]))
      if lastNumbers[place] != number {
        lastNumbers[place] = number
        sums[ends[place]].key = keys[Int(number)]
        ends[place] += 1
      }
      sums[ends[place] - 1].totals.add(total.measures, total.money)
    }
    return sums
  }

  /// The values of `key` of the dimensions with a fact, sorted, and per dimensions the place of its own; -1 without one.
  package func numbered<Key: Hashable & Comparable>(
    by key: (FactDimensions) -> Key
  ) -> (keys: [Key], places: [Int32]) {
    numbered(key) { byDimensions[$0] != nil }
  }

  /// The values of `key` of the dimensions that `isIncluded`, sorted, and per dimensions the place of its own; -1 of the
  /// others.
  private func numbered<Key: Hashable & Comparable>(
    _ key: (FactDimensions) -> Key, where isIncluded: (Int) -> Bool
  ) -> (keys: [Key], places: [Int32]) {
    var numbers: [Key: Int32] = [:]
    var keys: [Key] = []
    let found = dimensions.indices.map { index -> Int32 in
      guard isIncluded(index) else { return -1 }
      let key = key(dimensions[index])
      if let number = numbers[key] { return number }
      numbers[key] = Int32(keys.count)
      keys.append(key)
      return Int32(keys.count - 1)
    }
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    var places = [Int32](repeating: -1, count: keys.count)
    for (place, number) in order.enumerated() { places[number] = Int32(place) }
    return (order.map { keys[$0] }, found.map { $0 < 0 ? -1 : places[Int($0)] })
  }

  /// Sums the facts that `isIncluded` for each value of `key` of their days; sorted by key.
  ///
  /// Much the fastest, as no key is looked for: it must not fall from one day to the next.
  package func totals<Key: Comparable>(
    byDays key: (Day) -> Key, where isIncluded: (FactDimensions) -> Bool = { _ in true }
  ) -> [(key: Key, totals: MoneyTotals)] {
    var sums: [(key: Key, totals: MoneyTotals)] = []
    func put(_ sum: MoneyTotals, of day: Day) {
      let key = key(day)
      if let before = sums.last?.key {
        precondition(before <= key, "keys rise with the days")
        if before == key { return sums[sums.count - 1].totals.add(sum) }
      }
      sums.append((key, sum))
    }
    let included = dimensions.map(isIncluded)
    // A day is summed apart from its key: to reach a sum beside one of whatever type takes longer than to add.
    var day: Day?
    var sum = MoneyTotals()
    for total in byDayAndDimensions where included[Int(total.dimensions)] {
      if let day, day != total.day {
        put(sum, of: day)
        sum = MoneyTotals()
      }
      day = total.day
      sum.add(total.measures, total.money)
    }
    if let day { put(sum, of: day) }
    return sums
  }

  /// Sums the facts for each value of `key` of their dimensions, over all days; sorted by key.
  package func totals<Key: Hashable & Comparable>(
    byDimensions key: (FactDimensions) -> Key,
    where isIncluded: (FactDimensions) -> Bool = { _ in true }
  ) -> [(key: Key, totals: MoneyTotals)] {
    let (keys, places) = numbered(key) { index in
      byDimensions[index] != nil && isIncluded(dimensions[index])
    }
    var sums = keys.map { (key: $0, totals: MoneyTotals()) }
    for (place, totals) in zip(places, byDimensions) where place >= 0 {
      if let totals { sums[Int(place)].totals.add(totals) }
    }
    return sums
  }

  /// The values of `key` of the dimensions of the facts that `isIncluded`.
  package func values<Key: Hashable>(
    byDimensions key: (FactDimensions) -> Key, where isIncluded: (FactDimensions) -> Bool
  ) -> Set<Key> {
    var values: Set<Key> = []
    for (dimensions, totals) in zip(dimensions, byDimensions)
    where totals != nil && isIncluded(dimensions) {
      values.insert(key(dimensions))
    }
    return values
  }

  /// Sums the facts that `isIncluded`, all of them unless it is given.
  package func total(where isIncluded: (FactDimensions) -> Bool = { _ in true }) -> MoneyTotals {
    var sum = MoneyTotals()
    for (dimensions, totals) in zip(dimensions, byDimensions) {
      if let totals, isIncluded(dimensions) { sum.add(totals) }
    }
    return sum
  }

  /// The cost that the ledger recorded, over all facts.
  package var recordedCost: Money {
    Money(attodollars: byDayAndDimensions.reduce(0) { $0 + $1.measures.recordedCost })
  }

  /// Sums the facts that `isIncluded` for each value of `key` of their user; sorted by key.
  package func totalsByUser(
    _ key: (UserKey) -> Name, where isIncluded: (FactDimensions) -> Bool = { _ in true }
  ) -> [(key: Name, totals: MoneyTotals)] {
    let included = dimensions.map(isIncluded)
    var perUser = [MoneyTotals](repeating: MoneyTotals(), count: users.count)
    var isSeen = [Bool](repeating: false, count: users.count)
    for index in rows.indices where included[Int(rows[index].dimensions)] {
      let user = Int(rows[index].user)
      perUser[user].add(rows.measures(of: rows[index]), moneyTerms[Int(rows[index].dimensions)])
      isSeen[user] = true
    }
    var sums: [Name: MoneyTotals] = [:]
    for (index, user) in users.enumerated() where isSeen[index] {
      sums[key(user), default: MoneyTotals()].add(perUser[index])
    }
    // Keys alone are sorted: the sums beside them are long.
    return sums.keys.sorted().map { ($0, sums[$0] ?? MoneyTotals()) }
  }
}
