/// The meaning of LiteLLM's `call_type`; a leading `a` means only that it was asynchronous.
///
/// Source, read 2026-11: https://github.com/BerriAI/litellm/blob/main/litellm/types/utils.py (`CallTypes`).
enum LiteLLMCall {
  /// It is charged by tokens, or nothing says otherwise.
  case byTokens
  /// It makes images: its output is images, its usage may be tokens.
  case images
  /// It is charged by the image, second, character, page or query, which LiteLLM does not log.
  case byUnits
  /// A batch that was requested: once it is finished, the row sums its requests.
  case batch
  /// It prepares or looks at requests, and uses nothing.
  case administration

  init(_ callType: SourceValue) {
    let name = callType.isScalar ? String(decoding: callType.bytes, as: UTF8.self) : ""
    let plain = name.hasPrefix("a") ? String(name.dropFirst()) : name
    self = LiteLLMCall.named[name] ?? LiteLLMCall.named[plain] ?? .byTokens
  }

  private static let named: [String: LiteLLMCall] = {
    let names: [(LiteLLMCall, String)] = [
      (.images, "image_generation image_edit image_variation"),
      (
        .byUnits,
        """
        transcription speech rerank search ocr moderation create_video video_generation video_remix video_edit
        vector_store_search call_mcp_tool
        """
      ),
      (.batch, "retrieve_batch"),
      (
        .administration,
        """
        create_batch cancel_batch list_batches create_file file_content file_retrieve file_list file_delete video_retrieve
        video_content video_list
        """
      ),
    ]
    return Dictionary(
      names.flatMap { call, words in
        words.split(whereSeparator: \.isWhitespace).map { (String($0), call) }
      },
      uniquingKeysWith: { first, _ in first })
  }()
}
