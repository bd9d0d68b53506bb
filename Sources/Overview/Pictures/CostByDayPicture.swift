import Cube
import Ledger
import Reports
import Tables

extension Picture {
  /// The vendor cost day by day; nil where no day has a cost, or there is one day only.
  static func costByDay(_ input: ReportInput) -> Picture? {
    let days = input.facts.ofUsualDays.totals(byDays: \.self)
    let known = days.compactMap(\.totals.knownVendorCost)
    guard days.count > 1, let most = known.max(), most > .zero else { return nil }
    let whole = known.reduce(.zero, +)
    let mean = Money(
      attodollars: Quotient.halfEven(whole.attodollars, Int128(known.count)) ?? 0)
    let dearest = days.first { $0.totals.vendorCost == most }.map(\.key)
    return Picture(
      name: "cost-by-day",
      title: "Vendor cost was \(Figures.money(mean)) USD a day"
        + (dearest.map { ", \(Figures.money(most)) on \($0)" } ?? ""),
      caption:
        "Vendor cost by day with usage, USD. Days without a priced request are excluded.",
      report: "margin-by-day",
      shape: .lines(
        days: days.map(\.key),
        series: [
          Series(
            name: "vendor cost", role: .main, kind: .money,
            values: days.map { .money(orBlank: $0.totals.knownVendorCost) })
        ]))
  }
}
