/// The tools that a vendor ran for a request and charges for besides its tokens, where a usage counts them.
///
/// Anthropic: web fetches and searches for tools cost nothing more, running code is charged by the hour
/// (https://platform.claude.com/docs/en/about-claude/pricing). xAI charges each call of a tool; with its older search it
/// charges each source (https://docs.x.ai/developers/models). Perplexity charges deep research for the tokens of what it
/// cites and for its searches (https://docs.perplexity.ai/getting-started/pricing). All read 2026-11.
enum ServerTools {
  /// Notes the calls that no class counts.
  static func state(_ usage: VendorUsage, _ cells: CellWriter) {
    if isAny(usage["server_tool_use"], but: unchargedByAnthropic)
      || isAny(usage["server_side_tool_usage_details"], but: countedOfXAI)
      || usage["num_sources_used"].isAboveZero
    {
      cells.state(.tools)
    }
    if usage["citation_tokens"].isAboveZero, isDeepResearch(cells) { cells.state(.citations) }
  }

  private static let unchargedByAnthropic: Set = [
    "web_search_requests", "web_fetch_requests", "tool_search_requests",
  ]
  /// Searches of the web are in the output, and tools of others are their own affair.
  private static let countedOfXAI: Set = ["web_search_calls", "mcp_calls"]

  /// Returns true if any count of an object is above 0, except those of `others`.
  private static func isAny(_ object: SourceValue, but others: Set<String>) -> Bool {
    var isUsed = false
    object.forEach { if $0.isAboveZero { isUsed = true } }
    guard isUsed, object.kind == .object else { return false }
    return object.keys.contains { key in
      !others.contains(key) && object.member(Array(key.utf8)).isAboveZero
    }
  }

  private static func isDeepResearch(_ cells: CellWriter) -> Bool {
    cells.cells[LedgerColumn.model.rawValue].contains("deep-research".utf8)
  }
}

extension SourceValue {
  /// A number, or a cell, with a digit above 0 before its exponent, and no minus sign.
  var isAboveZero: Bool {
    guard kind == .number || kind == .cell, bytes.first != UInt8(ascii: "-") else { return false }
    return bytes.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains { $0 > 0x30 && $0 <= 0x39 }
  }
}
