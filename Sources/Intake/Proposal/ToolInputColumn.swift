import Ledger

extension ColumnGuess {
  /// The columns of what tools took in, which Google counts beside the prompt; see `ConditionColumn.isToolPrompt`.
  private var toolPrompts: [String] {
    openCounts.map(\.name).filter {
      isToolPrompt($0) && ColumnKeywords.unit($0) == unit(.inputTokens)
    }
  }

  /// Returns true if a column counts tool prompts.
  ///
  /// Gemini CLI logs them as `tool_token_count`, a name that others use for all tokens
  /// (https://github.com/google-gemini/gemini-cli, `ApiResponseEvent`, read 2026-11-26).
  private func isToolPrompt(_ name: String) -> Bool {
    let last = ColumnNameWords(name.split(separator: ".").last ?? "")
    return ConditionColumn.isToolPrompt(last)
      || last.joined == "tooltokencount"
        && texts(.model).allSatisfy { $0.lowercased().contains("gemini") }
  }

  /// The same where these are input as well; one of several that say the same.
  func readingToolPrompts() -> ColumnGuess {
    guard let input = found[.inputTokens], let tools = toolPrompts.first else { return self }
    return reading(.inputTokens, from: input + [tools])
  }

  /// The same where Gemini CLI's `tool` tokens are input as well, if there are some and nothing else was found of tools.
  func readingToolTokens() -> ColumnGuess? {
    let models = texts(.model)
    guard let input = found[.inputTokens], !readsToolPrompts(.inputTokens), !models.isEmpty,
      models.allSatisfy({ $0.lowercased().contains("gemini") }),
      let tools = openCounts.first(where: { Self.areToolTokens($0.name) })
    else { return nil }
    return reading(.inputTokens, from: input + [tools.name])
  }

  private static func areToolTokens(_ name: String) -> Bool {
    ["tool", "tooltokens", "tooltokencount"]
      .contains(ColumnNameWords(name.split(separator: ".").last ?? "").joined)
  }

  /// Returns true if some of the columns of `column` are of such tokens.
  func readsToolPrompts(_ column: LedgerColumn) -> Bool {
    found[column, default: []].dropFirst().contains { isToolPrompt($0) || Self.areToolTokens($0) }
  }
}
