/// Finds out whether what stands in a column can tell requests apart.
extension SampleTable {
  /// Whether no text of `column` stands in two rows, unless these are alike in all columns: the same row, exported twice.
  func tellsRowsApart(_ column: Column) -> Bool {
    var firstRows: [String: Int] = [:]
    for (row, text) in column.texts.enumerated() where !text.isEmpty {
      guard let first = firstRows[text] else {
        firstRows[text] = row
        continue
      }
      if !columns.allSatisfy({ $0.texts[first] == $0.texts[row] }) { return false }
    }
    return true
  }
}

extension SampleTable.Column {
  /// Whether some word of its name is one for ids, so that its numbers may be some.
  var isNamedAnID: Bool {
    !Set(NameWords(name).words).isDisjoint(with: ["id", "uuid", "guid", "ref", "reference"])
  }

  /// Whether all that it says are amounts of something: durations such as `1m 30s` or `850ms`, sizes, counts.
  var holdsMeasures: Bool { !values.isEmpty && values.allSatisfy(Self.isMeasure) }

  /// Whether a text is a number, or several, each with a unit after it or none.
  private static func isMeasure(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.hasPrefix("PT") { rest = rest.dropFirst(2) }
    guard !rest.isEmpty else { return false }
    while let first = rest.first {
      guard first.isNumber || first == "-" else { return false }
      rest = rest.drop { !$0.isLetter && $0 != "%" }
      let unit = rest.prefix { $0.isLetter || $0 == "%" }
      if !unit.isEmpty && !units.contains(unit.lowercased()) { return false }
      rest = rest.dropFirst(unit.count).drop { $0 == " " }
    }
    return true
  }

  private static let units: Set<String> = [
    "ns", "us", "µs", "μs", "ms", "s", "sec", "secs", "second", "seconds", "sek", "m", "min",
    "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "std", "k", "b", "kb", "mb",
    "kib", "mib", "bytes", "tok", "toks", "token", "tokens", "usd", "eur", "%", "x",
  ]
}
