import Ledger

/// The stretches of days by which the course of a period is shown: months, else whole weeks, else days.
struct Trend {
  let stretches: [Period]
  /// The word for one of them.
  private let word: String

  var heading: String { "Trend by \(word)" }

  /// The fewest months that are shown as such, and the most days that are.
  private static let (fewestMonths, mostDays) = (3, 14)

  /// - Parameter days: from the first to the last one with usage; nil without usage.
  init(_ days: ClosedRange<Day>?) {
    guard let days else {
      (stretches, word) = ([], "day")
      return
    }
    var months: [Period] = []
    var month = days.lowerBound.month
    while month.period.from <= days.upperBound {
      months.append(month.period)
      month = month.period.to.month
    }
    let count = days.upperBound - days.lowerBound + 1
    if months.count >= Trend.fewestMonths {
      (stretches, word) = (months, "month")
    } else {
      let length = count <= Trend.mostDays ? 1 : 7
      word = length == 1 ? "day" : "week"
      stretches = (0..<count / length).map {
        Period(
          from: days.lowerBound + $0 * length, to: days.lowerBound + ($0 + 1) * length)
      }
    }
  }

  /// Returns one bar an amount; nothing where there is one only.
  func text(_ amounts: [Money]) -> String { amounts.count < 2 ? "" : Sparkline.text(amounts) }
}
