import Ledger

/// The lines of a session of Codex, each event that tells of a request with what earlier lines say of it.
///
/// An addition is the last member of its object, named `assay`, so that the other members keep their places. Of lines
/// without a request, which hold whole conversations, only the type is kept.
struct RolloutLines: TextRewriter {
  private var reading = SessionReading()
  private var lines = LineSplitter()
  private var origins: SessionOrigins.Steps

  init(origins: SessionOrigins) { self.origins = origins.steps }

  mutating func take(_ bytes: Bytes, into out: inout [UInt8]) {
    var lines = lines
    self.lines = LineSplitter()
    lines.take(bytes) { write($0, end: $1, into: &out) }
    self.lines = lines
  }

  mutating func end(into out: inout [UInt8]) {
    var lines = lines
    self.lines = LineSplitter()
    lines.end { write($0, end: $1, into: &out) }
  }

  private mutating func write(_ line: Bytes, end: Bytes, into out: inout [UInt8]) {
    let mark = line.byteOrderMarkLength
    out += line[..<mark]
    let text = Bytes(rebasing: line[mark...])
    if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      out += text
    } else {
      switch reading.read(text) {
      case .unreadable: out += text
      case .other(let type): out += Array("{\"type\":\"".utf8) + type + Array("\"}".utf8)
      case .refresh: out += Array("{\"type\":\"token_count\",\"assay\":\"refresh\"}".utf8)
      case .event(let event): write(event, text, into: &out)
      }
    }
    out += end
  }

  private mutating func write(_ event: SessionEvent, _ line: Bytes, into out: inout [UInt8]) {
    guard let brace = line.lastIndex(of: 0x7D) else {
      out += line
      return
    }
    let step = origins.next(of: reading.id)
    out += line[..<brace]
    add("assay\":{\"request_id", step.requestID, start: ",\"", into: &out)
    add("session", step.session, into: &out)
    add("cwd", reading.folder, into: &out)
    add("provider", reading.provider, into: &out)
    add("model", reading.model, into: &out)
    add("service_tier", reading.serviceTier, into: &out)
    if event.isWorkedOut { out += Array(",\"usage\":\(event.usage.json)".utf8) }
    if step.isCopy { out += Array(",\"copy\":true".utf8) }
    out += Array("}}".utf8)
  }

  /// Adds a member whose text is escaped already; none where it is empty.
  private func add(
    _ name: String, _ text: [UInt8], start: String = ",\"", into out: inout [UInt8]
  ) {
    if text.isEmpty { return }
    out += Array((start + name + "\":\"").utf8) + text + [0x22]
  }
}

/// Splits bytes that come block by block into lines.
struct LineSplitter {
  /// The beginning of a line that goes on.
  private var begun: [UInt8] = []

  /// Passes on each line that ends in `bytes`, and how it ends.
  mutating func take(_ bytes: Bytes, _ body: (_ line: Bytes, _ end: Bytes) -> Void) {
    var at = 0
    guard let base = bytes.baseAddress else { return }
    while at < bytes.count {
      let feed = WordwiseByteSearch.lineFeed(base, from: at, to: bytes.count)
      guard feed < bytes.count else { break }
      let line = Bytes(rebasing: bytes[at...feed])
      if begun.isEmpty {
        LineSplitter.pass(line, body)
      } else {
        begun += line
        begun.withUnsafeBufferPointer { LineSplitter.pass($0, body) }
        begun.removeAll(keepingCapacity: true)
      }
      at = feed + 1
    }
    begun += bytes[at...]
  }

  /// Passes on the last line where nothing ends it.
  mutating func end(_ body: (_ line: Bytes, _ end: Bytes) -> Void) {
    if begun.isEmpty { return }
    begun.withUnsafeBufferPointer { body($0, Bytes(rebasing: $0[$0.count...])) }
    begun = []
  }

  private static func pass(_ line: Bytes, _ body: (_ line: Bytes, _ end: Bytes) -> Void) {
    let hasReturn = line.count > 1 && line[line.count - 2] == 0x0D
    let end = line.count - (hasReturn ? 2 : 1)
    body(Bytes(rebasing: line[..<end]), Bytes(rebasing: line[end...]))
  }
}
