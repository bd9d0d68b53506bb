import Ledger

extension RunningTotals {
  /// Returns true if some columns count single requests, so that sums of several beside them are no usage of one.
  func standBesideCounts(in columns: [SampleTable.Column]) -> Bool {
    columns.contains { column in
      increments[column.name] == nil && !SessionSumColumns.isOne(column.name)
        && ColumnGuess.areNumbers(column.values)
        && [LedgerColumn.inputTokens, .outputTokens].contains { side in
          let fit = ColumnKeywords.fit(column.name, side)
          return fit > .direction && !MisleadingKeywords.stand(in: column.name, side, fit)
        }
    }
  }
}
