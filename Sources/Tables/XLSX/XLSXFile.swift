import CXLSXWriter
import Glibc

/// A workbook being written by libxlsxwriter; this folder alone knows the library.
///
/// The library (1.1.4) writes numbers with 16 digits, takes the clock for a workbook whose
/// `created` is 0, and does not see every failure: `XLSXTemporaryFiles` does.
final class XLSXFile {
  private let path: String
  /// Owned until it is closed.
  private(set) var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]
  /// Per column, the last request.
  private var lastFormats: [(look: CellFormat, format: UnsafeMutablePointer<lxw_format>)?] = []
  private var redFormat: UnsafeMutablePointer<lxw_format>?

  /// Starts a workbook, which is on disk once it is closed.
  init(path: String, properties: WorkbookProperties) throws(WorkbookError) {
    self.path = path
    try XLSXFile.checkWritable(path)
    guard let workbook = workbook_new(path) else { throw .outOfMemory(path: path) }
    self.workbook = workbook
    try check(XLSXFile.set(properties, of: workbook))
  }

  deinit {
    if let workbook { lxw_workbook_free(workbook) }
  }

  /// Adds a sheet after those before it.
  func add(_ page: Worksheet) throws(WorkbookError) {
    guard let worksheet = workbook_add_worksheet(workbook, page.name) else {
      throw .refused(path: path, sheet: page.name, code: LXW_ERROR_PARAMETER_VALIDATION.rawValue)
    }
    try XLSXPage(page: page, worksheet: worksheet, file: self).write()
  }

  /// Writes the file; nothing can be added afterwards.
  func close() throws(WorkbookError) {
    guard let workbook else { preconditionFailure("a workbook is closed once") }
    let parts = XLSXTemporaryFiles(in: XLSXFile.folder(of: path))
    // The library frees the workbook whether or not it could write it.
    self.workbook = nil
    errno = 0
    let code = parts.used { workbook_close(workbook) }
    guard parts.systemError == 0 else {
      throw .temporaryFile(path: path, systemError: parts.systemError)
    }
    try check(code)
    guard parts.count > 0 else { throw .unseenFiles(path: path) }
  }
}

extension XLSXFile {
  /// Throws when the file cannot be opened, with the reason that the library would only print.
  private static func checkWritable(_ path: String) throws(WorkbookError) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .notOpened(path: path, systemError: errno) }
    Glibc.close(descriptor)
  }

  /// Returns the folder of the file at `path`, where its temporary files go.
  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func set(
    _ properties: WorkbookProperties, of workbook: UnsafeMutablePointer<lxw_workbook>
  ) -> lxw_error {
    let words: [String] = [
      properties.title, properties.subject, "Usage report", "assay; margin; reconciliation",
      properties.comments,
    ]
    let texts = words.map { strdup($0) }
    defer { for text in texts { free(text) } }
    var native = lxw_doc_properties()
    native.title = texts[0]
    native.subject = texts[1]
    native.category = texts[2]
    native.keywords = texts[3]
    native.comments = texts[4]
    // Noon: no day makes it 0, and it is the same date in nearly every time zone.
    native.created = Int(properties.created.number) * 86_400 + 43_200
    return workbook_set_properties(workbook, &native)
  }
}

extension XLSXFile {
  /// Returns the library's format for a look, made at its first use.
  ///
  /// - Parameter column: where it is for; what is below each other looks alike as a rule, and to compare two looks takes
  ///   less than to find one.
  func format(
    _ look: CellFormat, column: Int
  ) throws(WorkbookError) -> UnsafeMutablePointer<lxw_format> {
    while lastFormats.count <= column { lastFormats.append(nil) }
    if let last = lastFormats[column], last.look == look { return last.format }
    let format = try format(look)
    lastFormats[column] = (look, format)
    return format
  }

  private func format(
    _ look: CellFormat
  ) throws(WorkbookError) -> UnsafeMutablePointer<lxw_format> {
    if let format = formats[look] { return format }
    guard let format = workbook_add_format(workbook) else { throw .outOfMemory(path: path) }
    formats[look] = format
    look.apply(to: format)
    return format
  }

  /// Returns the library's format for what is below 0, made at its first use.
  func red() throws(WorkbookError) -> UnsafeMutablePointer<lxw_format> {
    if let redFormat { return redFormat }
    guard let format = workbook_add_format(workbook) else { throw .outOfMemory(path: path) }
    redFormat = format
    format_set_font_color(format, Colour.bad.rawValue)
    return format
  }

  /// The error for a sheet that is too large.
  func outside(_ sheet: String) -> WorkbookError { .outsideSheet(path: path, sheet: sheet) }

  /// Throws what a code of the library means.
  func check(_ code: lxw_error, in sheet: String = "") throws(WorkbookError) {
    switch code {
    case LXW_NO_ERROR: return
    case LXW_ERROR_MEMORY_MALLOC_FAILED: throw .outOfMemory(path: path)
    case LXW_ERROR_CREATING_XLSX_FILE: throw .notOpened(path: path, systemError: errno)
    case LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_READING_TMPFILE:
      throw .temporaryFile(path: path, systemError: errno)
    case LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_PARAMETER_ERROR, LXW_ERROR_ZIP_BAD_ZIP_FILE,
      LXW_ERROR_ZIP_INTERNAL_ERROR, LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE:
      throw .notWritten(path: path, systemError: errno)
    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
      throw .outsideSheet(path: path, sheet: sheet)
    default: throw .refused(path: path, sheet: sheet, code: code.rawValue)
    }
  }
}
