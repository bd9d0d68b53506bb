import Ledger

/// The columns of an export that name models, where one says what was wished and another what answered, which is charged.
struct AnsweringModelColumn {
  private let columns: [SampleTable.Column]

  init(_ table: SampleTable) { self.init(table.columns) }

  init(_ columns: [SampleTable.Column]) {
    self.columns = columns.filter { column in
      ColumnKeywords.fit(column.name, .model) > .direction
        && VendorKeywords.areModels(column.values)
    }
  }

  /// The first that says which model answered.
  var first: SampleTable.Column? { columns.first { AnsweringModelColumn.isAnswer($0) } }

  /// The first that names another model than `read` in some rows, and in how many.
  func other(than read: SampleTable.Column) -> (column: SampleTable.Column, rows: Int)? {
    columns.lazy.filter { $0.name != read.name }.map { ($0, rows(of: $0, differingFrom: read)) }
      .first { $0.1 > 0 }
  }

  /// A column of models that answered which is not read, where they are others than those that are.
  func differing(
    from read: SampleTable.Column, but names: Set<String>
  ) -> (answered: String, read: String, rows: Int)? {
    guard !AnsweringModelColumn.isAnswer(read) else { return nil }
    for column in columns
    where AnsweringModelColumn.isAnswer(column)
      && !names.contains(folded(Array(column.name.utf8)))
    {
      let rows = rows(of: column, differingFrom: read)
      if rows > 0 { return (column.name, read.name, rows) }
    }
    return nil
  }

  private func rows(
    of column: SampleTable.Column, differingFrom other: SampleTable.Column
  ) -> Int {
    zip(column.texts, other.texts).count {
      !$0.isEmpty && !$1.isEmpty && !AnsweringModelColumn.areSame($0, $1)
    }
  }

  private static func isAnswer(_ column: SampleTable.Column) -> Bool {
    !answers.isDisjoint(with: ColumnNameWords(column.name).words)
  }

  private static let answers: Set = [
    "response", "served", "actual", "resolved", "answered", "returned", "used", "effective",
    "billed", "upstream",
  ]

  /// Returns true if two names are of one model.
  ///
  /// One of them may have a vendor before it, or its version after it.
  private static func areSame(_ one: String, _ other: String) -> Bool {
    func name(_ text: String) -> Substring {
      text.lowercased().split(separator: "/").last ?? ""
    }
    let (short, long) =
      one.count < other.count ? (name(one), name(other)) : (name(other), name(one))
    guard short != long else { return true }
    guard long.hasPrefix(short) else { return false }
    let rest = ColumnNameWords(long.dropFirst(short.count)).words
    return rest.allSatisfy { word in
      ["latest", "preview", "exp", "v"].contains(word)
        || word.drop { $0 == "v" }.allSatisfy { $0.isASCII && $0.isNumber }
    }
  }
}
