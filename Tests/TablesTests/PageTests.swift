import Ledger
import Tables
import Testing

@Suite struct PageTests {
  @Test(arguments: [
    (0...0, 0...0, "A1"), (1...4, 2...2, "C2:C5"), (0...0, 25...26, "Z1:AA1"),
    (9...9, 701...702, "ZZ10:AAA10"),
  ])
  func `cells have the names of a spreadsheet`(
    rows: ClosedRange<Int>, columns: ClosedRange<Int>, name: String
  ) {
    #expect(CellRange(rows: rows, columns: columns).reference == name)
  }

  @Test func `a table has its headings in row 1 and nothing above or below its rows`() {
    let page = page(rows: 3)
    #expect(page.filter == CellRange(rows: 0...3, columns: 0...2))
    #expect(page.print.area == CellRange(rows: 0...3, columns: 0...2))
    #expect(Set(page.cells.map(\.range.rows.lowerBound)) == [0, 1, 2, 3])
    #expect(page.isFrozen)
    #expect(page.print.repeatsHeading)
    #expect(page.heights == [0: 32])
  }

  /// A line of 80 digits holds 106 letters, 21 words of "word "; two lines of 13.5 points and 4.5 around them.
  @Test func `a row is as high as its sentence needs`() {
    let sentence = Name(Array(repeating: "word", count: 40).joined(separator: " "))
    let table = Table(
      name: "t", title: "T", columns: [Column("sentence", .text, isProse: true)], rowCount: 1,
      order: "first first"
    ) { _ in [.text(sentence)] }
    #expect(Page(Sheet(table, named: "T"), scope: "").heights == [0: 32, 1: 31.5])
  }

  @Test func `what is left out is said below the rows`() {
    let page = page(rows: 0)
    #expect(page.cells.last?.cell.content == .text("None in this period."))
    #expect(page.cells.last?.range == CellRange(row: 1, column: 0))
    #expect(page.print.area == CellRange(rows: 0...1, columns: 0...2))
    #expect(page.rules.isEmpty)
  }

  @Test func `money below 0 is red, and a variance of few rows has a fill`() {
    #expect(
      page(rows: 20).rules == [
        rule(1, rows: 20, .belowZero, .badText), rule(2, rows: 20, .belowZero, .badFill),
        rule(2, rows: 20, .zeroOrMore, .goodFill),
      ])
  }

  @Test func `a variance of many rows is red text only`() {
    #expect(
      page(rows: 21).rules == [
        rule(1, rows: 21, .belowZero, .badText), rule(2, rows: 21, .belowZero, .badText),
      ])
  }

  @Test(arguments: [(14, 1, 0), (15, 2, 2)])
  func `over 14 columns print on two pages, the first two columns on both`(
    columns: Int, pages: Int, repeated: Int
  ) {
    let table = Table(
      name: "t", title: "T", columns: (0..<columns).map { Column("c\($0)", .count) }, rowCount: 0,
      order: "first first"
    ) { _ in [] }
    let print = Page(Sheet(table, named: "T"), scope: "").print
    #expect(print.pagesWide == pages)
    #expect(print.repeatedColumns == repeated)
  }

  @Test(
    arguments: [
      (.count(5), .number(5)),
      (.money(Money(attodollars: 5 * 10_000_000_000_000_000)), .number(0.05)),
      (.text("=a\u{01}"), .text("=a_x0001_")), (.blank, .blank), (.boolean(true), .text("true")),
    ] as [(Cell, SheetCell.Content)])
  func `an exact cell becomes what a sheet can hold`(cell: Cell, content: SheetCell.Content) {
    #expect(SheetCell.Content(cell) == content)
  }

  /// Worked by hand, ten digits to a line.
  @Test(arguments: [
    ("", 1), ("ten digits", 1), ("eleven digits", 2), ("one two three four", 2),
    ("aaaaaaaaaaaaaaaaaaaaa", 3), ("モデルモデ", 1), ("モデルモデル", 2), ("a aaaaaaaaaaaa a", 3),
  ])
  func `a text takes the lines that its words need`(text: String, lines: Int) {
    #expect(SheetText.lines(text, width: 10) == lines)
  }

  private func rule(
    _ column: Int, rows: Int, _ condition: CellRule.Condition, _ look: CellRule.Look
  ) -> CellRule {
    CellRule(CellRange(rows: 1...rows, columns: column...column), condition, look)
  }

  private func page(rows: Int) -> Page {
    let table = Table(
      name: "t", title: "T",
      columns: [
        Column("day", .text), Column("margin_usd", .money), Column("variance_points", .points),
      ],
      rowCount: rows, order: "first first"
    ) { [.text(Name("\($0)")), .money(.zero), .blank] }
    return Page(Sheet(table, named: "T"), scope: "July")
  }
}
