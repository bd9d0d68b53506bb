import Cube
import Forecasting
import Ledger
import Pricing
import Rating

/// The usage and revenue of some requests of one day.
struct Traffic: Sendable {
  var requests: Int64 = 0
  var quantities = Quantities()
  var microcredits: Int128 = 0
  /// The vendor cost, in attodollars.
  var cost: Int128 = 0
  /// The same as if every key were ours.
  var notionalCost: Int128 = 0
  /// In attodollars.
  var revenue: Int128 = 0
  /// The number of unpriced requests.
  private(set) var unpriced: Int64 = 0
  /// The number of requests that customers pay for, and the number of these that are unpriced.
  private var paid: (requests: Int64, unpriced: Int64) = (0, 0)
  /// Cost, credits and revenue of a past day had the books of the first day ahead been in force: what a change of
  /// prices or multipliers does is known, and no change of what people do.
  var steady = Steady()

  struct Steady: Sendable {
    var cost: Int128 = 0
    var microcredits: Int128 = 0
    var revenue: Int128 = 0
  }

  /// Nothing was requested or used.
  var isNothing: Bool { requests == 0 && quantities == Quantities() }

  mutating func add(_ measures: Measures, _ money: MoneyTerms) {
    requests += measures.requests
    unpriced += measures.unpriced
    if !money.terms.isFree {
      paid.requests += measures.requests
      paid.unpriced += measures.unpriced
    }
    // Nothing leaves its range: `TrafficHistory.holds` was asked before.
    _ = quantities.add(measures.quantities, sign: 1)
    microcredits += measures.credits
    notionalCost += measures.notionalCost
    if !money.isBYOK { cost += measures.notionalCost }
    revenue += money.terms.revenue(ofMicrocredits: measures.credits).attodollars
  }

  mutating func add(_ other: Traffic) {
    requests += other.requests
    unpriced += other.unpriced
    paid.requests += other.paid.requests
    paid.unpriced += other.paid.unpriced
    _ = quantities.add(other.quantities, sign: 1)
    microcredits += other.microcredits
    cost += other.cost
    steady.cost += other.steady.cost
    steady.microcredits += other.steady.microcredits
    steady.revenue += other.steady.revenue
    notionalCost += other.notionalCost
    revenue += other.revenue
  }

  /// Notes of days ahead how many of the requests have no price.
  mutating func expect(unpriced count: Int64, isFree: Bool) {
    unpriced = count
    paid = isFree ? (0, 0) : (requests, count)
  }

  /// None of the requests has a price.
  var isUnpriced: Bool { requests > 0 && unpriced == requests }

  /// False where requests have no price and none has one, so that money is not known.
  func knows(_ measure: OutlookMeasure) -> Bool {
    switch measure {
    case .requests, .quantity: true
    case .credits, .vendorCost: unpriced == 0 || unpriced < requests
    case .revenue: paid.unpriced == 0 || paid.unpriced < paid.requests
    }
  }

  /// The requests, or the quantity of a class; seconds in nanoseconds.
  func amount(of quantity: ForecastQuantity) -> Int64 {
    switch quantity {
    case .requests: requests
    case .units(let unitClass): quantities[unitClass]
    }
  }
}

/// The traffic of every day of a ledger, by kind; of a long one, of its last days.
struct TrafficHistory: Sendable {
  let firstDay: Day
  let dayCount: Int
  /// The start of each day in the reporting zone, then the start of the day after the last.
  let starts: [Instant]
  /// The start of the last day.
  var lastStart: Instant { starts[dayCount - 1] }
  /// By kind; the days are those from the first of the ledger to the last.
  let lines: [Line]
  let kinds: TrafficKinds
  /// The kinds of these days, none of which represents others.
  let ownKinds: Set<TrafficKind>

  /// The number of past weeks that show what a day ahead is like.
  static let recentWeeks = 4
  static let recentDays = 7 * recentWeeks

  var lastDay: Day { firstDay + (dayCount - 1) }
  /// The first day ahead.
  var nextDay: Day { firstDay + dayCount }

  struct Line: Sendable {
    let kind: TrafficKind
    /// With what they would be under the books of the first day ahead.
    private(set) var days: TrafficDays
    /// The rates of such requests in the books, at any time.
    let rates: ForecastRates

