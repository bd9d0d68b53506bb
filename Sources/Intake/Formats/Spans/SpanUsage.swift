import Ledger

/// The counts of a span, which hold each other as the conventions have it, unless a total or its library shows another way.
struct SpanUsage {
  private let leaves: TokenBreakdown
  private let total: TokenBreakdown.Count?
  private let attributes: SpanAttributes
  private let metadata: ProviderMetadata?
  /// The span is of the AI SDK, and says what its input holds in details.
  private let hasDetails: Bool

  /// - Parameter metadata: what the AI SDK keeps of the vendor's answer; nil where it is not stated.
  init(_ attributes: SpanAttributes, _ metadata: ProviderMetadata?, _ cells: CellWriter) {
    self.attributes = attributes
    self.metadata = metadata
    var leaves = TokenBreakdown(cells)
    let reader = leaves
    func stated(_ field: SpanField, _ column: LedgerColumn) -> TokenBreakdown.Count? {
      reader.stated(attributes.counts(field), for: column)
    }
    total = attributes.counts(.total).first { !$0.isBlank }
      .flatMap { reader.stated($0, for: .outputTokens) }
    leaves.input = stated(.input, .inputTokens)
    leaves.output = stated(.output, .outputTokens)
    leaves.cacheRead = stated(.cacheRead, .cacheReadTokens)
    leaves.cacheWrite = stated(.cacheWrite, .cacheWrite5mTokens)
    let plain = stated(.plainInput, .inputTokens)
    let read = stated(.readInput, .cacheReadTokens)
    let written = stated(.writtenInput, .cacheWrite5mTokens)
    hasDetails = [plain, read, written].contains { $0 != nil }
    // Spans around requests repeat it without the input that holds it.
    if leaves.cacheRead == nil, leaves.input != nil {
      leaves.cacheRead = read ?? stated(.cachedInput, .cacheReadTokens)
    }
    leaves.cacheWrite = leaves.cacheWrite ?? written
    leaves.reasoning = stated(.reasoning, .reasoningTokens)
    leaves.audioInput = stated(.audioInput, .audioInputTokens)
    leaves.audioOutput = stated(.audioOutput, .audioOutputTokens)
    leaves.inputHolds = [.cacheRead, .cacheWrite, .audio]
    leaves.outputHolds = [.reasoning, .audio]
    if let plain, let input = leaves.input,
      plain.value + (leaves.cacheRead?.value ?? 0) + (leaves.cacheWrite?.value ?? 0) != input.value
    {
      cells.warn(.unexplainedTotal, at: plain.source)
    }
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
    if metadata?.write(leaves, cells) != true {
      if isOfSDK, !hasDetails {
        let vendor = String(decoding: attributes[.provider].bytes, as: UTF8.self).lowercased()
        (metadata ?? ProviderMetadata(.missing(at: attributes.place))).complete(
          &leaves, by: vendor, model: attributes[.requested], total: total, cells)
      }
      if let total, total.value > 0 { hold(&leaves, by: total, cells) }
      leaves.write()
    }
    let searches = leaves.stated(attributes.counts(.searches), for: .searches)
    if let searches, searches.value > 0, cells.isBlank(.searches) {
      cells.count(.searches, searches.value, at: searches.source.place)
    }
    let unknown = attributes.unknown.last { !SpanDetail($0.name).isExplained($0.value, by: leaves) }
    if let unknown { cells.warn(.unknownUsage, at: unknown.value) }
  }

  /// True if the AI SDK of Vercel wrote the span.
  private var isOfSDK: Bool {
    metadata != nil || !attributes[.cachedInput].isBlank || SDKOperation(attributes[.call]) != nil
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
