/// Marks by which a server shows itself in its answers, whatever model it serves.
///
/// - Groq answers with `x_groq` (https://console.groq.com/docs/api-reference, read 2026-11) and counts the time in its queue
///   within the usage, Cerebras in `time_info` (https://inference-docs.cerebras.ai/api-reference/chat-completions, read 2026-11).
/// - Ollama counts in `prompt_eval_count` and `eval_count`
///   (https://github.com/ollama/ollama/blob/main/docs/api.md, read 2026-11), and llama.cpp in `timings`
///   (https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md, read 2026-11): nobody charges for them.
enum ServerMark: CaseIterable {
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

  /// A server of one's own, whose models nobody charges for.
  var isLocal: Bool { self == .ollama || self == .llamaCpp }

  /// Members all of which an answer of it has, by the last names of their paths, and the object they are in.
  private var members: (owner: StaticString?, names: [StaticString]) {
    switch self {
    case .groq: (nil, ["x_groq"])
    case .groqTimes: ("usage", ["queue_time", "prompt_time", "completion_time"])
    case .cerebras: ("time_info", ["queue_time", "prompt_time", "completion_time"])
    case .ollama: (nil, ["prompt_eval_count", "eval_count"])
    case .llamaCpp: ("timings", ["prompt_n", "predicted_n"])
    }
  }

  /// Returns the mark of the server whose answer a record is or holds; nil for none.
  static func ofAnswer(in record: SourceValue) -> ServerMark? {
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

  private static func of(_ object: SourceValue) -> ServerMark? {
    guard object.kind == .object else { return nil }
    return allCases.first { mark in
      let (owner, names) = mark.members
      let holder = owner.map { object[$0] } ?? object
      return holder.kind == .object && names.allSatisfy { !holder[$0].isNone }
    }
  }

  /// Returns the mark that rows of a table bear, and a name of a column that shows it; nil where none does.
  ///
  /// - Parameter all: every row has to bear it.
  static func of(_ table: SampleTable, all: Bool) -> (mark: ServerMark, column: String)? {
    allCases.lazy.compactMap { mark -> (ServerMark, String)? in
      mark.rows(of: table, all: all).map { (mark, $0) }
    }.first
  }

  private func rows(of table: SampleTable, all: Bool) -> String? {
    let (owner, names) = members
    let columns = names.map { name in
      table.columns.filter { column in
        var parts = column.name.split(separator: ".")[...]
        if self == .groq { return parts.contains { $0 == name.description } }
        guard parts.popLast().map(String.init) == name.description else { return false }
        return owner.map { $0.description == parts.last.map(String.init) } ?? true
      }
    }
    guard let first = columns.first?.first, columns.allSatisfy({ !$0.isEmpty }) else { return nil }
    func bears(_ row: Int) -> Bool {
      columns.allSatisfy { $0.contains { !$0.texts[row].isEmpty } }
    }
    let rows = 0..<table.rowCount
    guard all ? rows.allSatisfy(bears) : rows.contains(where: bears) else { return nil }
    return self == .groq
      ? first.name.split(separator: ".").prefix { $0 != "x_groq" }.joined(separator: ".")
        + (first.name.hasPrefix("x_groq") ? "" : ".") + "x_groq"
      : first.name
  }
}

extension SourceValue {
  /// True if it is missing or null.
  fileprivate var isNone: Bool { kind == .missing || kind == .null }
}

extension ColumnGuess {
  /// The same where `eval_count` of Ollama, which elsewhere may count anything, is read as output.
  func readingLocalOutput(_ table: SampleTable) -> ColumnGuess {
    guard found[.outputTokens] == nil, let mark = ServerMark.of(table, all: false)?.mark,
      mark == .ollama,
      let name = openCounts.map(\.name).first(where: {
        $0.split(separator: ".").last == "eval_count"
      })
    else { return self }
    return reading(.outputTokens, from: [name])
  }
}
