import Ledger
import Tables
import Testing

@Suite struct SheetTests {
  @Test func `a sheet has the headings, the cells and no note`() throws {
    let day = try #require(Day("2026-07-30"))
    let sheet = sheet(
      [Column("day", .day), Column("requests", .count), Column("model", .text)],
      [[.day(day), .count(12), .text("=x")], [.blank, .blank, .text("")]])
    #expect(sheet.columns.map(\.heading) == ["Day", "Requests", "Model"])
    // 30 July 2026 is day 46,233 of Excel's calendar.
    #expect(
      contents(sheet) == [[.number(46_233), .number(12), .text("=x")], [.blank, .blank, .blank]])
    #expect(
      sheet.rows[0].map(\.format.pattern) == ["yyyy-mm-dd", "#,##0", nil])
    #expect(sheet.note == nil)
  }

  @Test func `text beside a column of numbers is indented, so that they do not touch`() {
    let sheet = sheet(
      [Column("model", .text), Column("requests", .count), Column("tier", .text)],
      [[.text("a"), .count(1), .text("b")]])
    #expect(sheet.rows[0].map(\.format.alignment) == [.left, .right, .leftIndented])
    #expect(sheet.columns.map(\.headingFormat.alignment) == [.left, .besideFilter, .leftIndented])
  }

  @Test func `text beside text that is cut is indented too`() {
    let sheet = sheet(
      [Column("user", .text), Column("tier", .text)],
      [[.text(Name(String(repeating: "u", count: 39))), .text("b")]])
    #expect(sheet.rows[0].map(\.format.alignment) == [.left, .leftIndented])
  }

  @Test func `a code is shown in words, and a column can be left to the CSV`() {
    var options = SheetOptions()
    options.words = { code, column in column == "kind" && code == "a_b" ? "A and B" : nil }
    options.omitted = ["code"]
    let table = Table(
      name: "t", title: "T", columns: [Column("kind", .text), Column("code", .text)],
      rowCount: 2, order: "first first"
    ) { [.text($0 == 0 ? "a_b" : "c_d"), .text("x")] }
    #expect(
      contents(Sheet(table, named: "T", options: options)) == [[.text("A and B")], [.text("c_d")]])
  }

  /// 67.9706 − 67.96 is 0.0106: with cents 67.97 − 67.96 is shown as 0.01, and 0.0280 − 0.02 as 0.01 needs 4 decimals.
  @Test(arguments: [
    ([("67.9706", "67.96", "0.0106")], "#,##0.00;-#,##0.00"),
    (
      [("67.9706", "67.96", "0.0106"), ("0.0280", "0.0200", "0.0080")],
      "#,##0.00;-#,##0.00"
    ),
    ([("0.0280", "0.0150", "0.0130")], "#,##0.00;-#,##0.00"),
    ([("0.0240", "0.0150", "0.0090")], "#,##0.0000;-#,##0.0000"),
    ([("1.5", "1.499999", "0.000001")], "#,##0.000000;-#,##0.000000"),
  ])
  func `the columns of a pair have the decimals with which differences add up as shown`(
    rows: [(String, String, String)], pattern: String
  ) throws {
    var options = SheetOptions()
    options.pairs = [SheetPair("a", "b", "difference")]
    let cells = try rows.map { row in
      try [row.0, row.1, row.2].map { Cell.money(try money($0)) }
    }
    let table = Table(
      name: "t", title: "T",
      columns: ["a", "b", "difference"].map { Column($0, .money) }, rowCount: rows.count,
      order: "first first"
    ) { cells[$0] }
    let sheet = Sheet(table, named: "T", options: options)
    #expect(sheet.rows[0].map(\.format.pattern) == [pattern, pattern, pattern])
  }

  /// 3 + 5 and 1 add up; the second row has no b, so its difference is not known.
  @Test func `a total of differences that lack a row says so`() throws {
    var options = SheetOptions()
    options.pairs = [SheetPair("a", "b", "difference")]
    options.summed = ["a", "b", "difference"]
    let rows: [[Cell]] = [
      [.text("x"), .money(try money("3")), .money(try money("1")), .money(try money("2"))],
      [.text("y"), .money(try money("5")), .blank, .blank],
    ]
    func total(_ rows: [[Cell]]) -> SheetCell.Content? {
      let table = Table(
        name: "t", title: "T",
        columns: [Column("n", .text)] + ["a", "b", "difference"].map { Column($0, .money) },
        rowCount: rows.count, order: "first first"
      ) { rows[$0] }
      return Sheet(table, named: "T", options: options).total?[0].content
    }
    #expect(total(rows) == .text("Total; differences only of rows with both amounts"))
    #expect(total([rows[0], rows[0]]) == .text("Total"))
  }

  /// 2.675 and 1.234 are shown as 2.68 and 1.23.
  @Test func `a change holds the difference of the shown cents`() throws {
    var options = SheetOptions()
    options.pairs = [SheetPair("b", "a", "change", isShown: true)]
    let cells = try ["1.234", "2.675", "1.441"].map { Cell.money(try money($0)) }
    let table = Table(
      name: "t", title: "T", columns: ["a", "b", "change"].map { Column($0, .money) },
      rowCount: 1, order: "first first"
    ) { _ in cells }
    #expect(
      contents(Sheet(table, named: "T", options: options))
        == [[.number(1.234), .number(2.675), .number(1.45)]])
  }

  /// All amounts of a sheet have cents, or 4 decimals if all are under 1 USD, or 6 under 0.01.
  @Test(arguments: [
    ("1", "#,##0.00;-#,##0.00"), ("0.5", "#,##0.0000;-#,##0.0000"),
    ("0.009", "#,##0.000000;-#,##0.000000"), ("0", "#,##0.00;-#,##0.00"),
  ])
  func `small money has more decimals in the whole sheet`(largest: String, pattern: String) throws {
    let sheet = sheet(
      [Column("a", .money), Column("b", .money)],
      [[.money(try money("0.0001")), .money(try money(largest))]])
    let isZero = largest == "0"
    #expect(
      sheet.rows[0].map(\.format.pattern)
        == (isZero
          ? ["#,##0.000000;-#,##0.000000", "#,##0.000000;-#,##0.000000"] : [pattern, pattern]))
  }

  @Test func `rows are the largest first where that is requested`() {
    var options = SheetOptions()
    options.isLargestFirst = true
    #expect(
      contents(Sheet(numbers(3, weight: { Int128($0) }), named: "Numbers", options: options))
        == [[.number(2)], [.number(1)], [.number(0)]])
  }

  @Test func `a number is the double nearest to the exact decimal`() {
    let sheet = sheet(
      [Column("vendor_cost_usd", .money), Column("margin_percent", .percent)],
      [
        [
          .money(Money(attodollars: 217_667_397_990_000_000_000)),
          .percent(tenThousandths: 172_103),
        ]
      ])
    #expect(contents(sheet) == [[.number(217.66739799), .number(17.2103)]])
    #expect(sheet.rows[0].map(\.format.pattern) == ["#,##0.00;-#,##0.00", "0.0;-0.0"])
  }

  /// 2⁵³ + 1 is the first whole number that no double is; 10²² is the last power of ten that one is.
  @Test(
    arguments: [
      (-3, 1, -0.3), (9_007_199_254_740_991, 3, 9_007_199_254_740.991),
      (9_007_199_254_740_993, 0, 9_007_199_254_740_992), (1, 22, 1e-22), (1, 23, 1e-23),
      (Int128.max, 38, 1.7014118346046923), (0, 18, 0),
    ] as [(Int128, Int, Double)])
  func `it is that of small numbers and of large ones`(value: Int128, scale: Int, double: Double) {
    let sheet = sheet([Column("share", .decimal)], [[.decimal(value, scale: scale)]])
    #expect(contents(sheet) == [[.number(double)]])
  }

  @Test func `costs of requests have the decimals that one of them needs, and points a sign`() {
    let sheet = sheet(
      [Column("recorded_cost_usd", .requestMoney), Column("variance_points", .points)],
      [[.money(Money(attodollars: 1_234_000_000_000_000)), .percent(tenThousandths: 1)]])
    #expect(
      sheet.rows[0].map(\.format.pattern)
        == ["#,##0.000000;-#,##0.000000", "+0.0\" ▲\";-0.0\" ▼\";0.0"])
  }

  @Test func `a cell of another type than its column is shown as its own type`() {
    let sheet = sheet(
      [Column("value", .decimal)],
      [
        [.count(20_000)], [.money(Money(attodollars: 4_000_000_000_000_000))],
        [.percent(tenThousandths: 172_103)], [.credits(Credits(microcredits: 8_900_000))],
      ])
    #expect(
      sheet.rows.map(\.[0].format.pattern)
        == ["#,##0", "#,##0.000000;-#,##0.000000", "0.0;-0.0", "#,##0.0;-#,##0.0"])
  }

  /// The longest + 2 within 9 … 40, and the heading on up to three lines + 2, the last + 3.
  @Test(
    arguments: [
      (Column("model", .text), .text("gpt"), 9),
      (Column("model", .text), .text("claude-sonnet-5-2026"), 22),
      (Column("model", .text), .text(Name(String(repeating: "m", count: 90))), 40),
      (Column("model", .text), .text("モデル-モデル"), 15),
      (Column("requests", .count), .count(5), 11),
      (Column("users", .count), .count(1_234_567), 11),
      (Column("line", .count), .count(1), 9),
      (Column("cumulative_share_percent", .percent), .percent(tenThousandths: 1_000_000), 12),
    ] as [(Column, Cell, Double)])
  func `a column is as wide as its longest cell and its heading need`(
    column: Column, cell: Cell, width: Double
  ) {
    #expect(sheet([column], [[cell]]).columns[0].width == width)
  }

  /// `-1,234,567`, `1,234,567.89000000` and `-1234.6`, each two narrower than its column.
  @Test(
    arguments: [
      (.count, [.count(7), .count(-1_234_567), .count(999_999)], 12),
      (.decimal, [.decimal(1, scale: 8), .decimal(123_456_789, scale: 2)], 20),
      (.text, [.count(1_000), .percent(tenThousandths: -12_345_500), .text("abc")], 9),
    ] as [(Column.Kind, [Cell], Double)])
  func `the longest of several numbers decides how wide a column is`(
    kind: Column.Kind, cells: [Cell], width: Double
  ) {
    #expect(sheet([Column("n", kind)], cells.map { [$0] }).columns[0].width == width)
  }

  /// 200 letters are cut at 40, or take several lines.
  @Test(arguments: [(false, 40), (true, 40)] as [(Bool, Double)])
  func `a sentence takes as many lines as it needs`(isProse: Bool, width: Double) {
    let text = Cell.text(Name(String(repeating: "word ", count: 40)))
    let sheet = sheet([Column("sentence", .text, isProse: isProse)], [[text]])
    #expect(sheet.columns[0].width == width)
    #expect(sheet.rows[0][0].format.wraps == isProse)
  }

  /// Excel counts a 29 February 1900 as its day 60, which never was.
  @Test func `days before March 1900 are text`() throws {
    let days = try ["1900-02-28", "1900-03-01"].map { try #require(Day($0)) }
    #expect(
      contents(sheet([Column("day", .day)], days.map { [.day($0)] })) == [
        [.text("1900-02-28")], [.number(61)],
      ])
  }

  /// Of 32,768 letters the last does not fit; row 1 of the CSV is its header.
  @Test func `the rows of which a text is cut are those of the CSV`() {
    let long = Cell.text(Name(String(repeating: "m", count: 32_768)))
    #expect(sheet([Column("model", .text)], [[.text("a")], [long], [.blank]]).cutRows == [3])
  }

  @Test func `1,000 rows are shown in their own order without a note`() {
    let sheet = Sheet(numbers(1_000, weight: { Int128($0) }), named: "Numbers")
    #expect(sheet.note == nil)
    #expect(contents(sheet) == (0..<1_000).map { [.number(Double($0))] })
  }

  @Test func `of more rows the heaviest 1,000 are shown, heaviest first, equal ones in row order`()
  {
    // Weights 0, 1, 2, 0, 1, 2 …: 1,667 rows weigh 2.
    let sheet = Sheet(numbers(5_001, weight: { Int128($0 % 3) }), named: "Numbers")
    #expect(sheet.note == "1,000 of 5,001 rows, largest first; all in numbers.csv")
    #expect(contents(sheet) == (0..<1_000).map { [.number(Double(3 * $0 + 2))] })
  }

  @Test func `without weights the first 1,000 rows are shown`() {
    let sheet = Sheet(numbers(1_001, weight: nil), named: "Numbers")
    #expect(sheet.note == "1,000 of 1,001 rows, largest first; all in numbers.csv")
    #expect(contents(sheet) == (0..<1_000).map { [.number(Double($0))] })
  }

  @Test func `a cut text names its row of the CSV, also when the rows are in another order`() {
    let long = Name(String(repeating: "a", count: 40_000))
    let table = Table(
      name: "t", title: "T", columns: [Column("evidence", .text)], rowCount: 1_001,
      order: "last first", weight: { Int128($0) },
      row: { $0 == 1_000 ? [.text(long)] : [.blank] })
    guard case .text(let text) = Sheet(table, named: "T").rows[0][0].content else {
      Issue.record("the heaviest row is the text")
      return
    }
    #expect(text.hasSuffix("a… [cut, see CSV row 1002]"))
  }

  private func money(_ text: String) throws -> Money {
    let parts = text.split(separator: ".")
    let digits = String(parts.count > 1 ? parts[1] : "")
    let fraction = try #require(Int128(digits.isEmpty ? "0" : digits))
    let whole = try #require(Int128(parts[0]))
    return Money(
      attodollars: whole * powerOfTen(18) + fraction * powerOfTen(18 - digits.count))
  }

  private func sheet(_ columns: [Column], _ rows: [[Cell]]) -> Sheet {
    let table = Table(
      name: "t", title: "T", columns: columns, rowCount: rows.count, order: "first first"
    ) { rows[$0] }
    return Sheet(table, named: "T")
  }

  private func numbers(_ count: Int, weight: (@Sendable (Int) -> Int128)?) -> Table {
    Table(
      name: "numbers", title: "Numbers", columns: [Column("n", .count)], rowCount: count,
      order: "largest first", weight: weight
    ) { [.count(Int128($0))] }
  }

  private func contents(_ sheet: Sheet) -> [[SheetCell.Content]] {
    sheet.rows.map { $0.map(\.content) }
  }
}
