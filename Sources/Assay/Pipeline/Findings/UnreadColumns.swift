import Intake
import Ledger

/// By file the columns that state what a price depends on and that nothing reads.
struct UnreadColumns {
  private var files: [Name: File] = [:]

  private struct File {
    let columns: [(name: Name, condition: RequestCondition)]
    let file: LedgerFile
    let words: [RowWarning: Set<String>]
  }

  init(_ files: [LedgerFile], _ tallies: [FileTally]) {
    for (file, tally) in zip(files, tallies) where !tally.unread.isEmpty {
      self.files[Name(file.path)] = File(
        columns: tally.unread, file: file, words: tally.words)
    }
  }

  /// Whether a column of a file, in any letters of case, is one of these.
  func holds(_ column: Name, in file: String) -> Bool {
    if files.isEmpty { return false }
    let name = column.description.trimmedLowercase
    return files[Name(file)]?.columns.contains {
      $0.name.description.trimmedLowercase == name
    } ?? false
  }

  /// What to do about the first column of a file that states a condition; nil where none does.
  func advice(for condition: RequestCondition, in file: Name) -> String? {
    guard let known = files[file],
      let column = known.columns.first(where: { $0.condition == condition })
    else { return nil }
    let warning = RowWarning.unread(column.name, condition, word: Name(""))
    return UnreadColumns.text(
      column.name, condition, words: known.words[warning, default: []], known.file)
  }

  /// What to do about rows with a warning.
  static func help(for warning: RowWarning, in file: LedgerFile, _ tally: FileTally) -> String? {
    guard case .unread(let name, let condition, _) = warning else {
      return RowHelp.text(for: warning.code)
    }
    return text(name, condition, words: tally.words[warning, default: []], file)
  }

  private static func text(
    _ name: Name, _ condition: RequestCondition, words: Set<String>, _ file: LedgerFile
  ) -> String {
    let layout = file.start.layout
    // What is read has to say what all words mean.
    let usual =
      condition == .unreadTerms
      ? SampleWarnings.table(file)?.usualWords(of: name.description) ?? [] : []
    return UnreadAdvice.text(
      name.description, condition, words: words.sorted(), usual: usual, isMapped: layout.isMapped,
      read: layout.mappedName, mapping: layout.mapping)
  }
}
