import Ledger

extension Scope {
  /// The period as a title: `September 2026`, or its days where they are not one month.
  package var periodName: String {
    guard let days else { return "No usage" }
    let month = days.lowerBound.month
    let isMonth = month.period == Period(from: days.lowerBound, to: days.upperBound + 1)
    return isMonth
      ? "\(DayText.months[month.month - 1]) \(month.year)" : DayText.range(days)
  }

  /// `from 1 to 30 September 2026 (UTC)`, or `on 1 September 2026 (UTC)`.
  fileprivate func daysInSentence(_ days: ClosedRange<Day>) -> String {
    "\(days.lowerBound == days.upperBound ? "on" : "from") \(DayText.range(days)) (\(zone))"
  }
}

extension Overview {
  /// The scope of the figures, in two or three sentences below the title.
  package var usageSentence: String {
    guard let days = scope.days else { return "The ledger has no usage in this period." }
    let base = changed.map { ", compared with \($0.comparison.a.period.nameInText)" } ?? ""
    return "Usage \(scope.daysInSentence(days))\(base). "
      + "Assay rated \(Figures.count(rows.rated, "request"))."
      + (costView == nil ? "" : " Cost only: customers' prices are not set.")
  }
}
