import Ledger

/// The kind of a span of the AI SDK of Vercel, by its operation: `ai.generateText.doGenerate` is the request to a model within
/// `ai.generateText`, which repeats its usage (https://ai-sdk.dev/docs/ai-sdk-core/telemetry, read 2026-11).
struct SDKOperation {
  /// True if the span asks a model, as opposed to one that holds such spans.
  let isRequest: Bool
  /// True if it asks for embeddings.
  let isEmbedding: Bool

  /// - Parameter name: the operation; behind a space may be the name of a function.
  init?(_ name: SourceValue) {
    guard name.isScalar, name.begins(with: "ai.") else { return nil }
    let word = name.bytes.prefix { $0 != 0x20 }.split(separator: 0x2E).last ?? name.bytes[...]
    let requests = ["doGenerate", "doStream", "doEmbed", "doRerank", "doTranscribe"]
    isRequest = requests.contains { word.elementsEqual($0.utf8) }
    isEmbedding = word.elementsEqual("doEmbed".utf8)
  }
}
