import Intake
import Ledger
import Platform

/// A book to which rows are added at the end, in one step, and in which nothing is ever changed.
package struct BookAppender {
  package let bytes: [UInt8]
  /// The columns of its header, in lower case.
  package let columns: [String]
  /// Its path in the workspace.
  package let name: String
  /// The bytes that were read; nil if the file did not exist.
  private let read: [UInt8]?
  private let root: String
  private let delimiter: UInt8

  /// Reads a book of the workspace in `root`; one that is not there has no row yet, and all known columns.
  ///
  /// One that is there and empty lost what it said: it is refused.
  package init(root: String, name: String, columns known: [String]) throws {
    self.name = name
    self.root = root
    let found = try BookBytes.read(name, in: root)
    read = found
    if found?.isEmpty == true {
      throw RunRefusal(FileFailure(.emptyBook), in: name)
    }
    bytes = found ?? []
    delimiter = BookTable.delimiter(bytes, known: known)
    columns =
      bytes.isEmpty
      ? known : BookTable.headerColumns(of: BookBytes.header(bytes), known: known).names
  }

  /// Returns the book with columns at the end of its header, and blank cells in each of its rows.
  ///
  /// Nothing that it says changes; a book that has the columns stays as it is.
  package func widened(by wanted: [String]) -> BookAppender {
    let added = wanted.filter { !columns.contains($0) }
    if added.isEmpty { return self }
    let blanks = [UInt8](repeating: delimiter, count: added.count)
    let names = added.flatMap { [delimiter] + Array($0.utf8) }
    var wide: [UInt8] = Array(bytes.prefix(bytes.byteOrderMarkLength))
    bytes.withUnsafeBufferPointer { bytes in
      let scanner = CarefulScanner(delimiter: delimiter)
      var at = wide.count
      var isHeader = true
      while at < bytes.count {
        guard case .record(let record) = scanner.scan(bytes, from: at, isEnd: true) else {
          // A quote is open to the end of the file, which reading the book refuses.
          wide += bytes[at...]
          return
        }
        let text = bytes[at..<record.next]
        let end = text.reversed().prefix { $0 == 0x0A || $0 == 0x0D }.count
        wide += text.dropLast(end)
        if !record.isBlank { wide += isHeader ? names : blanks }
        wide += text.suffix(end)
        isHeader = isHeader && record.isBlank
        at = record.next
      }
    }
    return BookAppender(
      bytes: wide, columns: columns + added, name: name, read: read, root: root,
      delimiter: delimiter)
  }

  private init(
    bytes: [UInt8], columns: [String], name: String, read: [UInt8]?, root: String, delimiter: UInt8
  ) {
    self.bytes = bytes
    self.columns = columns
    self.name = name
    self.read = read
    self.root = root
    self.delimiter = delimiter
  }

  /// Adds rows, given by column.
  ///
  /// - Parameters:
  ///   - written: what the rows are to the caller.
  ///   - check: looks at the bytes with the rows before they are written, and throws to refuse them.
  package func append(
    _ rows: [[String: String]], as written: Interruption.Written,
    check: ([UInt8]) throws -> Void
  ) throws {
    try check(bytes(with: rows))
    try BookAppender.append([(self, rows)], as: written)
  }

  /// Adds rows to several books of one workspace: to all of them, or to none.
  package static func append(
    _ added: [(book: BookAppender, rows: [[String: String]])], as written: Interruption.Written
  ) throws {
    let books = added.map { book, rows in
      StagedBooks.Book(path: book.name, old: book.read, new: book.bytes(with: rows))
    }
    guard let root = added.first?.book.root else { return }
    if let book = books.first, books.count == 1 {
      // One rename is one step by itself.
      try StagedBooks.requireUnchanged(book, in: root)
      try AtomicFileSet.write([(root + "/" + book.path, { try $0(book.new) })], as: written)
    } else {
      try StagedBooks.write(books, in: root, as: written)
    }
  }

  /// Returns the book with rows at its end.
  package func bytes(with rows: [[String: String]]) -> [UInt8] {
    let end: [UInt8] = bytes.contains(0x0D) ? [0x0D, 0x0A] : [0x0A]
    var text = bytes
    if text.isEmpty { text += Array(columns.joined(separator: ",").utf8) + end }
    if text.last != 0x0A && text.last != 0x0D { text += end }
    for cells in rows {
      text += Array(columns.map { field(cells[$0] ?? "") }.joined(separator: [delimiter])) + end
    }
    return text
  }

  private func field(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let isPlain = !bytes.contains { [delimiter, 0x22, 0x0A, 0x0D].contains($0) }
    return isPlain
      ? bytes : [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }
}
