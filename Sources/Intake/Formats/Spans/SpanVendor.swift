import Ledger

/// Names of vendors as spans write them, in the words of our price books.
enum SpanVendor {
  /// Well-known values of `gen_ai.provider.name` and `gen_ai.system`, old and new, that differ from ours
  /// (https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/registry/attributes/gen-ai.md, read
  /// 2026-11).
  private static let others: [String: String] = [
    "aws.bedrock": "amazon", "aws_bedrock": "amazon", "bedrock": "amazon", "aws": "amazon",
    "gcp.gemini": "google", "gcp.vertex_ai": "google", "gcp.gen_ai": "google",
    "vertex_ai": "google", "gemini": "google", "google_genai": "google", "vertexai": "google",
    "google.generativeai": "google", "google.vertex.chat": "google",
    "azure.ai.openai": "azure", "az.ai.openai": "azure", "azure.ai.inference": "azure",
    "az.ai.inference": "azure", "azure_openai": "azure", "x_ai": "xai", "x-ai": "xai",
    "mistral_ai": "mistral", "mistralai": "mistral", "moonshot_ai": "moonshot-ai",
    "vertex": "google", "google-vertex": "google", "google-gla": "google",
    "google-vertex-ai": "google", "amazon-bedrock": "amazon", "azure-openai": "azure",
    "moonshotai": "moonshot-ai",
  ]

  /// Libraries that ask vendors, and are none.
  private static let libraries: Set<String> = [
    "langchain", "llamaindex", "llama_index", "crewai", "haystack", "litellm", "strands-agents",
    "pydantic_ai", "vercel", "gateway", "autogen", "semantic_kernel", "other", "_other", "unknown",
  ]

  /// Writes the vendor that a span names, else the one before a `/` in the model's name, else the one that makes models of
  /// such a name; `unknown` where nothing tells.
  static func write(_ vendor: SourceValue, model: SourceValue, _ cells: CellWriter) {
    let name = String(decoding: vendor.bytes, as: UTF8.self).lowercased()
    let known = others[name] ?? withoutAPI(name)
    if vendor.isScalar, !name.isEmpty, !libraries.contains(known) {
      return cells.set(.provider, keeping: Array(known.utf8), at: vendor.place)
    }
    write(ofModel: model, cells)
  }

  /// Returns the vendor of a name as the AI SDK writes it, with the API behind it: `openai.responses`, `google.generative-ai`,
  /// `google.vertex.chat`.
  private static func withoutAPI(_ name: String) -> String {
    let parts = name.split(separator: ".")
    guard parts.count > 1, let api = parts.last, apis.contains(String(api)) else { return name }
    let vendor = String(parts[0])
    return others[vendor] ?? vendor
  }

  private static let apis: Set<String> = [
    "chat", "completion", "completions", "responses", "messages", "embedding", "embeddings",
    "text-embedding", "textembedding", "image", "transcription", "speech", "reranking",
    "generative-ai", "vertex",
  ]

  /// The same where nothing is named.
  static func write(ofModel model: SourceValue, _ cells: CellWriter) {
    let parts = model.bytes.split(separator: 0x2F, maxSplits: 1)
    if parts.count == 2, model.isScalar, !model.hasEscapes {
      let before = String(decoding: parts[0], as: UTF8.self).lowercased()
      cells.set(.provider, keeping: Array((others[before] ?? before).utf8), at: model.place)
    } else {
      // No price book has it, so rows of models that no vendor is known for are listed as unpriced.
      if !model.isBlank { cells.set(.provider, "unknown") }
      VendorName.write(ofModel: model, cells)
    }
  }
}
