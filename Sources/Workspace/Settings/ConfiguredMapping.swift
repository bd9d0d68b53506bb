import Intake
import Ledger

/// A mapping of the settings: for which exports, and what their columns mean.
package struct ConfiguredMapping: Sendable {
  /// A path in the workspace, in which `*` matches any letters.
  let pattern: String
  var mapping: UsageMapping
  let place: Place
  /// Something is wrong with it, which is noted: nothing is read by it.
  var isFaulty = false

  /// True if it covers the export at `path`.
  func means(_ path: String) -> Bool { ConfiguredMapping.matches(path, pattern) }

  /// True if `*` in `pattern` can match text that makes it `path`.
  package static func matches(_ path: String, _ pattern: String) -> Bool {
    let (text, pattern) = (Array(path.utf8), Array(pattern.utf8))
    // Of several stars, each takes as little as lets the rest match.
    var (at, place) = (text.startIndex, pattern.startIndex)
    var (star, resume) = (-1, text.startIndex)
    while at < text.endIndex {
      if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
        (star, resume) = (place, at)
        place += 1
      } else if place < pattern.endIndex, pattern[place] == text[at] {
        at += 1
        place += 1
      } else if star >= 0 {
        resume += 1
        at = resume
        place = star + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
