import Ledger

/// Findings of one cause, one for all files: at the first place, with its rows and files counted.
struct FindingsByCause {
  private struct Cause: Hashable {
    let severity: Finding.Severity
    let code: String
    let message: String
    let help: String?
  }

  private struct Group {
    let cause: Cause
    let place: Place
    /// Nil where it is found in the header of a file.
    var rows: Int64?
    var files: Int64 = 1
    var lastFile: String
  }

  private var groups: [Group] = []
  private var indices: [Cause: Int] = [:]

  /// - Parameters:
  ///   - finding: its message states no counts.
  ///   - rows: the number of rows in its file; its place is the first.
  mutating func add(_ finding: Finding, rows: Int64? = nil) {
    let cause = Cause(
      severity: finding.severity, code: finding.code, message: finding.message,
      help: finding.help)
    guard let index = indices[cause] else {
      indices[cause] = groups.count
      groups.append(
        Group(cause: cause, place: finding.place, rows: rows, lastFile: finding.place.file))
      return
    }
    if let rows { groups[index].rows = (groups[index].rows ?? 0) + rows }
    if groups[index].lastFile != finding.place.file { groups[index].files += 1 }
    groups[index].lastFile = finding.place.file
  }

  /// By first appearance.
  var findings: [Finding] {
    groups.map { group in
      Finding(
        group.cause.severity, at: group.place, code: group.cause.code,
        message: group.cause.message
          + FindingsByCause.counts(
            rows: group.rows, files: group.files, hasFirst: group.place.line != nil),
        help: group.cause.help)
    }
  }

  /// Returns the counts as a message ends in them: `(first of 5 rows in 2 files)`.
  ///
  /// - Parameter hasFirst: whether the place is that of the first row; else it is a file.
  static func counts(rows: Int64?, files: Int64, hasFirst: Bool = true) -> String {
    guard let rows else {
      return files == 1 ? "" : " (first of \(GroupedDigits.count(files, "file")))"
    }
    let first = hasFirst ? "first of " : ""
    return " (\(first)\(GroupedDigits.count(rows, "row"))\(inFiles(files)))"
  }

  /// Returns ` in 2 files`; nothing for one.
  static func inFiles(_ files: Int64) -> String {
    files == 1 ? "" : " in \(GroupedDigits.count(files, "file"))"
  }
}

extension Finding {
  /// The same finding with the number of rows of which its place is the first.
  func counted(rows: Int64) -> Finding {
    Finding(
      severity, at: place, code: code,
      message: message + FindingsByCause.counts(rows: rows, files: 1), help: help)
  }
}
