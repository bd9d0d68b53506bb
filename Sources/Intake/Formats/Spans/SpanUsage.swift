import Ledger

/// The counts of a span, which hold each other as the conventions have it, unless a total shows another way.
struct SpanUsage {
  private let leaves: TokenBreakdown
  private let total: TokenBreakdown.Count?
  private let unknown: SourceValue?

  init(_ attributes: SpanAttributes, _ cells: CellWriter) {
    var leaves = TokenBreakdown(cells)
    let reader = leaves
    func stated(_ field: SpanField, _ column: LedgerColumn) -> TokenBreakdown.Count? {
      reader.stated(attributes.counts(field), for: column)
    }
    total = attributes.counts(.total).first { !$0.isBlank }
      .flatMap { reader.stated($0, for: .outputTokens) }
    unknown = attributes.unknown
    leaves.input = stated(.input, .inputTokens)
    leaves.output = stated(.output, .outputTokens)
    leaves.cacheRead = stated(.cacheRead, .cacheReadTokens)
    // Spans around requests repeat it without the input that holds it.
    if leaves.cacheRead == nil, leaves.input != nil {
      leaves.cacheRead = stated(.cachedInput, .cacheReadTokens)
    }
    leaves.cacheWrite = stated(.cacheWrite, .cacheWrite5mTokens)
    leaves.reasoning = stated(.reasoning, .reasoningTokens)
    leaves.audioInput = stated(.audioInput, .audioInputTokens)
    leaves.audioOutput = stated(.audioOutput, .audioOutputTokens)
    leaves.inputHolds = [.cacheRead, .cacheWrite, .audio]
    leaves.outputHolds = [.reasoning, .audio]
    self.leaves = leaves
  }

  /// Tokens of input and output, as they are stated.
  var input: Int64 { leaves.input?.value ?? 0 }
  var output: Int64 { leaves.output?.value ?? 0 }

  /// True if anything was stated at all.
  var isStated: Bool {
    [leaves.input, leaves.output, leaves.cacheRead, leaves.cacheWrite, leaves.reasoning]
      .contains { $0 != nil }
  }

  func write(_ cells: CellWriter) {
    var leaves = leaves
    if let total, total.value > 0 { hold(&leaves, by: total, cells) }
    leaves.write()
    if let unknown { cells.warn(.unknownUsage, at: unknown) }
  }

  /// Lets a total tell what input and output hold, where it does not come out by the conventions.
  private func hold(
    _ leaves: inout TokenBreakdown, by total: TokenBreakdown.Count, _ cells: CellWriter
  ) {
    let caches = (leaves.cacheRead?.value ?? 0) + (leaves.cacheWrite?.value ?? 0)
    let reasoning = leaves.reasoning?.value ?? 0
    switch total.value - input - output {
    case 0: break
    case caches + reasoning where caches > 0 && reasoning > 0:
      leaves.inputHolds.subtract([.cacheRead, .cacheWrite])
      leaves.outputHolds.remove(.reasoning)
    case caches where caches > 0 && caches != reasoning:
      leaves.inputHolds.subtract([.cacheRead, .cacheWrite])
    case reasoning where reasoning > 0 && caches != reasoning:
      leaves.outputHolds.remove(.reasoning)
    default: cells.warn(.unexplainedTotal, at: total.source)
    }
  }
}
