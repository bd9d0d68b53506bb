import Glibc

/// The room on disk that libxlsxwriter needs for its temporary files.
///
/// The library (1.1.4) does not notice when the disk is full for them: the workbook is then cut
/// without an error. So they go beside the workbook, and their room is made sure of first.
struct TemporaryRoom {
  /// More bytes than the files will have.
  private var size = 256 * 1024

  /// Adds what the sheet and its texts take as XML: at most 6 bytes for one of a text, as in
  /// `&quot;`, and 128 for what is around a cell.
  mutating func add(_ sheet: Sheet) {
    let cells = sheet.rows.joined().map { cell in
      if case .text(let text) = cell.content { 128 + 6 * text.utf8.count } else { 128 }
    }
    size += 16 * 1024 + 1024 * sheet.columns.count + 128 * sheet.rows.count + cells.reduce(0, +)
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
