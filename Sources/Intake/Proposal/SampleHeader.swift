import Ledger

/// Finds out whether the first line of a CSV names its columns, or is a row.
extension SampleTable {
  /// True if the first line of a CSV is a row and not column names.
  ///
  /// A text in it is a time or a figure, and too few other texts are known names for that one to be
  /// a name as well.
  package var beginsWithRow: Bool {
    let values = columns.count { SampleTable.isValue($0.name, of: columns.count) }
    return delimiter != nil && values > 0 && knownNames <= 2 * values
  }

  /// True if enough columns have known names that the line is almost certainly a header.
  var hasKnownNames: Bool { knownNames > 1 }

  private var knownNames: Int {
    columns.count { column in
      !column.isWithinText
        && LedgerColumn.allCases.contains { ColumnKeywords.fit(column.name, $0) == .sameWords }
    }
  }

  /// Returns true if `mapping` takes texts of the first row for names of columns.
  ///
  /// Its name for the start of requests is a time.
  package func isMisnamed(by mapping: UsageMapping) -> Bool {
    guard delimiter != nil,
      let start = mapping.sources.first(where: { $0.column == .startedAt })
    else { return false }
    // UTC stands for any zone here.
    return TimeForm(shape: mapping.times.shape, zone: .utc).reads(
      start.names.joined(separator: " "))
  }

  /// Returns true if a text is a time or a figure, which is hardly a column name.
  ///
  /// The number of one of `count` columns may be its name.
  static func isValue(_ text: String, of count: Int) -> Bool {
    if SampleTimes([text]) != nil { return true }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) })
    else { return false }
    return parts.count == 2 || Int(text).map { $0 > count } ?? true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
