extension RowTranslation {
  /// The session logs of Claude Code, `~/.claude/projects/**/*.jsonl`.
  ///
  /// A line of the assistant has the `usage` of Anthropic's Messages API, whose classes are disjoint. While a response
  /// grows, and again when a session is resumed, forked or asked aside, the same message is written more than once:
  /// Anthropic gives each response one id, `message.id`, which alone is the key. The line with the most output counts, of
  /// equal ones the last, and a copy (`isSidechain`, `forkedFrom`) only after others; the start is the earliest. `costUSD`,
  /// in old logs, is what Claude Code computed. Other lines (prompts, summaries, snapshots, errors made up by the program) are
  /// no usage. The logs name no user: the session is the user.
  ///
  /// Sources, read 2026-11: the lines themselves, and Anthropic's counts as in `AnthropicUsage`; `id` is a "unique object
  /// identifier" (https://platform.claude.com/docs/en/api/messages).
  static let claudeCode = RowTranslation(
    columns: [
      "timestamp", "sessionId", "message", "requestId", "costUSD", "type", "uuid", "cwd",
      "isSidechain", "forkedFrom",
    ],
    required: ["timestamp", "sessionId"],
    oneOf: ["message", "uuid", "requestId", "parentUuid"],
    without: ["request_id"], containers: [.json], isCumulative: true,
    translate: ClaudeCodeLine.translate)
}

/// One line of a session.
private enum ClaudeCodeLine {
  private static let timestamp = 0
  private static let session = 1
  private static let message = 2
  private static let request = 3
  private static let cost = 4
  private static let kind = 5
  private static let uuid = 6
  private static let folder = 7
  private static let sidechain = 8
  private static let origin = 9

  static func translate(_ row: SourceRow, _ cells: CellWriter) {
    let message = row[message]
    let usage = message["usage"]
    guard usage.kind == .object else {
      let kind =
        row[kind].isBlank ? "other" : String(decoding: row[kind].bytes.prefix(32), as: UTF8.self)
      return cells.skip(.otherKind("\(kind) without usage"))
    }
    guard !(message["model"] == "<synthetic>") else {
      return cells.skip(.otherKind("written by Claude Code itself"))
    }
    let id = [message["id"], row[request], row[uuid]].first { !$0.isBlank }
    if let id { cells.text(.requestID, id) }
    cells.isCopy = row[sidechain].kind == .isTrue || !row[origin].isBlank
    cells.time(.startedAt, row[timestamp], .zoned)
    cells.text(.userID, row[session])
    cells.text(.accountID, row[folder])
    cells.set(.provider, "anthropic")
    cells.text(.model, message["model"])
    cells.binaryCost(.vendorCostUSD, row[cost])
    AnthropicUsage.write(VendorUsage([usage], at: usage.place), cells)
  }
}
