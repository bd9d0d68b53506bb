import Ledger
import Simulation
import Tables

/// The workbook of a simulation: the scenarios beside the baseline, charts, and every table.
package struct SimulationWorkbook {
  package let pages: [Worksheet]
  package let properties: WorkbookProperties

  /// Lays out the workbook.
  ///
  /// - Parameter tables: in the order of the sheets.
  package init(
    _ simulation: SimulationResult, search: SearchResult?, breakEven: [BreakEven],
    frontier: [BudgetSavings], tables: [Table], version: String, created: Day
  ) {
    let days = simulation.days.map(DayText.range) ?? "no usage"
    let scope = "Assay simulation, " + days
    var options = SheetOptions()
    options.note = simulation.baseline.coverage
    let sheets = tables.filter { $0.rowCount > 0 }.map {
      Worksheet(Sheet($0, named: $0.title, options: options), scope: scope)
    }
    let pictures = SimulationPictures(
      simulation, search: search, breakEven: breakEven, frontier: frontier
    ).all
    var charts = ChartsPage(pictures, days: days, scope: scope).page
    charts.isFirst = true
    pages = [charts] + sheets
    properties = WorkbookProperties(
      title: scope, subject: "Past usage rated with changed books, " + days,
      comments: "Made by assay \(version). Exact figures: the CSV files beside this workbook.",
      created: created)
  }
}
