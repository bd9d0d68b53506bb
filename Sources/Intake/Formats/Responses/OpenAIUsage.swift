/// The `usage` of OpenAI's Chat Completions, and of the many APIs made like it.
///
/// `prompt_tokens` holds what was read from and written to caches, and audio; `completion_tokens` holds reasoning and audio
/// (https://platform.openai.com/docs/api-reference/chat/object, read 2026-11). OpenAI states cache writes "unadjusted": they
/// may overlap with the rest of the input. With xAI `reasoning_tokens` are on top of `completion_tokens`
/// (https://docs.x.ai/docs/guides/reasoning, read 2026-11), with Google only the total has them, which is of "input, output and
/// thinking" (https://discuss.ai.google.dev/t/question-with-usage-in-openai-compatibility/98760, read 2026-11).
///
/// DeepSeek says `prompt_cache_hit_tokens` (https://api-docs.deepseek.com/guides/kv_cache), Moonshot `cached_tokens`, beside or
/// instead of the details, which may then be 0. OpenRouter counts web searches in `server_tool_use`
/// (https://openrouter.ai/docs/client-sdks/python/components/bodyservertooluse.md), LiteLLM in `prompt_tokens_details`.
enum OpenAIChatUsage {
  /// Writes what a vendor, named in our words, counts.
  static func write(_ usage: VendorUsage, by vendor: String, _ cells: CellWriter) {
    let prompt = usage["prompt_tokens_details"]
    let completion = usage["completion_tokens_details"]
    var leaves = TokenBreakdown(
      input: (usage["prompt_tokens"], prompt), output: (usage["completion_tokens"], completion),
      total: usage["total_tokens"],
      reasoning: vendor == "xai" ? .onTop : vendor == "google" ? .unstated : .within, cells)
    leaves.cacheRead = leaves.stated(
      [prompt["cached_tokens"], usage["prompt_cache_hit_tokens"], usage["cached_tokens"]],
      for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(prompt["cache_write_tokens"], for: .cacheWrite5mTokens)
    leaves.readParts(input: prompt, output: completion)
    leaves.write()
    leaves.writeSearches([usage["server_tool_use"], prompt])
    ServerTools.state(usage, cells)
  }
}

/// The `usage` of OpenAI's Responses API, and of its images, transcriptions and realtime sessions.
///
/// `input_tokens` holds what was read from and written to caches, `output_tokens` holds reasoning
/// (https://platform.openai.com/docs/api-reference/responses/object, read 2026-11). Realtime sessions write
/// `input_token_details` and tell which cached tokens are audio. A transcription may state `seconds` instead of tokens.
enum OpenAIResponsesUsage {
  ///
  /// - Parameter makesImages: all of the output is images where nothing divides it: "For the GPT image models, the output
  ///   tokens" of `POST /images` (https://platform.openai.com/docs/api-reference/images/object, read 2026-11).
  static func write(_ usage: VendorUsage, makesImages: Bool, _ cells: CellWriter) {
    let input = either(usage["input_tokens_details"], usage["input_token_details"])
    let output = either(usage["output_tokens_details"], usage["output_token_details"])
    var leaves = TokenBreakdown(
      input: (usage["input_tokens"], input), output: (usage["output_tokens"], output),
      total: usage["total_tokens"], cells)
    leaves.cacheRead = leaves.stated(input["cached_tokens"], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(input["cache_write_tokens"], for: .cacheWrite5mTokens)
    leaves.readParts(input: input, output: output)
    if makesImages, leaves.imageOutput == nil { leaves.imageOutput = leaves.output }
    leaves.write()
    leaves.writeSearches([usage["server_tool_use"]])
    ServerTools.state(usage, cells)
    let seconds = usage["seconds"]
    if seconds.kind == .number { cells.set(.seconds, seconds.bytes, at: seconds.place) }
  }

  private static func either(_ first: SourceValue, _ second: SourceValue) -> SourceValue {
    first.kind == .object ? first : second
  }
}

extension TokenBreakdown {
  /// The counts of a response as OpenAI nests them, and whoever speaks as it does, but for those of its caches.
  ///
  /// - Parameters:
  ///   - total: the sum of input and output, which shows where reasoning is.
  ///   - place: where it is otherwise.
  init(
    input: (total: SourceValue, details: SourceValue),
    output: (total: SourceValue, details: SourceValue), total: SourceValue,
    reasoning place: ReasoningPlace = .within, _ cells: CellWriter
  ) {
    self.init(cells)
    inputHolds = [.cacheRead, .cacheWrite, .audio]
    outputHolds = place == .onTop ? [.audio] : [.reasoning, .audio]
    cacheWritesMayOverlap = true
    self.input = stated(input.total, for: .inputTokens)
    self.output = stated(output.total, for: .outputTokens)
    audioInput = stated(input.details["audio_tokens"], for: .audioInputTokens)
    audioOutput = stated(output.details["audio_tokens"], for: .audioOutputTokens)
    reasoning = stated(output.details["reasoning_tokens"], for: .reasoningTokens)
    if let sum = sum(total, cells), sum.value > 0 { findReasoning(by: sum, place, cells) }
  }

  /// Reads which parts of the input, the output and the cache reads are images, and which cached ones are audio.
  ///
  /// What a body says of text tells the rest apart as well.
  mutating func readParts(input: SourceValue, output: SourceValue) {
    let cached = input["cached_tokens_details"]
    audioCacheRead = stated(cached["audio_tokens"], for: .audioCacheReadTokens)
    imageInput = stated(input["image_tokens"], for: .imageInputTokens)
    imageCacheRead = stated(cached["image_tokens"], for: .imageInputTokens)
    imageOutput = stated(output["image_tokens"], for: .imageOutputTokens)
    if let text = stated(output["text_tokens"], for: .outputTokens) {
      imageOutput = imageOutput ?? Count(value: 0, source: text.source)
      audioOutput = audioOutput ?? Count(value: 0, source: text.source)
    }
  }

  /// Reads a total, which only confirms the counts: one that is not a count is reported, and spoils no row.
  private func sum(_ total: SourceValue, _ cells: CellWriter) -> Count? {
    if total.isBlank { return nil }
    return cells.count(of: total, for: .outputTokens) { _ in
      cells.warn(.unexplainedTotal, at: total)
    }.map { Count(value: $0, source: total) }
  }

  /// The place in which a vendor counts reasoning.
  enum ReasoningPlace {
    case within, onTop
    /// It is what a total has in excess of the input and the output.
    case unstated
  }

  /// Uses a stated total to find where reasoning is, as LiteLLM does with xAI's
  /// (https://github.com/BerriAI/litellm/blob/main/litellm/llms/xai/chat/transformation.py, read 2026-11): Grok on Azure counts
  /// as xAI does (https://github.com/BerriAI/litellm/pull/39426).
  private mutating func findReasoning(by total: Count, _ place: ReasoningPlace, _ cells: CellWriter)
  {
    let thought = reasoning?.value ?? 0
    let rest = total.value - (input?.value ?? 0) - (output?.value ?? 0)
    if rest == 0, thought <= output?.value ?? 0 {
      outputHolds.insert(.reasoning)
    } else if rest > 0, rest == thought {
      outputHolds.remove(.reasoning)
    } else if rest > 0, thought == 0, place == .unstated {
      reasoning = Count(value: rest, source: total.source)
      outputHolds.remove(.reasoning)
    } else {
      cells.warn(.unexplainedTotal, at: total.source)
    }
  }
}
