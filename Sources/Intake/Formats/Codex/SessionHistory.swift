import Ledger
import Parsing

/// The events of one session file, to find those that are copies of another's.
///
/// A session that is forked begins with all that came before, its events among them, in a file of its own; their times may be
/// those of the fork (https://github.com/ccusage/ccusage/issues/1371, read 2026-11).
package struct SessionHistory: Sendable {
  private let name: String
  private let session: [UInt8]
  private let parent: [UInt8]
  private let startedAt: Name
  private let events: [SessionEvent]

  /// The time that a fork may take to copy earlier events, in nanoseconds.
  ///
  /// Later events are its own.
  private static let replay: Int64 = 60_000_000_000

  /// The longest time of copying if only the numbers show that a session continues another one.
  ///
  /// No model answers so fast.
  private static let instant: Int64 = 250_000_000
  /// The number of sessions examined among those that began alike; the youngest are taken.
  private static let alike = 20

  /// Reads a file from its beginning on.
  ///
  /// - Parameter name: of the file.
  package init(named name: String, reading read: ReadNext) throws(ReadFault) {
    var reading = SessionReading()
    var lines = LineSplitter()
    var events: [SessionEvent] = []
    func take(_ line: Bytes) {
      let text = Bytes(rebasing: line[line.byteOrderMarkLength...])
      if case .event(let event) = reading.read(text) { events.append(event) }
    }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    block.initializeMemory(as: UInt8.self, repeating: 0)
    while true {
      let count = try read(block)
      if count == 0 { break }
      let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
      lines.take(bytes.bindMemory(to: UInt8.self)) { line, _ in take(line) }
    }
    lines.end { line, _ in take(line) }
    self.name = name
    session = SessionOrigins(named: name).session(reading.id)
    parent = reading.parent
    startedAt = reading.startedAt
    self.events = events
  }

  /// Returns, for each of the files, whose requests its events are.
  package static func origins(of files: [SessionHistory]) -> [SessionOrigins] {
    var origins = files.map { SessionOrigins(named: $0.name) }
    var known = KnownSessions(files.map(\.session))
    // A fork is younger than what it was forked from.
    let order = files.indices.sorted {
      (files[$0].startedAt, $0) < (files[$1].startedAt, $1)
    }
    for index in order { known.place(files[index], into: &origins[index]) }
    return origins
  }

  /// Sessions that were met, with their events.
  private struct KnownSessions {
    /// Those that have a file.
    private let named: Set<[UInt8]>
    /// By session, its events and those that it began with.
    private var events: [[UInt8]: [Known]] = [:]
    private var counts: [[UInt8]: Int] = [:]
    private var exact: [SessionEvent: Request] = [:]
    /// The sessions that began with some usage.
    private var beginnings: [SessionCounts: [[UInt8]]] = [:]

    private struct Request {
      let session: [UInt8]
      let number: Int
    }

    private struct Known {
      let event: SessionEvent
      let request: Request
    }

    init(_ named: [[UInt8]]) { self.named = Set(named) }

    /// Tells of each event of a file which request it is of.
    mutating func place(_ file: SessionHistory, into origins: inout SessionOrigins) {
      let same = events[file.session]
      let origin = same ?? events[file.parent] ?? resumed(by: file)
      var before = origin[...]
      let limit = same == nil ? file.startedAt : nil
      var own: [Known] = []
      for event in file.events {
        let found = before.firstIndex {
          $0.event.equals(event) && !$0.event.isLater(than: limit)
        }
        before = found.map { before[($0 + 1)...] } ?? []
        let copied = found.map { origin[$0].request } ?? exact[event]
        let number = counts[file.session, default: 0] + 1
        let request = copied ?? Request(session: file.session, number: number)
        if copied == nil { counts[file.session] = number }
        origins.append(request.number, of: request.session, isCopy: copied != nil)
        own.append(Known(event: event, request: request))
      }
      for one in own { exact[one.event] = exact[one.event] ?? one.request }
      if own.count >= same?.count ?? 0 { events[file.session] = own }
      if same == nil, let first = own.first?.event.usage {
        beginnings[first, default: []].append(file.session)
      }
      // Where the file of the parent is missing, its first fork stands for it.
      if !file.parent.isEmpty, !named.contains(file.parent), events[file.parent] == nil {
        events[file.parent] = own.filter {
          !$0.event.isLater(than: file.startedAt, by: SessionHistory.replay)
        }
      }
    }

    /// The events of another session with which a file begins that names no parent; none where it does not.
    ///
    /// A session that is resumed writes what came before all at once, as it starts.
    private func resumed(by file: SessionHistory) -> [Known] {
      guard file.parent.isEmpty, let first = file.events.first, first.timestamp.instant != nil
      else {
        return []
      }
      let replayed = file.events.prefix {
        !$0.isLater(than: first.timestamp, by: SessionHistory.instant)
      }
      let isAtOnce =
        replayed.count > 1
        || file.startedAt.instant != nil
          && !first.isLater(than: file.startedAt, by: SessionHistory.instant)
      guard isAtOnce else { return [] }
      var longest: ArraySlice<Known> = []
      for session in beginnings[first.usage, default: []].suffix(SessionHistory.alike) {
        let known = events[session, default: []]
        let count = zip(known, replayed).prefix { $0.event.equals($1) }.count
        if count > longest.count { longest = known.prefix(count) }
      }
      return Array(longest)
    }
  }
}

extension SessionEvent {
  /// Returns true if it is later than a time by more than this, if both times are readable.
  fileprivate func isLater(than limit: Name?, by nanoseconds: Int64 = 0) -> Bool {
    guard let limit = limit?.instant, let time = timestamp.instant else { return false }
    return time.nanoseconds - limit.nanoseconds > nanoseconds
  }
}

extension Name {
  /// The time that it spells; nil where it is none.
  fileprivate var instant: Instant? {
    bytes.withUnsafeBufferPointer { text in
      do throws(InstantFault) { return try InstantText.read(text).instant } catch { return nil }
    }
  }
}
