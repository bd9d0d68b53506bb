import Ledger
import Reports
import Tables

extension Picture {
  /// The revenue of each month by tier, the five largest by name; nil without revenue.
  ///
  /// - Parameter decimals: those of the summary.
  static func revenue(_ input: ReportInput, decimals: Int) -> Picture? {
    let tiers = input.facts.totals(byDimensions: \.tier).filter { $0.totals.revenue > .zero }
      .sorted { ($0.totals.revenue, $1.key) > ($1.totals.revenue, $0.key) }
    guard let largest = tiers.first else { return nil }
    let months = input.facts.totals(byDays: \.month).map(\.key)
    let shown = tiers.prefix(5).map(\.key)
    var series = shown.enumerated().map { index, tier in
      column(TierText.name(tier), index, months, input, decimals) { $0.tier == tier }
    }
    if tiers.count > shown.count {
      series.append(
        column("other tiers", shown.count, months, input, decimals) { !shown.contains($0.tier) })
    }
    let whole = input.total.revenue
    let brings = TierText.subject(largest.key) + (largest.key.isEmpty ? " bring" : " brings")
    let share = Figures.share(largest.totals.revenue.attodollars, of: whole.attodollars)
    return Picture(
      name: "revenue-by-month",
      title: tiers.count == 1
        ? "\(brings) all revenue, USD" : "\(brings) \(share) of revenue, USD",
      caption:
        "Revenue by month and paid tier, USD: \(Figures.money(whole, decimals: decimals)) in all. "
        + "Free tiers generate none.",
      report: "revenue",
      shape: .columns(categories: months.map(\.description), series: series))
  }

  private static func column(
    _ name: String, _ index: Int, _ months: [Month], _ input: ReportInput, _ decimals: Int,
    where isIncluded: (FactDimensions) -> Bool
  ) -> Series {
    let sums = input.facts.totals(byDays: \.month, where: isIncluded)
    let byMonth = Dictionary(uniqueKeysWithValues: sums.map { ($0.key, $0.totals.revenue) })
    return Series(
      name: name, role: .part(index), kind: .money,
      values: months.map { .money(byMonth[$0] ?? .zero) }, decimals: decimals)
  }
}
