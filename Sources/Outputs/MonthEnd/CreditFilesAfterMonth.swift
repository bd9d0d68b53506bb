import Credits
import Engine
import Ledger
import Parsing
import Workspace

/// Finds the event files of later months, which a close does not read.
enum CreditFilesAfterMonth {
  /// The bytes at the beginning of a file in which an earlier event is looked for first.
  private static let beginning = 1 << 16

  /// Returns the paths of the event files of which every readable event is at `end` or later.
  static func paths(
    _ end: Instant, in files: CreditFiles, _ options: RunOptions
  ) -> Set<String> {
    let inputs = files.files.map { EventInput($0) }
    return Set(
      inputs.filter { input in
        if hasEarlier(input.beginning(beginning), than: end, options) == true { return false }
        return hasEarlier(input, than: end, options) == false
      }.map(\.source.path))
  }

  /// Returns true if an event is before `end`; nil if no event can be read.
  private static func hasEarlier(
    _ input: EventInput, than end: Instant, _ options: RunOptions
  ) -> Bool? {
    var rules = CreditReading.Rules(options)
    // A row that is recorded later is in the file all the same.
    rules.knownAt = nil
    let events = CreditReading([input], rules).ledger.events
    if events.isEmpty { return nil }
    return events.contains { $0.at < end.nanoseconds }
  }
}

extension EventInput {
  /// The first bytes of the file as a file of its own.
  fileprivate func beginning(_ count: Int) -> EventInput {
    let source = source
    let first = ByteSource(path: source.path) { () throws(ReadFault) in
      let next = try source.open()
      var rest = count
      return { buffer throws(ReadFault) in
        let read = try next(.init(rebasing: buffer[..<min(rest, buffer.count)]))
        rest -= read
        return read
      }
    }
    return EventInput(source: first, isJSONLines: isJSONLines, mapping: mapping, size: count)
  }
}
