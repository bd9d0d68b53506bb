import Ledger

/// The columns that a proposal does not read so far.
extension ColumnGuess {
  /// The unread column that is the user, unless it identifies requests.
  var openUser: String? {
    columns.first { !taken.contains($0.name) && $0.isUniqueID }?.name
  }

  /// The unread columns of texts or times.
  var openTexts: [String] {
    columns.filter {
      !taken.contains($0.name) && !$0.values.isEmpty && !Self.areNumbers($0.values)
    }.map(\.name)
  }

  /// The unread columns of numbers.
  var openNumbers: [String] {
    columns.filter {
      !taken.contains($0.name) && Self.areNumbers($0.values) && running.increments[$0.name] == nil
    }.map(\.name)
  }

  /// The unread columns of numbers that may be counts of tokens.
  var openCounts: [SampleTable.Column] {
    columns.filter {
      !taken.contains($0.name) && running.increments[$0.name] == nil
        && Self.areNumbers($0.values) && !Self.areFractions($0.values)
        && !Self.areFlags($0.values) && !MisleadingKeywords.areMeasures(ColumnNameWords($0.name))
    }
  }
}

extension SampleTable {
  /// The names of the columns that are blank here, and have values in other rows of `whole`.
  func emptied(of whole: SampleTable) -> Set<String> {
    Set(
      zip(columns, whole.columns).lazy.filter { $0.values.isEmpty && !$1.values.isEmpty }.map(
        \.0.name))
  }
}
