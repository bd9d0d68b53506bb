import Ledger
import Overview
import Tables

/// How sure the figures are: their coverage, the comparison with recorded figures, the row equation, what was not
/// checked, and the sheets.
struct SummaryProof {
  private let overview: Overview
  private let links: [Link]

  /// Another sheet or file, with a few words on its content.
  struct Link {
    let text: String
    /// Nil for another file.
    let sheet: String?
    let words: String
  }

  /// The cells of the row equation.
  struct RowCells {
    let read: CellRange
    let parts: CellRange
  }

  /// The most doubts that are listed.
  private static let limit = 3
  /// The most bills that have a line.
  private static let billLimit = 6
  private static let width = SummaryPage.widths.reduce(0, +)

  init(_ overview: Overview, links: [Link]) {
    self.overview = overview
    self.links = links
  }

  /// Puts the blocks from `row` on, and moves it behind them; returns the cells of the row equation.
  func put(on page: inout Worksheet, row: inout Int) -> RowCells {
    row = put(
      "Coverage",
      [overview.scopeLine] + overview.scope.doubts.sentences(atMost: SummaryProof.limit)
        + (overview.customers.sentence.map { [$0] } ?? []), on: &page, row: row)
    row = putComparison(on: &page, row: row)
    if let bills = overview.bills, !bills.bills.isEmpty {
      row = put(bills.title, bills.lines(atMost: SummaryProof.billLimit), on: &page, row: row)
    }
    if let credits = overview.creditLedger, credits.hasEvents {
      let equations = [credits.balanceEquation] + (credits.used?.equations ?? [])
      row = put(
        credits.heading, equations.map { $0.replacing("\u{A0}", with: " ") + "." }, on: &page,
        row: row)
    }
    let cells = putRows(on: &page, row: &row)
    row = put("Checks", overview.checks, on: &page, row: row)
    putLinks(on: &page, row: &row)
    return cells
  }

  private func put(
    _ title: String, _ sentences: [String], on page: inout Worksheet, row: Int
  ) -> Int {
    page.putBlock(title, row: row, columns: SummaryPage.columns)
    var row = row + 1
    for sentence in sentences {
      row = page.putLines(
        sentence, row: row, column: 0, width: SummaryProof.width, CellStyles.text)
    }
    return row + 1
  }

  /// The requests by the result of the comparison.
  private func putComparison(on page: inout Worksheet, row: Int) -> Int {
    let isSold = overview.costView == nil
    page.putBlock(
      "Recorded against recomputed, requests", row: row, columns: SummaryPage.columns)
    page.putHeadings(
      ["Result", "Costs", isSold ? "Credits" : "", "", "", "", ""], row: row + 1)
    var row = row + 2
    let counts: [(ComparisonClass, KeyPath<MatchCounts, Int64>)] = [
      (.matched, \.matched), (.rounding, \.rounding), (.mismatch, \.differing),
      (.notRecorded, \.notRecorded), (.unpriced, \.unpriced),
    ]
    var lines = counts.map { ($0.0.words.withCapital, $0.1) }
    let unconverted = ComparisonClass.words(ofResult: ComparisonClass.notConverted) ?? ""
    lines.insert((unconverted.withCapital, \.unconverted), at: lines.count - 1)
    let sides = [overview.costs] + (isSold ? [overview.credits] : [])
    for (index, (label, count)) in lines.enumerated()
    where index == 0 || sides.contains(where: { $0[keyPath: count] > 0 }) {
      page.put(.text(label), row: row, column: 0, CellStyles.text)
      for (column, side) in sides.enumerated() {
        page.put(
          SheetCell.Content(.count(Int128(side[keyPath: count]))), row: row, column: 1 + column,
          CellStyles.number("#,##0"))
      }
      row += 1
    }
    for column in 0...sides.count {
      let total = lines.reduce(Int128(0)) { sum, line in
        column == 0 ? 0 : sum + Int128(sides[column - 1][keyPath: line.1])
      }
      let look = column == 0 ? CellStyles.text : CellStyles.number("#,##0")
      page.put(
        column == 0 ? .text("Total") : SheetCell.Content(.count(total)), row: row, column: column,
        look.with(\.isBold, true).with(\.above, .thin))
    }
    row += 1
    for sentence in overview.noneFound.map(\.sentence) + overview.vendorCounts.map(\.sentence) {
      row = page.putLines(
        sentence, row: row, column: 0, width: SummaryProof.width, CellStyles.note)
    }
    return row + 1
  }

  /// The outcome of every row: the proof that none is lost.
  private func putRows(on page: inout Worksheet, row: inout Int) -> RowCells {
    let counts = overview.rows
    page.putBlock("Rows of the ledger", row: row, columns: SummaryPage.columns)
    let parts = [
      ("Rated", counts.rated), ("Unpriced", counts.unpriced), ("Duplicate", counts.duplicate),
      ("Conflict", counts.conflict), ("Rejected", counts.rejected),
      ("Outside the period", counts.outsidePeriod),
    ]
    let first = row + 1
    for (index, part) in (parts + [("Read", counts.read)]).enumerated() {
      let isRead = index == parts.count
      page.put(.text(part.0), row: first + index, column: 0, CellStyles.text.ofTotal(isRead))
      page.put(
        SheetCell.Content(.count(Int128(part.1))), row: first + index, column: 1,
        CellStyles.number("#,##0").ofTotal(isRead))
    }
    row = first + parts.count + 2
    return RowCells(
      read: CellRange(row: first + parts.count, column: 1),
      parts: CellRange(rows: first...first + parts.count - 1, columns: 1...1))
  }

  private func putLinks(on page: inout Worksheet, row: inout Int) {
    page.putBlock("Sheets", row: row, columns: SummaryPage.columns)
    for link in links {
      row += 1
      let content = link.sheet.map { SheetCell.Content.link(link.text, sheet: $0) }
      page.put(
        content ?? .text(link.text), row: row, column: 0,
        content == nil ? CellStyles.text : CellStyles.link)
      page.put(.words(link.words), row: row, column: 1, CellStyles.note)
    }
  }
}
