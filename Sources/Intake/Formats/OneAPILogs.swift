extension RowTranslation {
  /// The table `logs` of one-api, from which new-api comes, as CSV or JSON.
  ///
  /// As `newAPI`, but nothing tells of caches, groups or ratios: all of `prompt_tokens` is input. `quota` has the same unit.
  ///
  /// Sources, read 2026-11: https://github.com/songquanpeng/one-api `model/log.go`, `common/config/config.go`
  /// (`QuotaPerUnit`).
  static let oneAPI = RowTranslation(
    columns: GatewayLog.columns, required: GatewayLog.required,
    without: ["other", "group", "use_time", "request_started_at"],
    translate: { row, cells in
      guard GatewayLog.begin(row, cells) else { return }
      GatewayLog.writeModel(row[GatewayLog.model], cells)
      var leaves = TokenBreakdown(cells)
      leaves.input = leaves.stated(row[GatewayLog.prompt], for: .inputTokens)
      leaves.output = leaves.stated(row[GatewayLog.completion], for: .outputTokens)
      leaves.write()
      GatewayLog.stateUsage(leaves, row, cells)
    })
}
