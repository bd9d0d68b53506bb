import Ledger
import Overview
import Tables

/// The sheet of everything that has to be done, in three blocks, with columns for people to fill in.
///
/// It prints on two pages unless the findings need more: the largest lines, and one line for the others of a block with
/// their sum.
struct ActionsPage {
  private(set) var page: Worksheet
  private let sheets: [String: String]
  private var row = 0

  /// - Parameter sheets: the names of the sheets of details, by report.
  ///
  /// Nil where nothing has to be done.
  init?(_ overview: Overview, sheets: [String: String], scope: String) {
    let actions = overview.actions
    guard actions.count > 0 else { return nil }
    self.sheets = sheets
    page = Worksheet(
      name: SheetName.actions, print: PrintSetup(title: SheetName.actions, scope: scope))
    let isSold = overview.costView == nil
    let blocks = [
      ActionSheetBlock(findings: actions.findings, order: actions.order),
      ActionSheetBlock(
        causes: actions.causes, refundNote: actions.refundNote, isSold: isSold,
        hasDeductions: actions.hasDeductions, hasFreeUse: actions.causesHaveFreeUse),
      ActionSheetBlock(
        corrections: actions.corrections, hasDeductions: actions.hasDeductions,
        hasFreeUse: actions.correctsFreeUse, unexplained: actions.unexplainedCorrections),
    ].filter { !$0.lines.isEmpty }
    page.widths = ActionsPage.columns.map { .init($0.width) }
    page.print.fit(pixels: page.pixels(ofColumns: 0..<page.widths.count))
    let empty = page
    let most = blocks.map { min($0.lines.count, ActionsPage.most) }
    let heights = zip(blocks, most).map { put($0, atMost: $1) }
    let limits = limits(of: blocks, heights)
    if limits != most {
      (page, row) = (empty, 0)
      for (block, limit) in zip(blocks, limits) { _ = put(block, atMost: limit) }
    }
    page.print.area = CellRange(rows: 0...row - 2, columns: 0...ActionsPage.columns.count - 1)
  }

  /// Why the findings have no total.
  static let overlap = "One request can count in several findings: do not add them up."

  /// The most lines of a block.
  static let most = 25

  /// The columns after the two of amounts, and the widths of all in digits.
  private static let columns: [(heading: String, width: Int)] = [
    ("", 10), ("", 11), ("Finding", 37), ("What to do", 27), ("Requests", 9), ("Users", 7),
    ("First seen", 11), ("Last seen", 11), ("Rows in details", 12), ("Owner", 9), ("Status", 8),
    ("Remark", 9),
  ]

  /// The most pages that are printed, but for findings.
  private static let mostPages = 2

  /// Returns the number of lines of each block with which the sheet fits on a number of pages.
  ///
  /// - Parameter heights: those of the lines of each block, as many as it may have.
  private func limits(of blocks: [ActionSheetBlock], _ heights: [[Worksheet.Points]]) -> [Int] {
    var limits = heights.map(\.count)
    while true {
      let rows = blocks.indices.flatMap { index in
        let block = blocks[index]
        let ends =
          (block.lines.count > limits[index] ? 1 : 0) + (block.hasSum ? 1 : 0) + 1
          + (block.note == nil ? 0 : 1)
        return [ActionsPage.titleHeight, ActionsPage.headingHeight]
          + heights[index].prefix(limits[index])
          + Array(repeating: Worksheet.rowHeight, count: ends)
      }.dropLast()
      if page.print.pageCount(ofRows: rows) <= ActionsPage.mostPages { return limits }
      // Findings are the last to be cut.
      let cut = limits.indices.filter { limits[$0] > blocks[$0].least }
        .max { (blocks[$0].hasSum ? 1 : 0, limits[$0]) < (blocks[$1].hasSum ? 1 : 0, limits[$1]) }
      guard let cut else { return limits }
      limits[cut] -= 1
    }
  }

  private static let titleHeight: Worksheet.Points = 22
  private static let headingHeight = 2 * Worksheet.rowHeight + 2

  // MARK: Blocks

