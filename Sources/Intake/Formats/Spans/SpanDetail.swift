import Ledger

/// A count beside those that are read, of which some libraries write the vendor's own names (`gen_ai.usage.details.`).
///
/// Pydantic AI writes every number of the vendor's usage so
/// (https://github.com/pydantic/pydantic-ai/blob/main/pydantic_ai_slim/pydantic_ai/usage.py, read 2026-11).
struct SpanDetail {
  private let words: Set<String>
  private let isDetail: Bool

  /// - Parameter name: the whole name of the attribute.
  init(_ name: Bytes) {
    let text = String(decoding: name, as: UTF8.self)
    let prefix = "gen_ai.usage.details."
    isDetail = text.hasPrefix(prefix)
    words = Set(ColumnNameWords(String(text.dropFirst(prefix.utf8.count))).words)
  }

  /// Returns true if a class that was read has the count, or is the larger one that it is a part of at the same price.
  func isExplained(_ value: SourceValue, by leaves: TokenBreakdown) -> Bool {
    guard isDetail, let count = Int64(String(decoding: value.bytes, as: UTF8.self)) else {
      return false
    }
    let input = leaves.input?.value ?? 0
    let output = leaves.output?.value ?? 0
    let (read, written) = (leaves.cacheRead?.value ?? 0, leaves.cacheWrite?.value ?? 0)
    let thought = leaves.reasoning?.value ?? 0
    if !words.isDisjoint(with: SpanDetail.apart) { return false }
    if !words.isDisjoint(with: ["cache", "cached"]) { return [read, written].contains(count) }
    if !words.isDisjoint(with: ["reasoning", "thoughts", "thinking"]) { return count == thought }
    if words.contains("total") { return count == input + output }
    // Text has the price of the class, and so have tokens of a prediction.
    if !words.isDisjoint(with: ["text", "prediction"]) { return count <= max(input, output) }
    if !words.isDisjoint(with: ["input", "prompt"]) {
      return [input, input - read - written, input - read].contains(count)
    }
    if !words.isDisjoint(with: ["output", "completion", "candidates"]) {
      return [output, output - thought].contains(count)
    }
    return false
  }

  /// Words of what has a price of its own.
  private static let apart: Set = [
    "1h", "hour", "h", "audio", "image", "images", "video", "search", "searches", "requests",
    "tool", "tools",
  ]
}
