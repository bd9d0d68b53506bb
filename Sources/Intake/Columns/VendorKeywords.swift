import Ledger

/// Translates common words for vendors, models and outcomes into the words of Assay's books.
enum VendorKeywords {
  /// The vendor that a text means; nil for none that is known.
  static func vendor(_ text: String) -> String? { vendors[ColumnNameWords(text).joined] }

  /// The vendor whose own interface a text means, such as `OpenAI API`; nil for none that is known.
  static func vendor(ofService text: String) -> String? {
    // The AI SDK names the interface as well: `anthropic.messages`.
    let words = ColumnNameWords(text).words.filter {
      !["api", "direct", "inc", "llc", "messages", "chat", "responses", "completion"].contains($0)
    }
    return vendors[words.joined()]
  }

  /// Returns true if a text says that a value is unknown.
  static func isNone(_ text: String) -> Bool {
    ["", "na", "none", "null", "nil", "unknown", "undefined"].contains(ColumnNameWords(text).joined)
  }

  private static let vendors: [String: String] = [
    "openai": "openai", "anthropic": "anthropic", "google": "google", "googlegemini": "google",
    "googlegenerativeai": "google",
    "gemini": "google", "vertexai": "google", "googlevertex": "google", "googleai": "google",
    "azure": "azure", "azureopenai": "azure", "microsoft": "azure", "bedrock": "amazon",
    "amazonbedrock": "amazon", "awsbedrock": "amazon", "aws": "amazon", "amazon": "amazon",
    "mistral": "mistral", "mistralai": "mistral", "deepseek": "deepseek", "xai": "xai",
    "groq": "groq", "cohere": "cohere", "openrouter": "openrouter", "together": "together",
    "togetherai": "together", "fireworks": "fireworks", "fireworksai": "fireworks",
    "perplexity": "perplexity", "meta": "meta-ai", "alibaba": "qwen", "qwen": "qwen",
    "moonshot": "moonshot-ai", "moonshotai": "moonshot-ai", "minimax": "minimax",
    "vertexaibeta": "google", "palm": "google", "bedrockconverse": "amazon",
    "textcompletionopenai": "openai", "dashscope": "qwen", "openainative": "openai",
    "vertex": "google",
  ]

  /// Returns true if most of `values` are names of models.
  static func areModels(_ values: [String]) -> Bool {
    let models = values.count { value in
      let name = value.split(separator: "/").last ?? ""
      return beginnings.contains { name.lowercased().hasPrefix($0) } || BedrockName.isOne(value)
    }
    return models * 2 > values.count
  }

  private static let beginnings = [
    "gpt-", "gpt ", "gpt4", "chatgpt", "o1", "o3", "o4-", "claude", "gemini", "gemma", "grok",
    "deepseek", "mistral", "mixtral", "codestral", "llama", "qwen", "kimi", "command-", "nova-",
    "text-embedding", "whisper", "dall-e", "sonar", "glm-", "minimax",
  ]
}

/// Common words for the outcome of a request.
enum StatusWords {
  /// The status that a text means; nil for none that is known.
  static func status(_ text: String) -> RequestStatus? {
    var parts = ColumnNameWords(text).words
    // OpenTelemetry has `STATUS_CODE_OK`.
    if parts.starts(with: ["status", "code"]) { parts.removeFirst(2) }
    let word = parts.joined()
    if let code = Int(word), (100...599).contains(code) {
      return (200...299).contains(code) ? .completed : .failed
    }
    return words[word]
  }

  /// Returns true if a column has a name for log levels.
  static func areLevels(in name: String) -> Bool {
    ColumnNameWords(name.split(separator: ".").last ?? "").joined == "level"
  }

  /// The status that a level means; nil for none that is known.
  static func level(_ text: String) -> RequestStatus? {
    switch ColumnNameWords(text).joined {
    case "default", "debug", "info", "warning", "warn": .completed
    case "error", "fatal": .failed
    default: nil
    }
  }

  /// Returns true if a column describes errors in prose instead of stating how a request ended.
  ///
  /// Its name or its long texts show that.
  static func isProse(_ name: String, _ words: [String]) -> Bool {
    let telling: Set = [
      "message", "msg", "text", "reason", "description", "detail", "details", "meldung", "grund",
    ]
    return !telling.isDisjoint(with: ColumnNameWords(name).words)
      || words.contains { $0.count > 32 || $0.count { $0 == " " } > 2 }
  }

  /// `unset` is what OpenTelemetry calls a span that ended without an error.
  private static let words: [String: RequestStatus] = {
    let lists: [(RequestStatus, String)] = [
      (
        .completed,
        "completed complete success succeeded successful ok done finished ended true 1 stop endturn unset erfolgreich erfolg fertig abgeschlossen"
      ),
      (
        .failed,
        "failed failure error errored false 0 timeout rejected fehler fehlgeschlagen fehlerhaft erreur"
      ),
      (.cancelled, "cancelled canceled aborted abgebrochen storniert"),
      (.partial, "partial incomplete length truncated teilweise"),
    ]
    var words: [String: RequestStatus] = [:]
    for (status, list) in lists {
      for word in list.split(separator: " ") { words[String(word)] = status }
    }
    return words
  }()
}
