import CXLSXWriter
import Glibc
import Ledger
import Testing

@testable import Tables

@Suite struct WorkbookFileTests {
  @Test func `writing twice, seconds apart, gives the same bytes`() throws {
    let folder = try Folder()
    let properties = try properties(created: "2026-10-01")
    try WorkbookFile.write(
      [page(table), drawn, page(empty)], to: folder.path("a.xlsx"), properties: properties)
    // The times in a zip file are in steps of two seconds.
    sleep(3)
    try WorkbookFile.write(
      [page(table), drawn, page(empty)], to: folder.path("b.xlsx"), properties: properties)
    let first = try bytes(of: folder.path("a.xlsx"))
    #expect(first.starts(with: [0x50, 0x4B, 0x03, 0x04]))
    #expect(try bytes(of: folder.path("b.xlsx")) == first)
  }

  @Test func `the first day of 1970 is a day like any other, not the clock`() throws {
    let folder = try Folder()
    let properties = try properties(created: "1970-01-01")
    try WorkbookFile.write([page(empty)], to: folder.path("a.xlsx"), properties: properties)
    sleep(1)
    try WorkbookFile.write([page(empty)], to: folder.path("b.xlsx"), properties: properties)
    #expect(try bytes(of: folder.path("a.xlsx")) == bytes(of: folder.path("b.xlsx")))
  }

  @Test func `another day of creation gives another file`() throws {
    let folder = try Folder()
    for day in ["2026-10-01", "2026-10-02"] {
      try WorkbookFile.write(
        [page(empty)], to: folder.path(day), properties: try properties(created: day))
    }
    #expect(try bytes(of: folder.path("2026-10-01")) != bytes(of: folder.path("2026-10-02")))
  }

  @Test func `a file in a folder that does not exist is an error with the system's reason`() throws
  {
    let folder = try Folder()
    let path = folder.path("no/such.xlsx")
    let properties = try properties(created: "2026-10-01")
    let error = WorkbookError.notOpened(path: path, systemError: ENOENT)
    #expect(throws: error) {
      try WorkbookFile.write([page(empty)], to: path, properties: properties)
    }
    #expect(
      error.description
        == "\(path): No such file or directory, expected a writable file")
  }

  @Test func `more columns than a sheet can have are an error`() throws {
    let folder = try Folder()
    let path = folder.path("wide.xlsx")
    let columns = (0...16_384).map { Column("c\($0)", .count) }
    let wide = Table(
      name: "wide", title: "Wide", columns: columns, rowCount: 0, order: "first first"
    ) { _ in [] }
    let properties = try properties(created: "2026-10-01")
    #expect(throws: WorkbookError.outsideSheet(path: path, sheet: "Wide")) {
      try WorkbookFile.write([page(wide)], to: path, properties: properties)
    }
  }

  @Test func `a temporary file on a full disk is remembered with the system's reason`() throws {
    let files = XLSXTemporaryFiles(in: "/tmp")
    let stream = try #require(XLSXTemporaryFile.stream(open("/dev/full", O_RDWR), of: files))
    fputs("a part", stream)
    #expect(files.systemError == 0, "the C library still has it")
    fflush(stream)
    fclose(stream)
    #expect(files.systemError == ENOSPC)
  }

  @Test func `libxlsxwriter writes its parts into our temporary files`() throws {
    let folder = try Folder()
    let workbook = try #require(workbook_new(folder.path("a.xlsx")))
    workbook_add_worksheet(workbook, "Sheet")
    let files = XLSXTemporaryFiles(in: folder.path("no such folder"))
    #expect(files.used(by: { workbook_close(workbook) }) == LXW_ERROR_CREATING_TMPFILE)
    #expect(files.count == 1)
    #expect(files.systemError == ENOENT)
  }

  private var table: Table {
    let columns = [
      Column("day", .day), Column("model", .text), Column("vendor_cost_usd", .money),
      Column("margin_percent", .percent), Column("credits", .credits),
    ]
    return Table(
      name: "margin-by-day", title: "Margin by day", columns: columns, rowCount: 1_200,
      order: "latest first", weight: { Int128($0) }
    ) { index in
      [
        .day(Day(number: Int32(20_000 + index))), .text(Name("=model\u{01}_x0041_ & <\(index)>")),
        .money(Money(attodollars: Int128(index) * 1_234_567_890_123_456)),
        .percent(tenThousandths: Int128(index * 7)),
        .credits(Credits(microcredits: Int64(index * 100_000))),
      ]
    }
  }

  private func page(_ table: Table) -> Worksheet {
    Worksheet(Sheet(table, named: table.title), scope: "1 July to 30 September 2026 (UTC)")
  }

  /// A page of everything else: links, formulas, lists, rules, names and charts of each kind.
  private var drawn: Worksheet {
    var page = Worksheet(
      name: "Drawn", print: PrintSetup(title: "Drawn & more", scope: "&P", source: "by hand"))
    let text = CellFormat(alignment: .left)
    page.put(.link("Margin", sheet: "Margin by day"), row: 0, column: 0, text)
    page.put(.formula("=SUM(B2:B4)-6", .count(0)), row: 0, column: 1, text)
    page.put(.words("=not a formula"), row: 0, column: 4, text)
    for row in 1...3 {
      page.put(.words("=name \(row)"), row: row, column: 0, text)
      page.put(SheetCell.Content(.count(Int128(row))), row: row, column: 1, text)
    }
    page.name("Sum_of_all", row: 0, column: 1)
    page.choices = [CellChoice(CellRange(rows: 1...3, columns: 2...2), ["open", "fixed"])]
    page.redRanges = [CellRange(rows: 1...3, columns: 1...1)]
    let series = ChartSeries(
      sheet: "Drawn", name: CellRange(row: 0, column: 4),
      categories: CellRange(rows: 1...3, columns: 0...0),
      values: CellRange(rows: 1...3, columns: 1...1), mark: .line(.blue, width: 2.5, .dashed))
    page.charts = ([.lines, .bars, .columns] as [WorkbookChart.Kind]).enumerated().map {
      let chart = WorkbookChart(
        kind: $1, title: "=title", description: "by hand", series: [series, series],
        categoryAxis: ChartAxis(), valueAxis: ChartAxis())
      return PlacedChart(chart, row: 20 * $0, column: 6, width: 480, height: 288)
    }
    return page
  }

  private var empty: Table {
    Table(
      name: "rejects", title: "Rejects & more", columns: [Column("file", .text)], rowCount: 0,
      order: "by file"
    ) { _ in [] }
  }

  private func properties(created: String) throws -> WorkbookProperties {
    WorkbookProperties(
      title: "Assay report", subject: "1 July to 30 September 2026 (UTC)",
      comments: "Made by hand",
      created: try #require(Day(created)))
  }

  private func bytes(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}

/// A temporary folder that is gone after the test, with the files that the test named.
private final class Folder {
  private let root: String
  private var paths: [String] = []

  init() throws {
    var template = Array("/tmp/assay-tables-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    root = String(cString: made)
  }

  func path(_ name: String) -> String {
    paths.append("\(root)/\(name)")
    return "\(root)/\(name)"
  }

  deinit {
    for path in paths { unlink(path) }
    rmdir(root)
  }
}
