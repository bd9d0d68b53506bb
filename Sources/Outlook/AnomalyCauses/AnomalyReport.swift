import Cube
import Forecasting
import Ledger
import Platform
import Rating

/// The anomalies of a ledger and their causes, if the books or the mix show them.
struct AnomalyReport {
  /// By series, day and kind.
  let anomalies: [OutlookAnomaly]

  /// Looks for them in all requests, and in those of each model, provider and tier.
  ///
  /// - Parameters:
  ///   - names: which series each kind is part of.
  init(
    _ facts: Facts, _ history: TrafficHistory, books: Books, zone: ReportingZone,
    names: OutlookNames, threads: Int
  ) {
    let search = AnomalyDetector(
      facts: facts, history: history, books: books, zone: zone)
    var groups: [(name: Name, lines: [Int])] = [("total", Array(history.lines.indices))]
    for cut in [ForecastDimension.model, .provider, .tier] {
      let named = Dictionary(grouping: history.lines.indices) {
        names.name(of: history.lines[$0].kind, by: cut)
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

private struct AnomalyDetector: Sendable {
  let history: TrafficHistory
  private let causes: AnomalyAttribution
  /// The models with a request before the days of the history.
  private let earlierModels: Set<Name>

  init(facts: Facts, history: TrafficHistory, books: Books, zone: ReportingZone) {
    self.history = history
    causes = AnomalyAttribution(facts: facts, history: history, books: books, zone: zone)
    let earlier = facts.byDayAndDimensions.prefix { $0.day < history.firstDay }
    earlierModels = Set(
      Set(earlier.map(\.dimensions)).map { facts.dimensions[Int($0)].model })
  }

  func anomalies(_ name: Name, _ lines: [TrafficHistory.Line]) -> [OutlookAnomaly] {
    let past = history.sum(of: lines)
    guard let first = past.firstIndex(where: { $0.requests != 0 }) else { return [] }
    let measure = OutlookMeasure.vendorCost
    let costs = ImputedCosts(lines, past)
    let odd = ExactSeries(Array(costs.costs[first...]), scale: measure.scale).anomalies
      .filter { !costs.filled.contains(first + $0.step) }
    let shifts = odd.filter { $0.kind == .shift }.map { first + $0.step }
    var found = odd.map { anomaly in
      let day = first + anomaly.step
      let kind: OutlookAnomaly.Kind =
        anomaly.kind == .shift ? .levelShift : anomaly.score > 0 ? .spike : .drop
      let days = AnomalyBaseline(
        kind, on: day, from: first, shifts: shifts, odd: Set(odd.map { first + $0.step }),
        count: past.count)
      return OutlookAnomaly(
        series: name, measure: measure, day: history.firstDay + day, kind: kind,
        value: past[day].knownFigure(of: measure), expected: .init(anomaly),
        cause: causes.cause(
          on: day, isRise: anomaly.score > 0,
          effect: kind == .levelShift ? 0 : anomaly.effect(scale: measure.scale), days, lines, past)
      )
    }
    if name == "total" {
      for day in ExactSeries(past.map { Int128($0.requests) }, scale: 0).missingDays {
        found.append(plain(name, day, .missingDay, past[day], AnomalyAttribution.noRequest))
      }
    }
    let models = Set(lines.map(\.kind.model))
    // A model that was there in the first week was not launched then.
    if models.count == 1, let model = models.first, name == ForecastDimension.model.joined(model),
      first >= 7
    {
      found.append(plain(name, first, .newModel, past[first], firstRequest(of: model)))
    }
    return found
  }

  /// Returns the text for the first request of a model.
  ///
  /// The ledger may have earlier requests that the history lacks.
  private func firstRequest(of model: Name) -> String {
    let words = "first request of \(model.description)"
    return earlierModels.contains(model) ? "\(words) in \(TrafficHistory.longest) days" : words
  }

  private func plain(
    _ name: Name, _ day: Int, _ kind: OutlookAnomaly.Kind, _ traffic: Traffic, _ cause: String
  ) -> OutlookAnomaly {
    OutlookAnomaly(
      series: name, measure: .vendorCost, day: history.firstDay + day, kind: kind,
      value: traffic.knownFigure(of: .vendorCost), expected: nil, cause: cause)
  }
}
