import Ledger
import Reports
import Tables

extension Picture {
  /// The deferred revenue at the end of each month, with the payments that raised it and the amounts that lowered it.
  ///
  /// Nil without two months of it, and where every event is before the period.
  static func deferredRevenue(_ revenue: RevenueOverview?) -> Picture? {
    guard revenue?.end == nil, let months = revenue?.months, months.count > 1,
      let first = months.first,
      let last = months.last
    else { return nil }
    let decimals = Figures.decimals(
      showing: months.flatMap { [$0.additions, $0.reductions, $0.closing] })
    func shown(_ amount: Money) -> String { Figures.money(amount, decimals: decimals) }
    func series(_ name: String, _ role: Role, _ amount: (RevenueOverview.MonthOfRevenue) -> Money)
      -> Series
    {
      Series(
        name: name, role: role, kind: .money, values: months.map { .money(amount($0)) },
        decimals: decimals)
    }
    return Picture(
      name: "deferred-revenue",
      title: "Deferred revenue\(revenue?.unpricedPart ?? ""): \(shown(last.closing)) USD "
        + (revenue?.lastDay.map { "on \(DayText.day($0)), " } ?? "at the end of \(last.month), ")
        + "\(shown(first.closing)) at the end of \(first.month)",
      caption: "By month, USD: deferred at its end, added by payments, and reduced by realised "
        + "revenue, breakage and refunds.",
      report: "deferred-revenue",
      shape: .columns(
        categories: months.map(\.month.description),
        series: [
          series("Deferred", .main, \.closing), series("Added", .earlier, \.additions),
          series("Reduced", .target, \.reductions),
        ]))
  }
}
