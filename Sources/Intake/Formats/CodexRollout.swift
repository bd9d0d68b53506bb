import Ledger

extension RowTranslation {
  /// The session logs of Codex CLI, `~/.codex/sessions/**/rollout-*.jsonl`, and those in `archived_sessions`.
  ///
  /// `token_count` events tell of requests: `last_token_usage` is one, `total_token_usage` the session so far, and an event
  /// that repeats the total is a refresh of the screen. `input_tokens` holds `cached_input_tokens`, `output_tokens` holds
  /// `reasoning_output_tokens`. The session, its provider and the model are on earlier lines, which `RolloutLines` adds to
  /// each event that counts. A forked session begins with the events of another, which `SessionHistory` knows as copies. The
  /// logs name no user: the session is the user.
  ///
  /// Source, read 2026-11: https://github.com/openai/codex (`codex-rs/protocol/src/protocol.rs`: `RolloutItem`,
  /// `TokenUsageInfo`, `SessionMeta`, `TurnContextItem`).
  static let codexRollout = RowTranslation(
    columns: ["timestamp", "type", "payload", "assay"],
    required: ["timestamp", "type", "payload"],
    oneOf: ["session_meta", "turn_context", "event_msg", "response_item", "compacted"]
      .map(JSONFormatTrait.type),
    without: ["request_id"], containers: [.json], isCumulative: true,
    searched: { id in id.lastIndex(of: 0x3A).map { Array(id[..<$0]) } ?? id },
    translate: CodexEvent.translate)
}

/// One line of a session, with what earlier ones say of it.
private enum CodexEvent {
  static func translate(_ row: SourceRow, _ cells: CellWriter) {
    let (timestamp, payload, known) = (row[0], row[2], row[3])
    guard known.kind == .object else {
      let kind = String(decoding: row[1].bytes.prefix(32), as: UTF8.self)
      let isRefresh = known == "refresh"
      return cells.skip(
        .otherKind(isRefresh ? "token_count that repeats a total" : "\(kind) without usage"))
    }
    cells.isCopy = known["copy"].kind == .isTrue
    cells.text(.requestID, known["request_id"])
    cells.time(.startedAt, timestamp, .zoned)
    cells.text(.userID, known["session"])
    cells.text(.accountID, known["cwd"])
    let model = known["model"]
    if model.isBlank { cells.fault(.noSessionModel, .model, at: timestamp) }
    cells.text(.model, model)
    VendorName.write(known["provider"], model: model, cells)
    ServiceTierName.write(known["service_tier"], cells)
    let worked = known["usage"]
    let usage = worked.kind == .object ? worked : payload["info"]["last_token_usage"]
    var leaves = TokenBreakdown(cells)
    leaves.inputHolds = [.cacheRead, .cacheWrite]
    leaves.outputHolds = [.reasoning]
    leaves.input = leaves.stated(usage["input_tokens"], for: .inputTokens)
    leaves.cacheRead = leaves.stated(usage["cached_input_tokens"], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(usage["cache_write_input_tokens"], for: .cacheWrite5mTokens)
    leaves.output = leaves.stated(usage["output_tokens"], for: .outputTokens)
    leaves.reasoning = leaves.stated(usage["reasoning_output_tokens"], for: .reasoningTokens)
    leaves.write()
  }
}