    /// - Parameter starts: when each day begins, and the first day ahead.
    fileprivate init(
      _ kind: TrafficKind, _ days: TrafficDays, starts: [Instant], by known: inout PriceLookupCache
    ) throws(BookProblem) {
      let last = days.used.lazy.map(\.day).max() ?? days.count - 1
      rates = try ForecastRates(
        kind.request(provider: kind.provider, model: kind.model), seenAt: starts[last],
        by: &known)
      self.kind = kind
      self.days = days
      let (rates, now) = (rates, rates.card(at: starts[days.count]))
      self.days.changeAll { day, traffic in
        let then = rates.cards(from: starts[day], to: starts[day + 1])
        traffic.steady =
          traffic.isUnpriced
          ? RepricedHistory.ofUnpriced(traffic, now: now, isBYOK: kind.isBYOK)
          : RepricedHistory.of(traffic, then: then, now: now)
      }
    }

    /// The usage of its requests in the last 4 weeks, else of all earlier ones.
    var usualUse: UsualUse {
      let last = days.used(last: TrafficHistory.recentDays)
      return UsualUse(last.contains { $0.traffic.requests > 0 } ? last : days.used[...])
    }
  }

  /// The usage of the requests of some days, from which the usage of any number of them follows.
  struct UsualUse {
    private let requests: Int128
    /// The classes that were used, and how much of each.
    private let quantities: [(unitClass: UnitClass, quantity: Int128)]

    fileprivate init(_ days: ArraySlice<TrafficDays.Entry>) {
      requests = days.reduce(0) { $0 + Int128($1.traffic.requests) }
      quantities = UnitClass.quantities.map { unitClass in
        (unitClass, days.reduce(0) { $0 + Int128($1.traffic.quantities[unitClass]) })
      }.filter { $0.quantity != 0 }
    }

    /// Returns the usage of `count` requests, in whole units.
    func quantities(of count: Int64) -> Quantities {
      var expected = Quantities()
      for (unitClass, quantity) in quantities {
        let perUnit = Int128(unitClass.quantityPerUnit)
        let units = Quotient.halfEven(quantity * Int128(count), requests * perUnit) ?? 0
        expected[unitClass] = Int64(clamping: max(0, units) * perUnit)
      }
      return expected
    }
  }

  /// No more days are looked at: what was before tells little of what comes.
  static let longest = 400

  /// Returns true if the usage of each day fits the 64 bits of a day's traffic.
  ///
  /// 292 years of audio fit.
  static func holds(_ facts: Facts) -> Bool {
    var sum = Quantities()
    var day: Day?
    for daily in facts.byDayAndDimensions {
      if daily.day != day { (day, sum) = (daily.day, Quantities()) }
      if sum.add(daily.measures.quantities, sign: 1) { return false }
    }
    return true
  }

  /// Nil for a ledger of less than two days, from which nothing follows; it holds all of the facts.
  ///
  /// - Parameter scopes: the names of the requested series.
  init?(
    _ facts: Facts, zone: ReportingZone, by known: inout PriceLookupCache, keeping scopes: Set<Name>
  ) throws(BookProblem) {
    guard let earliest = facts.rows.first?.day, let last = facts.rows.last?.day, earliest < last
    else { return nil }
    let first = max(earliest, last + (1 - TrafficHistory.longest))
    let count = last - first + 1
    var numbers: [TrafficKind: Int] = [:]
    var traffic: [(kind: TrafficKind, days: TrafficDays)] = []
    let kinds = TrafficKinds(facts, from: first, keeping: scopes)
    let places = kinds.ofDimensions.map { kind in
      if let number = numbers[kind] { return number }
      numbers[kind] = traffic.count
      traffic.append((kind, TrafficDays(count: count)))
      return traffic.count - 1
    }
    var isUsed = kinds.own.map { _ in false }
    for daily in facts.byDayAndDimensions where daily.day >= first {
      traffic[places[Int(daily.dimensions)]].days.change(daily.day - first) {
        $0.add(daily.measures, daily.money)
      }
      isUsed[Int(daily.dimensions)] = true
    }
    self.kinds = kinds
    ownKinds = Set(kinds.own.indices.lazy.filter { isUsed[$0] }.map { kinds.own[$0] })
    let starts = (0...count).map { zone.start(of: first + $0) }
    var lines: [Line] = []
    for (kind, days) in traffic.sorted(by: { $0.kind < $1.kind }) where days.firstUse < count {
      lines.append(try Line(kind, days, starts: starts, by: &known))
    }
    firstDay = first
    dayCount = count
    self.starts = starts
    self.lines = lines
  }

  /// Some of the lines added up; one entry per day.
  func sum(of lines: some Sequence<Line>) -> [Traffic] {
    var sum = [Traffic](repeating: Traffic(), count: dayCount)
    for line in lines {
      for entry in line.days.used where entry.traffic.requests != 0 {
        sum[entry.day].add(entry.traffic)
      }
    }
    return sum
  }
}
