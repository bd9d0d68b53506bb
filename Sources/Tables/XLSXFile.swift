import CXLSXWriter
import Glibc
import Ledger

/// A workbook being written by libxlsxwriter; this is the only file that knows the library.
///
/// The library (1.1.4) writes numbers with 16 digits, takes the clock for a workbook whose
/// `created` is 0, and needs `TemporaryRoom`.
final class XLSXFile {
  private let path: String
  private let printedScope: String
  /// Owned until it is closed.
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]
  private var room = TemporaryRoom()

  /// Starts a workbook, which is on disk once it is closed.
  init(path: String, properties: WorkbookProperties) throws(WorkbookError) {
    self.path = path
    printedScope = properties.subject
    try XLSXFile.checkWritable(path)
    guard let workbook = XLSXFile.new(path) else { throw .outOfMemory(path: path) }
    self.workbook = workbook
    try check(XLSXFile.set(properties, of: workbook))
  }

  deinit {
    if let workbook { lxw_workbook_free(workbook) }
  }

  /// Adds a sheet after those before it.
  func add(_ sheet: Sheet) throws(WorkbookError) {
    guard let worksheet = workbook_add_worksheet(workbook, sheet.name) else {
      throw .refused(
        path: path, sheet: sheet.name, code: LXW_ERROR_PARAMETER_VALIDATION.rawValue)
    }
    try writeColumns(sheet, to: worksheet)
    for (index, row) in sheet.rows.enumerated() {
      for (column, cell) in row.enumerated() {
        try write(cell, row: index + 1, column: column, to: worksheet, of: sheet)
      }
    }
    if let note = sheet.note {
      try check(
        worksheet_write_string(worksheet, lxw_row_t(sheet.rows.count + 1), 0, note, nil),
        in: sheet)
    }
    try setUpView(sheet, of: worksheet)
    try setUpPrint(sheet, of: worksheet)
    room.add(sheet)
  }

  /// Writes the file; nothing can be added afterwards.
  func close() throws(WorkbookError) {
    guard let workbook else { preconditionFailure("a workbook is closed once") }
    try room.check(for: path)
    // The library frees the workbook whether or not it could write it.
    self.workbook = nil
    errno = 0
    try check(workbook_close(workbook))
  }
}

extension XLSXFile {
  /// Throws when the file cannot be opened, with the reason that the library would only print.
  private static func checkWritable(_ path: String) throws(WorkbookError) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .notOpened(path: path, systemError: errno) }
    Glibc.close(descriptor)
  }

  private static func new(_ path: String) -> UnsafeMutablePointer<lxw_workbook>? {
    var folder = Array(TemporaryRoom.folder(for: path).utf8CString)
    return folder.withUnsafeMutableBufferPointer { folder in
      var options = lxw_workbook_options(
        constant_memory: 0, tmpdir: folder.baseAddress, use_zip64: 0)
      return workbook_new_opt(path, &options)
    }
  }

  private static func set(
    _ properties: WorkbookProperties, of workbook: UnsafeMutablePointer<lxw_workbook>
  ) -> lxw_error {
    var title = Array(properties.title.utf8CString)
    var subject = Array(properties.subject.utf8CString)
    return title.withUnsafeMutableBufferPointer { title in
      subject.withUnsafeMutableBufferPointer { subject in
        var native = lxw_doc_properties()
        native.title = title.baseAddress
        native.subject = subject.baseAddress
        // Noon: no day makes it 0, and it is the same date in nearly every time zone.
        native.created = Int(properties.created.number) * 86_400 + 43_200
        return workbook_set_properties(workbook, &native)
      }
    }
  }

  private func writeColumns(
    _ sheet: Sheet, to worksheet: UnsafeMutablePointer<lxw_worksheet>
  ) throws(WorkbookError) {
    for (index, column) in sheet.columns.enumerated() {
      guard let number = lxw_col_t(exactly: index) else {
        throw .outsideSheet(path: path, sheet: sheet.name)
      }
      let format = try format(column.headingFormat)
      try check(worksheet_set_column(worksheet, number, number, column.width, nil), in: sheet)
      try check(worksheet_write_string(worksheet, 0, number, column.heading, format), in: sheet)
    }
  }

  private func write(
    _ cell: SheetCell, row: Int, column: Int, to worksheet: UnsafeMutablePointer<lxw_worksheet>,
    of sheet: Sheet
  ) throws(WorkbookError) {
    let row = lxw_row_t(row)
    let column = lxw_col_t(column)
    switch cell.content {
    case .blank: break
    case .text(let text):
      let format = try format(cell.format)
      try check(worksheet_write_string(worksheet, row, column, text, format), in: sheet)
    case .number(let number):
      let format = try format(cell.format)
      try check(worksheet_write_number(worksheet, row, column, number, format), in: sheet)
    }
  }

  /// Fixes the first row and column in view and puts filters over the rows.
  private func setUpView(
    _ sheet: Sheet, of worksheet: UnsafeMutablePointer<lxw_worksheet>
  ) throws(WorkbookError) {
    try check(worksheet_set_row(worksheet, 0, 32, nil), in: sheet)
    worksheet_freeze_panes(worksheet, 1, 1)
    let lastColumn = lxw_col_t(sheet.columns.count - 1)
    try check(
      worksheet_autofilter(worksheet, 0, 0, lxw_row_t(sheet.rows.count), lastColumn), in: sheet)
  }

  /// A4 across, one page wide; over 14 columns two, with the first two columns on both.
  private func setUpPrint(
    _ sheet: Sheet, of worksheet: UnsafeMutablePointer<lxw_worksheet>
  ) throws(WorkbookError) {
    let isWide = sheet.columns.count > 14
    let a4: UInt8 = 9
    worksheet_set_paper(worksheet, a4)
    worksheet_set_landscape(worksheet)
    worksheet_set_margins(worksheet, 0.5, 0.5, 0.7, 0.7)
    worksheet_fit_to_pages(worksheet, isWide ? 2 : 1, 0)
    try check(worksheet_repeat_rows(worksheet, 0, 0), in: sheet)
    if isWide { try check(worksheet_repeat_columns(worksheet, 0, 1), in: sheet) }
    let header = "&L&\"Calibri,Bold\"\(printed(sheet.title))&R\(printed(printedScope))"
    let footer = "&L\(printed(sheet.csvName))&C&A&RPage &P of &N"
    try check(worksheet_set_header(worksheet, header), in: sheet)
    try check(worksheet_set_footer(worksheet, footer), in: sheet)
  }

  /// The text for a printed header, where `&` begins a code.
  private func printed(_ text: String) -> String {
    text.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
  }
}

extension XLSXFile {
  /// Returns the library's format for a look, made at its first use.
  private func format(
    _ look: CellFormat
  ) throws(WorkbookError) -> UnsafeMutablePointer<lxw_format> {
    if let format = formats[look] { return format }
    guard let format = workbook_add_format(workbook) else { throw .outOfMemory(path: path) }
    formats[look] = format
    if let pattern = look.pattern { format_set_num_format(format, pattern) }
    switch look.alignment {
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .leftIndented: format_set_indent(format, 1)
    case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    if look.isHeading {
      format_set_bold(format)
      format_set_text_wrap(format)
      format_set_bg_color(format, 0xE4E9F0)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    }
    return format
  }

  private func check(_ code: lxw_error, in sheet: Sheet? = nil) throws(WorkbookError) {
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
      throw .outsideSheet(path: path, sheet: sheet?.name ?? "")
    default: throw .refused(path: path, sheet: sheet?.name ?? "", code: code.rawValue)
    }
  }
}
