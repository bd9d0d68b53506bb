import Ledger

extension UnreadAdvice {
  /// The relation of a column of a class to the columns that a mapping reads for it.
  package enum Beside: Sendable {
    /// No row has both.
    case never
    /// Each row that has those has the same number in it.
    case alike
    case sometimes
  }

  /// Returns the advice for tokens of a class that some rows state in another column.
  ///
  /// The columns that the mapping reads are blank in those rows.
  static func counted(
    _ column: LedgerColumn, _ quoted: String, _ mapping: UsageMapping?, _ beside: Beside
  ) -> String {
    let names = mapping?.sources.first { $0.column == column }?.names ?? []
    let read = names.map(JSONString.quoted)
    let told =
      "its mapping reads \(column.name) from \(read.joined(separator: ", ")), which these rows lack"
    switch beside {
    case .never:
      let list = (read + [quoted]).joined(separator: ", ")
      return "\(told): write \"\(column.name)\": [\(list)] within \"columns\", as no row has both"
    case .alike:
      return "\(told): write \"\(column.name)\": \(quoted) within \"columns\""
    case .sometimes: return "\(told): export both as one"
    }
  }
}

extension SampleTable {
  /// Returns the relation of the named column to the columns that `mapping` reads for its class.
  package func beside(_ name: String, _ mapping: UsageMapping?) -> UnreadAdvice.Beside {
    let classes = ConditionColumn(name)?.classes ?? []
    let read = (mapping?.sources ?? []).filter { classes.contains($0.column) }
      .flatMap(\.names).compactMap { column(named: $0)?.texts }
    guard let other = column(named: name)?.texts, !read.isEmpty else { return .sometimes }
    let both = other.indices.filter { row in
      !other[row].isEmpty && read.contains { !$0[row].isEmpty }
    }
    if both.isEmpty { return .never }
    let isEverywhere = other.indices.allSatisfy { row in
      read.allSatisfy { $0[row].isEmpty || $0[row] == other[row] }
    }
    return read.count == 1 && isEverywhere ? .alike : .sometimes
  }
}
