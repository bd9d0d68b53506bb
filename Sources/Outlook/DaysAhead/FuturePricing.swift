import Forecasting
import Ledger
import Pricing
import Rating

/// Prices the traffic of one kind on days ahead: exact quantities times the prices in force as each day begins.
struct FuturePricing {
  private let kind: TrafficKind
  private let own: ForecastRates
  /// The model that takes over where this one has no price in force.
  private let successor: (model: ModelKey, rates: ForecastRates)?
  private let habits: UsageProfile
  /// The unit classes without whose price hardly any request is priced.
  ///
  /// They were used on every recent day with traffic and had a list price on one of those days.
  private let essential: Set<UnitClass>
  private let prices: PriceBook
  /// The start of the last day of the past.
  private let lastStart: Instant

  init(
    _ line: TrafficHistory.Line, _ history: TrafficHistory, by known: inout PriceLookupCache,
    successors: ReplacementModels
  ) throws(BookProblem) {
    kind = line.kind
    own = line.rates
    let next = successors.of(ModelKey(provider: kind.provider, model: kind.model))
    if let next {
      successor = (
        next,
        try ForecastRates(
          kind.request(provider: next.provider, model: next.model), seenAt: history.lastStart,
          by: &known)
      )
    } else {
      successor = nil
    }
    self.prices = known.books.prices
    lastStart = history.lastStart
    var habits = UsageProfile()
    var essential = Set(UnitClass.quantities)
    var listed: Set<UnitClass> = []
    for entry in line.days.used(last: TrafficHistory.recentDays) {
      let card = own.card(at: history.starts[entry.day])
      habits.add(entry.traffic)
      essential.formIntersection(entry.traffic.quantities.used)
      listed.formUnion(entry.traffic.quantities.used.filter(card.lists))
      // On a day within which prices change it is not known which requests had which.
      if card.validity.to >= history.starts[entry.day + 1] {
        habits.add(entry.traffic, card)
      }
    }
    self.habits = habits
    self.essential = essential.intersection(listed)
  }

  /// The lines of a kind on days ahead.
  struct Lines {
    /// With cost, credits and revenue; on a day without a price the traffic is gone, is a line of the model that takes
    /// over, or goes on without them.
    let lines: [TrafficForecast.Line]
    /// The days without a price, for whomever; each stretch ends before the next day that has one.
    let ended: [TrafficForecast.Ended]
    /// The first day on which the traffic leaves the model, which has no price for it, whether or not another one takes
    /// over; nil where it never does.
    let leavesOn: Int?
  }

  /// Returns true if the line had requests while no price was in force.
  ///
  /// They came after its price ended or before it began. The days without a price reach up to the
  /// first day ahead.
  func wentOnUnpriced(_ line: TrafficHistory.Line, _ history: TrafficHistory) -> Bool {
    let next = history.starts[history.dayCount]
    guard lack(of: own, Array(essential), at: next) != nil else { return false }
    return line.days.used.contains { entry in
      guard entry.traffic.unpriced > 0 else { return false }
      let start = history.starts[entry.day]
      let cards = own.cards(from: start, to: history.starts[entry.day + 1])
      guard let last = cards.last else { return false }
      return ([last] + own.cards(from: history.starts[entry.day + 1], to: next)).allSatisfy {
        lack(of: own, Array(essential), at: max($0.validity.from, start)) != nil
      }
    }
  }

