import Glibc

/// Why a workbook could not be written.
package enum WorkbookError: Error, Hashable, Sendable {
  /// The file cannot be opened for writing; `systemError` is the number of the system's reason.
  case notOpened(path: String, systemError: Int32)
  /// The library could not make or read its temporary files.
  case temporaryFile(path: String, systemError: Int32)
  /// Writing the file failed.
  case notWritten(path: String, systemError: Int32)
  case outOfMemory(path: String)
  /// The library made its temporary files by itself, so it is unknown whether all was written to them.
  case unseenFiles(path: String)
  /// More columns or rows than a sheet may have.
  case outsideSheet(path: String, sheet: String)
  /// The library refused something that should have been made fit for it; `code` is its
  /// `lxw_error`.
  case refused(path: String, sheet: String, code: UInt32)
}

extension WorkbookError {
  /// The number of the system's reason; nil where it is not the system that refused, or gave no reason.
  package var systemError: Int32? {
    switch self {
    case .notOpened(_, let number), .temporaryFile(_, let number), .notWritten(_, let number):
      number == 0 ? nil : number
    case .outOfMemory, .unseenFiles, .outsideSheet, .refused: nil
    }
  }
}

extension WorkbookError: CustomStringConvertible {
  /// The error in words, with the file in front.
  package var description: String {
    switch self {
    case .notOpened(let path, let systemError):
      "\(path): \(reason(systemError)), expected a writable file"
    case .temporaryFile(let path, let systemError):
      "\(path): Assay cannot write temporary files for it: \(reason(systemError))"
    case .notWritten(let path, let systemError):
      "\(path): \(reason(systemError))"
    case .outOfMemory(let path):
      "\(path): not enough memory to write it"
    case .unseenFiles(let path):
      "\(path): this build of libxlsxwriter bypasses lxw_tmpfile, so Assay could not detect a failed write; "
        + "expected libxlsxwriter as Debian builds it"
    case .outsideSheet(let path, let sheet):
      "\(path): sheet '\(sheet)' has more columns or rows than a workbook can hold"
    case .refused(let path, let sheet, let code):
      "\(path): libxlsxwriter refused sheet '\(sheet)' with error \(code)"
    }
  }
}

private func reason(_ systemError: Int32) -> String {
  systemError == 0 ? "writing failed" : String(cString: strerror(systemError))
}
