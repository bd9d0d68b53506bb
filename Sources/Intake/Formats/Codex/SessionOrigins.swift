import Ledger

/// The owner of the events of a session file: its own session, or the one it was forked from.
package struct SessionOrigins: Hashable, Sendable {
  /// Events that follow each other in a session.
  struct Run: Hashable, Sendable {
    let session: [UInt8]
    /// The number of the first of them in the session, from 1.
    let first: Int
    var count: Int
    let isCopy: Bool
  }

  fileprivate private(set) var runs: [Run] = []
  /// The placeholder for a session that the file does not name.
  private let unnamed: [UInt8]

  /// Of a file that is alone.
  package static let own = SessionOrigins(named: "session")

  /// - Parameter name: the session where the file does not name it, such as the name of the file.
  init(named name: String) {
    unnamed = name.utf8.map { byte in
      let isPlain = byte >= 0x30 && byte < 0x7F && byte != 0x5C || byte == 0x2D || byte == 0x2E
      return isPlain ? byte : 0x5F
    }
  }

  /// The session of a file that says `id`.
  func session(_ id: [UInt8]) -> [UInt8] { id.isEmpty ? unnamed : id }

  /// Adds the next event, the one of that number in a session.
  mutating func append(_ number: Int, of session: [UInt8], isCopy: Bool) {
    if let last = runs.last, last.session == session, last.isCopy == isCopy,
      last.first + last.count == number
    {
      runs[runs.count - 1].count += 1
    } else {
      runs.append(Run(session: session, first: number, count: 1, isCopy: isCopy))
    }
  }

  var steps: Steps { Steps(origins: self) }

  /// Goes through the events of a file.
  struct Steps {
    fileprivate let origins: SessionOrigins
    private var run = 0
    private var taken = 0

    fileprivate init(origins: SessionOrigins) { self.origins = origins }

    /// The request of the next event of a file whose session says `id`.
    mutating func next(of id: [UInt8]) -> (requestID: [UInt8], session: [UInt8], isCopy: Bool) {
      while run < origins.runs.count, taken == origins.runs[run].count {
        run += 1
        taken = 0
      }
      taken += 1
      guard run < origins.runs.count else {
        let session = origins.session(id)
        return (session + Array(":\(taken)".utf8), session, false)
      }
      let one = origins.runs[run]
      return (
        one.session + Array(":\(one.first + taken - 1)".utf8), one.session, one.isCopy
      )
    }
  }
}
