import Ledger

extension RowTranslation {
  /// The table `logs` of new-api, as CSV or JSON.
  ///
  /// `prompt_tokens` holds cache reads and writes, unless `other` says that the counts are Anthropic's
  /// (`usage_semantic` is `anthropic`, or `claude` is true): then it holds neither. Only rows of type 2 are usage.
  /// `quota` is what the user was charged, in new-api's own unit, of which 500,000 are a USD: it is the recorded
  /// credits. A workspace that audits it states `"credit_value_usd": "0.000002"` and `"credit_increment": "1"`.
  /// `group_ratio` is the recorded multiplier. `created_at` counts seconds since 1970.
  ///
  /// Sources, read 2026-11: https://github.com/QuantumNous/new-api `model/log.go` (columns and types),
  /// `common/constants.go` (`QuotaPerUnit`), `service/log_info_generate.go` (`other`), `service/text_quota.go` (counts).
  static let newAPI = RowTranslation(
    columns: GatewayLog.columns,
    required: GatewayLog.required, oneOf: ["other", "group", "use_time"],
    without: ["request_started_at"],
    translate: { row, cells in
      guard GatewayLog.begin(row, cells) else { return }
      cells.text(.tier, row[GatewayLog.group])
      GatewayLog.writeModel(row[GatewayLog.model], cells)
      guard let other = row.json(row[GatewayLog.other]) else {
        return cells.fault(
          .notJSON(source: "other", column: .cacheReadTokens), .cacheReadTokens,
          at: row[GatewayLog.other])
      }
      NewAPILog.write(row, other, cells)
    })
}

/// What only new-api's rows say.
private enum NewAPILog {
  static func write(_ row: SourceRow, _ other: SourceValue, _ cells: CellWriter) {
    let upstream = other["upstream_model_name"]
    let isMapped = other["is_model_mapped"].kind == .isTrue && !upstream.isBlank
    if isMapped { GatewayLog.writeModel(upstream, cells) }
    cells.binaryMultiplier(other["group_ratio"])
    var leaves = TokenLeaves(cells)
    let isAnthropic = other["usage_semantic"] == "anthropic" || other["claude"].kind == .isTrue
    leaves.inputHolds = isAnthropic ? [] : [.cacheRead, .cacheWrite, .audio]
    leaves.outputHolds = [.audio]
    leaves.cacheWritesMayOverlap = true
    leaves.input = leaves.stated(row[GatewayLog.prompt], for: .inputTokens)
    leaves.output = leaves.stated(row[GatewayLog.completion], for: .outputTokens)
    leaves.cacheRead = leaves.stated(other["cache_tokens"], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(
      [other["cache_creation_tokens"], other["cache_write_tokens"]], for: .cacheWrite5mTokens)
    leaves.cacheWrite5m = leaves.stated(
      other["cache_creation_tokens_5m"], for: .cacheWrite5mTokens)
    leaves.cacheWrite1h = leaves.stated(
      other["cache_creation_tokens_1h"], for: .cacheWrite1hTokens)
    leaves.audioInput = leaves.stated(other["audio_input"], for: .audioInputTokens)
    leaves.audioOutput = leaves.stated(other["audio_output"], for: .audioOutputTokens)
    leaves.write()
    let searches = other["web_search_call_count"]
    if let count = cells.count(of: searches, for: .searches) {
      cells.count(.searches, count, at: searches.place)
    }
  }
}
