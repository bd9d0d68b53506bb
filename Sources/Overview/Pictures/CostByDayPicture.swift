import Cube
import Ledger
import Reports
import Tables

extension Picture {
  /// The vendor cost of a period added up day by day, and that of the period before.
  ///
  /// Of usage of several months it is of the last one, and of the one before it. Nil without a cost on two days.
  ///
  /// - Parameter costs: of the same run.
  static func costByDay(
    _ input: ReportInput, _ costs: DailyCosts, decimals: Int, changed: ComparisonSummary?
  ) -> Picture? {
    guard let usual = input.facts.usualDays else { return nil }
    let month = usual.upperBound.month
    let isOfMonths = changed == nil && usual.lowerBound.month < month
    let now = isOfMonths ? month.period.from...usual.upperBound : usual
    let before = isOfMonths ? month.before.period : changed?.comparison.a.period
    let sums = costs.sums(of: now)
    guard sums.count > 1, let last = sums.last, last != .zero else { return nil }
    var earlier = before.map { costs.sums(of: $0.from...$0.lastDay) } ?? []
    // A ledger that counts a repeated row in the other period gives two figures of one.
    if let start = changed?.comparison.total.cost.start, earlier.last?.attodollars != start {
      earlier = []
    }
    if isOfMonths && usual.lowerBound > month.before.period.from { earlier = [] }
    let name = isOfMonths ? month.nameAlone : changed?.nameOfReported ?? "Usage"
    let count = max(sums.count, earlier.count)
    func values(_ sums: [Money]) -> [Cell] {
      sums.map { .money($0) } + [Cell](repeating: .blank, count: count - sums.count)
    }
    var series = [
      Series(name: name, role: .main, kind: .money, values: values(sums), decimals: decimals)
    ]
    var title =
      "\(name): vendor cost of \(Figures.money(last, decimals: decimals)) USD in "
      + Figures.count(Int64(sums.count), "day")
    var unpriced = costs.unpriced(of: now)
    var caption = "Cumulative vendor cost by day of the period, USD."
    if !earlier.isEmpty, let other = isOfMonths ? month.before.nameAlone : changed?.nameOfBase {
      series.append(
        Series(
          name: other, role: .earlier, kind: .money, values: values(earlier), decimals: decimals))
      if let before { unpriced += costs.unpriced(of: before.from...before.lastDay) }
      let day = min(sums.count, earlier.count)
      let change =
        ShownChange.units(of: sums[day - 1], decimals: decimals)
        - ShownChange.units(of: earlier[day - 1], decimals: decimals)
      let size = NumberView.grouped(decimals: decimals).text(abs(change), scale: decimals)
      title =
        "By day \(day), \(name) cost "
        + (change == 0
          ? "as much as \(other)" : "\(size) USD \(change < 0 ? "less" : "more") than \(other)")
        + " by then"
      if sums.count != earlier.count {
        caption +=
          " \(name) has \(Figures.count(Int64(sums.count), "day")), \(other) \(earlier.count)."
      }
    }
    return Picture(
      name: "cost-by-day", title: title, coverage: Figures.withoutPrice(unpriced),
      caption: caption,
      report: "margin-by-day",
      shape: .course(of: "Day", values: (1...count).map(String.init), series: series))
  }
}

extension Month {
  fileprivate var before: Month { (period.from + -1).month }

  /// The month without its year.
  fileprivate var nameAlone: String { DayText.months[month - 1] }
}
