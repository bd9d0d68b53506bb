import Ledger

/// The token counts of an event of a session: of one request, or of the session so far.
struct SessionCounts: Hashable {
  var input: Int64 = 0
  var cached: Int64 = 0
  var written: Int64 = 0
  var output: Int64 = 0
  var reasoning: Int64 = 0

  init() {}

  /// Reads an object of counts; nil where it is none, or a count is not a whole number.
  init?(_ usage: SourceValue) {
    guard usage.kind == .object else { return nil }
    let counts = SessionCounts.members.map { SessionCounts.count(usage[$0.name]) }
    for (member, count) in zip(SessionCounts.members, counts) {
      guard let count else { return nil }
      self[keyPath: member.place] = count
    }
  }

  private typealias Place = WritableKeyPath<SessionCounts, Int64> & Sendable

  private static let members: [(name: StaticString, place: Place)] = [
    ("input_tokens", \.input), ("cached_input_tokens", \.cached),
    ("cache_write_input_tokens", \.written), ("output_tokens", \.output),
    ("reasoning_output_tokens", \.reasoning),
  ]

  private static func count(_ value: SourceValue) -> Int64? {
    if value.isBlank { return 0 }
    guard value.kind == .number, let count = Int64(String(decoding: value.bytes, as: UTF8.self)),
      0...Quantities.countLimit ~= count
    else { return nil }
    return count
  }

  /// Returns the difference from an earlier total.
  ///
  /// It is the whole total if the total fell in between, as after a compaction.
  func since(_ earlier: SessionCounts?) -> SessionCounts {
    guard let earlier else { return self }
    var rest = self
    for member in SessionCounts.members {
      rest[keyPath: member.place] -= earlier[keyPath: member.place]
      if rest[keyPath: member.place] < 0 { return self }
    }
    return rest
  }

  /// The same as JSON, by the names that Codex has for it.
  var json: String {
    let members = SessionCounts.members.map { "\"\($0.name)\":\(self[keyPath: $0.place])" }
    return "{\(members.joined(separator: ","))}"
  }
}

/// An event of a session that tells of a request.
struct SessionEvent: Hashable {
  /// The time at which the line was written, which a copy may have changed.
  let timestamp: Name
  let usage: SessionCounts
  /// The session so far; nil where it is not stated.
  let total: SessionCounts?
  /// The usage was worked out, and is not stated.
  let isWorkedOut: Bool

  /// Returns true if its numbers are those of the same request.
  func equals(_ other: SessionEvent) -> Bool { usage == other.usage && total == other.total }
}
