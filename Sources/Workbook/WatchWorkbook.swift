import Ledger
import Overview
import Pricing
import Simulation
import Tables

/// The workbook of a price watch: a chart of price and margin for each model whose price changed, and every
/// table.
package struct WatchWorkbook {
  package let pages: [Page]
  package let properties: WorkbookProperties

  /// How many models are drawn.
  private static let limit = 6

  /// Lays out the workbook.
  ///
  /// - Parameter tables: in the order of the sheets.
  package init(
    _ watch: PriceWatch, days: ClosedRange<Day>?, tables: [Table], version: String, created: Day
  ) {
    let period = days.map(DayWords.range) ?? "no usage"
    let scope = "Assay price watch, " + period
    var print = PrintSetup(
      title: "Charts", scope: scope, source: "all figures are on the table sheets")
    print.pagesHigh = 1
    var charts = Page(name: ChartsPage.sheet, print: print)
    charts.widths = Array(repeating: 8.43, count: 20)
    var data = ChartData(column: 20)
    var models: [ModelKey] = []
    for alert in watch.alerts where !models.contains(alert.alert.model) {
      models.append(alert.alert.model)
    }
    let pictures = models.prefix(WatchWorkbook.limit).compactMap {
      WatchWorkbook.picture(of: $0, watch.history)
    }
    for (index, picture) in pictures.enumerated() {
      let chart = PictureChart(picture, cells: data.put(picture, on: &charts), days: period).chart
      charts.charts.append(
        PlacedChart(chart, row: index / 2 * 18, column: index % 2 * 9, width: 571, height: 337))
    }
    if pictures.isEmpty {
      charts.put(.text("Nothing to draw in this period."), row: 0, column: 0, Looks.text)
    }
    charts.isFirst = true
    pages = [charts] + tables.map { Page(Sheet($0, named: $0.title), scope: scope) }
    properties = WorkbookProperties(
      title: scope, subject: "Vendors' prices and what their changes cost, " + period,
      comments: "Made by assay \(version). Exact figures: the CSV files beside this workbook.",
      created: created)
  }

  /// The margin of a model day by day, over its first class's price in percent of the first day's.
  private static func picture(of model: ModelKey, _ history: [PriceDay]) -> Picture? {
    let rows = history.filter { $0.model == model }
    guard let unitClass = rows.first?.unitClass, let first = rows.first?.price, first > .zero
    else { return nil }
    let days = rows.filter { $0.unitClass == unitClass }
    return Picture(
      name: "price-history", title: "Margin and \(unitClass.name) price of \(model.model), %",
      caption: "Price in % of that on the first day; margin in % of revenue.",
      report: "price-history",
      shape: .lines(
        days: days.map(\.day),
        series: [
          Picture.Series(
            name: "margin", role: .main, kind: .percent,
            values: days.map {
              $0.totals.marginPercent.map { .percent(tenThousandths: $0) } ?? .blank
            }),
          Picture.Series(
            name: "price", role: .target, kind: .percent,
            values: days.map {
              Quotient.halfEven($0.price.attodollars * 1_000_000, first.attodollars).map {
                .percent(tenThousandths: $0)
              } ?? .blank
            }),
        ]))
  }
}
