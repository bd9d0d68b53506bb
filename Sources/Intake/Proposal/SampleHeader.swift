import Ledger

/// Finds out whether the first line of a CSV names its columns, or is a row.
extension SampleTable {
  /// Whether the first line of a CSV is a row, and names no columns.
  ///
  /// A text in it is a time or a figure, and too few others are known as names for that to be one as well.
  package var beginsWithRow: Bool {
    let values = columns.count { SampleTable.isValue($0.name, of: columns.count) }
    return delimiter != nil && values > 0 && knownNames <= 2 * values
  }

  /// Whether columns have names that are known, so that they are hardly anything but a header.
  var hasKnownNames: Bool { knownNames > 1 }

  private var knownNames: Int {
    columns.count { column in
      !column.isWithinText
        && LedgerColumn.allCases.contains { ColumnWords.fit(column.name, $0) == .sameWords }
    }
  }

  /// Whether `mapping` takes texts of the first row for names of columns: what it calls the start of requests is a time.
  package func isMisnamed(by mapping: UsageMapping) -> Bool {
    guard delimiter != nil,
      let start = mapping.sources.first(where: { $0.column == .startedAt })
    else { return false }
    // UTC stands for any zone here.
    return TimeForm(shape: mapping.times.shape, zone: .utc).reads(
      start.names.joined(separator: " "))
  }

  /// Whether a text is a time or a figure, which hardly a column is called by; the number of one of `count` columns may
  /// be its name.
  static func isValue(_ text: String, of count: Int) -> Bool {
    if SampleTimes([text]) != nil { return true }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) })
    else { return false }
    return parts.count == 2 || Int(text).map { $0 > count } ?? true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
