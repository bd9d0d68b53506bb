import Ledger
import Rating
import Reconciliation

/// Rows that miss the same thing in a book, of which the first represents all.
struct MissingBookEntry {
  let reference: Reference
  /// An index into the exceptions.
  private(set) var first: Int
  /// The first file, and the line there.
  private(set) var file: Name
  private(set) var line: Int64
  private(set) var count: Int64
  private var files: Int64 = 1

  /// The key that the rows share.
  struct Reference: Hashable {
    /// Nil where it is the same in all files.
    let file: Name?
    let first: Name
    let second: Name
    let reason: UnpricedReason?
  }

  /// As in `5 rows in 2 files`.
  var words: String { GroupedDigits.count(count, "row") + FindingsByCause.inFiles(files) }

  /// Adds those of another file.
  private mutating func add(_ other: MissingBookEntry) {
    count += other.count
    files += other.files
    if (other.file, other.line) < (file, line) {
      (first, file, line) = (other.first, other.file, other.line)
    }
  }

  /// Returns the groups in order of appearance; rows that repeat others may take away all of a file.
  static func all(
    of kind: ExceptionRow.Kind, in exceptions: RowList<ExceptionRow>,
    by reference: (Located<ExceptionRow>) -> Reference
  ) -> [MissingBookEntry] {
    // A name may be in a row alone: all that is held per name and file is flat.
    var numbers: [Reference: Int] = [:]
    var places: [FileOfReference: Int] = [:]
    var ofFiles: [MissingBookEntry] = []
    for place in exceptions.indices where exceptions.order(at: place) == kind.rawValue {
      let row = exceptions[place]
      let reference = reference(row)
      let number = numbers[reference] ?? numbers.count
      numbers[reference] = number
      let key = FileOfReference(number: number, file: row.file)
      if let index = places[key] {
        ofFiles[index].count += row.row.standsFor
      } else {
        places[key] = ofFiles.count
        ofFiles.append(
          MissingBookEntry(
            reference: reference, first: place, file: row.file, line: row.line,
            count: row.row.standsFor))
      }
    }
    places = [:]
    var groups: [MissingBookEntry] = []
    var indices = [Int?](repeating: nil, count: numbers.count)
    for group in ofFiles where group.count > 0 {
      guard let number = numbers[group.reference] else {
        preconditionFailure("each reference has a number")
      }
      if let index = indices[number] {
        groups[index].add(group)
      } else {
        indices[number] = groups.count
        groups.append(group)
      }
    }
    return groups
  }

  /// A reference by its number, and one of its files.
  private struct FileOfReference: Hashable {
    let number: Int
    let file: Name
  }
}
