import Cube
import Forecasting
import Ledger
import Rating

/// The traffic of the days to come, by account: every line shared out by what each did of it (`AccountShares`).
enum AccountForecast {
  /// Returns the past and the forecast of the accounts of each series.
  ///
  /// The groups are sorted by the bytes of their names.
  ///
  /// - Parameter named: the series of an account.
  static func groups(
    _ facts: Facts, _ history: TrafficHistory, _ forecast: TrafficForecast, starts: [Instant],
    named: (Name) -> Name
  ) -> [OutlookGroup] {
    let past = past(facts, history, named: named)
    let recent = AccountShares(facts, history)
    let empty = OutlookGroup.Ahead(count: starts.count)
    var ahead: [Name: OutlookGroup.Ahead] = [:]
    for line in forecast.lines {
      let weights = Weights(recent.of(line.origin), named: named)
      let isOver = line.isOver(starts)
      for name in weights.names {
        ahead[name, default: empty].tellApart(line)
        ahead[name]?.end(isOver: isOver)
      }
      for entry in line.days.used {
        let parts = split(line, entry.traffic, start: starts[entry.day], weights)
        let unchanged = line.unchanged[entry.day]
        let same =
          unchanged.costsTheSame(as: entry.traffic)
          ? parts : split(line, unchanged, start: starts[0], weights)
        for (index, name) in weights.names.enumerated() {
          ahead[name, default: empty].add(parts[index], unchanged: same[index], at: entry.day)
          if line.continued == nil { ahead[name]?.add(continued: same[index], at: entry.day) }
        }
      }
      for entry in line.continued?.used ?? [] {
        let parts = split(line, entry.traffic, start: starts[0], weights)
        for (name, part) in zip(weights.names, parts) {
          ahead[name]?.add(continued: part, at: entry.day)
        }
      }
    }
    return past.sorted { $0.key < $1.key }.map {
      OutlookGroup(name: $0.key, past: $0.value, ahead: ahead[$0.key] ?? empty)
    }
  }

  /// Returns the past of the accounts of each series, one entry per day.
  ///
  /// It includes the figures under the books of the first day ahead, in proportion to the kinds of
  /// traffic of the series.
  ///
  /// - Parameter named: the series of an account; nil if it is not requested.
  static func past(
    _ facts: Facts, _ history: TrafficHistory, named: (Name) -> Name?
  ) -> [Name: [Traffic]] {
    let names = facts.users.map { named($0.account) }
    let empty = [Traffic](repeating: Traffic(), count: history.dayCount)
    let lines = Dictionary(uniqueKeysWithValues: history.lines.map { ($0.kind, $0.days) })
    let linesOfDimensions = history.kinds.ofDimensions.map { lines[$0] }
    var past: [Name: [Traffic]] = [:]
    for row in facts.rows where row.day >= history.firstDay {
      guard let name = names[Int(row.user)] else { continue }
      let day = row.day - history.firstDay
      var traffic = Traffic()
      traffic.add(facts.rows.measures(of: row), facts.moneyTerms[Int(row.dimensions)])
      traffic.steady = traffic.steady(asPartOf: linesOfDimensions[Int(row.dimensions)]?[day])
      past[name, default: empty][day].add(traffic)
    }
    return past
  }

  /// The weights that split the days of a line among series.
  ///
  /// The weight of a series is the sum of those of its accounts.
  private struct Weights {
    let names: [Name]
    let requests: [Int128]
    let credits: [Int128]
    let notionalCosts: [Int128]
    private let amounts: [UnitClass: [Int128]]

    init(_ shares: [(account: Name, share: AccountShares.Share)], named: (Name) -> Name) {
      var numbers = ValueIndex()
      var names: [Name] = []
      let places = shares.map { Int(numbers.number(of: named($0.account), in: &names)) }
      func sums(_ amount: (AccountShares.Use) -> Int128) -> [Int128] {
        var sums = [Int128](repeating: 0, count: names.count)
        for (place, share) in zip(places, shares.lazy.map(\.share)) {
          sums[place] += share.weight(of: amount(share.traffic))
        }
        return sums
      }
      requests = sums { Int128($0.requests) }
      credits = sums(\.microcredits)
      notionalCosts = sums(\.notionalCost)
      amounts = Dictionary(
        uniqueKeysWithValues: UnitClass.quantities.map { unitClass in
          (unitClass, sums { Int128($0.quantities[unitClass]) })
        })
      self.names = names
    }

