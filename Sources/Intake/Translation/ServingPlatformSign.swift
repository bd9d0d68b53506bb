/// Marks by which a server shows itself in its answers, whatever model it serves.
///
/// - Groq answers with `x_groq` (https://console.groq.com/docs/api-reference, read 2026-11) and counts the time in its queue
///   within the usage, Cerebras in `time_info` (https://inference-docs.cerebras.ai/api-reference/chat-completions, read 2026-11).
/// - Ollama counts in `prompt_eval_count` and `eval_count`
///   (https://github.com/ollama/ollama/blob/main/docs/api.md, read 2026-11), and llama.cpp in `timings`
///   (https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md, read 2026-11): they are not charged for.
enum ServingPlatformSign: CaseIterable {
  case groq, groqTimes, cerebras, ollama, llamaCpp

  /// The server that answered, in the words of our price books.
  var vendor: StaticString {
    switch self {
    case .groq, .groqTimes: "groq"
    case .cerebras: "cerebras"
    case .ollama: "ollama"
    case .llamaCpp: "llama-cpp"
    }
  }

  /// A server of one's own, whose models have no vendor charge.
  var isLocal: Bool { self == .ollama || self == .llamaCpp }

  /// Members all of which an answer of it has, by the last names of their paths, and the object they are in.
  var members: (owner: StaticString?, names: [StaticString]) {
    switch self {
    case .groq: (nil, ["x_groq"])
    case .groqTimes: ("usage", ["queue_time", "prompt_time", "completion_time"])
    case .cerebras: ("time_info", ["queue_time", "prompt_time", "completion_time"])
    case .ollama: (nil, ["prompt_eval_count", "eval_count"])
    case .llamaCpp: ("timings", ["prompt_n", "predicted_n"])
    }
  }

  /// Returns the mark of the server whose answer a record is or holds; nil for none.
  static func ofAnswer(in record: SourceValue) -> ServingPlatformSign? {
    guard record.kind == .object else { return nil }
    return of(record)
      ?? holders.lazy.compactMap { name in
        let inner = record[name]
        return of(inner) ?? of(inner["body"])
      }.first
  }

  private static let holders: [StaticString] = [
    "response", "body", "output", "result", "completion", "raw", "resp",
  ]

  private static func of(_ object: SourceValue) -> ServingPlatformSign? {
    guard object.kind == .object else { return nil }
    return allCases.first { mark in
      let (owner, names) = mark.members
      let holder = owner.map { object[$0] } ?? object
      return holder.kind == .object && names.allSatisfy { !holder[$0].isNone }
    }
  }
}

extension SourceValue {
  /// True if it is missing or null.
  fileprivate var isNone: Bool { kind == .missing || kind == .null }
}
