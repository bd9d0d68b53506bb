import Cube
import Ledger
import Reports

/// What each tier earns and costs against its target: tiers by revenue, free ones last, then the total.
package struct TierMargins: Sendable {
  package let tiers: [TierMargin]
  package let total: TierMargin

  init(_ input: ReportInput) {
    let facts = input.facts
    let free = facts.totals(byDimensions: \.tier, where: \.terms.isFree).map(\.key)
    let paid = Set(facts.totals(byDimensions: \.tier, where: { !$0.terms.isFree }).map(\.key))
    let onlyFree = Set(free).subtracting(paid)
    let weeks = Weeks(facts)
    let series = weeks.series(free: onlyFree)
    let rows = facts.totals(byDimensions: \.tier).map { tier, totals in
      TierMargin(
        tier: tier, isFree: onlyFree.contains(tier), totals: totals,
        byPeriod: series[tier] ?? weeks.none)
    }
    tiers = rows.sorted { left, right in
      if left.isFree != right.isFree { return right.isFree }
      if left.totals.revenue != right.totals.revenue {
        return left.totals.revenue > right.totals.revenue
      }
      return left.tier < right.tier
    }
    total = TierMargin(tier: Name("Total"), isFree: false, totals: facts.total(), byPeriod: [])
    isByDay = weeks.length == 1
  }

  /// The periods of `byPeriod` are days and not weeks.
  package let isByDay: Bool
}

/// One tier, or all.
package struct TierMargin: Sendable {
  package let tier: Name
  /// Nothing that the tier was charged earned anything.
  package let isFree: Bool
  package let totals: MoneyTotals
  /// Revenue per whole week, or per day of a short report, oldest first; of a free tier its vendor cost.
  package let byPeriod: [Money]

  /// The name for people: `(none)` where the ledger has none.
  package var name: String { TierWords.name(tier) }

  /// How the tier stands in words with a sign: `▼ 7.2 points`, `free tier`, `no target`.
  package var state: String {
    guard let points = totals.variancePoints else {
      return isFree ? "free tier" : totals.revenue == .zero ? "no revenue" : "no target"
    }
    let size = Figures.pointsSize(points)
    if points == 0 { return "on target" }
    return (points < 0 ? "▼ " : "▲ ") + size + " points"
  }
}

/// Facts cut into whole weeks from the first day on, or into days where there are at most fourteen.
private struct Weeks {
  /// In days.
  let length: Int
  private let facts: Facts
  private let first: Day
  private let count: Int

  init(_ facts: Facts) {
    self.facts = facts
    let usual = facts.usualDays
    let first = usual?.lowerBound ?? Day(number: 0)
    let days = (usual?.upperBound ?? Day(number: -1)) - first + 1
    self.first = first
    length = days <= 14 ? 1 : 7
    count = days / length
  }

  /// No money in any of them.
  var none: [Money] { [Money](repeating: .zero, count: count) }

  /// The revenue of each tier by period, or its vendor cost where it is one of `free`; the days after the last whole period
  /// are left out, and so are tiers without facts before them.
  func series(free: Set<Name>) -> [Name: [Money]] {
    var series: [Name: [Money]] = [:]
    for (tier, place, totals) in facts.totals(by: \.tier, and: { ($0 - first) / length })
    where (0..<count).contains(place) {
      series[tier, default: none][place] =
        free.contains(tier) ? totals.vendorCost : totals.revenue
    }
    return series
  }
}
