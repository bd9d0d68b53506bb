/// The words by which spans say what they are, in exports that are tables.
enum SpanKindName {
  /// Returns the `words` for agents, tools and workflows, which may state the usage of requests below them.
  ///
  /// They are those of OpenTelemetry, also as `gen_ai.invoke_agent` or `invoke_agent support`, and of the AI SDK beside
  /// the requests within, as `ai.generateText` beside `ai.generateText.doGenerate`
  /// (https://ai-sdk.dev/docs/ai-sdk-core/telemetry#collected-data).
  static func holders(among words: [String]) -> Set<String> {
    let names = Set(words.map(name))
    return Set(
      words.filter { word in
        let name = name(word)
        return holders.contains(name)
          || name.hasPrefix("ai.") && steps.contains { names.contains(name + $0) }
      })
  }

  /// Returns true if a word means an agent, a tool or a workflow, whatever is beside it.
  static func isHolder(_ word: String) -> Bool {
    word.utf8.count <= 100 && holders.contains(name(word))
  }

  /// Returns true if a word means a request to a model.
  static func isRequest(_ word: String) -> Bool {
    let name = name(word)
    return requests.contains(name) || steps.contains(where: name.hasSuffix)
  }

  /// The operation alone: without what it acts on, and without its namespace.
  private static func name(_ word: String) -> String {
    let first = word.split(separator: " ").first ?? ""
    return String(first.hasPrefix("gen_ai.") ? first.dropFirst(7) : first)
  }

  private static let holders: Set = [
    "invoke_agent", "create_agent", "execute_tool", "invoke_workflow",
  ]
  private static let requests: Set = [
    "chat", "generate_content", "text_completion", "embeddings", "completion", "generation",
    "GENERATION", "llm", "LLM", "request",
  ]
  private static let steps = [".doGenerate", ".doStream", ".doEmbed"]
}
