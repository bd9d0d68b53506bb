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
  /// The credits of the last four weeks, and what their cost alone would have come to: steps that each request is
  /// rounded up to, and bands and regions, make the difference.
  private let credits: (charged: Int128, unrounded: Int128)
  private static let recentDays = 28

  init(
    _ line: TrafficHistory.Line, _ history: TrafficHistory, books: Books,
    successors: [ModelKey: ModelKey]
  ) throws(BookProblem) {
    kind = line.kind
    own = try PlannedRates(
      kind.request(provider: kind.provider, model: kind.model), books: books)
    let next = successors[ModelKey(provider: kind.provider, model: kind.model)]
    if let next {
      successor = (
        next,
        try PlannedRates(
          kind.request(provider: next.provider, model: next.model), books: books)
      )
    } else {
      successor = nil
    }
    var charged: Int128 = 0
    var unrounded: Int128 = 0
    for day in max(0, history.dayCount - LinePricing.recentDays)..<history.dayCount {
      let traffic = line.days[day]
      guard traffic.requests != 0 else { continue }
      let card = own.card(at: Instant(startOf: history.firstDay + day))
      guard let cost = card.listedCost(of: traffic.quantities, requests: traffic.requests) else {
        continue
      }
      charged += traffic.microcredits
      unrounded += card.unroundedMicrocredits(forCost: cost)
    }
    credits = (charged, unrounded)
  }

  /// The lines of the kind with cost, credits and revenue; on a day on which the model has no price any more it has
  /// no traffic: that is gone, or is a line of the model that takes over.
  ///
  /// - Parameter days: quantities alone.
  func lines(
    _ days: [Traffic], starts: [Instant]
  ) -> (lines: [TrafficForecast.Line], endedFrom: Int?) {
    var kept = Priced()
    var handedOn = Priced()
    var endedFrom: Int?
    let first = starts.first ?? .distantPast
    for (day, traffic) in days.enumerated() {
      let card = own.card(at: starts[day])
      guard card.isOutOfForce, traffic.requests > 0 else {
        kept.add(priced(traffic, on: card), priced(traffic, on: own.card(at: first)))
        handedOn.add(Traffic(), Traffic())
        continue
      }
      if endedFrom == nil { endedFrom = day }
      kept.add(Traffic(), Traffic())
      guard let successor else { continue }
      handedOn.add(
        priced(traffic, on: successor.rates.card(at: starts[day])),
        priced(traffic, on: successor.rates.card(at: first)))
    }
    var lines = [kept.line(kind, of: kind, own)]
    if let successor, endedFrom != nil {
      let heir = kind.served(by: successor.model)
      lines.append(handedOn.line(heir, of: kind, successor.rates))
    }
    return (lines, endedFrom)
  }

  private struct Priced {
    private var days: [Traffic] = []
    private var unchanged: [Traffic] = []

    mutating func add(_ day: Traffic, _ unchanged: Traffic) {
      days.append(day)
      self.unchanged.append(unchanged)
    }

    func line(
      _ kind: TrafficKind, of origin: TrafficKind, _ rates: PlannedRates
    ) -> TrafficForecast.Line {
      TrafficForecast.Line(
        kind: kind, origin: origin, rates: rates, days: days, unchanged: unchanged)
    }
  }

  private func priced(_ traffic: Traffic, on card: RateCard) -> Traffic {
    var traffic = traffic
    guard let cost = card.listedCost(of: traffic.quantities, requests: traffic.requests) else {
      return traffic
    }
    if !kind.isBYOK { traffic.cost = cost.attodollars }
    traffic.microcredits = roundedUp(card.unroundedMicrocredits(forCost: cost))
    let terms = card.dimensions.terms
    if !terms.isFree {
      traffic.revenue = traffic.microcredits * terms.creditValue.attodollarsPerMicrocredit
    }
    return traffic
  }

  /// What the credits of a cost come to once each request is rounded up to a step, as in the last weeks.
  private func roundedUp(_ microcredits: Int128) -> Int128 {
    guard credits.unrounded > 0 else { return microcredits }
    let (product, overflow) = microcredits.multipliedReportingOverflow(by: credits.charged)
    if overflow { return microcredits }
    return Quotient.halfEven(product, credits.unrounded) ?? microcredits
  }
}
