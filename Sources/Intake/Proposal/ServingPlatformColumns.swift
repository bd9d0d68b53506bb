/// Columns that show which server answered.
extension ServingPlatformSign {
  /// Returns the mark that rows of a table bear, and a name of a column that shows it; nil where none does.
  ///
  /// - Parameter all: every row has to bear it.
  static func of(_ table: SampleTable, all: Bool) -> (mark: ServingPlatformSign, column: String)? {
    allCases.lazy.compactMap { mark -> (ServingPlatformSign, String)? in
      mark.rows(of: table, all: all).map { (mark, $0) }
    }.first
  }

  private func rows(of table: SampleTable, all: Bool) -> String? {
    let (owner, names) = members
    let columns = names.map { name in
      table.columns.filter { column in
        var parts = column.name.split(separator: ".")[...]
        if self == .groq { return parts.contains { $0 == name.description } }
        guard parts.popLast().map(String.init) == name.description else { return false }
        return owner.map { $0.description == parts.last.map(String.init) } ?? true
      }
    }
    guard let first = columns.first?.first, columns.allSatisfy({ !$0.isEmpty }) else { return nil }
    func bears(_ row: Int) -> Bool {
      columns.allSatisfy { $0.contains { !$0.texts[row].isEmpty } }
    }
    let rows = 0..<table.rowCount
    guard all ? rows.allSatisfy(bears) : rows.contains(where: bears) else { return nil }
    return self == .groq
      ? first.name.split(separator: ".").prefix { $0 != "x_groq" }.joined(separator: ".")
        + (first.name.hasPrefix("x_groq") ? "" : ".") + "x_groq"
      : first.name
  }
}

extension ColumnGuess {
  /// The same where `eval_count` of Ollama, which elsewhere may count anything, is read as output.
  func readingLocalOutput(_ table: SampleTable) -> ColumnGuess {
    guard found[.outputTokens] == nil, let mark = ServingPlatformSign.of(table, all: false)?.mark,
      mark == .ollama,
      let name = openCounts.map(\.name).first(where: {
        $0.split(separator: ".").last == "eval_count"
      })
    else { return self }
    return reading(.outputTokens, from: [name])
  }
}
