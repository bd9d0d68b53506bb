import CXLSXWriter

/// Keeps libxlsxwriter from printing: it writes what fails to the standard error of C, with its own file names and the
/// path as it is, before it returns the code from which our message is made.
///
/// Only that stream is another one meanwhile. What this program says goes to the descriptor, from any thread.
enum LibraryOutputGuard {
  /// Does `body` while the library cannot be heard.
  static func during<Value>(
    _ body: () throws(WorkbookError) -> Value
  ) throws(WorkbookError) -> Value {
    assay_silence(1)
    defer { assay_silence(0) }
    return try body()
  }
}
