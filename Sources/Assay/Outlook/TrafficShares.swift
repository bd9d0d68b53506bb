import Forecasting
import Ledger

/// How a day's traffic is shared out among its kinds: as the same weekday of the last four weeks was.
///
/// Weeks before a kind's first request do not count against it. A kind without a request in the last two weeks gets
/// nothing.
struct TrafficShares {
  private let history: TrafficHistory
  private let isLive: [Bool]
  private static let weeks = 4
  private static let silence = 14

  init(_ history: TrafficHistory) {
    self.history = history
    let live = history.lines.map { line in
      line.days.suffix(TrafficShares.silence).contains { $0.requests != 0 }
    }
    isLive = live.contains(true) ? live : live.map { _ in true }
  }

  /// The part of each kind in the whole units of a quantity on a day ahead, from 0; they add up to the whole.
  func parts(of whole: Int64, _ quantity: ForecastQuantity, ahead: Int) -> [Int64] {
    let sameWeekday = weights(quantity) { line, back in
      let day = history.dayCount - 7 * back + ahead % 7
      return day >= line.firstUse && day < history.dayCount ? day : nil
    }
    if sameWeekday.contains(where: { $0 > 0 }) {
      return Apportionment.parts(of: whole, weights: sameWeekday)
    }
    // Nothing on that weekday: as all days of these weeks were, then as all days ever.
    let recent = sums(quantity, over: 7 * TrafficShares.weeks)
    let any = recent.contains { $0 > 0 } ? recent : sums(quantity, over: history.dayCount)
    return Apportionment.parts(of: whole, weights: any)
  }

  /// The mean of up to four weeks times twelve, which all of 1 … 4 divide.
  private func weights(
    _ quantity: ForecastQuantity, day: (TrafficHistory.Line, _ weeksBack: Int) -> Int?
  ) -> [Int128] {
    history.lines.enumerated().map { number, line in
      guard isLive[number] else { return 0 }
      let days = (1...TrafficShares.weeks).compactMap { day(line, $0) }.filter { $0 >= 0 }
      guard !days.isEmpty else { return 0 }
      let sum = days.reduce(Int128(0)) { $0 + Int128(line.days[$1].amount(of: quantity)) }
      return max(0, sum) * Int128(12 / days.count)
    }
  }

  private func sums(_ quantity: ForecastQuantity, over days: Int) -> [Int128] {
    history.lines.enumerated().map { number, line in
      guard isLive[number] else { return 0 }
      return max(
        0, line.days.suffix(days).reduce(Int128(0)) { $0 + Int128($1.amount(of: quantity)) })
    }
  }
}
