import Ledger

/// Reads a session of Codex line by line, keeping what later lines need.
struct SessionReading {
  /// The id of the session, and of that which it was forked from, as they are written in JSON; empty where not known.
  private(set) var id: [UInt8] = []
  private(set) var parent: [UInt8] = []
  private(set) var startedAt: Name = .empty
  private(set) var provider: [UInt8] = []
  private(set) var model: [UInt8] = []
  private(set) var folder: [UInt8] = []
  private(set) var serviceTier: [UInt8] = []
  private var total: SessionCounts?
  private var hasMeta = false
  private let tape = JSONTape()

  /// The kind of a line.
  enum Line {
    case event(SessionEvent)
    /// It repeats the total of the event before.
    case refresh
    /// A line of this type that tells of no request.
    case other(type: [UInt8])
    /// Unreadable; reading the line as a record reports the fault.
    case unreadable
  }

  /// Words that a line has that says something, however it is spaced.
  private static let words: [[UInt8]] = ["token_count", "session_meta", "turn_context"].map {
    Array($0.utf8)
  }

  /// Reads a line, without its line end.
  mutating func read(_ line: Bytes) -> Line {
    guard SessionReading.words.contains(where: { line.contains($0) }) else {
      return .other(type: Array("conversation".utf8))
    }
    guard let base = line.baseAddress,
      case .value = tape.read(base, from: 0, to: line.count)
    else { return .unreadable }
    let object = SourceValue(tape, base: base)
    let (type, payload) = (object["type"], object["payload"])
    if type == "session_meta" { begin(payload) }
    if type == "turn_context" { turn(payload) }
    if type == "event_msg", payload["type"] == "token_count" {
      return count(payload["info"], at: object["timestamp"])
    }
    return type.isScalar ? .other(type: Array(type.bytes)) : .unreadable
  }

  /// The first is the session's own; those of the sessions that it was forked from may follow.
  private mutating func begin(_ meta: SourceValue) {
    let id = SessionReading.text([meta["id"], meta["session_id"]])
    if hasMeta {
      if parent.isEmpty, id != self.id { parent = id }
      return
    }
    hasMeta = true
    self.id = id
    parent = SessionReading.text([meta["forked_from_id"]])
    startedAt = Name(bytes: meta["timestamp"].bytes)
    provider = SessionReading.text([meta["model_provider"]])
    folder = SessionReading.text([meta["cwd"]])
  }

  private mutating func turn(_ context: SourceValue) {
    let model = SessionReading.text([context["model"]])
    if !model.isEmpty { self.model = model }
    let folder = SessionReading.text([context["cwd"]])
    if !folder.isEmpty { self.folder = folder }
    serviceTier = SessionReading.text([context["service_tier"]])
  }

  private mutating func count(_ info: SourceValue, at timestamp: SourceValue) -> Line {
    let total = SessionCounts(info["total_token_usage"])
    let last = SessionCounts(info["last_token_usage"])
    let isFaulty =
      info["total_token_usage"].kind == .object && total == nil
      || info["last_token_usage"].kind == .object && last == nil
    if isFaulty, last == nil {
      // The row that is made of it is told to be wrong.
      return event(SessionCounts(), nil, false, timestamp)
    }
    guard total != nil || last != nil else { return .other(type: Array("token_count".utf8)) }
    defer { self.total = total ?? self.total }
    if let total, total == self.total { return .refresh }
    if let last { return event(last, total, false, timestamp) }
    return event(total?.since(self.total) ?? SessionCounts(), total, true, timestamp)
  }

  private func event(
    _ usage: SessionCounts, _ total: SessionCounts?, _ isWorkedOut: Bool, _ timestamp: SourceValue
  ) -> Line {
    .event(
      SessionEvent(
        timestamp: Name(bytes: timestamp.bytes), usage: usage, total: total,
        isWorkedOut: isWorkedOut))
  }

  /// The first text that says something, as it is written between its quotes.
  private static func text(_ values: [SourceValue]) -> [UInt8] {
    values.first { $0.kind == .string && !$0.isBlank }.map { Array($0.bytes) } ?? []
  }
}

extension Bytes {
  /// Returns true if `word` is somewhere in it.
  fileprivate func contains(_ word: [UInt8]) -> Bool {
    guard let first = word.first, let base = baseAddress, count >= word.count else { return false }
    var at = 0
    while let found = self[at...(count - word.count)].firstIndex(of: first) {
      if word.withUnsafeBufferPointer({
        $0.baseAddress.map { equalBytes(base + found, $0, count: word.count) } ?? false
      }) {
        return true
      }
      at = found + 1
      if at > count - word.count { return false }
    }
    return false
  }
}
