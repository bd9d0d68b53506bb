extension RowTranslation {
  /// The session logs of Claude Code, `~/.claude/projects/**/*.jsonl`.
  ///
  /// A line of the assistant has the `usage` of Anthropic's Messages API, whose classes are disjoint. While a response
  /// grows, and again when a session is resumed, the same message is written more than once: the message and request
  /// ids together are the key, and the last line with the most output counts, from the time of the earliest. `costUSD`,
  /// in old logs, is what Claude Code computed. Other lines (prompts, summaries, snapshots, errors made up by the program) are no usage. The logs name no
  /// user: a session stands for one.
  ///
  /// Sources, read 2026-11: the lines themselves, and Anthropic's counts as in `AnthropicUsage`.
  static let claudeCode = RowTranslation(
    columns: ["timestamp", "sessionId", "message", "requestId", "costUSD", "type", "uuid", "cwd"],
    required: ["timestamp", "sessionId"],
    oneOf: ["message", "uuid", "requestId", "parentUuid"],
    without: ["request_id"], containers: [.json], isCumulative: true,
    searched: { id in Array(id.prefix { $0 != 0x3A }) }, translate: ClaudeCodeLine.translate)
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
    id(row, message["id"], cells)
    cells.time(.startedAt, row[timestamp], .zoned)
    cells.text(.userID, row[session])
    cells.text(.accountID, row[folder])
    cells.set(.provider, "anthropic")
    cells.text(.model, message["model"])
    cells.binaryCost(.vendorCostUSD, row[cost])
    AnthropicUsage.write(VendorUsage([usage], at: usage.place), cells)
  }

  private static func id(_ row: SourceRow, _ message: SourceValue, _ cells: CellWriter) {
    if message.isBlank {
      cells.text(.requestID, row[request].isBlank ? row[uuid] : row[request])
    } else if row[request].isBlank || !message.isScalar {
      cells.text(.requestID, message)
    } else if !row[request].isScalar {
      cells.text(.requestID, row[request])
    } else {
      cells.set(
        .requestID, keeping: text(message) + [0x3A] + text(row[request]), at: message.place)
    }
  }

  /// What a string or a number says, however it is written.
  private static func text(_ value: SourceValue) -> [UInt8] {
    value.hasEscapes ? value.unescaped : Array(value.bytes)
  }
}
