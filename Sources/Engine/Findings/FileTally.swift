import Intake
import Ledger
import Reconciliation

/// The sum of the counts of all pieces of one ledger file, with its line numbers.
package struct FileTally {
  private(set) var rows: Int64 = 0
  private(set) var rejected: Int64 = 0
  private(set) var warnings: [RowWarning: Seen] = [:]
  /// Of columns that nothing reads, the words in which they state what a price depends on; their warnings have none.
  private(set) var words: [RowWarning: Set<String>] = [:]
  /// Records of a log that are no usage, by why; they are no rows.
  private(set) var skipped: [SkippedRecord: Seen] = [:]
  private(set) var unknown = UnknownMembers()
  private(set) var namedColumns: Set<LedgerColumn> = []
  private var feeds = LineEnds()
  private var both = LineEnds()
  private var returns = LineEnds()

  /// The number of lines with the same line end, and the first of them.
  ///
  /// A ledger may have very many files.
  private struct LineEnds {
    private(set) var count: Int64 = 0
    private var line: Int64 = 0

    var seen: Seen? { count == 0 ? nil : Seen(count: count, line: line) }

    mutating func add(_ more: Int64, first: Int64) {
      if count == 0 { line = first }
      count += more
    }
  }

  /// The number of rows or lines with a property, and the place of the first.
  struct Seen {
    var count: Int64
    let line: Int64
    var column: Int?

    /// The same place, without a count.
    var none: Seen { Seen(count: 0, line: line, column: column) }

    /// Both together, at the first place.
    func joined(_ other: Seen) -> Seen {
      let first = (other.line, other.column ?? 0) < (line, column ?? 0) ? other : self
      return Seen(count: count + other.count, line: first.line, column: first.column)
    }
  }

  /// The columns that state what a price depends on and that nothing reads, by name.
  var unread: [(name: Name, condition: RequestCondition)] {
    warnings.keys.compactMap { warning in
      if case .unread(let name, let condition, _) = warning { (name, condition) } else { nil }
    }.sorted { ($0.name, $0.condition.rawValue) < ($1.name, $1.condition.rawValue) }
  }

  /// The kinds of line ends, by first appearance.
  var kindsOfLineEnds: [(name: String, seen: Seen)] {
    let names = [("LF", feeds), ("CRLF", both), ("CR", returns)]
    return names.compactMap { name, ends in ends.seen.map { (name, $0) } }
      .sorted { $0.seen.line < $1.seen.line }
  }

  /// Counts what every file of `map` holds, one tally per file.
  static func all(_ map: LedgerMap) -> [FileTally] {
    var tallies = map.job.files.map { FileTally(header: $0.start) }
    for (slice, result) in map.slices.enumerated() {
      for (number, piece) in result.pieces.enumerated() {
        tallies[piece.file].add(piece.progress) { line in
          map.place(
            of: RowLocation(slice: Int32(slice), piece: Int32(number), offset: 0, line: line)
          ).line
        }
      }
      for (group, count) in result.rejectCounts { tallies[group.file].rejected += count }
    }
    return tallies
  }

  private init(header: LedgerStart) {
    add(header.headerEnds, 1, first: Int64(header.headerLines))
  }

  private mutating func add(_ progress: PieceProgress, lineOf: (Int32) -> Int64) {
    rows += progress.rows
    add(.lineFeed, progress.linesWithLF, first: lineOf(progress.firstLF))
    add(.both, progress.linesWithCRLF, first: lineOf(progress.firstCRLF))
    add(.carriageReturn, progress.linesWithCR, first: lineOf(progress.firstCR))
    guard let noted = progress.noted else { return }
    for (warning, seen) in noted.warnings {
      let here = Seen(count: seen.count, line: lineOf(seen.line), column: seen.column)
      guard case .unread(let name, let condition, let word) = warning else {
        warnings[warning, default: here.none].count += seen.count
        continue
      }
      let key = RowWarning.unread(name, condition, word: Name(""))
      warnings[key] = warnings[key]?.joined(here) ?? here
      if word != Name("") { words[key, default: []].insert(word.description) }
    }
    for (reason, seen) in noted.skipped {
      let first = Seen(count: 0, line: lineOf(seen.line), column: nil)
      skipped[reason, default: first].count += seen.count
    }
    unknown.add(noted.unknownMembers, lineOf: lineOf)
    namedColumns.formUnion(noted.namedColumns)
  }

  private mutating func add(_ end: LineEnd, _ count: Int64, first line: Int64) {
    if count == 0 { return }
    switch end {
    case .lineFeed: feeds.add(count, first: line)
    case .both: both.add(count, first: line)
    case .carriageReturn: returns.add(count, first: line)
    case .none: break
    }
  }
}
