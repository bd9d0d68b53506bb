import Ledger
import Tables
import Testing

@Suite struct WorksheetTests {
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
    #expect(Set(page.cells.map(\.row)) == [0, 1, 2, 3])
    #expect(page.isFrozen)
    #expect(page.print.repeatsHeading)
    #expect(page.heights == [0: 32])
  }

  /// A line of 39 digits holds 8 words of "word" (four letters of 385 hundredths, a blank of 45): 40 words are 5 lines,
  /// of which all but the first are 14 points high.
  @Test func `a row is as high as its sentence needs`() {
    let sentence = Name(Array(repeating: "word", count: 40).joined(separator: " "))
    let table = Table(
      name: "t", title: "T", columns: [Column("sentence", .text, isProse: true)], rowCount: 1,
      order: "first first"
    ) { _ in [.text(sentence)] }
    #expect(Worksheet(Sheet(table, named: "T"), scope: "").heights == [0: 17, 1: 71])
  }

  @Test func `the total is the last row, bold under a line, and not in the filter`() throws {
    var options = SheetOptions()
    options.summed = ["n"]
    let table = Table(
      name: "t", title: "T", columns: [Column("name", .text), Column("n", .count)], rowCount: 3,
      order: "first first"
    ) { [.text(Name("\($0)")), .count(Int128($0 + 1))] }
    let page = Worksheet(Sheet(table, named: "T", options: options), scope: "")
    #expect(page.filter == CellRange(rows: 0...3, columns: 0...1))
    let total = page.cells.filter { $0.row == 4 }.map(\.cell)
    #expect(total.map(\.content) == [.text("Total"), .number(6)])
    #expect(total.allSatisfy { $0.format.isBold && $0.format.above == .thin })
  }

  @Test func `money and points below 0 are red`() {
    #expect(page(rows: 20).redRanges == [range(1, rows: 20), range(2, rows: 20)])
  }

  /// 980 pixels of a page at 82 % hold 1,195: 12 columns of 9 digits (68 pixels) need 816, 18 need 1,224.
  @Test(arguments: [(12, 100, 0), (16, 90, 0), (18, 82, 1)])
  func `a sheet is not printed smaller than 9 points`(columns: Int, scale: Int, repeated: Int) {
    let table = Table(
      name: "t", title: "T", columns: (0..<columns).map { Column("c\($0)", .count) }, rowCount: 0,
      order: "first first"
    ) { _ in [] }
    let print = Worksheet(Sheet(table, named: "T"), scope: "").print
    #expect(print.scale == scale)
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

  private func range(_ column: Int, rows: Int) -> CellRange {
    CellRange(rows: 1...rows, columns: column...column)
  }

  private func page(rows: Int) -> Worksheet {
    let table = Table(
      name: "t", title: "T",
      columns: [
        Column("day", .text), Column("margin_usd", .money), Column("variance_points", .points),
      ],
      rowCount: rows, order: "first first"
    ) { [.text(Name("\($0)")), .money(.zero), .blank] }
    return Worksheet(Sheet(table, named: "T"), scope: "July")
  }
}
