import Ledger

extension ColumnGuess {
  /// The columns of what tools took in, which Google counts beside the prompt; see `ConditionColumn.isToolPrompt`.
  private var toolPrompts: [String] {
    let last = { (name: String) in NameWords(name.split(separator: ".").last ?? "") }
    return openCounts.map(\.name).filter {
      ConditionColumn.isToolPrompt(last($0)) && ColumnWords.unit($0) == unit(.inputTokens)
    }
  }

  /// The same where these are input as well; one of several that say the same.
  func readingToolPrompts() -> ColumnGuess {
    guard let input = found[.inputTokens], let tools = toolPrompts.first else { return self }
    return reading(.inputTokens, from: input + [tools])
  }

  /// Whether some of the columns of `column` are of such tokens.
  func readsToolPrompts(_ column: LedgerColumn) -> Bool {
    found[column, default: []].dropFirst().contains {
      ConditionColumn.isToolPrompt(NameWords($0.split(separator: ".").last ?? ""))
    }
  }
}
