import Cube
import Forecasting
import Ledger
import Pricing
import Rating

/// What was odd in the days of a ledger, and why, where the books or the mix show it.
struct OutlookOddities {
  /// By series, day and kind.
  let anomalies: [OutlookAnomaly]

  init(
    _ facts: Facts, _ history: TrafficHistory, books: Books, zone: ReportingZone, threads: Int
  ) {
    let search = Search(facts: facts, history: history, books: books, zone: zone)
    var groups: [(name: Name, lines: [Int])] = [("total", Array(history.lines.indices))]
    for cut in [OutlookCut.model, .provider, .tier] {
      let named = Dictionary(grouping: history.lines.indices) {
        cut.name(of: history.lines[$0].kind) ?? .empty
      }
      groups += named.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    let all = groups
    let found = Parallel.spread(all.count, over: threads) {
      search.anomalies(all[$0].name, all[$0].lines.map { history.lines[$0] })
    }
    anomalies = found.flatMap(\.self).sorted {
      $0.series == $1.series
        ? ($0.day, $0.kind.rawValue) < ($1.day, $1.kind.rawValue) : $0.series < $1.series
    }
  }
}

private struct Search: Sendable {
  let facts: Facts
  let history: TrafficHistory
  let books: Books
  let zone: ReportingZone
  /// The dimensions of the facts of each kind, but those under a customer's own key.
  private let dimensions: [TrafficKind: [Int32]]

  init(facts: Facts, history: TrafficHistory, books: Books, zone: ReportingZone) {
    self.zone = zone
    self.facts = facts
    self.history = history
    self.books = books
    dimensions = Dictionary(
      grouping: facts.dimensions.indices.filter { !facts.dimensions[$0].isBYOK }.map(Int32.init)
    ) { TrafficKind(facts.dimensions[Int($0)]) }
  }

  func anomalies(_ name: Name, _ lines: [TrafficHistory.Line]) -> [OutlookAnomaly] {
    let past = history.sum(of: lines)
    guard let first = past.firstIndex(where: { $0.requests != 0 }) else { return [] }
    let measure = OutlookMeasure.vendorCost
    let life = past[first...]
    let odd = ExactSeries(life.map(\.cost), scale: measure.scale).anomalies
    var found = odd.map { anomaly in
      let day = first + anomaly.step
      let kind: OutlookAnomaly.Kind =
        anomaly.kind == .shift ? .levelShift : anomaly.score > 0 ? .spike : .drop
      return OutlookAnomaly(
        series: name, measure: measure, day: history.firstDay + day, kind: kind,
        value: past[day].figure(of: measure), expected: .init(anomaly),
        cause: cause(kind, on: day, lines, past))
    }
    if name == "total" {
      for day in past.indices where past[day].requests == 0 {
        found.append(plain(name, day, .missingDay, past[day], "no request on this day"))
      }
    }
    let models = Set(lines.map(\.kind.model))
    // A model that was there in the first week was not launched then.
    if models.count == 1, let model = models.first, name == OutlookCut.model.joined(model),
      first >= 7
    {
      found.append(
        plain(name, first, .newModel, past[first], "first request of \(model.description)"))
    }
    return found
  }

  private func plain(
    _ name: Name, _ day: Int, _ kind: OutlookAnomaly.Kind, _ traffic: Traffic, _ cause: String
  ) -> OutlookAnomaly {
    OutlookAnomaly(
      series: name, measure: .vendorCost, day: history.firstDay + day, kind: kind,
      value: traffic.figure(of: .vendorCost), expected: nil, cause: cause)
  }

