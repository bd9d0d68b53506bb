import Cube
import Forecasting
import Ledger
import Pricing
import Rating

/// The changes of the prices of some models, or of how they are derived, about a day, and what each did to the cost.
struct PriceSteps {
  /// By provider, model and time.
  private(set) var steps: [Step] = []
  /// Those of the model of each kind.
  private var stepsOfKind: [TrafficKind: [Int]] = [:]

  /// One instant at which prices of a model change.
  struct Step {
    let model: ModelKey
    let at: Instant
    /// The first day of the history that has the new prices from its beginning on.
    let firstDay: Int
    /// The direction of its quoted prices: 1 for a rise, -1 for a fall, 0 if they differ.
    fileprivate let direction: Int128
    /// The lines of the model.
    fileprivate let lines: [TrafficHistory.Line]
    /// The cards just before and from then on, of each kind of the model.
    fileprivate let cards: [TrafficKind: (old: RateCard, new: RateCard)]
  }

  /// The changes within three days of a day of the history that lie between days that are compared: of days that all
  /// have the same prices they explain nothing.
  init(
    near day: Int, _ days: AnomalyBaseline, _ lines: [TrafficHistory.Line],
    _ history: TrafficHistory,
    _ books: Books,
    _ zone: ReportingZone
  ) {
    let from = zone.start(of: history.firstDay + (day - 3))
    let to = zone.start(of: history.firstDay + (day + 4))
    let models = Dictionary(grouping: lines) {
      ModelKey(provider: $0.kind.provider, model: $0.kind.model)
    }
    for (model, own) in models.sorted(by: {
      ($0.key.provider, $0.key.model) < ($1.key.provider, $1.key.model)
    }) {
      let changes = Set(books.priceBoundaries(of: model)).filter { $0 >= from && $0 < to }
      if changes.isEmpty { continue }
      for change in changes.sorted() {
        let firstDay = history.starts.firstIndex { $0 >= change } ?? history.dayCount
        if Set((days.odd + days.usual).map { $0 >= firstDay }).count < 2 { continue }
        let before = Instant(nanoseconds: change.nanoseconds - 1)
        let cards = own.map {
          ($0.kind, (old: $0.rates.card(at: before), new: $0.rates.card(at: change)))
        }
        for line in own { stepsOfKind[line.kind, default: []].append(steps.count) }
        steps.append(
          Step(
            model: model, at: change,
            firstDay: firstDay,
            direction: books.prices.direction(of: model, at: change), lines: own,
            cards: Dictionary(uniqueKeysWithValues: cards)))
      }
    }
  }

  /// Twice what a step did to the cost of its model: what the quantities of the odd days cost more by the new price than
  /// by the old, where they have the new one, less the same where the usual days have it.
  ///
  /// Where that is not known, because the prices are of regions, it is what the model's own cost did, if its prices went
  /// the same way.
  func doubledChange(_ number: Int, _ days: AnomalyBaseline) -> Int128 {
    let step = steps[number]
    let effects = days.odd.map { day in
      step.lines.map { step.effect(of: $0.days[day], of: $0.kind, on: day) }
    }
    guard effects.allSatisfy({ $0.allSatisfy { $0 != nil } }) else {
      let change = days.doubledChange { day in step.lines.reduce(0) { $0 + $1.days[day].cost } }
      let sides = days.doubledChange { $0 >= step.firstDay ? 1 : 0 }
      return change.signum() == step.direction * sides.signum() ? change : 0
    }
    let sums = effects.map { $0.reduce(0) { $0 + ($1 ?? 0) } }
    let effect = AnomalyBaseline.doubledMedian(sums) / 2
    let ofDay = Dictionary(uniqueKeysWithValues: zip(days.odd, sums))
    return days.doubledChange { day in
      day >= step.firstDay ? ofDay[day] ?? effect : 0
    }
  }

  /// Returns the price steps of a kind that are in force on a day.
  func taken(by kind: TrafficKind, on day: Int) -> [Int] {
    stepsOfKind[kind, default: []].filter { day >= steps[$0].firstDay }
  }

  /// Returns the effect of these price steps on the cost of a fact.
  func effect(of taken: [Int], on measures: Measures, of kind: TrafficKind, on day: Int) -> Int128 {
    taken.reduce(0) {
      $0
        + (steps[$1].effect(
          on: day, of: kind, measures.quantities, requests: measures.requests,
          cost: measures.notionalCost) ?? 0)
    }
  }
}

extension PriceSteps.Step {
  fileprivate func effect(of traffic: Traffic, of kind: TrafficKind, on day: Int) -> Int128? {
    effect(
      on: day, of: kind, traffic.quantities, requests: traffic.requests, cost: traffic.cost)
  }

  /// Returns the cost by the new prices less the cost by the old ones.
  ///
  /// It is in proportion to the listed costs and to the cost paid, as facts have neither bands nor
  /// regions. It is nil if the prices are not listed without them.
  fileprivate func effect(
    on day: Int, of kind: TrafficKind, _ quantities: Quantities, requests: Int64, cost: Int128
  ) -> Int128? {
    guard !kind.isBYOK, let (old, new) = cards[kind] else { return 0 }
    guard let before = old.listed(quantities, requests),
      let after = new.listed(quantities, requests)
    else { return nil }
    let isNew = day >= firstDay
    let paid = isNew ? after : before
    if paid == 0 || cost == paid { return isNew ? cost - before : after - cost }
    return Quotient.halfEven(cost, times: after - before, over: paid)
  }
}

extension RateCard {
  /// Returns the listed cost in attodollars; 0 if no price is in force.
  fileprivate func listed(_ quantities: Quantities, _ requests: Int64) -> Int128? {
    isPriced ? listedPart(of: quantities, requests: requests)?.attodollars : 0
  }
}

extension PriceBook {
  /// Returns the direction of a model's quoted prices: 1 for a rise, -1 for a fall, 0 if mixed.
  fileprivate func direction(of model: ModelKey, at change: Instant) -> Int128 {
    let before = Instant(nanoseconds: change.nanoseconds - 1)
    let old = prices(of: model, at: before)?.quotes ?? [:]
    let new = prices(of: model, at: change)?.quotes ?? [:]
    let moves = Set(
      old.compactMap { key, quote -> Int128? in
        guard let now = new[key]?.perUnit, let was = quote.perUnit else { return nil }
        return (now.attodollars - was.attodollars).signum()
      })
    return moves.subtracting([0]).count == 1 ? moves.reduce(0, +) : 0
  }
}
