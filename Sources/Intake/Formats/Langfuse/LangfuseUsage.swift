import Ledger

/// The counts of an observation of Langfuse by the names that its integrations give them.
struct LangfuseUsage {
  private var leaves: TokenBreakdown
  private var total: TokenBreakdown.Count?
  /// The count under an unknown name.
  private var unknown: SourceValue?

  private typealias Place = WritableKeyPath<TokenBreakdown, TokenBreakdown.Count?>

  /// Returns the count that each name has; several names may be of one response.
  private static func place(of name: String) -> (place: Place, column: LedgerColumn)? {
    switch name {
    case "input", "input_tokens", "prompt_tokens", "prompt": (\.input, .inputTokens)
    case "output", "output_tokens", "completion_tokens", "completion": (\.output, .outputTokens)
    case "cache_read_input_tokens", "input_cached_tokens", "input_cache_read", "cached_tokens",
      "input_cache_read_tokens", "cache_read", "cached_content_token_count",
      "prompt_tokens_cached", "input_cached_content":
      (\.cacheRead, .cacheReadTokens)
    case "cache_creation_input_tokens", "input_cache_creation", "cache_write_input_tokens",
      "input_cache_write", "input_cache_creation_tokens", "cache_creation", "cache_write":
      (\.cacheWrite, .cacheWrite5mTokens)
    case "input_cache_creation_5m", "ephemeral_5m_input_tokens",
      "cache_creation_ephemeral_5m_input_tokens":
      (\.cacheWrite5m, .cacheWrite5mTokens)
    case "input_cache_creation_1h", "ephemeral_1h_input_tokens",
      "cache_creation_ephemeral_1h_input_tokens":
      (\.cacheWrite1h, .cacheWrite1hTokens)
    case "output_reasoning_tokens", "output_reasoning", "reasoning_tokens", "reasoning",
      "thoughts_token_count", "output_thinking_tokens":
      (\.reasoning, .reasoningTokens)
    case "input_audio_tokens", "input_audio": (\.audioInput, .audioInputTokens)
    case "output_audio_tokens", "output_audio": (\.audioOutput, .audioOutputTokens)
    default: nil
    }
  }

  /// Counts of predictions, which are within the output, and of plain text, which are the rest of a total.
  private static let within: Set<String> = [
    "output_accepted_prediction_tokens", "output_rejected_prediction_tokens",
    "output_accepted_prediction", "output_rejected_prediction",
  ]

  /// Reads the content of `usageDetails`.
  init(_ details: SourceValue, _ cells: CellWriter) {
    leaves = TokenBreakdown(cells)
    details.forEachMember { key, value in
      let name = String(decoding: key, as: UTF8.self)
      if name == "total" || name == "total_tokens" {
        total = leaves.stated(value, for: .outputTokens)
      } else if let (place, column) = LangfuseUsage.place(of: name) {
        guard let count = leaves.stated(value, for: column) else { return }
        let sum = count.value + (leaves[keyPath: place]?.value ?? 0)
        leaves[keyPath: place] = TokenBreakdown.Count(value: sum, source: value)
      } else if value.kind == .number, !LangfuseUsage.within.contains(name),
        value.bytes.contains(where: { $0 > 0x30 && $0 <= 0x39 })
      {
        unknown = value
      }
    }
  }

  /// Reads the counts beside it, whose content is unknown.
  init(input: SourceValue, output: SourceValue, total: SourceValue, _ cells: CellWriter) {
    leaves = TokenBreakdown(cells)
    leaves.input = leaves.stated(input, for: .inputTokens)
    leaves.output = leaves.stated(output, for: .outputTokens)
    self.total = leaves.stated(total, for: .outputTokens)
  }

  /// Nothing is stated, or nothing but 0.
  var isNone: Bool { input == 0 && output == 0 && (total?.value ?? 0) == 0 && unknown == nil }

  /// Tokens of input and output, caches and all.
  var input: Int64 {
    let writes = (leaves.cacheWrite5m?.value ?? 0) + (leaves.cacheWrite1h?.value ?? 0)
    return [leaves.input, leaves.cacheRead, leaves.audioInput].reduce(0) { $0 + ($1?.value ?? 0) }
      + max(writes, leaves.cacheWrite?.value ?? 0)
  }
  var output: Int64 {
    [leaves.output, leaves.reasoning, leaves.audioOutput].reduce(0) { $0 + ($1?.value ?? 0) }
  }

  func write(_ cells: CellWriter) {
    var leaves = leaves
    if let total, total.value > 0 { hold(&leaves, by: total, cells) }
    leaves.write()
    if let unknown { cells.warn(.unknownUsage, at: unknown) }
  }

  /// Lets the total tell whether input and output hold their parts; as Langfuse writes them, they do not.
  private func hold(
    _ leaves: inout TokenBreakdown, by total: TokenBreakdown.Count, _ cells: CellWriter
  ) {
    let parts = (
      input: input - (leaves.input?.value ?? 0), output: output - (leaves.output?.value ?? 0)
    )
    switch input + output - total.value {
    case 0: break
    case parts.input where parts.input != parts.output:
      leaves.inputHolds = [.cacheRead, .cacheWrite, .audio]
    case parts.output where parts.input != parts.output:
      leaves.outputHolds = [.reasoning, .audio]
    case parts.input + parts.output:
      leaves.inputHolds = [.cacheRead, .cacheWrite, .audio]
      leaves.outputHolds = [.reasoning, .audio]
    default: cells.warn(.unexplainedTotal, at: total.source)
    }
  }
}
