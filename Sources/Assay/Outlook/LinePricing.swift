import Forecasting
import Ledger
import Pricing
import Rating

/// Prices the traffic of one kind on days ahead: exact quantities times the prices in force as each day begins.
struct LinePricing {
  private let kind: TrafficKind
  private let own: PlannedRates
  /// The model that takes over where this one has no price in force.
  private let successor: (model: ModelKey, rates: PlannedRates)?
  private let habits: Habits
  private static let recentDays = 28

  init(
    _ line: TrafficHistory.Line, _ history: TrafficHistory, by prices: inout KnownPrices,
    successors: Successors
  ) throws(BookProblem) {
    kind = line.kind
    own = line.rates
    let next = successors.of(ModelKey(provider: kind.provider, model: kind.model))
    if let next {
      successor = (
        next,
        try PlannedRates(
          kind.request(provider: next.provider, model: next.model), seenAt: history.lastStart,
          by: &prices)
      )
    } else {
      successor = nil
    }
    var habits = Habits()
    for entry in line.days.used(last: LinePricing.recentDays) {
      let card = own.card(at: history.starts[entry.day])
      habits.add(entry.traffic)
      // On a day within which prices change it is not known which requests had which.
      if card.validity.to >= history.starts[entry.day + 1] {
        habits.add(entry.traffic, card)
      }
    }
    self.habits = habits
  }

  /// The lines of the kind with cost, credits and revenue; on a day on which the model has no price any more it has
  /// no traffic: that is gone, or is a line of the model that takes over.
  ///
  /// - Parameter days: quantities alone.
  func lines(
    _ days: TrafficDays, starts: [Instant]
  ) -> (lines: [TrafficForecast.Line], endedFrom: Int?) {
    var kept = Priced(count: days.count)
    var handedOn = Priced(count: days.count)
    var endedFrom: Int?
    let first = starts.first ?? .distantPast
    for entry in days.used {
      let (day, traffic) = (entry.day, entry.traffic)
      let card = own.card(at: starts[day])
      guard card.isOutOfForce else {
        kept.add(priced(traffic, on: card), priced(traffic, on: own.card(at: first)), at: day)
        continue
      }
      if endedFrom == nil { endedFrom = day }
      guard let successor else { continue }
      handedOn.add(
        priced(traffic, on: successor.rates.card(at: starts[day])),
        priced(traffic, on: successor.rates.card(at: first)), at: day)
    }
    var lines = [kept.line(kind, of: kind, own)]
    if let successor, endedFrom != nil {
      let heir = kind.served(by: successor.model)
      lines.append(handedOn.line(heir, of: kind, successor.rates))
    }
    return (lines, endedFrom)
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
      _ kind: TrafficKind, of origin: TrafficKind, _ rates: PlannedRates
    ) -> TrafficForecast.Line {
      TrafficForecast.Line(
        kind: kind, origin: origin, rates: rates, days: days, unchanged: unchanged)
    }
  }

  private func priced(_ traffic: Traffic, on card: RateCard) -> Traffic {
    habits.priced(traffic, on: card, isBYOK: kind.isBYOK)
  }
}
