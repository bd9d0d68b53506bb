/// The `usage` of Amazon Bedrock's Converse API.
///
/// `inputTokens` holds neither cache reads nor writes; `cacheDetails` splits the writes by how long they last, in
/// any number of entries
/// (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html, read 2026-11). The tier that served
/// the request, `serviceTier`, is beside it (`API_runtime_ServiceTier.html`).
enum BedrockUsage {
  static func write(_ usage: VendorUsage, _ cells: CellWriter) {
    var leaves = TokenBreakdown(cells)
    leaves.input = leaves.stated(usage["inputTokens"], for: .inputTokens)
    leaves.output = leaves.stated(usage["outputTokens"], for: .outputTokens)
    leaves.cacheRead = leaves.stated(usage["cacheReadInputTokens"], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(usage["cacheWriteInputTokens"], for: .cacheWrite5mTokens)
    usage["cacheDetails"].forEach { detail in
      let count = leaves.stated(detail["inputTokens"], for: .cacheWrite1hTokens)
      if detail["ttl"] == "1h" { leaves.cacheWrite1h = sum(leaves.cacheWrite1h, count) }
      if detail["ttl"] == "5m" { leaves.cacheWrite5m = sum(leaves.cacheWrite5m, count) }
    }
    leaves.write()
  }

  /// Returns the stated count of one time to live, with one entry added.
  private static func sum(_ stated: TokenBreakdown.Count?, _ more: TokenBreakdown.Count?)
    -> TokenBreakdown.Count?
  {
    guard var sum = stated, let more else { return stated ?? more }
    sum.value += more.value
    return sum
  }
}
