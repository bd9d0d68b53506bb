/// Words that make the name of a column mean something else.
enum MisleadingKeywords {
  /// Returns true if a name that fits `column` contains such words.
  static func stand(in text: String, _ column: LedgerColumn, _ fit: ColumnKeywords.Fit) -> Bool {
    let name = ColumnNameWords(text)
    let words = Set(name.words)
    switch column.content {
    case .quantity:
      if !words.isDisjoint(with: amounts) { return true }
      if fit == .direction && !words.isDisjoint(with: measures) { return true }
      switch column {
      case .cacheReadTokens:
        return CacheKeywords.areNotRead(name) || !words.isDisjoint(with: modalities)
      case .cacheWrite5mTokens:
        return CacheKeywords.namesHour(name) || CacheKeywords.isUncached(name)
          || !words.isDisjoint(with: modalities)
      case .cacheWrite1hTokens: return CacheKeywords.isUncached(name)
      case .inputTokens, .outputTokens:
        // `cached_input_tokens` is no input, `reasoning_output_tokens` no output.
        // In `total_input_tokens_so_far` the total is that of all requests.
        let others = SessionSumColumns.isGrowing(text) ? parts.subtracting(["total"]) : parts
        return fit < .sameWords
          && (!words.isDisjoint(with: others) || CacheKeywords.isUncached(name)
            || ConditionColumn.isToolPrompt(lastOf(text)))
      // `audio_input_seconds` are no tokens.
      case .audioInputTokens, .audioOutputTokens:
        return fit == .someWords && !words.isDisjoint(with: measures)
      default: return false
      }
    case .cost:
      return fit == .someWords
        && !words.isDisjoint(with: [
          "input", "output", "prompt", "completion", "cache", "unit", "per", "list",
          // `requestsCosts` counts requests, `upstream_inference_cost` is another's bill.
          "requests", "premium", "upstream",
        ])
    case .id:
      // `Request Duration` and `Request Tokens` are no ids.
      let measures: Set = [
        "duration", "latency", "time", "ms", "seconds", "dauer", "tokens", "cost", "size", "bytes",
        "length", "count", "total",
      ]
      if column == .requestID && fit == .someWords && !words.isDisjoint(with: measures) {
        return true
      }
      return column != .requestID && fit == .someWords
        && (!words.isDisjoint(with: ["agent", "key", "ip", "session", "type", "set"])
          // `client_version` is that of a program.
          || ["version", "sdk", "library", "build"].contains(name.words.last))
    case .name:
      // `Cache Status` is that of a cache.
      if column == .status, words.contains(where: { $0.hasPrefix("cach") }) { return true }
      if column == .region || column == .serviceTier {
        return ConditionColumn(text)?.isByWord ?? true
      }
      // `system_fingerprint` and `system_prompt` name no vendor.
      return column == .provider && fit == .someWords
        && !words.isDisjoint(with: [
          "fingerprint", "prompt", "instruction", "instructions", "call", "request", "response",
        ])
    case .time, .multiplier, .credits: return false
    }
  }

  private static func lastOf(_ path: String) -> ColumnNameWords {
    ColumnNameWords(path.split(separator: ".").last ?? "")
  }

  /// Returns true if a name is that of a measured value that is not a number of tokens.
  static func areMeasures(_ name: ColumnNameWords) -> Bool {
    !amounts.union(measures).isDisjoint(with: name.words)
  }

  private static let amounts: Set = [
    "cost", "costs", "price", "usd", "eur", "rate", "ms", "limit", "max", "kosten", "preis",
    "time", "budget", "quota",
  ]
  /// Tokens with prices of their own, even where they are read from a cache.
  private static let modalities: Set = [
    "audio", "speech", "voice", "image", "images", "video",
  ]
  private static let parts: Set = [
    "cached", "cache", "reasoning", "thinking", "audio", "thoughts", "total", "image", "images",
    "video",
  ]
  /// `response_code` and `prompt_bytes` point one way, but count no tokens.
  private static let measures: Set = [
    "bytes", "size", "latency", "duration", "chars", "characters", "length", "len", "tempo",
    "temps", "tiempo", "zeit", "dauer", "second", "seconds", "sec", "s", "at", "status", "code",
    "id", "key", "api", "auth", "access", "version", "ttl", "age", "remaining", "left", "per",
    "percent", "pct", "ratio", "saved", "reserved", "window", "available",
  ]
}
