/// The `usage` of OpenAI's Chat Completions, and of the many APIs made like it.
///
/// `prompt_tokens` holds what was read from and written to caches, and audio; `completion_tokens` holds reasoning and audio
/// (https://platform.openai.com/docs/api-reference/chat/object, read 2026-11). OpenAI states cache writes "unadjusted": they
/// may overlap with the rest of the input. With xAI `reasoning_tokens` stand on top of `completion_tokens`
/// (https://docs.x.ai/docs/guides/reasoning, read 2026-11). DeepSeek says `prompt_cache_hit_tokens`
/// (https://api-docs.deepseek.com/guides/kv_cache), Moonshot `cached_tokens`, beside or instead of the details, which may then be 0.
/// OpenRouter counts web searches in `server_tool_use`
/// (https://openrouter.ai/docs/client-sdks/python/components/bodyservertooluse.md), LiteLLM in `prompt_tokens_details`.
enum OpenAIChatUsage {
  /// - Parameter hasReasoningOnTop: as xAI counts.
  static func write(_ usage: VendorUsage, hasReasoningOnTop: Bool, _ cells: CellWriter) {
    let prompt = usage["prompt_tokens_details"]
    let completion = usage["completion_tokens_details"]
    var leaves = TokenLeaves(cells)
    leaves.inputHolds = [.cacheRead, .cacheWrite, .audio]
    leaves.outputHolds = hasReasoningOnTop ? [.audio] : [.reasoning, .audio]
    leaves.cacheWritesMayOverlap = true
    leaves.input = leaves.stated(usage["prompt_tokens"], for: .inputTokens)
    leaves.output = leaves.stated(usage["completion_tokens"], for: .outputTokens)
    leaves.cacheRead = leaves.stated(
      [prompt["cached_tokens"], usage["prompt_cache_hit_tokens"], usage["cached_tokens"]],
      for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(prompt["cache_write_tokens"], for: .cacheWrite5mTokens)
    leaves.audioInput = leaves.stated(prompt["audio_tokens"], for: .audioInputTokens)
    leaves.audioOutput = leaves.stated(completion["audio_tokens"], for: .audioOutputTokens)
    leaves.reasoning = leaves.stated(completion["reasoning_tokens"], for: .reasoningTokens)
    leaves.write()
    leaves.writeSearches([usage["server_tool_use"], prompt])
    leaves.noteImageOutput(completion["image_tokens"])
  }
}

/// The `usage` of OpenAI's Responses API, and of its images, transcriptions and realtime sessions.
///
/// `input_tokens` holds what was read from and written to caches, `output_tokens` holds reasoning
/// (https://platform.openai.com/docs/api-reference/responses/object, read 2026-11). Realtime sessions write
/// `input_token_details` and tell which cached tokens are audio. A transcription may state `seconds` instead of tokens.
enum OpenAIResponsesUsage {
  static func write(_ usage: VendorUsage, _ cells: CellWriter) {
    let input = either(usage["input_tokens_details"], usage["input_token_details"])
    let output = either(usage["output_tokens_details"], usage["output_token_details"])
    var leaves = TokenLeaves(cells)
    leaves.inputHolds = [.cacheRead, .cacheWrite, .audio]
    leaves.outputHolds = [.reasoning, .audio]
    leaves.cacheWritesMayOverlap = true
    leaves.input = leaves.stated(usage["input_tokens"], for: .inputTokens)
    leaves.output = leaves.stated(usage["output_tokens"], for: .outputTokens)
    leaves.cacheRead = leaves.stated(input["cached_tokens"], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(input["cache_write_tokens"], for: .cacheWrite5mTokens)
    leaves.audioInput = leaves.stated(input["audio_tokens"], for: .audioInputTokens)
    leaves.audioCacheRead = leaves.stated(
      input["cached_tokens_details"]["audio_tokens"], for: .audioInputTokens)
    leaves.audioOutput = leaves.stated(output["audio_tokens"], for: .audioOutputTokens)
    leaves.reasoning = leaves.stated(output["reasoning_tokens"], for: .reasoningTokens)
    leaves.write()
    leaves.writeSearches([usage["server_tool_use"]])
    leaves.noteImageOutput(output["image_tokens"])
    let seconds = usage["seconds"]
    if seconds.kind == .number { cells.set(.seconds, seconds.bytes, at: seconds.place) }
  }

  private static func either(_ first: SourceValue, _ second: SourceValue) -> SourceValue {
    first.kind == .object ? first : second
  }
}
