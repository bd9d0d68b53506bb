import Forecasting
import Ledger
import Platform
import Pricing

/// The requests of the days to come by stream: one model of one tier, or all that have no forecast of their own.
///
/// A model of a tier is forecast from its own history, so that a launch or a rise of one is no rise of the others; what is
/// too rare, too young or of late too silent for that is forecast together. Those by themselves add up to a forecast of
/// their sum. What is silent may pause, end, or go on as what is young: only their sum tells. What has not stopped is
/// never expected to be nothing: where all of these are silent, a forecast does not know a pause from an end, and where
/// one has none at all, it is too rare to tell by the day.
struct TrafficStreams: Sendable {
  let streams: [Stream]

  struct Stream: Sendable {
    /// Its kinds of traffic, as places in the history's lines.
    let lines: [Int]
    /// The forecast of each stream on each day ahead, in millionths of a request.
    let requests: [[Int128]]
  }

  /// The units of the forecast per request.
  static let unit: Int128 = 1_000_000

  /// No more streams are forecast by themselves: a forecast takes about a millisecond.
  private static let most = 32
  /// A younger one has no two weeks to tell a weekday by.
  private static let oldEnough = 14

  private struct Key: Hashable {
    let tier: Name
    let model: ModelKey
    /// They represent several.
    let isOther: Bool
  }

  /// Forecasts a number of days ahead.
  init(_ history: TrafficHistory, _ handedOn: TrafficReallocation, horizon: Int, threads: Int) {
    let groups = TrafficStreams.groups(history, handedOn)
    let shares = groups.map { TrafficShares($0.lines, of: history, handedOn) }
    var requests = shares.map { $0.usual(days: horizon) }
    let heard = groups.indices.filter { !handedOn.areSilent(groups[$0].lines) }
    let forecasts = Parallel.spread(heard.count, over: threads) { index in
      let group = groups[heard[index]]
      return handedOn.sum(of: group.lines, from: group.first).forecast(horizon: horizon)
    }
    let told = zip(heard, forecasts).filter { !$1.isNothing }
    for (group, forecast) in told { requests[group] = forecast.figures(decimals: 6) }
    let own = told.filter { groups[$0.0].isAlone }
    let sum = handedOn.sum(of: own.flatMap { groups[$0.0].lines }, from: 0)
      .forecast(horizon: horizon)
    let figures = ForecastReconciliation.figures(own.map(\.1), sum: sum, decimals: 6)
    for (group, figures) in zip(own.map(\.0), figures) { requests[group] = figures }
    streams = groups.indices.map {
      Stream(lines: groups[$0].lines, requests: shares[$0].parts(of: requests[$0]))
    }
  }

  /// A group of traffic that is forecast together.
  private struct Group {
    let lines: [Int]
    /// The day on which its history begins.
    let first: Int
    /// It is one model of one tier, old enough and heard of late.
    let isAlone: Bool
  }

  private static func groups(_ history: TrafficHistory, _ handedOn: TrafficReallocation) -> [Group]
  {
    let models = Dictionary(grouping: history.lines.indices) { line in
      let kind = history.lines[line].kind
      return Key(
        tier: kind.tier, model: ModelKey(provider: kind.provider, model: kind.model),
        isOther: kind.hasManyCards)
    }.values.map { lines in
      (
        lines: lines, first: lines.map { history.lines[$0].days.firstUse }.min() ?? 0,
        recent: lines.reduce(0) { $0 + handedOn.requests(of: $1, last: TrafficHistory.recentDays) }
      )
    }
    let own = models.filter {
      history.dayCount - $0.first >= oldEnough && $0.recent > 0 && !handedOn.areSilent($0.lines)
    }
    .sorted { $0.recent == $1.recent ? $0.lines[0] < $1.lines[0] : $0.recent > $1.recent }
    .prefix(most)
    let rest = Set(history.lines.indices).subtracting(own.flatMap(\.lines)).sorted()
    return own.map { Group(lines: $0.lines, first: $0.first, isAlone: true) }
      + (rest.isEmpty ? [] : [Group(lines: rest, first: 0, isAlone: false)])
  }
}
