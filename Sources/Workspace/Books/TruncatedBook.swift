import Ledger
import Platform

extension NewWorkspace {
  /// Returns a finding for a book that is the start of the shipped one, cut within a row.
  ///
  /// Nil for any other book.
  ///
  /// Earlier versions of init wrote books in their places, and may have been killed meanwhile.
  package static func cut(_ path: String, _ bytes: [UInt8], in root: String) -> Finding? {
    guard let last = bytes.last, last != 0x0A,
      let shipped = files.first(where: { $0.path == path && $0.path.hasSuffix(".csv") }),
      bytes.count < shipped.text.utf8.count, shipped.text.utf8.starts(with: bytes)
    else { return nil }
    let (whole, own) = (root == "." ? "whole" : root + "-whole", root == "." ? "" : root + "/")
    return Finding(
      .error, at: Place(file: path, line: bytes.count { $0 == 0x0A } + 1, column: 1),
      code: "book.cut",
      message: "ends within this row of the shipped book, after \(bytes.count) of"
        + " \(shipped.text.utf8.count) bytes",
      help: "restore the complete book: assay init \(ShellWord.path(whole)) && cp"
        + " \(ShellWord.path(whole + "/" + path)) \(ShellWord.path(own + path))")
  }
}
