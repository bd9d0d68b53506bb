/// The `usageMetadata` of Google's Gemini API and of Vertex.
///
/// `promptTokenCount` holds `cachedContentTokenCount`: "When cachedContent is set, this is still the total effective prompt
/// size". `thoughtsTokenCount` is on top of `candidatesTokenCount`, and `toolUsePromptTokenCount` on top of the prompt:
/// the total is all four (https://ai.google.dev/api/generate-content#UsageMetadata, read 2026-11). Details tell how much of each
/// is audio. Every chunk of a stream states all counts so far. What Google's library for Python writes has the same names with
/// underscores (https://googleapis.github.io/python-genai, `GenerateContentResponseUsageMetadata`). The Gemini API states
/// `serviceTier`, Vertex `trafficType` (https://googleapis.github.io/js-genai, `UsageMetadata`, read 2026-11).
enum GeminiUsage {
  static func write(_ usage: SourceValue, _ cells: CellWriter) {
    let audio = Modality("AUDIO", of: usage, .audioInputTokens, .audioOutputTokens, cells)
    var leaves = TokenBreakdown(cells)
    leaves.inputHolds = [.cacheRead, .audio]
    leaves.outputHolds = [.audio]
    leaves.input = leaves.stated(
      usage.either("promptTokenCount", "prompt_token_count"), for: .inputTokens)
    let tools = leaves.stated(
      usage.either("toolUsePromptTokenCount", "tool_use_prompt_token_count"), for: .inputTokens)
    if let tools {
      leaves.input = TokenBreakdown.Count(
        value: (leaves.input?.value ?? 0) + tools.value,
        source: leaves.input?.source ?? tools.source)
    }
    leaves.cacheRead = leaves.stated(
      usage.either("cachedContentTokenCount", "cached_content_token_count"), for: .cacheReadTokens)
    // A Live session calls its answer a response.
    leaves.output =
      leaves.stated(
        usage.either("candidatesTokenCount", "candidates_token_count"), for: .outputTokens)
      ?? leaves.stated(
        usage.either("responseTokenCount", "response_token_count"), for: .outputTokens)
    leaves.reasoning = leaves.stated(
      usage.either("thoughtsTokenCount", "thoughts_token_count"), for: .reasoningTokens)
    leaves.audioInput = audio.input
    leaves.audioCacheRead = audio.cached
    leaves.audioOutput = audio.output
    let images = Modality("IMAGE", of: usage, .imageInputTokens, .imageOutputTokens, cells)
    leaves.imageInput = images.input
    leaves.imageCacheRead = images.cached
    leaves.imageOutput = images.output
    if answerDetails(of: usage).kind == .array, let output = leaves.output {
      // What they do not name, the answer has none of.
      let none = TokenBreakdown.Count(value: 0, source: output.source)
      leaves.imageOutput = leaves.imageOutput ?? none
      leaves.audioOutput = leaves.audioOutput ?? none
    }
    leaves.write()
    ServiceTierName.write(usage.either("trafficType", "traffic_type"), cells)
    ServiceTierName.write(usage.either("serviceTier", "service_tier"), cells)
  }

  /// Returns the details of the answer, if the usage states them.
  private static func answerDetails(of usage: SourceValue) -> SourceValue {
    let candidates = usage.either("candidatesTokensDetails", "candidates_tokens_details")
    return candidates.kind == .array
      ? candidates : usage.either("responseTokensDetails", "response_tokens_details")
  }

  /// The part of each count that is of one modality, if details state it.
  private struct Modality {
    var input: TokenBreakdown.Count?
    var cached: TokenBreakdown.Count?
    var output: TokenBreakdown.Count?

    private let name: StaticString

    init(
      _ name: StaticString, of usage: SourceValue, _ inputColumn: LedgerColumn,
      _ outputColumn: LedgerColumn, _ cells: CellWriter
    ) {
      self.name = name
      let prompt = count(
        usage.either("promptTokensDetails", "prompt_tokens_details"), inputColumn, cells)
      let tools = count(
        usage.either("toolUsePromptTokensDetails", "tool_use_prompt_tokens_details"),
        inputColumn, cells)
      input = prompt
      if let tools {
        input = TokenBreakdown.Count(
          value: (prompt?.value ?? 0) + tools.value, source: tools.source)
      }
      cached = count(
        usage.either("cacheTokensDetails", "cache_tokens_details"), inputColumn, cells)
      output = count(answerDetails(of: usage), outputColumn, cells)
    }

    private func count(
      _ details: SourceValue, _ column: LedgerColumn, _ cells: CellWriter
    ) -> TokenBreakdown.Count? {
      var sum: TokenBreakdown.Count?
      details.forEach { detail in
        guard detail["modality"] == name,
          let count = cells.count(of: detail.either("tokenCount", "token_count"), for: column)
        else { return }
        sum = TokenBreakdown.Count(
          value: (sum?.value ?? 0) + count, source: detail.either("tokenCount", "token_count"))
      }
      return sum
    }
  }
}
