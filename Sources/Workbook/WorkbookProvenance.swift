import Ledger

/// The source data of the workbook, which no figure shows.
package struct WorkbookProvenance: Sendable {
  /// Of the program.
  package let version: String
  /// The day the workbook counts as made: the end of its period.
  package let created: Day
  /// Only what was known by then counted; nil is everything.
  package let knownAt: Instant?
  /// The files that were read, as far as a sheet shows them.
  package let files: [SourceFile]
  /// The number of files that were read.
  package let fileCount: Int

  /// - Parameter fileCount: how many were read; nil where `files` are all.
  package init(
    version: String, created: Day, knownAt: Instant?, files: [SourceFile], fileCount: Int? = nil
  ) {
    self.version = version
    self.created = created
    self.knownAt = knownAt
    self.files = files
    self.fileCount = fileCount ?? files.count
  }
}

/// A file that was read, with its digest.
package struct SourceFile: Hashable, Sendable {
  /// In the workspace.
  package let path: String
  package let sha256: String

  package init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}
