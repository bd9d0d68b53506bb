extension RowTranslation {
  /// The table `logs` of new-api, as CSV or JSON.
  ///
  /// `prompt_tokens` holds cache reads and writes, unless `other` says that the counts are Anthropic's
  /// (`usage_semantic` is `anthropic`, or `claude` is true): then it holds neither. Only rows of type 2 are usage.
  /// `quota` is what the user was charged, in new-api's own unit, of which 500,000 are a USD: it is the recorded
  /// credits. A workspace that audits it states `"credit_value_usd": "0.000002"` and `"credit_increment": "1"`.
  /// `group_ratio` is the recorded multiplier. `created_at` counts seconds since 1970. Web searches are
  /// `web_search_call_count`, or those among `tool_surcharges`, whose other tools have no class here.
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

/// The fields that only rows of new-api have.
private enum NewAPILog {
  static func write(_ row: SourceRow, _ other: SourceValue, _ cells: CellWriter) {
    let upstream = other["upstream_model_name"]
    let isMapped = other["is_model_mapped"].kind == .isTrue && !upstream.isBlank
    if isMapped { GatewayLog.writeModel(upstream, cells) }
    cells.binaryMultiplier(other["group_ratio"])
    var leaves = TokenBreakdown(cells)
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
    // Where audio has a price of its own, its count has another name.
    leaves.audioInput = leaves.stated(
      [other["audio_input"], other["audio_input_token_count"]], for: .audioInputTokens)
    leaves.audioOutput = leaves.stated(other["audio_output"], for: .audioOutputTokens)
    // For all its name, it is the images of the input (`PromptTokensDetails.ImageTokens`).
    leaves.imageInput = leaves.stated(other["image_output"], for: .imageInputTokens)
    leaves.write()
    GatewayLog.stateUsage(leaves, row, cells)
    let surcharged = surcharges(other["tool_surcharges"], leaves, cells)
    let searches = leaves.stated(other["web_search_call_count"], for: .searches)
    // Where both stand, they are of the same calls.
    let calls = searches.flatMap { $0.value == 0 ? nil : $0 } ?? surcharged ?? searches
    if let calls { cells.count(.searches, calls.value, at: calls.source.place) }
  }

  /// The searches among the calls of tools that were charged for; nil where there are none.
  private static func surcharges(
    _ tools: SourceValue, _ leaves: TokenBreakdown, _ cells: CellWriter
  ) -> TokenBreakdown.Count? {
    let names: [StaticString] = ["web_search", "web_search_preview", "google_search"]
    var searches: TokenBreakdown.Count?
    guard tools.kind == .array else { return nil }
    tools.forEach { tool in
      let count = tool["count"]
      if names.contains(where: { tool["name"] == $0 }) {
        guard let calls = leaves.stated(count, for: .searches) else { return }
        searches = TokenBreakdown.Count(value: (searches?.value ?? 0) + calls.value, source: count)
      } else if !count.isBlank && !count.spells("0") {
        cells.state(.tools)
      }
    }
    return searches
  }
}
