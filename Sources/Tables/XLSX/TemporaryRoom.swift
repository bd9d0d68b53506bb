import Glibc

/// The room on disk that libxlsxwriter needs for its temporary files.
///
/// The library (1.1.4) does not notice when the disk is full for them: the workbook is then cut
/// without an error. So they go beside the workbook, and their room is made sure of first.
struct TemporaryRoom {
  /// More bytes than the files will have.
  private var size = 256 * 1024

  /// Adds what the sheet and its texts take as XML: at most 6 bytes for one of a text, as in `&quot;`, 128
  /// for what is around a cell, and for each chart its figures again, twice.
  mutating func add(_ page: Page) {
    size += 32 * 1024 + 1024 * page.widths.count
    for item in page.cells {
      size += 128 * item.range.columns.count + TemporaryRoom.bytes(of: item.cell.content)
    }
    for placed in page.charts {
      let points = placed.chart.series.map { $0.values.rows.count + $0.categories.rows.count }
      size += 64 * 1024 + 256 * points.reduce(0, +) + 6 * placed.chart.description.utf8.count
    }
  }

  private static func bytes(of content: SheetCell.Content) -> Int {
    switch content {
    case .blank, .number: 0
    case .text(let text): 6 * text.utf8.count
    case .link(let text, let sheet): 256 + 6 * (text.utf8.count + sheet.utf8.count)
    case .formula(let formula, _): 6 * formula.utf8.count
    }
  }

  /// Throws when the folder of `path` has no room for the files.
  func check(for path: String) throws(WorkbookError) {
    var template = Array((TemporaryRoom.folder(for: path) + "/.assay-tmp.XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .temporaryFile(path: path, systemError: errno) }
    defer { close(descriptor) }
    unlink(template)
    let systemError = posix_fallocate(descriptor, 0, size)
    guard systemError == 0 else { throw .temporaryFile(path: path, systemError: systemError) }
  }

  /// Returns the folder of the file at `path`, where its temporary files go.
  static func folder(for path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