  /// A price that changed, one user, or one model; empty where none of them explains half of the difference.
  private func cause(
    _ kind: OutlookAnomaly.Kind, on day: Int, _ lines: [TrafficHistory.Line],
    _ past: [Traffic]
  ) -> String {
    if kind == .levelShift, let words = priceChange(near: day, lines) { return words }
    let before = mean(before: day) { past[$0].cost }
    let difference = past[day].cost - before
    guard difference != 0 else { return "" }
    var byModel: [Name: Int128] = [:]
    for line in lines {
      byModel[line.kind.model, default: 0] +=
        line.days[day].cost - mean(before: day) { line.days[$0].cost }
    }
    var causes: [String] = []
    if difference > 0, let user = largestUser(on: day, lines), 2 * user.cost > difference {
      causes.append("user \(user.name.description)")
    }
    let main = byModel.sorted { $0.key < $1.key }.first { 2 * $0.value / difference >= 1 }
    if byModel.count > 1, let main { causes.append("model \(main.key.description)") }
    return causes.joined(separator: ", ")
  }

  /// The mean cost of up to four same weekdays before.
  private func mean(before day: Int, _ cost: (Int) -> Int128) -> Int128 {
    let same = (1...4).map { day - 7 * $0 }.filter { $0 >= 0 }
    return same.isEmpty
      ? 0 : same.reduce(Int128(0)) { $0 + cost($1) } / Int128(same.count)
  }

  /// A change of the prices of a model of the group, or of how they are derived, within three days of the shift.
  private func priceChange(near day: Int, _ lines: [TrafficHistory.Line]) -> String? {
    let from = zone.start(of: history.firstDay + (day - 3))
    let to = zone.start(of: history.firstDay + (day + 4))
    let models = Set(
      lines.map { ModelKey(provider: $0.kind.provider, model: $0.kind.model) })
    for model in models.sorted(by: { ($0.provider, $0.model) < ($1.provider, $1.model) }) {
      let own = lines.filter { $0.kind.provider == model.provider && $0.kind.model == model.model }
      let changes = books.priceBoundaries(of: model).filter { $0 >= from && $0 < to }
      let quoted = Set(books.prices.boundaries(of: model))
      if let change = changes.sorted().first(where: {
        quoted.contains($0) || hasNewPrice(own, at: $0)
      }) {
        return "price of \(model.model.description) changed on \(zone.day(of: change))"
      }
    }
    return nil
  }

  /// Whether what some of the lines used costs something else from an instant on: a derivation may be of a class or a
  /// service tier that none of them has.
  private func hasNewPrice(_ lines: [TrafficHistory.Line], at change: Instant) -> Bool {
    var prices = KnownPrices(books)
    return lines.contains { line in
      let kind = line.kind
      let used = line.days.used.reduce(into: Traffic()) { $0.add($1.traffic) }
      do throws(BookProblem) {
        let rates = try PlannedRates(
          kind.request(provider: kind.provider, model: kind.model),
          seenAt: history.lastStart(of: line), by: &prices)
        func cost(_ card: RateCard) -> Money? {
          card.listedPart(of: used.quantities, requests: used.requests)
        }
        let before = Instant(nanoseconds: change.nanoseconds - 1)
        return cost(rates.card(at: before)) != cost(rates.card(at: change))
      } catch {
        preconditionFailure("books that rated the ledger can be compiled")
      }
    }
  }

  /// The user who cost us most on a day, in whatever accounts.
  private func largestUser(
    on day: Int, _ lines: [TrafficHistory.Line]
  ) -> (name: Name, cost: Int128)? {
    let target = history.firstDay + day
    var costs: [Name: Int128] = [:]
    for number in lines.flatMap({ dimensions[$0.kind, default: []] }) {
      let line = facts.lineOfDimensions[Int(number)]
      for row in facts.rows[firstRow(of: target, line: line)...] {
        if row.day != target || facts.lineOfDimensions[Int(row.dimensions)] != line { break }
        if row.dimensions == number {
          costs[facts.users[Int(row.user)].reported, default: 0] +=
            facts.rows.measures(of: row).notionalCost
        }
      }
    }
    let most = costs.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.first
    return most.map { ($0.key, $0.value) }
  }

  /// Where the facts of a day and line begin, or would; they are sorted by both.
  private func firstRow(of day: Day, line: Int32) -> Int {
    var (low, high) = (0, facts.rows.count)
    while low < high {
      let middle = (low + high) / 2
      let row = facts.rows[middle]
      let isBefore =
        row.day == day ? facts.lineOfDimensions[Int(row.dimensions)] < line : row.day < day
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
