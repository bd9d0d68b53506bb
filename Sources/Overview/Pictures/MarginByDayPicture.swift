import Cube
import Reports
import Tables

extension Picture {
  /// The margin day by day and over seven days against its target; nil without revenue.
  ///
  /// By days alone where no seven days have revenue.
  static func marginByDay(_ input: ReportInput) -> Picture? {
    let usual = input.facts.usualDays
    let days = WeeklyMargins(input).days.filter { usual?.contains($0.day) ?? true }
    let hasWeeks = days.contains { $0.week?.percent != nil }
    let rates = hasWeeks ? days.map(\.week) : days.map(\.alone)
    let known = rates.compactMap { $0?.percent }
    guard let least = known.min(), let most = known.max() else { return nil }
    var series = [
      Series(
        name: "day", role: .detail, kind: .percent,
        values: days.map { .percent(orBlank: $0.alone.percent) })
    ]
    if hasWeeks {
      series.append(
        Series(
          name: "last 7 days", role: .main, kind: .percent,
          values: rates.map { .percent(orBlank: $0?.percent) }))
    }
    let targets = rates.compactMap { $0?.target }
    if !targets.isEmpty {
      series.append(
        Series(
          name: "target", role: .target, kind: .percent,
          values: rates.map { .percent(orBlank: $0?.target) }))
    }
    let margin = hasWeeks ? "7-day margin" : "Margin of a day"
    return Picture(
      name: "margin-by-day",
      title: title(of: rates.compactMap { $0?.variance }, of: days.count, byWeeks: hasWeeks),
      caption: "Margin in % of revenue. \(margin) from \(Figures.percent(least)) to "
        + "\(Figures.percent(most)) %\(targetWords(targets)).",
      report: "margin-by-day", shape: .lines(days: days.map(\.day), series: series))
  }

  private static func targetWords(_ targets: [Int128]) -> String {
    guard let least = targets.min(), let most = targets.max() else { return "" }
    let (low, high) = (Figures.percent(least), Figures.percent(most))
    return low == high ? "; target \(low) %" : "; target from \(low) to \(high) %"
  }

  private static func title(of compared: [Int128], of all: Int, byWeeks: Bool) -> String {
    let below = compared.count { $0 < 0 }
    let days = Figures.count(Int64(compared.count), "day")
    let margin = byWeeks ? "The 7-day margin" : "The margin"
    switch below {
    case _ where compared.isEmpty: return "Margin by day, %"
    case _ where compared.count == 1:
      let rest =
        byWeeks
        ? "the only day that has one and a target" : "the only day with revenue and a target"
      let day = all == 1 ? "the only day" : rest
      return "\(margin) was \(below == 0 ? "on or above" : "below") target on \(day), %"
    case 0: return "\(margin) was on or above target on all \(days), %"
    case compared.count: return "\(margin) was below target on all \(days), %"
    default: return "\(margin) was below target on \(Figures.count(Int64(below))) of \(days), %"
    }
  }
}
