import Intake
import Ledger

/// Ids that are the same number but for zeros before it or `.0` behind it, counted by the two files they are in.
struct NearlyEqualIDPairs: Sendable {
  private var groups: [Group: Pairs] = [:]

  private struct Group: Hashable, Comparable {
    let column: LedgerColumn
    let isPoint: Bool
    let first: Name
    let other: Name

    static func < (left: Group, right: Group) -> Bool {
      (left.other, left.first, left.column.rawValue, left.isPoint ? 1 : 0)
        < (right.other, right.first, right.column.rawValue, right.isPoint ? 1 : 0)
    }
  }

  /// The number of pairs, and the first one by the places of both rows.
  private struct Pairs {
    var count: Int64 = 0
    var id: Name
    var line: Int64
    var first: Name
    var firstLine: Int64
  }

  typealias Location = (file: Name, line: Int64)

  /// Adds an id that is written otherwise than one before it.
  mutating func add(
    _ column: LedgerColumn, _ first: Name, at firstPlace: Location, _ id: Name, at place: Location
  ) {
    let isPoint = [first, id].contains { $0.bytes.contains(UInt8(ascii: ".")) }
    let group = Group(
      column: column, isPoint: isPoint, first: firstPlace.file, other: place.file)
    let pair = Pairs(id: id, line: place.line, first: first, firstLine: firstPlace.line)
    var pairs = groups[group] ?? pair
    let count = pairs.count + 1
    if (pair.line, pair.firstLine) < (pairs.line, pairs.firstLine) { pairs = pair }
    pairs.count = count
    groups[group] = pairs
  }

  /// One warning for each kind of id and pair of files.
  var findings: [Finding] {
    groups.sorted { $0.key < $1.key }.map { group, pairs in
      Finding(
        .warning, at: Place(file: group.other.description, line: Int(pairs.line)),
        code: group.isPoint ? "id.point" : "id.zeros",
        message: "\(group.column.name) \"\(pairs.id.description.excerpt)\" may be"
          + " \"\(pairs.first.description.excerpt)\" at \(group.first):\(pairs.firstLine): they differ in "
          + (group.isPoint ? "\".0\"" : "leading zeros")
          + " alone (first of \(GroupedDigits.count(pairs.count, "id")) in these files)",
        help: "if both ids name one request, export both files again with the ids as text")
    }
  }
}
