import Intake
import Ledger

/// By file the columns that state what a price depends on and that nothing reads.
struct UnreadColumns {
  private var files: [Name: File] = [:]

  private struct File {
    let columns: [(name: Name, condition: RequestCondition)]
    let layout: LedgerLayout
  }

  init(_ files: [LedgerFile], _ tallies: [FileTally]) {
    for (file, tally) in zip(files, tallies) where !tally.unread.isEmpty {
      self.files[Name(file.path)] = File(
        columns: tally.unread, layout: file.start.layout)
    }
  }

  /// Whether a column of a file, by its name in lower case, is one of these.
  func holds(_ column: Name, in file: String) -> Bool {
    if files.isEmpty { return false }
    return files[Name(file)]?.columns.contains {
      Name($0.name.description.trimmedLowercase) == column
    } ?? false
  }

  /// What to do about the first column of a file that states a condition; nil where none does.
  func advice(for condition: RequestCondition, in file: Name) -> String? {
    guard let known = files[file],
      let column = known.columns.first(where: { $0.condition == condition })
    else { return nil }
    return UnreadColumns.text(column.name, condition, known.layout)
  }

  /// What to do about rows with a warning.
  static func help(for warning: RowWarning, in file: LedgerFile) -> String? {
    guard case .unread(let name, let condition) = warning else {
      return RowHelp.text(for: warning.code)
    }
    return text(name, condition, file.start.layout)
  }

  private static func text(
    _ name: Name, _ condition: RequestCondition, _ layout: LedgerLayout
  ) -> String {
    UnreadAdvice.text(
      name.description, condition, isMapped: layout.isMapped, read: layout.mappedName)
  }
}
