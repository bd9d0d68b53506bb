import Ledger

/// The parts that the two exports of Anthropic share.
enum AnthropicBuckets {
  /// The service tier: `speed` fast is a tier with prices of its own.
  static func serviceTier(_ tier: Name, speed: Name) -> Name {
    speed == "fast" && (tier.isEmpty || tier == "standard") ? "fast" : tier
  }

  /// The region that prices know; inference anywhere is none.
  static func region(_ geo: Name) -> Name {
    ["global", "not_available"].contains(geo) ? .empty : geo
  }

  /// `0-200k` and `≤ 200k` are requests up to that much input, `200k-1M` and `> 200k` those above.
  static func context(_ window: Name) -> ContextRange {
    if window.isEmpty { return .any }
    let text = window.description.filter { $0 != " " && $0 != "\u{A0}" }
    for sign in ["≤", "<=", "0-"] where text.hasPrefix(sign) {
      if let limit = tokens(text.dropFirst(sign.count)) { return .upTo(limit) }
    }
    for sign in [">"] where text.hasPrefix(sign) {
      if let limit = tokens(text.dropFirst(sign.count)) { return .over(limit) }
    }
    let ends = text.split(separator: "-", maxSplits: 1)
    if ends.count == 2, let limit = tokens(ends[0]), tokens(ends[1]) != nil { return .over(limit) }
    return .unknown(window)
  }

  private static func tokens(_ text: Substring) -> Int64? {
    let units: [Character: Int64] = ["k": 1_000, "K": 1_000, "M": 1_000_000, "m": 1_000_000]
    guard let last = text.last, let unit = units[last] else { return Int64(text) }
    return Int64(text.dropLast()).map { $0 * unit }
  }
}
