import Forecasting
import Ledger
import Tables

/// The forecast as people read it: one row per stretch of days and tier, with one range, and the total last.
package enum ForecastByTier {
  /// Returns the table of the days ahead; without rows where nothing is forecast.
  package static func table(_ input: ReportInput) -> Table {
    let series = input.outlook?.series ?? []
    let tiers = series.filter { $0.name.description.hasPrefix(prefix) && $0.measure == .vendorCost }
      .sorted { ($0.total.mean.value, $1.name) > ($1.total.mean.value, $0.name) }
    let all = series.filter { $0.name == "total" && $0.measure == .vendorCost }
    let rows = (tiers + all).map { one in
      let revenue = series.first { $0.name == one.name && $0.measure == .revenue }
      let last = one.points.last?.day ?? one.total.day
      let name = one.name.description
      let tier = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : "Total"
      return [
        .text(Name(tier.isEmpty ? "(none)" : tier)),
        .day(one.points.first?.day ?? one.total.day), .day(last),
      ] + range(of: one.total) + (revenue.map { range(of: $0.total) } ?? [.blank, .blank, .blank])
    }
    return Table(
      name: "forecast", title: "Forecast by tier", columns: columns, rowCount: rows.count,
      order: "largest cost first"
    ) { rows[$0] }
  }

  private static let prefix = "tier/"

  private static func range(of point: OutlookSeries.Point) -> [Cell] {
    let ends = ForecastCell.ends(of: point.range, around: point.mean)
    return [point.mean, ends[0], ends[1]].map { figure in
      .money(Money(attodollars: figure.value * powerOfTen(Money.decimals - figure.scale)))
    }
  }

  private static let columns: [Column] =
    [
      .tier, Column("from", .day, "First day ahead."), Column("to", .day, "Last day ahead."),
    ]
    + [("vendor_cost", "Vendor cost"), ("revenue", "Usage revenue")].flatMap { name, words in
      [
        Column.money("\(name)_expected_usd", "\(words) expected in these days."),
        Column.money("\(name)_low_usd", "Lower end of its 80 % range."),
        Column.money("\(name)_high_usd", "Upper end of its 80 % range."),
      ]
    }
}
