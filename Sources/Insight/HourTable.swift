import Ledger

/// The usage of one tier in one hour of the week.
package struct HourUse: Hashable, Sendable {
  /// Requests with a price.
  package internal(set) var requests: Int64 = 0
  /// Those without one, whose tokens count.
  package internal(set) var unpriced: Int64 = 0
  package internal(set) var promptTokens: Int128 = 0
  package internal(set) var outputTokens: Int128 = 0
  /// In attodollars; 0 with customers' own keys.
  package internal(set) var vendorCost: Int128 = 0

  package init() {}

  /// Adds a row `sign` times (1 or -1).
  ///
  /// - Parameter cost: what we pay for it; 0 without a price.
  @inline(__always)
  mutating func add(
    _ record: UnsafePointer<UsageRecord>, cost: Int128, isPriced: Bool, sign: Int64
  ) {
    if isPriced { requests &+= sign } else { unpriced &+= sign }
    vendorCost &+= sign > 0 ? cost : -cost
    // Four counts of at most 10¹² fit.
    let prompt =
      record.pointee.quantities.input &+ record.pointee.quantities.cacheRead
      &+ record.pointee.quantities.cacheWrite5m &+ record.pointee.quantities.cacheWrite1h
    let output = record.pointee.quantities.output &+ record.pointee.quantities.reasoning
    promptTokens &+= Int128(prompt &* sign)
    outputTokens &+= Int128(output &* sign)
  }

  static func += (sum: inout HourUse, more: HourUse) {
    sum.requests += more.requests
    sum.unpriced += more.unpriced
    sum.promptTokens += more.promptTokens
    sum.outputTokens += more.outputTokens
    sum.vendorCost += more.vendorCost
  }
}

/// One row of `usage-patterns.csv`.
package struct WeekHour: Hashable, Sendable {
  /// 1 is Monday.
  package let weekday: Int
  /// 0 to 23, as clocks in the reporting zone show it.
  package let hour: Int
  package let tier: Name
  package let use: HourUse
}

/// The sums by tier and hour of the week that one worker collects.
///
/// The first tiers have room for every hour, which is found at once. Of further ones only hours with a request take room.
struct HourTable: Sendable {
  /// The tiers with room for every hour.
  static let roomyTiers = 64

  private(set) var tiers: [Name] = []
  private var numbers = ValueIndex()
  /// 168 per tier of the first ones.
  var sums: [HourUse] = []
  /// The hours of all others.
  var rare = RareHours()

  /// Returns the place of the first hour of a tier; the others follow.
  mutating func place(of tier: Name) -> Int {
    let count = tiers.count
    let number = Int(numbers.number(of: tier, in: &tiers))
    if number == count && count < HourTable.roomyTiers {
      sums += [HourUse](repeating: HourUse(), count: WeekClock.hours)
    }
    return number * WeekClock.hours
  }

  /// Forgets the sums, and keeps the tiers.
  mutating func clear() {
    for index in sums.indices { sums[index] = HourUse() }
    rare = RareHours()
  }

  /// Adds the sums of another worker.
  mutating func add(_ other: HourTable) {
    let places = other.tiers.map { place(of: $0) }
    other.forEach { number, hour, use in add(use, at: places[number] + hour) }
  }

  /// Adds a sum at a place.
  mutating func add(_ use: HourUse, at place: Int) {
    if place < sums.count { sums[place] += use } else { rare[place] += use }
  }

  /// Calls `body` with the number of the tier, the hour and the sum of each place that has one.
  private func forEach(_ body: (Int, Int, HourUse) -> Void) {
    func visit(_ place: Int, _ use: HourUse) {
      body(place / WeekClock.hours, place % WeekClock.hours, use)
    }
    for (place, use) in sums.enumerated() where use != HourUse() { visit(place, use) }
    for (place, use) in zip(rare.places, rare.uses) { visit(place, use) }
  }

  /// The hours with a request, by weekday, hour and tier.
  var hours: [WeekHour] {
    var ranks = [Int](repeating: 0, count: tiers.count)
    let order = tiers.indices.sorted { tiers[$0] < tiers[$1] }
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    var found: [(hour: Int, rank: Int, use: HourUse)] = []
    forEach { number, hour, use in
      if use.requests != 0 || use.unpriced != 0 { found.append((hour, ranks[number], use)) }
    }
    found.sort { ($0.hour, $0.rank) < ($1.hour, $1.rank) }
    return found.map {
      WeekHour(
        weekday: $0.hour / 24 + 1, hour: $0.hour % 24, tier: tiers[order[$0.rank]], use: $0.use)
    }
  }
}

/// The sums of places of which few have any.
struct RareHours: Sendable {
  /// The places with a sum, as they came.
  private(set) var places: [Int] = []
  /// One per place.
  private(set) var uses: [HourUse] = []
  private var numbers = ValueIndex()

  /// The sum of a place.
  subscript(place: Int) -> HourUse {
    mutating get { uses[number(of: place)] }
    _modify { yield &uses[number(of: place)] }
  }

  private mutating func number(of place: Int) -> Int {
    let number = Int(numbers.number(of: place, in: &places))
    if number == uses.count { uses.append(HourUse()) }
    return number
  }
}