  /// Puts a block below the last one, and returns the heights of its lines.
  private mutating func put(_ block: ActionSheetBlock, atMost limit: Int) -> [Worksheet.Points] {
    page.putBlock(block.title, row: row, columns: 0..<ActionsPage.columns.count)
    page.heights[row] = ActionsPage.titleHeight
    row += 1
    let headings = block.headings + ActionsPage.columns.dropFirst(2).map(\.heading)
    let numbers: Set = block.hasSum ? [0, 1, 4, 5] : [0, 4, 5]
    for (column, heading) in headings.enumerated() {
      page.put(
        .words(heading), row: row, column: column,
        (numbers.contains(column) ? CellStyles.numberHeading : CellStyles.heading).with(
          \.wraps, true))
    }
    page.heights[row] = ActionsPage.headingHeight
    row += 1
    let first = row
    for line in block.lines.prefix(limit) { put(line, of: block) }
    let heights = (first..<row).map { page.heights[$0] ?? Worksheet.rowHeight }
    page.choices.append(
      CellChoice(
        CellRange(rows: first...row - 1, columns: 10...10), ["open", "accepted", "fixed"]))
    let rest = block.lines.count - limit
    if rest > 0 { putRest(block, after: limit, words: block.rest(Int64(rest), sheets: sheets)) }
    if block.hasSum { putTotal(block) }
    row += 1
    return heights
  }

  private mutating func put(_ line: Action, of block: ActionSheetBlock) {
    let top = { (format: CellFormat) in format.with(\.vertical, .top) }
    let (text, count) = (top(CellStyles.text.with(\.wraps, true)), top(CellStyles.number("#,##0")))
    let money = top(CellStyles.number(ActionsPage.money))
    let day = top(CellFormat(pattern: "yyyy-mm-dd", alignment: .leftIndented))
    let second: (SheetCell.Content, CellFormat) =
      block.hasSum
      ? (SheetCell.Content(.money(orBlank: line.otherAmount)), money)
      : (.words(line.meaning), text.with(\.colour, .muted))
    let cells: [(SheetCell.Content, CellFormat)] = [
      (SheetCell.Content(.money(orBlank: line.amount)), money), second,
      (.words(line.finding), text), (.words(line.remedy), text),
      (SheetCell.Content(.count(orBlank: line.requests)), count),
      (SheetCell.Content(.count(orBlank: line.users)), count),
      (SheetCell.Content(.day(orBlank: line.firstSeen)), day),
      (SheetCell.Content(.day(orBlank: line.lastSeen)), day),
      (.words(sheets[line.report] ?? line.report + ".csv"), text), (.blank, text), (.blank, text),
      (.blank, text),
    ]
    for (column, (content, format)) in cells.enumerated() {
      page.put(content, row: row, column: column, format)
      if case .text(let words) = content {
        page.fit(words, row: row, width: ActionsPage.columns[column].width - 1)
      }
    }
    row += 1
  }

  /// The lines of a block that the sheet has no room for.
  private mutating func putRest(_ block: ActionSheetBlock, after limit: Int, words: String) {
    if block.hasSum { putAmounts(block.sum(after: limit), isTotal: false) }
    page.put(.words(words), row: row, column: 2, CellStyles.note)
    row += 1
  }

  private mutating func putTotal(_ block: ActionSheetBlock) {
    putAmounts(block.sum(after: 0), isTotal: true)
    page.put(.text("Total"), row: row, column: 2, CellStyles.text.ofTotal(true))
    for column in 3..<ActionsPage.columns.count {
      page.put(.blank, row: row, column: column, CellStyles.text.ofTotal(true))
    }
    row += 1
    guard let note = block.note else { return }
    page.put(.words(note), row: row, column: 2, CellStyles.note)
    row += 1
  }

  private mutating func putAmounts(
    _ amounts: (amount: Money?, otherAmount: Money?), isTotal: Bool
  ) {
    for (column, amount) in [amounts.amount, amounts.otherAmount].enumerated() {
      page.put(
        SheetCell.Content(.money(orBlank: amount)), row: row, column: column,
        CellStyles.number(ActionsPage.money).ofTotal(isTotal))
    }
  }

  private static let money = "#,##0.00;-#,##0.00"
}
