import Ledger
import Overview
import Simulation
import Tables

/// The workbook of a simulation: the scenarios beside the baseline, charts, and every table.
package struct SimulationWorkbook {
  package let pages: [Page]
  package let properties: WorkbookProperties

  /// Lays out the workbook.
  ///
  /// - Parameter tables: in the order of the sheets.
  package init(
    _ simulation: SimulationResult, search: SearchResult?, tables: [Table], version: String,
    created: Day
  ) {
    let days = simulation.days.map(DayWords.range) ?? "no usage"
    let scope = "Assay simulation, " + days
    let sheets = tables.map { Page(Sheet($0, named: $0.title), scope: scope) }
    var print = PrintSetup(
      title: "Charts", scope: scope, source: "all figures are on the table sheets")
    print.pagesHigh = 1
    var charts = Page(name: ChartsPage.sheet, print: print)
    charts.widths = Array(repeating: 8.43, count: 20)
    var data = ChartData(column: 20)
    let pictures = SimulationPictures(simulation, search: search).all
    for (index, picture) in pictures.enumerated() {
      let chart = PictureChart(picture, cells: data.put(picture, on: &charts), days: days).chart
      charts.charts.append(
        PlacedChart(
          chart, row: index / 2 * 18, column: index % 2 * 9, width: 571, height: 337))
    }
    if pictures.isEmpty {
      charts.put(.text("Nothing to draw in this period."), row: 0, column: 0, Looks.text)
    }
    charts.isFirst = true
    pages = [charts] + sheets
    properties = WorkbookProperties(
      title: scope, subject: "What changed books would have done, " + days,
      comments: "Made by assay \(version). Exact figures: the CSV files beside this workbook.",
      created: created)
  }
}
