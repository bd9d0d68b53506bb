import Cube
import Ledger
import Reports
import Tables

extension Picture {
  /// The vendor cost of 1,000 requests by week; nil without two weeks.
  static func requestCost(_ weeks: WeeklyUse) -> Picture? {
    // As where customers pay the vendors themselves.
    guard weeks.weeks.contains(where: { $0.cost != 0 }) else { return nil }
    return weeks.picture(
      name: "request-cost", kind: .money,
      coverage: Figures.withoutPrice(weeks.weeks.reduce(0) { $0 + $1.unpriced }),
      caption:
        "Vendor cost of 1,000 requests with a price by week, USD; each week by its first day.",
      value: { week in
        week.isPriced
          ? Quotient.halfEven(week.cost * 1000, Int128(week.requests - week.unpriced)).map {
            Cell.money(Money(attodollars: $0))
          } : nil
      },
      title: { "1,000 requests cost \(Picture.shown($0)) USD in the last full week" },
      earlier: { Picture.shown($0) })
  }

  /// The share of prompt tokens that came from a cache, by week; nil without two weeks, or without any such token.
  static func cachedShare(_ weeks: WeeklyUse) -> Picture? {
    guard weeks.weeks.contains(where: { $0.cached > 0 }) else { return nil }
    return weeks.picture(
      name: "cached-share", kind: .percent,
      caption: "Cached tokens by week, % of prompt tokens; each week by its first day.",
      value: { week in
        Quotient.halfEven(week.cached * 1_000_000, week.prompt).map {
          .percent(tenThousandths: $0)
        }
      },
      title: { "\(Picture.shown($0)) % of prompt tokens were cached in the last full week" },
      earlier: { Picture.shown($0) + " %" })
  }

  private static func shown(_ cell: Cell) -> String {
    guard let number = cell.number,
      let view = NumberView.view(of: [number], kind: cell.kind)
    else { return Figures.notKnown }
    return view.text(number.value, scale: number.scale)
  }
}

/// Whole weeks of usage, the last of which ends with the last day.
struct WeeklyUse {
  /// Oldest first; one without requests has no figure.
  let weeks: [Week]

  struct Week {
    let first: Day
    var requests: Int64 = 0
    var unpriced: Int64 = 0
    /// In attodollars.
    var cost: Int128 = 0
    var prompt: Int128 = 0
    var cached: Int128 = 0

    var isPriced: Bool { unpriced < requests }
  }

  /// The most weeks shown: a quarter.
  private static let most = 13

  init(_ input: ReportInput) {
    guard let usual = input.facts.usualDays else {
      weeks = []
      return
    }
    let start = min(input.history?.usualDays?.lowerBound ?? usual.lowerBound, usual.lowerBound)
    let count = min((usual.upperBound - start + 1) / 7, WeeklyUse.most)
    let first = usual.upperBound + (1 - 7 * count)
    var weeks = (0..<count).map { Week(first: first + 7 * $0) }
    func add(_ facts: Facts, where isIncluded: (Day) -> Bool) {
      for daily in facts.byDayAndDimensions {
        let offset = daily.day - first
        guard offset >= 0, offset < 7 * count, isIncluded(daily.day) else { continue }
        weeks[offset / 7].add(daily)
      }
    }
    add(input.facts) { _ in true }
    if let history = input.history { add(history) { $0 < usual.lowerBound } }
    self.weeks = weeks
  }

  /// - Parameters:
  ///   - value: nil where it is not known.
  ///   - title: what the last figure says.
  ///   - earlier: the words for the first figure.
  func picture(
    name: String, kind: Column.Kind, coverage: String = "", caption: String,
    value: (Week) -> Cell?, title: (Cell) -> String, earlier: (Cell) -> String
  ) -> Picture? {
    let values = weeks.map { week in week.requests > 0 ? value(week) : nil }
    let known = values.compactMap(\.self)
    guard known.count > 1, let last = values.last ?? nil else { return nil }
    let before = (values.first ?? nil).map {
      ", \(earlier($0)) in the week from \(DayText.short(weeks[0].first))"
    }
    return Picture(
      name: name, title: title(last) + (before ?? ""), coverage: coverage, caption: caption,
      report: "facts",
      shape: .course(
        of: "Week from", values: weeks.map { DayText.short($0.first) },
        series: [
          Picture.Series(
            name: "", role: .main, kind: kind, values: values.map { $0 ?? .blank })
        ]))
  }
}

extension WeeklyUse.Week {
  fileprivate mutating func add(_ daily: DailyTotals) {
    let quantities = daily.measures.quantities
    requests += daily.measures.requests
    unpriced += daily.measures.unpriced
    if !daily.money.isBYOK { cost += daily.measures.notionalCost }
    prompt += quantities.promptTokens
    cached += Int128(quantities.cacheRead)
  }
}