    /// Those of the requests, or of the quantity of a class.
    func of(_ quantity: ForecastQuantity) -> [Int128] {
      switch quantity {
      case .requests: requests
      case .units(let unitClass): amounts[unitClass] ?? requests
      }
    }
  }

  /// The parts of a day of a line; they add up to it, and each costs its quantities at the prices of the day.
  private static func split(
    _ line: TrafficForecast.Line, _ whole: Traffic, start: Instant,
    _ weights: Weights
  ) -> [Traffic] {
    var parts = [Traffic](repeating: Traffic(), count: weights.names.count)
    let requests = weights.requests
    for quantity in ForecastQuantity.all where whole.amount(of: quantity) > 0 {
      let own = weights.of(quantity)
      let shares = Apportionment.parts(
        of: whole.amount(of: quantity) / quantity.perUnit,
        weights: own.contains { $0 > 0 } ? own : requests)
      for (place, share) in shares.enumerated() {
        switch quantity {
        case .requests: parts[place].requests = share
        case .units(let unitClass): parts[place].quantities[unitClass] = share * quantity.perUnit
        }
      }
    }
    let microcredits = Apportionment.parts(
      of: Int64(clamping: whole.microcredits),
      weights: weights.credits.contains { $0 > 0 } ? weights.credits : requests)
    let card = line.rates.card(at: start)
    let terms = card.dimensions.terms
    let costs = costs(of: parts, whole.cost, by: card, weights)
    for place in parts.indices {
      let unpriced = Quotient.halfEven(
        Int128(whole.unpriced), times: Int128(parts[place].requests), over: Int128(whole.requests))
      parts[place].expect(unpriced: Int64(clamping: unpriced ?? 0), isFree: terms.isFree)
      parts[place].cost = costs[place]
      parts[place].microcredits = Int128(microcredits[place])
      parts[place].revenue =
        terms.revenue(ofMicrocredits: parts[place].microcredits).attodollars
    }
    if line.kind.hasManyCards {
      let revenues = inProportion(whole.revenue, to: microcredits.map { Int128($0) })
      for place in parts.indices { parts[place].revenue = revenues[place] }
    }
    return parts
  }

  /// Returns the cost of each part.
  ///
  /// It is the cost of its quantities at the prices of the day, and its share of what bands and
  /// regions add. If nothing is listed, it is its share of the cost paid before. The largest part
  /// takes the rounding difference.
  private static func costs(
    of parts: [Traffic], _ whole: Int128, by card: RateCard,
    _ weights: Weights
  ) -> [Int128] {
    var listed = parts.map {
      whole == 0
        ? 0 : card.listedPart(of: $0.quantities, requests: $0.requests)?.attodollars ?? 0
    }
    if whole != 0 && listed.allSatisfy({ $0 == 0 }) {
      listed = weights.notionalCosts
    }
    let sum = listed.reduce(0, +)
    return sum > 0 && sum != whole ? inProportion(whole, to: listed) : listed
  }

  /// The parts of a whole in proportion to some weights; the largest takes what rounding leaves.
  private static func inProportion(_ whole: Int128, to weights: [Int128]) -> [Int128] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.map { _ in 0 } }
    var parts = weights.map { Quotient.halfEven(whole, times: $0, over: sum) ?? $0 }
    let largest = parts.indices.max { parts[$0] < parts[$1] } ?? 0
    parts[largest] += whole - parts.reduce(0, +)
    return parts
  }
}

extension Traffic {
  /// Returns true if the same quantities give the same figures.
  fileprivate func costsTheSame(as other: Traffic) -> Bool {
    (cost, microcredits, revenue) == (other.cost, other.microcredits, other.revenue)
  }

  /// Its part of the steady figures of `whole`; as it was where there is no whole.
  fileprivate func steady(asPartOf whole: Traffic?) -> Steady {
    guard let whole else {
      return Steady(cost: cost, microcredits: microcredits, revenue: revenue)
    }
    func part(_ own: Int128, _ steady: Int128, _ all: Int128) -> Int128 {
      steady == all ? own : Quotient.halfEven(own, times: steady, over: all) ?? own
    }
    return Steady(
      cost: part(cost, whole.steady.cost, whole.cost),
      microcredits: part(microcredits, whole.steady.microcredits, whole.microcredits),
      revenue: part(revenue, whole.steady.revenue, whole.revenue))
  }
}
