import Cube
import Ledger
import Overview
import Pricing
import Simulation
import Tables

/// The workbook of a price watch: a chart of price and margin for each model whose price changed, and every
/// table.
package struct WatchWorkbook {
  package let pages: [Worksheet]
  package let properties: WorkbookProperties

  /// The maximum number of models drawn.
  private static let limit = 6

  /// Lays out the workbook.
  ///
  /// - Parameter tables: in the order of the sheets.
  package init(
    _ watch: PriceWatch, days: ClosedRange<Day>?, tables: [Table], version: String, created: Day
  ) {
    let period = days.map(DayText.range) ?? "no usage"
    let scope = "Assay price watch, " + period
    var models: [ModelKey] = []
    for alert in watch.alerts where !models.contains(alert.alert.model) {
      models.append(alert.alert.model)
    }
    let pictures = models.prefix(WatchWorkbook.limit).compactMap {
      WatchWorkbook.picture(of: $0, watch.history)
    }
    var charts = ChartsPage(pictures, days: period, scope: scope).page
    charts.isFirst = true
    pages =
      [charts]
      + tables.filter { $0.rowCount > 0 }.map {
        Worksheet(Sheet($0, named: $0.title), scope: scope)
      }
    properties = WorkbookProperties(
      title: scope, subject: "Vendor prices and the cost of their changes, " + period,
      comments: "Made by assay \(version). Exact figures: the CSV files beside this workbook.",
      created: created)
  }

  /// The margin of a model day by day, over the price that changed, in percent of the first day's.
  private static func picture(of model: ModelKey, _ history: [DailyPrice]) -> Picture? {
    let rows = history.filter { $0.model == model && $0.price != nil }
    let keys = rows.map(\.key).reduce(into: [Price.Key]()) { keys, key in
      if !keys.contains(key) { keys.append(key) }
    }
    func prices(_ key: Price.Key) -> [DailyPrice] { rows.filter { $0.key == key } }
    let changed = keys.first { Set(prices($0).map(\.price)).count > 1 }
    guard let key = changed ?? keys.first, let first = prices(key).first?.price, first > .zero
    else { return nil }
    let days = prices(key)
    return Picture(
      name: "price-history", title: title(model, days, bands: keys.compactMap(\.contextOver)),
      caption: "Price as now recorded, as % of the first day's price; "
        + "margin as % of revenue, including free tiers.",
      report: "price-history",
      shape: .lines(
        days: days.map(\.day),
        series: [
          Picture.Series(
            name: "margin, % of revenue", role: .main, kind: .percent,
            values: days.map { .percent(orBlank: $0.totals.marginPercent) }),
          Picture.Series(
            name: "price, % of the first day's", role: .target, kind: .percent,
            values: days.map {
              .percent(
                orBlank: Quotient.halfEven(
                  ($0.price ?? .zero).attodollars * 1_000_000, first.attodollars))
            }),
        ]))
  }

  /// Returns a title: the price change, and the margin before and after its first date.
  ///
  /// - Parameter bands: those of the model, which may be what its alerts are about.
  private static func title(_ model: ModelKey, _ days: [DailyPrice], bands: [Int64]) -> String {
    let key = days[0].key
    let band = key.contextOver.map { " over \(Figures.count($0)) tokens" } ?? ""
    let what = "\(key.unitClass.name) price of \(model.model)\(band)"
    guard let index = days.firstIndex(where: { $0.price != days[0].price }) else {
      let end = bands.min().map { " up to \(Figures.count($0)) tokens" } ?? ""
      return "The \(what)\(key.contextOver == nil ? end : "") stayed the same"
    }
    func margin(_ days: ArraySlice<DailyPrice>) -> String {
      var sum = MoneyTotals()
      for day in days { sum.add(day.totals) }
      return Figures.percent(sum.marginPercent)
    }
    let (old, new) = (days[0].price ?? .zero, days[index].price ?? .zero)
    let change = Quotient.halfEven((new - old).attodollars * 1_000_000, old.attodollars) ?? 0
    return
      "The \(what) \(change < 0 ? "fell" : "rose") by \(Figures.shortPercent(abs(change))) % on "
      + "\(days[index].day); margin \(margin(days[..<index])) % before, \(margin(days[index...])) % after"
  }
}
