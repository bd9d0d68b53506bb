import Ledger

/// Words for calls that are charged by images, seconds, pages or queries, or by tokens of these.
enum MediaKeywords {
  /// Returns true if a service, an operation or an endpoint path is a media call.
  ///
  /// Examples are `images/generations` and `text-to-speech`.
  static func isCall(_ text: String) -> Bool {
    let path = text.prefix(256).prefix { $0 != "?" && $0 != "#" }
    let name = ColumnNameWords(path)
    return !calls.isDisjoint(with: name.words) || name.joined.contains("dalle")
  }

  /// Returns the condition of such a call if nothing counts its use.
  ///
  /// For a call that makes images, it is also the condition if nothing divides its output.
  static func condition(_ text: String) -> RequestCondition? {
    guard isCall(text) else { return nil }
    let words = ColumnNameWords(text.prefix(256).prefix { $0 != "?" && $0 != "#" }).words
    return images.isDisjoint(with: words) ? .unitsNotStated : .undividedOutput
  }

  /// Returns true if a model is charged so, by its name: `dall-e-3`, `gpt-image-1`, `whisper-1`.
  static func isModel(_ text: String) -> Bool {
    let name = ColumnNameWords(text.prefix(256))
    return name.joined.contains("dalle") || !models.isDisjoint(with: name.words)
  }

  private static let images: Set = ["image", "images", "img", "imagegeneration"]
  private static let calls = images.union([
    "audio", "audios", "speech", "tts", "stt", "asr",
    "transcription", "transcriptions", "transcribe", "video", "videos", "videogeneration", "music",
    "rerank", "reranking", "ocr",
  ])
  private static let models: Set = [
    "image", "images", "imagen", "imagegeneration", "diffusion", "sdxl", "flux", "midjourney",
    "ideogram", "recraft", "seedream", "canvas", "whisper", "tts", "transcribe", "speech", "music",
    "lyria", "video", "sora", "veo", "kling", "seedance", "reel", "rerank", "reranker", "ocr",
  ]
}
