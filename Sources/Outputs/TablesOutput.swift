import Platform
import Tables

/// Writes tables and what goes with them into a folder, all or nothing.
enum TablesOutput {
  /// True if the file at `path` starts with `header`.
  static func isFile(_ path: String, beginning header: String) throws -> Bool {
    guard case .file? = try FileSystem.kind(of: path) else { return false }
    return try FileSystem.beginning(of: path, count: header.utf8.count).elementsEqual(header.utf8)
  }

  /// Writes each table as CSV, and then what `more` does; returns what was written.
  ///
  /// - Parameters:
  ///   - names: every file that may be written here; others belong to the user.
  ///   - family: names of files that may also be written here.
  ///   - isOurs: says whether the folder at a path may be exchanged for another, so that its files change at once.
  static func write(
    _ tables: [Table], to folder: String, names: Set<String>, family: FileNamePattern? = nil,
    isOurs: @escaping (String) throws -> Bool = Manifest.isOurs(in:),
    and more: (inout OutputFolder) throws -> Void
  ) throws -> [WrittenFile] {
    var output = try OutputFolder(
      folder, names: names, family: family, isOurFolder: isOurs)
    do {
      for table in tables {
        try output.write(table.name + ".csv") { try CSVFile.write(table, sink: $0) }
      }
      try more(&output)
      if let afterthought = try output.commit() { throw afterthought }
      return output.written
    } catch {
      output.discard()
      throw error
    }
  }
}

extension AtomicFileSet {
  /// Writes each table to its path; returns what was written.
  @discardableResult
  package static func write(_ tables: [(table: Table, path: String)]) throws -> [WrittenFile] {
    try write(
      tables.map { table, path in
        (path, { (sink: ([UInt8]) throws -> Void) in try CSVFile.write(table) { try sink($0) } })
      },
      as: .files)
  }
}
