import Ledger
import Tables

/// The sheet of the population: its strata, the method, the row equation and the manifest's digest.
struct PopulationSheet {
  private(set) var page: Worksheet
  private var row = 0

  init(_ facts: SampleFacts) {
    page = Worksheet(
      name: "Population", print: PrintSetup(title: "Audit sample", scope: facts.scope))
    page.widths = [26, 14, 16, 20, 14, 14, 20, 20, 16]
    page.isFirst = true
    page.print.fitting = .onePage
    page.put(.words("Audit sample"), row: 0, column: 0, SampleCellStyles.title)
    page.heights[0] = 22
    page.put(.words(facts.scope), row: 1, column: 0, SampleCellStyles.note)
    row = 3
    put(strata: facts)
    if let unpriced = facts.unpriced {
      row = page.putLines(unpriced, row: row, column: 0, width: 90, SampleCellStyles.note)
    }
    row += 1
    put("Method", .words(facts.method), SampleCellStyles.text)
    put("Seed", SheetCell.Content(.count(Int128(facts.plan.seed))), SampleCellStyles.text)
    put("Requests in no stratum", SheetCell.Content(.count(Int128(facts.outside))))
    row += 1
    put(rows: facts.rows)
    row += 1
    put(
      "SHA-256 of manifest.json",
      .words(facts.manifest ?? "no manifest: assay run has not written this folder"),
      SampleCellStyles.text)
    row = page.putLines(
      "docs/SAMPLE.md describes the method, and the selection of the same requests with a spreadsheet.",
      row: row + 1, column: 0, width: 90, SampleCellStyles.note)
  }

  private mutating func put(strata facts: SampleFacts) {
    let headings = [
      "Stratum", "Requests", "With a cost", "Notional cost USD", "Wanted", "Drawn", "Interval USD",
      "First hit USD", "Without a price",
    ]
    for (column, heading) in headings.enumerated() {
      page.put(
        .words(heading), row: row, column: column,
        column == 0 ? SampleCellStyles.heading : SampleCellStyles.numberHeading)
    }
    row += 1
    let first = row
    for drawn in facts.strata {
      let cells: [(SheetCell.Content, CellFormat)] = [
        (.words(drawn.stratum.kind.rawValue), SampleCellStyles.text),
        (number(.count(Int128(drawn.requests))), SampleCellStyles.count),
        (number(.count(Int128(drawn.costing))), SampleCellStyles.count),
        (
          drawn.knownCost.map { number(.money($0)) } ?? .words("not known"), SampleCellStyles.money
        ),
        (
          drawn.stratum.size.map { number(.count(Int128($0))) } ?? .words("all"),
          SampleCellStyles.count
        ),
        (number(.count(Int128(drawn.units.count))), SampleCellStyles.count),
        (number(.money(orBlank: drawn.interval)), SampleCellStyles.money),
        (number(.money(orBlank: drawn.firstHit)), SampleCellStyles.money),
        (number(.count(Int128(drawn.unpriced))), SampleCellStyles.count),
      ]
      for (column, cell) in cells.enumerated() {
        page.put(cell.0, row: row, column: column, cell.1)
      }
      row += 1
    }
    let strata = facts.strata
    let costs = strata.compactMap(\.knownCost)
    let totals: [(Int, Cell, CellFormat)] =
      [
        (1, .count(Int128(strata.reduce(0) { $0 + $1.requests })), SampleCellStyles.count),
        (2, .count(Int128(strata.reduce(0) { $0 + $1.costing })), SampleCellStyles.count),
        (5, .count(Int128(strata.reduce(0) { $0 + $1.units.count })), SampleCellStyles.count),
        (8, .count(Int128(strata.reduce(0) { $0 + $1.unpriced })), SampleCellStyles.count),
      ] + (costs.isEmpty ? [] : [(3, .money(costs.reduce(.zero, +)), SampleCellStyles.money)])
    for column in 0..<headings.count {
      let total = totals.first { $0.0 == column }
      let cells = CellRange(rows: first...max(first, row - 1), columns: column...column)
      page.put(
        total.map { .formula("=SUM(\(cells.reference))", $0.1) }
          ?? (column == 0 ? .words("Total") : .blank),
        row: row, column: column,
        (total?.2 ?? SampleCellStyles.text).with(\.isBold, true).with(\.above, .thin))
    }
    row += 1
  }

  /// Puts the outcome of every row, and the remainder of all rows less the outcomes: 0.
  private mutating func put(rows: [(words: String, count: Int64)]) {
    let first = row
    for part in rows { put(part.words, SheetCell.Content(.count(Int128(part.count)))) }
    guard let all = rows.first, rows.count > 1 else { return }
    let parts = CellRange(rows: first + 1...row - 1, columns: 1...1)
    let rest = rows.dropFirst().reduce(all.count) { $0 - $1.count }
    put(
      "Rows without an outcome",
      .formula(
        "=\(CellRange(row: first, column: 1).reference)-SUM(\(parts.reference))",
        .count(Int128(rest))))
  }

  private mutating func put(
    _ words: String, _ content: SheetCell.Content, _ look: CellFormat = SampleCellStyles.count
  ) {
    page.put(.words(words), row: row, column: 0, SampleCellStyles.text)
    page.put(content, row: row, column: 1, look)
    row += 1
  }

  private func number(_ cell: Cell) -> SheetCell.Content { SheetCell.Content(cell) }
}
