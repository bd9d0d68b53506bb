import Ledger

/// The text of JSON in which the AI SDK of Vercel keeps what a vendor said beside the counts that it makes of it, and the
/// relation of these counts.
///
/// Version 6 states what its input holds (`ai.usage.inputTokenDetails`), and its input holds the cache. Earlier versions pass
/// on the vendor's own number: with Anthropic and Bedrock the input is without the cache, with the others it holds the cache
/// (https://github.com/vercel/ai/issues/8794, https://github.com/vercel/ai/issues/8795; `LanguageModelV2Usage` and
/// `LanguageModelV3Usage` in https://github.com/vercel/ai/tree/main/packages/provider/src/language-model). Cache writes are
/// only in `ai.response.providerMetadata`, whose output tokens are those of a stream's begin (issue 8795). The names of the
/// attributes: https://ai-sdk.dev/docs/ai-sdk-core/telemetry. All read 2026-11.
struct ProviderMetadata {
  /// The usage of Anthropic's API.
  private let anthropic: SourceValue
  /// The usage of Google's API.
  private let google: SourceValue
  private let all: SourceValue

  /// - Parameter value: what the text spells; missing where there is none.
  init(_ value: SourceValue) {
    all = value
    anthropic = value["anthropic"]["usage"]
    let places = [value["google"], value["vertex"], value["googleVertex"]]
    google =
      places.lazy.map { $0["usageMetadata"] }.first { $0.kind == .object }
      ?? places[0]["usageMetadata"]
  }

  /// The tier that OpenAI served in.
  var tier: SourceValue {
    [all["openai"], all["azure"]].lazy.map { $0["serviceTier"] }.first { !$0.isBlank }
      ?? all["openai"]["serviceTier"]
  }

  /// Writes a row from the usage that the vendor reported; false where it reported none that fits the counts.
  ///
  /// - Parameter leaves: the counts of the attributes.
  func write(_ leaves: TokenBreakdown, _ cells: CellWriter) -> Bool {
    if anthropic.kind == .object, !anthropic["input_tokens"].isBlank {
      let usage = VendorUsage([anthropic], at: anthropic.place)
      AnthropicUsage.write(usage, output: leaves.output, cells)
      cells.keepTexts()
      let total = ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"]
        .map { count(anthropic.member(Array($0.utf8)), .inputTokens, cells) ?? 0 }
      let fits = [nil, total[0], total.reduce(0, +)].contains(leaves.input?.value)
      if !fits, let input = leaves.input { cells.warn(.unexplainedTotal, at: input.source) }
      return true
    }
    guard google.kind == .object else { return false }
    let prompt = count(google["promptTokenCount"], .inputTokens, cells) ?? 0
    let tools = count(google["toolUsePromptTokenCount"], .inputTokens, cells) ?? 0
    guard [prompt, prompt + tools].contains(leaves.input?.value ?? prompt) else { return false }
    GeminiUsage.write(google, cells)
    cells.keepTexts()
    return true
  }

  /// Adds what vendors' counts of caches and reasoning say that the attributes do not, and decides their relation.
  ///
  /// - Parameter vendor: the provider as the SDK names it, in lower case.
  func complete(
    _ leaves: inout TokenBreakdown, by vendor: String, model: SourceValue,
    total: TokenBreakdown.Count?, _ cells: CellWriter
  ) {
    let reader = leaves
    func stated(_ values: [SourceValue], _ column: LedgerColumn) -> TokenBreakdown.Count? {
      reader.stated(values, for: column)
    }
    let openai = all["openai"]
    let bedrock = all["bedrock"]["usage"]
    let claude = all["anthropic"]
    leaves.reasoning =
      leaves.reasoning ?? stated([openai["reasoningTokens"]], .reasoningTokens)
    leaves.cacheRead =
      leaves.cacheRead
      ?? stated(
        [
          openai["cachedPromptTokens"], all["deepseek"]["promptCacheHitTokens"],
          all["openrouter"]["usage"]["promptTokensDetails"]["cachedTokens"],
          claude["cacheReadInputTokens"], bedrock["cacheReadInputTokens"],
        ], .cacheReadTokens)
    leaves.cacheWrite =
      leaves.cacheWrite
      ?? stated(
        [claude["cacheCreationInputTokens"], bedrock["cacheWriteInputTokens"]], .cacheWrite5mTokens)
    let isApart = vendor.contains("anthropic") || vendor.contains("bedrock")
    if isApart {
      leaves.inputHolds.subtract([.cacheRead, .cacheWrite])
    }
    let isCached = (leaves.cacheRead?.value ?? 0) > 0
    let isOpen =
      vendor.hasPrefix("gateway") && model.bytes.contains("claude".utf8)
      && (isCached || (leaves.cacheWrite?.value ?? 0) > 0)
    // What was written is not stated, or nothing says what the input holds.
    if isApart && isCached && leaves.cacheWrite == nil || isOpen { cells.state(.unreadQuantity) }
    if vendor.hasPrefix("google"), !isApart, total == nil { leaves.outputHolds.remove(.reasoning) }
  }

  private func count(
    _ value: SourceValue, _ column: LedgerColumn, _ cells: CellWriter
  ) -> Int64? {
    cells.count(of: value, for: column)
  }
}
