import Ledger
import Platform

extension WorkspaceLoader {
  /// Notes files with nearly the name of a book or of the settings that are not there: under another name they
  /// would silently count for nothing.
  ///
  /// Any other file of a workspace is its owner's.
  mutating func noteMisnamedBooks() throws(SystemError) {
    let files = try FileSystem.names(in: root).filter { $0.isText && !$0.isHidden }
      .map(\.description).filter { !WorkspacePath.books.contains($0) && !$0.hasSuffix("~") }
    for book in WorkspacePath.books.sorted() {
      let plain = PlainName(book)
      for name in files where PlainName(name).isSlip(of: plain, within: slips(of: book)) {
        if try isThere(book) { break }
        findings.append(
          Finding(
            .error, at: Place(file: name), code: "file.name",
            message: "not the name of a book; \(book) is missing",
            help: "move it away if it is not that book; otherwise rename it: mv "
              + FileSystem.shellPath(name, in: root) + " " + FileSystem.shellPath(book, in: root)))
      }
    }
  }

  /// The number of letters by which a name may differ.
  ///
  /// For a short book name, any other name may be a user's own.
  private func slips(of book: String) -> Int {
    switch book.utf8.count {
    case ..<7: 0
    case ..<11: 1
    default: 2
    }
  }
}
