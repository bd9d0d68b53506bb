import Ledger

/// The `usage` of Anthropic's Messages API, also on Bedrock and Vertex.
///
/// `input_tokens` holds neither cache reads nor writes: "Total input tokens in a request is the summation of
/// `input_tokens`, `cache_creation_input_tokens`, and `cache_read_input_tokens`"
/// (https://docs.anthropic.com/en/api/messages, read 2026-11). `cache_creation` splits the writes by how long they last;
/// without it they last five minutes. `output_tokens` holds `thinking_tokens`. The counts of `message_delta` are cumulative.
enum AnthropicUsage {
  static func write(_ usage: VendorUsage, _ cells: CellWriter) {
    var leaves = TokenLeaves(cells)
    leaves.outputHolds = [.reasoning]
    leaves.input = leaves.stated(usage["input_tokens"], for: .inputTokens)
    leaves.output = leaves.stated(usage["output_tokens"], for: .outputTokens)
    leaves.cacheRead = leaves.stated(usage["cache_read_input_tokens"], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(
      usage["cache_creation_input_tokens"], for: .cacheWrite5mTokens)
    let split = usage["cache_creation"]
    leaves.cacheWrite5m = leaves.stated(
      split["ephemeral_5m_input_tokens"], for: .cacheWrite5mTokens)
    leaves.cacheWrite1h = leaves.stated(
      split["ephemeral_1h_input_tokens"], for: .cacheWrite1hTokens)
    leaves.reasoning = leaves.stated(
      usage["output_tokens_details"]["thinking_tokens"], for: .reasoningTokens)
    leaves.write()
    let searches = usage["server_tool_use"]["web_search_requests"]
    if let count = cells.count(of: searches, for: .searches) {
      cells.count(.searches, count, at: searches.place)
    }
    // The fast mode has prices of its own, and is no priority tier.
    if usage["speed"] == "fast" {
      cells.set(.serviceTier, "fast")
    } else {
      ServiceTierName.write(usage["service_tier"], cells)
    }
  }
}
