import Tables

/// Several files that take their places together: all, or none where that can be undone.
enum LoneFiles {
  /// Writes each table to its path; returns what was written.
  ///
  /// Until all are written, nothing takes its place.
  @discardableResult
  static func write(_ tables: [(table: Table, path: String)]) throws -> [WrittenFile] {
    var files: [LoneFile] = []
    var written: [WrittenFile] = []
    do {
      for (table, path) in tables {
        let file = try LoneFile(path)
        files.append(file)
        try CSVFile.write(table) { try file.write($0) }
        written.append(try file.finish())
      }
      try Interruption.uninterrupted(writing: .files) { try place(files) }
    } catch {
      for file in files { file.discard() }
      throw error
    }
    for file in files { try file.tidy() }
    return written
  }

  private static func place(_ files: [LoneFile]) throws {
    var placed: [(file: LoneFile, placement: LoneFile.Placement)] = []
    do {
      for file in files { placed.append((file, try file.place())) }
    } catch {
      for (file, placement) in placed.reversed() { try file.takeBack(placement) }
      throw error
    }
  }
}
