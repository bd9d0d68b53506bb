import Forecasting
import Ledger
import Pricing
import Rating

/// The traffic of the days to come, by kind: quantities first, in whole units, then their prices.
///
/// The requests of each stream are forecast, shared out among its kinds as the same weekday of the last four weeks was,
/// and each uses what a request of its kind did in these weeks; then the books of the day price it. Every group, by
/// whatever it is grouped, is a sum of the same lines, so all totals agree. Tokens are not forecast by themselves: a
/// few huge requests make their days so uneven that a forecast of a usual day falls short of the sum.
package struct TrafficForecast: Sendable {
  let lines: [Line]
  /// Models of which nothing is expected on some days because no price is in force; by model, then by the days.
  let ended: [Ended]
  /// Of models that end on some day for lack of a price, whether or not another one takes over, the first of these days.
  private let leaving: [ModelKey: Int]

  /// The forecast of one kind of traffic.
  struct Line: Sendable {
    let kind: TrafficKind
    /// The kind in the ledger that it continues: another one where a model hands its traffic on.
    let origin: TrafficKind
    let rates: ForecastRates
    /// The days ahead.
    let days: TrafficDays
    /// The same quantities at the prices of the first day ahead.
    let unchanged: TrafficDays
    /// The days ahead if its model did not end; nil if no model ends.
    ///
    /// It has no traffic if the model takes over from another one.
    let continued: TrafficDays?

    /// Returns true if the model has no price on any of these days and no expected traffic.
    func isOver(_ starts: [Instant]) -> Bool {
      days.used.isEmpty && starts.allSatisfy { rates.card(at: $0).isOutOfForce }
    }
  }

  /// The first day ahead on which the line of the model in the ledger ends or is another's, as there is no price.
  func leavesOn(_ line: Line) -> Int? {
    leaving[ModelKey(provider: line.origin.provider, model: line.origin.model)]
  }

  /// Days on which nothing is expected of a model.
  package struct Ended: Hashable, Sendable {
    package let model: ModelKey
    /// The unit class that has no price any more; nil if none has a price.
    package let unitClass: UnitClass?
    /// The successor, which has no price either.
    package let successor: ModelKey?
    package let from: Day
    /// The next day with a price; nil where none of the days ahead has one.
    package let to: Day?
  }

  /// - Parameters:
  ///   - starts: when each day ahead begins.
  ///   - successors: models that take over the traffic of an ended one, as the user says.
  init(
    _ history: TrafficHistory, starts: [Instant], by known: inout PriceLookupCache,
    successors: ReplacementModels, threads: Int
  ) throws(BookProblem) {
    let amounts = TrafficForecast.amounts(history, days: starts.count, threads: threads)
    var lines: [Line] = []
    var ended: Set<Ended> = []
    var leaving: [ModelKey: Int] = [:]
    var pricings: [FuturePricing] = []
    var unpriced: Set<PricedAlike> = []
    for line in history.lines {
      let pricing = try FuturePricing(line, history, by: &known, successors: successors)
      if pricing.wentOnUnpriced(line, history) { unpriced.insert(PricedAlike(line.kind)) }
      pricings.append(pricing)
    }
    for ((line, days), pricing) in zip(zip(history.lines, amounts), pricings) {
      let priced = pricing.lines(
        days, starts: starts, next: history.nextDay,
        goesOn: unpriced.contains(PricedAlike(line.kind)))
      lines += priced.lines
      ended.formUnion(priced.ended)
      if let day = priced.leavesOn {
        let model = ModelKey(provider: line.kind.provider, model: line.kind.model)
        leaving[model] = min(day, leaving[model] ?? day)
      }
    }
    self.leaving = leaving
    self.lines = lines
    self.ended = ended.sorted {
      $0.model == $1.model
        ? ($0.from, $0.unitClass?.name ?? "", $0.to?.number ?? .max)
          < ($1.from, $1.unitClass?.name ?? "", $1.to?.number ?? .max)
        : ($0.model.provider, $0.model.model) < ($1.model.provider, $1.model.model)
    }
  }

  /// The values that traffic with the same prices shares.
  ///
  /// If some of its requests continued without a price, all do.
  private struct PricedAlike: Hashable {
    let model: ModelKey
    let serviceTier: Name

    init(_ kind: TrafficKind) {
      model = ModelKey(provider: kind.provider, model: kind.model)
      serviceTier = kind.serviceTier
    }
  }

  /// The quantities of each line of the history on a day ahead.
  private static func amounts(_ history: TrafficHistory, days: Int, threads: Int) -> [TrafficDays] {
    let handedOn = TrafficReallocation(history)
    let streams = TrafficStreams(history, handedOn, horizon: days, threads: threads).streams
    let uses = history.lines.map(\.usualUse)
    var amounts = [TrafficDays](repeating: TrafficDays(count: days), count: history.lines.count)
    var sharing = RunningApportionment(places: history.lines.count)
    var (sum, shared): (Int128, Int64) = (0, 0)
    for day in 0..<days {
      var weights = [Int128](repeating: 0, count: history.lines.count)
      for stream in streams {
        for (line, part) in zip(stream.lines, stream.requests[day]) { weights[line] = part }
      }
      // What a day is short of a whole request counts on the next, in all and of each line, so that rare ones get theirs.
      sum += weights.reduce(0, +)
      let whole = Int64(clamping: Quotient.halfEven(sum, TrafficStreams.unit) ?? 0) - shared
      shared += whole
      for (line, part) in sharing.parts(of: whole, weights: weights).enumerated() where part > 0 {
        amounts[line].change(day) {
          $0.requests = part
          $0.quantities = uses[line].quantities(of: part)
        }
      }
    }
    return amounts
  }
}
