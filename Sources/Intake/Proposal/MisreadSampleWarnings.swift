import Ledger

/// The doubts that the first rows of an export raise about how it is read.
package enum MisreadSampleWarnings {
  /// A column of tokens that is read by no rule.
  package struct UnreadTokens: Hashable, Sendable {
    /// As the file has it, members within members joined by points.
    package let name: String
    /// The ledger column that it is.
    package let column: LedgerColumn
    /// The file has that column as well.
    package let isBesideOurs: Bool
    /// The number of the first rows that have some, and the number of first rows.
    package let rows: Int
    package let of: Int

    /// Its name says that they are part of the prompt or of the answer, as that of `prompt_tokens_details.cached_tokens`.
    package var isPart: Bool {
      name.split(separator: ".").dropLast().last.map {
        ColumnNameWords($0).words.contains("details")
      }
        ?? false
    }

    /// The unit that its name says, such as `thousands`; nil for none.
    package var unit: String? { ColumnKeywords.unit(name) }

    /// The remedy if no mapping can read the file; nil if its tokens can be read as they are.
    package var remedyOfExport: String? {
      if let unit { return "export them as \(column.name), one by one and not in \(unit)" }
      guard isPart else { return nil }
      return "export them as \(column.name), and subtract them from input_tokens or output_tokens,"
        + " whichever includes them"
    }
  }

  /// The columns of `table`, an export of our own columns, that count tokens under names which others have for them.
  ///
  /// What sums ours, as totals do, or says the same again, is no usage that is lacking.
  package static func unreadTokens(in table: SampleTable, but read: Set<String>) -> [UnreadTokens] {
    let ours = Set(table.columns.map { folded(Array($0.name.utf8)) })
    let classes = ProposedTotals.classes.flatMap(\.columns) + [.inputTokens, .outputTokens]
    return table.columns.compactMap { column in
      let name = folded(Array(column.name.utf8))
      if LedgerColumn.named[name] != nil || read.contains(name) { return nil }
      let values = column.values
      guard !values.isEmpty, values.allSatisfy({ Int64($0) != nil }),
        values.contains(where: { Int64($0) ?? 0 > 0 })
      else { return nil }
      let meant = classes.first { wanted in
        let fit = ColumnKeywords.fit(column.name, wanted)
        return fit > .direction && !MisleadingKeywords.stand(in: column.name, wanted, fit)
      }
      guard let meant else { return nil }
      let isBeside = ours.contains(meant.name)
      if isBeside {
        let own = table.column(named: meant.name)
        let isTotal = [LedgerColumn.inputTokens, .outputTokens].contains(meant)
        if isTotal || own?.texts == column.texts { return nil }
      }
      return UnreadTokens(
        name: column.name, column: meant, isBesideOurs: isBeside,
        rows: values.count { Int64($0) ?? 0 > 0 }, of: column.texts.count)
    }
  }

  /// Returns the column within whose values input and output of `table` only grow from row to row.
  ///
  /// `input` and `output` name the columns. The result is an empty text if they grow over all rows,
  /// and nil if they do not only grow.
  package static func growth(
    in table: SampleTable, readBy layout: LedgerLayout, input: String, output: String
  ) -> String? {
    let table = table.requests(of: layout)
    func counts(_ name: String) -> [Int128?]? {
      table.column(named: name)?.texts.map(RunningTotals.number)
    }
    let names = [input, output]
    guard let input = counts(input), let output = counts(output),
      [input, output].allSatisfy({ $0.contains { $0 ?? 0 > 0 } })
    else { return nil }
    // One random order of rows in 500 may look so by chance, in each of the two: a session of 6 rows has 720 orders.
    let isNamed = names.allSatisfy(GrowingCounts.isNamed)
    return RunningTotals.growth(
      of: [input, output], in: table.columns, chance: 500, isNamed: isNamed
    ).map { $0.key ?? "" }
  }
}
