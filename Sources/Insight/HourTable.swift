import Ledger

/// The usage of one tier in one hour of the week.
package struct HourUse: Hashable, Sendable {
  /// Requests with a price.
  package internal(set) var requests: Int64 = 0
  /// Those without one, whose tokens count.
  package internal(set) var unpriced: Int64 = 0
  package internal(set) var promptTokens: Int128 = 0
  package internal(set) var outputTokens: Int128 = 0
  /// In attodollars; 0 on customers' own keys.
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
struct HourTable: Sendable {
  var tiers: [Name] = []
  /// 168 per tier.
  var sums: [HourUse] = []

  /// Returns the place of the first hour of a tier.
  mutating func place(of tier: Name) -> Int {
    if let known = tiers.firstIndex(of: tier) { return known * WeekClock.hours }
    tiers.append(tier)
    sums += [HourUse](repeating: HourUse(), count: WeekClock.hours)
    return sums.count - WeekClock.hours
  }

  /// Forgets the sums, and keeps the tiers.
  mutating func clear() {
    for index in sums.indices { sums[index] = HourUse() }
  }

  /// Adds the sums of another worker.
  mutating func add(_ other: HourTable) {
    for (number, tier) in other.tiers.enumerated() {
      let (to, from) = (place(of: tier), number * WeekClock.hours)
      for hour in 0..<WeekClock.hours { sums[to + hour] += other.sums[from + hour] }
    }
  }

  /// The hours with a request, by weekday, hour and tier.
  var hours: [WeekHour] {
    let order = tiers.indices.sorted { tiers[$0] < tiers[$1] }
    return (0..<WeekClock.hours).flatMap { hour in
      order.compactMap { number -> WeekHour? in
        let use = sums[number * WeekClock.hours + hour]
        if use.requests == 0 && use.unpriced == 0 { return nil }
        return WeekHour(weekday: hour / 24 + 1, hour: hour % 24, tier: tiers[number], use: use)
      }
    }
  }
}
