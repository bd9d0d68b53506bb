import Ledger
import Platform
import Pricing

/// The text for rows of books on a screen.
package enum SourceLocationText {
  /// The row as file:line; price files without their folder, which is always the same.
  package static func short(_ place: Place) -> String {
    let file = SafeText.safe(
      WorkspacePath.isInPrices(place.file) ? FileSystem.name(of: place.file) : place.file)
    return place.line.map { "\(file):\($0)" } ?? file
  }

  /// A row that is not in force, and when it is: `plans.csv:2, in force until 2026-02-01`.
  package static func outOfForce(_ row: OutOfForce<some Sendable>) -> String {
    "\(short(row.place)), \(time(of: row.reason))"
  }

  /// When a row that is not in force is: `in force from 2026-03-01`.
  package static func time(of reason: OutOfForceReason) -> String {
    switch reason {
    case .ended(let end): "in force until \(end)"
    case .begins(let start): "in force from \(start)"
    case .notKnown(let recordedAt): "recorded only on \(recordedAt), after --as-known-at"
    }
  }

  /// Several rows, a file named once for rows that follow each other: `vendors.csv:7, :10`.
  package static func list(_ places: [Place]) -> String {
    var words: [String] = []
    var file: String?
    for place in places {
      if place.file == file, let line = place.line {
        words.append(":\(line)")
      } else {
        words.append(short(place))
      }
      file = place.file
    }
    return words.joined(separator: ", ")
  }
}
