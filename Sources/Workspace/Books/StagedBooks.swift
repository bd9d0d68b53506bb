import Glibc
import Intake
import Ledger
import Platform

/// Books that change together: all of them, or none, whenever the program ends.
///
/// They are written into a folder of the workspace, which one rename then lets count; after that each is renamed into
/// its place. What died in between is made whole by the next command that writes, and until then whoever reads a book
/// reads the staged one.
package enum StagedBooks {
  /// The folder of books that count.
  package static let folder = Stage.prefix + "books"
  /// The folder while they are written: it counts for nothing.
  private static let begun = Stage.prefix + "books-begun"
  /// The file of the folder that names each book, with the digest of what it replaces.
  private static let list = "list"

  /// A book to be written.
  package struct Book {
    /// Its path in the workspace.
    package let path: String
    /// The replaced content, as it was read; nil if there was none.
    package let old: [UInt8]?
    package let new: [UInt8]

    /// - Parameters: see the members of these names.
    package init(path: String, old: [UInt8]?, new: [UInt8]) {
      self.path = path
      self.old = old
      self.new = new
    }
  }

  // MARK: Reading

  /// Returns the path at which to read a book of a workspace.
  ///
  /// It is the book's own place, unless a staged book waits to be put there.
  package static func location(of path: String, in root: String) throws(SystemError) -> String {
    let staged = root + "/" + folder + "/" + path
    return try FileSystem.exists(staged) ? staged : root + "/" + path
  }

  /// Returns the findings about books that wait for their places.
  package static func findings(in root: String) throws(SystemError) -> [Finding] {
    guard try FileSystem.isFolder(root + "/" + folder) else { return [] }
    var changed: [Finding] = []
    var waiting: [Finding] = []
    for entry in try entries(in: root) where try isStaged(entry.path, in: root) {
      if try !isUnchanged(entry, in: root) {
        changed.append(changedFinding(entry.path, in: root))
      }
      waiting.append(
        Finding(
          .note, at: Place(file: entry.path), code: "book.unfinished",
          message: "a command was interrupted while it changed this book: Assay reads it from"
            + " \(folder)/ until the next writing command completes the change"))
    }
    return changed.isEmpty ? waiting : changed
  }

  // MARK: Writing

  /// Writes books, all or none; whoever calls it has the lock of the workspace.
  ///
  /// - Parameter written: what they are to the caller.
  package static func write(
    _ books: [Book], in root: String, as written: Interruption.Written
  ) throws {
    let stage = root + "/" + begun
    Interruption.onStop(remove: stage)
    let afterthought: (any Error)?
    do {
      try fill(stage, with: books, in: root)
      afterthought = try Interruption.uninterrupted(writing: written) {
        for book in books { try requireUnchanged(book, in: root) }
        try FileSystem.rename(stage, to: root + "/" + folder)
        do {
          try FileSystem.flushFolder(root)
          try place(books.map { Entry(path: $0.path, old: "") }, in: root)
        } catch {
          // As long as none is in its place, all can be taken back.
          if try books.allSatisfy({ try isStaged($0.path, in: root) }) {
            try FileSystem.rename(root + "/" + folder, to: stage)
            throw error
          }
          return BooksWaiting(error)
        }
        do { try tidy(root) } catch { return error }
        return nil
      }
    } catch {
      FileSystem.removeIfPossible(stage)
      throw error
    }
    if let afterthought {
      if try books.allSatisfy({ try !isStaged($0.path, in: root) }) {
        FileSystem.removeIfPossible(root + "/" + folder)
      }
      throw afterthought
    }
  }

  private static func fill(_ stage: String, with books: [Book], in root: String) throws {
    try FileSystem.makeFolder(stage, withParents: false)
    var lines = ""
    for book in books {
      let path = stage + "/" + book.path
      try FileSystem.makeFolder(FileSystem.parent(of: path))
      do {
        let file = try OutputFile(path)
        try file.write(book.new)
        _ = try file.finish()
        try FileSystem.takeOver(from: root + "/" + book.path, by: path)
      } catch let error as SystemError {
        throw SystemError(path: root + "/" + book.path, number: error.number)
      }
      lines += (book.old.map(digest) ?? "none") + " " + book.path + "\n"
    }
    let file = try OutputFile(stage + "/" + list)
    try file.write(Array(lines.utf8))
    _ = try file.finish()
    for folder in folders(of: books.map(\.path)) { try FileSystem.flushFolder(stage + folder) }
  }

  /// Refuses to write over changes by others since a book was read.
  package static func requireUnchanged(_ book: Book, in root: String) throws {
    let entry = Entry(path: book.path, old: book.old.map(digest) ?? "none")
    if try !isUnchanged(entry, in: root) { throw RunRefusal(FileFailure(.changed), in: book.path) }
  }

  // MARK: After a command that died

  /// Finishes or takes away what a command left that died while it changed books; whoever calls it has the lock.
  ///
  /// - Returns: whether there were books that count, which are in their places now.
  @discardableResult
  package static func finish(in root: String) throws -> Bool {
    // Where nothing can be written, books are read from where they are.
    guard access(root, W_OK | X_OK) == 0 else { return false }
    do throws(SystemError) { try sweep(root) } catch {
      throw OutputFault.leftover(error.path, error.number)
    }
    guard try FileSystem.isFolder(root + "/" + folder) else { return false }
    let entries = try entries(in: root).filter { try isStaged($0.path, in: root) }
    let changed = try entries.filter { try !isUnchanged($0, in: root) }
    if !changed.isEmpty {
      throw RunRefusal(findings: changed.map { changedFinding($0.path, in: root) })
    }
    try place(entries, in: root)
    try tidy(root)
    return true
  }

  /// Takes away files that were never to count, and what was replaced.
  private static func sweep(_ root: String) throws(SystemError) {
    try FileSystem.removeTree(root + "/" + begun)
    for name in WorkspacePath.books { try removeFile(root + "/" + Stage.prefix + name) }
    try removeFile(root + "/" + Stage.prefix + DatabaseGuard.file)
    let prices = root + "/" + WorkspacePath.prices
    guard try FileSystem.kind(of: prices) == .folder else { return }
    for name in try FileSystem.names(in: prices) where name.bytes.starts(with: Stage.prefix.utf8) {
      try FileSystem.remove(name.path(in: prices))
    }
  }

  private static func removeFile(_ path: String) throws(SystemError) {
    if try FileSystem.exists(path) { try FileSystem.remove(path) }
  }

  /// A book of the list.
  private struct Entry {
    let path: String
    /// The digest of what it replaces; `none` where nothing was.
    let old: String
  }

  private static func entries(in root: String) throws(SystemError) -> [Entry] {
    let path = root + "/" + folder + "/" + list
    guard try FileSystem.exists(path) else { return [] }
    let text = String(decoding: try FileSystem.contents(of: path), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      return words.count == 2 ? Entry(path: String(words[1]), old: String(words[0])) : nil
    }
  }

  private static func isStaged(_ path: String, in root: String) throws(SystemError) -> Bool {
    try FileSystem.exists(root + "/" + folder + "/" + path)
  }

  /// True if the file that a staged book replaces still has the content read when it was staged.
  private static func isUnchanged(_ entry: Entry, in root: String) throws(SystemError) -> Bool {
    let path = root + "/" + entry.path
    guard try FileSystem.exists(path) else { return entry.old == "none" }
    return try SHA256.file(path).sha256 == entry.old
  }

  private static func changedFinding(_ path: String, in root: String) -> Finding {
    Finding(
      .error, at: Place(file: path), code: "book.unfinished",
      message: "this book was edited after an interrupted command had started to change it",
      help: "keep it, and repeat that command: rm -r \(FileSystem.shellPath(folder, in: root))")
  }

  // MARK: Steps

  /// Puts each book in its place; one that fails is tried once more after the others.
  private static func place(_ entries: [Entry], in root: String) throws {
    var failed: [Entry] = []
    for entry in entries {
      do throws(SystemError) { try place(entry, in: root) } catch { failed.append(entry) }
    }
    for entry in failed { try place(entry, in: root) }
    for folder in folders(of: entries.map(\.path)) { try FileSystem.flushFolder(root + folder) }
  }

  private static func place(_ entry: Entry, in root: String) throws(SystemError) {
    let path = root + "/" + entry.path
    let parent = FileSystem.parent(of: path)
    if try FileSystem.kind(of: parent) == nil { try FileSystem.makeFolder(parent) }
    try FileSystem.rename(root + "/" + folder + "/" + entry.path, to: path)
  }

  /// Takes the folder away; all of its books are in their places.
  private static func tidy(_ root: String) throws(SystemError) {
    let stage = root + "/" + folder
    for name in try FileSystem.names(in: stage) where name.description != list {
      try FileSystem.removeFolder(name.path(in: stage))
    }
    try FileSystem.remove(stage + "/" + list)
    try FileSystem.removeFolder(stage)
    try FileSystem.flushFolder(root)
  }

  /// The folders that hold the books at `paths`, as in `/prices`, the inner ones first, and last the empty text.
  private static func folders(of paths: [String]) -> [String] {
    let folders = Set(paths.filter { $0.contains("/") }.map { "/" + FileSystem.parent(of: $0) })
    return folders.sorted().reversed() + [""]
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    let hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }
}

/// Books count that could not all be put in their places.
package struct BooksWaiting: FailureError {
  private let cause: SystemError?

  package init(_ error: any Error) { cause = error as? SystemError }

  package var finding: Finding {
    SystemError.finding(
      path: cause?.path ?? StagedBooks.folder,
      reason: (cause?.reason ?? "a book is not in its place")
        + ": Assay reads it from \(StagedBooks.folder)/ until the next writing command completes"
        + " the change",
      help: cause?.remedy)
  }
}
