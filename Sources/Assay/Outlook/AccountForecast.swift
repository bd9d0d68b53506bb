import Cube
import Forecasting
import Ledger
import Rating

/// The traffic of the days to come, by account: every line shared out by what each did of it (`AccountShares`).
enum AccountForecast {
  /// What each account did, one entry per day, and is expected to do; by the bytes of their names.
  static func accounts(
    _ facts: Facts, _ history: TrafficHistory, _ forecast: TrafficForecast, starts: [Instant]
  ) -> [(name: Name, past: [Traffic], ahead: OutlookGroup.Ahead)] {
    let past = past(facts, history)
    let recent = AccountShares(facts, history)
    let empty = OutlookGroup.Ahead(count: starts.count)
    var ahead: [Name: OutlookGroup.Ahead] = [:]
    for line in forecast.lines {
      let shares = recent.of(line.origin)
      let isOver = line.isOver(starts)
      for share in shares {
        ahead[share.account, default: empty].tellApart(line)
        ahead[share.account]?.end(isOver: isOver)
      }
      for entry in line.days.used {
        let parts = split(line, entry.traffic, start: starts[entry.day], shares.map(\.share))
        let unchanged = line.unchanged[entry.day]
        let same =
          unchanged.costsTheSame(as: entry.traffic)
          ? parts : split(line, unchanged, start: starts[0], shares.map(\.share))
        for (index, share) in shares.enumerated() {
          ahead[share.account, default: empty].add(
            parts[index], unchanged: same[index], at: entry.day)
          if line.continued == nil {
            ahead[share.account]?.add(continued: same[index], at: entry.day)
          }
        }
      }
      for entry in line.continued?.used ?? [] {
        let parts = split(line, entry.traffic, start: starts[0], shares.map(\.share))
        for (share, part) in zip(shares, parts) {
          ahead[share.account]?.add(continued: part, at: entry.day)
        }
      }
    }
    return past.sorted { $0.key < $1.key }.map { ($0.key, $0.value, ahead[$0.key] ?? empty) }
  }

  /// What each account did, one entry per day, and what it would have been under the books of the first day ahead: in
  /// proportion to the kinds of traffic that it is part of.
  static func past(_ facts: Facts, _ history: TrafficHistory) -> [Name: [Traffic]] {
    let empty = [Traffic](repeating: Traffic(), count: history.dayCount)
    let lines = Dictionary(uniqueKeysWithValues: history.lines.map { ($0.kind, $0.days) })
    let linesOfDimensions = history.kinds.ofDimensions.map { lines[$0] }
    var past: [Name: [Traffic]] = [:]
    for row in facts.rows where row.day >= history.firstDay {
      let day = row.day - history.firstDay
      var traffic = Traffic()
      traffic.add(facts.rows.measures(of: row), facts.moneyTerms[Int(row.dimensions)])
      traffic.steady = traffic.steady(asPartOf: linesOfDimensions[Int(row.dimensions)]?[day])
      past[facts.users[Int(row.user)].account, default: empty][day].add(traffic)
    }
    return past
  }

  /// The parts of a day of a line; they add up to it, and each costs its quantities at the prices of the day.
  private static func split(
    _ line: TrafficForecast.Line, _ whole: Traffic, start: Instant,
    _ weights: [AccountShares.Share]
  ) -> [Traffic] {
    var parts = [Traffic](repeating: Traffic(), count: weights.count)
    let requests = weights.map { $0.weight(of: Int128($0.traffic.requests)) }
    for quantity in ForecastQuantity.all where whole.amount(of: quantity) > 0 {
      let own = weights.map { $0.weight(of: Int128($0.traffic.amount(of: quantity))) }
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
    let credits = weights.map { $0.weight(of: $0.traffic.microcredits) }
    let microcredits = Apportionment.parts(
      of: Int64(clamping: whole.microcredits),
      weights: credits.contains { $0 > 0 } ? credits : requests)
    let card = line.rates.card(at: start)
    let terms = card.dimensions.terms
    let costs = costs(of: parts, whole.cost, by: card, weights)
    for place in parts.indices {
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

  /// What each part costs: its quantities at the prices of the day, and its share of what bands and regions add.
  ///
  /// Where nothing is listed, its share of what was paid before. The largest takes what rounding leaves.
  private static func costs(
    of parts: [Traffic], _ whole: Int128, by card: RateCard,
    _ weights: [AccountShares.Share]
  ) -> [Int128] {
    var listed = parts.map {
      whole == 0
        ? 0 : card.listedPart(of: $0.quantities, requests: $0.requests)?.attodollars ?? 0
    }
    if whole != 0 && listed.allSatisfy({ $0 == 0 }) {
      listed = weights.map { $0.weight(of: $0.traffic.notionalCost) }
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
  /// Whether the same quantities come to the same figures.
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