  /// Prices days ahead of which there are quantities alone.
  ///
  /// - Parameters:
  ///   - next: the first of them.
  ///   - goesOn: requests went on without a price, and do so up to the next day with one.
  func lines(_ days: TrafficDays, starts: [Instant], next: Day, goesOn: Bool) -> Lines {
    var kept = Priced(count: days.count)
    var handedOn = Priced(count: days.count)
    var continued = TrafficDays(count: days.count)
    let needed = UnitClass.quantities.filter { unitClass in
      essential.contains(unitClass) && days.used.contains { $0.traffic.quantities[unitClass] != 0 }
    }
    let lacks = starts.map { lack(of: own, needed, at: $0) }
    let heirLacks = starts.map { start in
      successor.flatMap { lack(of: $0.rates, needed, at: start) }
    }
    let unpricedDays = goesOn ? lacks.firstIndex { $0 == nil } ?? lacks.count : 0
    let isHandedOn = starts.indices.map {
      lacks[$0] != nil && successor != nil && heirLacks[$0] == nil
    }
    let isUnpriced = starts.indices.map { $0 < unpricedDays && !isHandedOn[$0] }
    for entry in days.used {
      let (day, traffic) = (entry.day, entry.traffic)
      if isUnpriced[day] {
        let unpriced = unpriced(traffic, on: own.card(at: starts[day]))
        kept.add(unpriced, unpriced, at: day)
        continued.add(unpriced, at: day)
        continue
      }
      func add(to priced: inout Priced, _ rates: ForecastRates, _ lacks: [Lack?]) {
        let now = rates.card(at: starts[day])
        let first = lacks[0] == nil ? rates.card(at: starts[0]) : now
        priced.add(self.priced(traffic, on: now), self.priced(traffic, on: first), at: day)
      }
      // As in the history, whose cost is that of its days where the first day ahead has no price.
      let first = own.card(at: starts[0])
      let then = first.isPriced ? first : own.card(at: lastStart)
      continued.add(self.priced(traffic, on: then), at: day)
      if lacks[day] == nil {
        add(to: &kept, own, lacks)
      } else if let successor, isHandedOn[day] {
        add(to: &handedOn, successor.rates, heirLacks)
      }
    }
    let leavesOn = days.used.first { lacks[$0.day] != nil && !isUnpriced[$0.day] }?.day
    var lines = [kept.line(kind, of: kind, own, continued: leavesOn == nil ? nil : continued)]
    if let successor, leavesOn != nil {
      let heir = kind.served(by: successor.model)
      lines.append(
        handedOn.line(
          heir, of: kind, successor.rates, continued: TrafficDays(count: days.count)))
    }
    let isGone = starts.indices.map { lacks[$0] != nil && !isHandedOn[$0] && !isUnpriced[$0] }
    return Lines(
      lines: lines, ended: ended(isGone, lacks, traffic: days, next: next), leavesOn: leavesOn)
  }

  /// The missing price of a day: that of one unit class, or all prices.
  private enum Lack: Equatable {
    case all
    case unitClass(UnitClass)
  }

  /// Returns the missing price of requests that use `needed`; nil if they have a price.
  ///
  /// A model without any price when it was used stays unpriced; one that takes over needs a price.
  /// A price of some region may be that of the requests, which do not state their region.
  private func lack(of rates: ForecastRates, _ needed: [UnitClass], at start: Instant) -> Lack? {
    let card = rates.card(at: start)
    if card.isOutOfForce { return .all }
    let missing = needed.first { !card.lists($0) }
    guard card.isPriced, let missing else { return nil }
    let model = ModelKey(provider: card.dimensions.provider, model: card.dimensions.model)
    let isRegional = prices.prices(of: model, at: start)?.quotes.keys.contains {
      !$0.region.isEmpty
    }
    return isRegional == true ? nil : .unitClass(missing)
  }

  /// The stretches of days without a price, as far as there is traffic on one of them.
  private func ended(
    _ isGone: [Bool], _ lacks: [Lack?], traffic: TrafficDays, next: Day
  ) -> [TrafficForecast.Ended] {
    var ended: [TrafficForecast.Ended] = []
    var day = 0
    while let first = isGone[day...].firstIndex(of: true) {
      day = isGone[first...].firstIndex(of: false) ?? isGone.count
      guard !traffic.used(in: first..<day).isEmpty else { continue }
      let unitClass: UnitClass? =
        if case .unitClass(let unitClass) = lacks[first] { unitClass } else { nil }
      ended.append(
        TrafficForecast.Ended(
          model: ModelKey(provider: kind.provider, model: kind.model), unitClass: unitClass,
          successor: successor?.model, from: next + first,
          to: day < isGone.count ? next + day : nil))
    }
    return ended
  }

  private struct Priced {
    private var days: TrafficDays
    private var unchanged: TrafficDays

    init(count: Int) {
      days = TrafficDays(count: count)
      unchanged = days
    }

    mutating func add(_ traffic: Traffic, _ unchanged: Traffic, at day: Int) {
      days.add(traffic, at: day)
      self.unchanged.add(unchanged, at: day)
    }

    func line(
      _ kind: TrafficKind, of origin: TrafficKind, _ rates: ForecastRates,
      continued: TrafficDays?
    ) -> TrafficForecast.Line {
      TrafficForecast.Line(
        kind: kind, origin: origin, rates: rates, days: days, unchanged: unchanged,
        continued: continued)
    }
  }

  private func unpriced(_ traffic: Traffic, on card: RateCard) -> Traffic {
    var traffic = traffic
    traffic.expect(unpriced: traffic.requests, isFree: card.dimensions.terms.isFree)
    return traffic
  }

  private func priced(_ traffic: Traffic, on card: RateCard) -> Traffic {
    kind.hasManyCards
      ? habits.usual(traffic, isBYOK: kind.isBYOK)
      : habits.priced(traffic, on: card, isBYOK: kind.isBYOK)
  }
}

extension Quantities {
  /// The classes of which there is something.
  fileprivate var used: [UnitClass] { UnitClass.quantities.filter { self[$0] != 0 } }
}
