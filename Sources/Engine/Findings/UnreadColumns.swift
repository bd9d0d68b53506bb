import Intake
import Ledger
import Workspace

/// By file the columns that state what a price depends on and that nothing reads.
struct UnreadColumns {
  private var files: [Name: File] = [:]

  /// By path, columns of lengths without a unit.
  private let lengths: [String: (name: String, isMapped: Bool)]

  private struct File {
    let columns: [(name: Name, condition: RequestCondition)]
    let file: LedgerFile
    let words: [RowWarning: Set<String>]
    /// By column, other words of those that state terms: what is read has to say what all its words mean.
    let usual: [Name: [String]]
    /// By column, how those of counts are beside what a mapping reads.
    let beside: [Name: UnreadAdvice.Beside]
  }

  /// - Parameter lengths: by path, columns of lengths without a unit.
  init(
    _ files: [LedgerFile], _ tallies: [FileTally], lengths: [String: (name: String, isMapped: Bool)]
  ) {
    self.lengths = lengths
    for (file, tally) in zip(files, tallies) where !tally.unread.isEmpty {
      let terms = tally.unread.filter { $0.condition == .unreadTerms }.map(\.name)
      let layout = file.start.layout
      let counts =
        layout.isMapped
        ? tally.unread.filter { $0.condition == .unreadQuantity }.map(\.name) : []
      // Read once for all columns.
      let table = terms.isEmpty && counts.isEmpty ? nil : MisreadExportWarnings.table(file)
      let usual = terms.map { ($0, table?.usualWords(of: $0.description) ?? []) }
      let beside = counts.compactMap { name in
        table.map { (name, $0.beside(name.description, layout.mapping)) }
      }
      self.files[Name(file.path)] = File(
        columns: tally.unread, file: file, words: tally.words,
        usual: Dictionary(usual, uniquingKeysWith: { first, _ in first }),
        beside: Dictionary(beside, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// True if a column of a file, in any letter case, is in this list.
  func holds(_ column: Name, in file: String) -> Bool {
    if files.isEmpty { return false }
    let name = column.description.trimmedLowercase
    return files[Name(file)]?.columns.contains {
      $0.name.description.trimmedLowercase == name
    } ?? false
  }

  /// Returns advice on the first column of a file that states a condition; nil if none does.
  func advice(for condition: RequestCondition, in file: Name) -> String? {
    guard let known = files[file],
      let column = known.columns.first(where: { $0.condition == condition })
    else { return nil }
    return text(column.name, condition, known)
  }

  /// Returns advice on a length without a unit in a file, to precede other advice.
  ///
  /// Blank if the file has no such length.
  func lengthAdvice(in file: Name) -> String {
    guard let (name, isMapped) = lengths[file.description] else { return "" }
    let quoted = JSONString.quoted(name)
    let mapped =
      isMapped
      ? "write \"seconds\": \(quoted) within \"columns\" of its mapping"
      : "write in assay.json: \"mappings\": { \(quoted): \"seconds\" }"
    return "look at \(quoted): \(UnreadAdvice.length(mapped)); or "
  }

  /// Returns advice on rows with a warning.
  func help(for warning: RowWarning, in file: LedgerFile) -> String? {
    if case .tokensBeyondCounts(let name) = warning {
      return "read the column of the other tokens in its mapping, and say in \"input_includes\" and"
        + " \"output_includes\" what its totals hold; if no price depends on it:"
        + " \"mappings\": { \(JSONString.quoted(name.description)): \"ignored\" }"
    }
    guard case .unread(let name, let condition, _) = warning, let known = files[Name(file.path)]
    else { return RowHelp.text(for: warning.code) }
    return text(name, condition, known)
  }

  private func text(_ name: Name, _ condition: RequestCondition, _ known: File) -> String {
    let layout = known.file.start.layout
    if layout.usage != .native, layout.usage != .mapping {
      return "export these requests as rows of Assay's own columns, with what the attribute states;"
        + " if no price depends on it, write in assay.json:"
        + " \"mappings\": { \(JSONString.quoted(name.description)): \"ignored\" }"
    }
    let words = known.words[.unread(name, condition, word: Name("")), default: []]
    return UnreadAdvice.text(
      name.description, condition, words: words.sorted(), usual: known.usual[name, default: []],
      isMapped: layout.isMapped, read: layout.mappedName, mapping: layout.mapping,
      beside: known.beside[name] ?? .sometimes)
  }
}
