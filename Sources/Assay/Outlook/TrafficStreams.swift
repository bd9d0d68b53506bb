import Forecasting
import Ledger
import Pricing

/// The requests of the days to come by stream: those of one model in one tier, each forecast from its own history, and
/// all that are too rare, too young or of late too silent for that as one more.
///
/// A launch or a rise of one is no rise of the others. What is silent may pause, end, or go on as what is young: only
/// their sum tells. What has not stopped is never expected to be nothing: where all of these are silent, a forecast
/// does not know a pause from an end, and where one has none at all, it is too rare to tell by the day.
struct TrafficStreams: Sendable {
  let streams: [Stream]

  struct Stream: Sendable {
    /// Its kinds of traffic, as places in the history's lines.
    let lines: [Int]
    /// What is expected, in millionths of a request, one per day ahead; nil where it goes on as in the last four weeks.
    let requests: [Int128]?
  }

  /// So many of what is expected are one request.
  static let unit: Int128 = 1_000_000

  /// No more streams are forecast by themselves: a forecast takes about a millisecond.
  private static let most = 32
  /// A younger one has no two weeks to tell a weekday by.
  private static let oldEnough = 14

  private struct Key: Hashable {
    let tier: Name
    let model: ModelKey
  }

  /// Forecasts so many days ahead.
  init(_ history: TrafficHistory, _ handedOn: HandedOn, horizon: Int, threads: Int) {
    let groups = TrafficStreams.groups(history, handedOn)
    let requests = Parallel.spread(groups.count, over: threads) { index -> [Int128]? in
      let (lines, first) = groups[index]
      if handedOn.areSilent(lines) { return nil }
      let own = handedOn.sum(of: lines, from: first).forecast(horizon: horizon).figures(decimals: 6)
      return own.contains { $0 > 0 } ? own : nil
    }
    streams = zip(groups, requests).map { Stream(lines: $0.lines, requests: $1) }
  }

  /// The lines of each stream, with the day on which its history begins.
  private static func groups(
    _ history: TrafficHistory, _ handedOn: HandedOn
  ) -> [(lines: [Int], first: Int)] {
    let groups = Dictionary(grouping: history.lines.indices) { line in
      let kind = history.lines[line].kind
      return Key(tier: kind.tier, model: ModelKey(provider: kind.provider, model: kind.model))
    }.values.map { lines in
      (
        lines: lines, first: lines.map { history.lines[$0].days.firstUse }.min() ?? 0,
        recent: lines.reduce(0) { $0 + handedOn.requests(of: $1, last: TrafficHistory.recentDays) }
      )
    }
    let own = groups.filter {
      history.dayCount - $0.first >= oldEnough && $0.recent > 0 && !handedOn.areSilent($0.lines)
    }
    .sorted { $0.recent == $1.recent ? $0.lines[0] < $1.lines[0] : $0.recent > $1.recent }
    .prefix(most)
    let rest = Set(history.lines.indices).subtracting(own.flatMap(\.lines)).sorted()
    return own.map { ($0.lines, $0.first) } + (rest.isEmpty ? [] : [(rest, 0)])
  }
}
