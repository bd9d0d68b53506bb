import Ledger

/// A row read again, as text, to be compared with others of its request id.
package struct RowText: Sendable {
  package let position: RowPosition
  /// The record as it is in its file, without its line end.
  fileprivate let bytes: [UInt8]
  fileprivate let layout: LedgerLayout
  /// Nil where it is the one that the row states.
  fileprivate let start: Name?
  /// The path of its file, where rows may grow; else blank.
  fileprivate let file: Name

  /// Takes a row of a file that has `layout`.
  ///
  /// - Parameter start: when its request began, as reports show it, where another line says so; see `RequestStartCorrections`.
  package init(
    position: RowPosition, bytes: some Sequence<UInt8>, layout: LedgerLayout, start: Name? = nil,
    file: Name = .empty
  ) {
    self.position = position
    self.bytes = Array(bytes)
    self.layout = layout
    self.start = start
    self.file = file
  }
}

/// Takes rows apart, those of one layout after each other by the same scanner.
package struct RowTextReader {
  private var last: (layout: LedgerLayout, scanner: RecordScanner)?

  package init() {}

  /// One text per known column, blank where the file has no such column, and whether the row is a copy of another.
  fileprivate mutating func read(
    _ row: RowText
  ) throws(UnreadableRow) -> (cells: [[UInt8]], isCopy: Bool) {
    let scanner: RecordScanner
    if let last, last.layout == row.layout {
      scanner = last.scanner
    } else {
      scanner = RecordScanner(row.layout)
      last = (row.layout, scanner)
    }
    var cells = try row.bytes.withUnsafeBufferPointer { bytes throws(UnreadableRow) in
      try scanner.cells(ofCounted: bytes)
    }
    if let start = row.start { cells[LedgerColumn.startedAt.rawValue] = start.bytes }
    return (cells, scanner.isCopy)
  }

  fileprivate mutating func cells(of row: RowText) throws(UnreadableRow) -> [[UInt8]] {
    try read(row).cells
  }
}

/// A counted row whose request id another row had that counts: an earlier one, or, where the rows of a format
/// grow with their response, the last with the most output.
package struct DuplicateRow: Sendable {
  package let position: RowPosition
  /// The row with the id that counts, as far as rows were seen: the first, but for rows that grow.
  package let first: RowPosition
  /// The reason why that row precedes this one.
  package let precedence: Precedence
  /// The columns in which the two say something else, with both texts; none for a copy, however it is written.
  package let differences: [Difference]

  /// A column in which the two rows differ, with the text of each.
  package struct Difference: Sendable {
    package let column: LedgerColumn
    package let here: Name
    package let there: Name
  }

  /// The ways in which another row goes before one.
  package enum Precedence: Sendable {
    case isFirst
    /// Its response had grown further.
    case hasMoreOutput
    /// It says later as much as this one.
    case isLater
    /// It says as much, and this one is a copy of it.
    case isOriginal
  }

  package var isConflict: Bool { !differences.isEmpty }

  /// The row that counts is later: it has more output, or as much.
  package var isOutgrown: Bool { position < first }

  /// Returns the rows of `candidates` that repeat the id of an earlier one of them.
  ///
  /// Rows are compared by what every known column says, each with the first of its id; rows of the same
  /// bytes, as most copies are, are not even taken apart.
  package static func find(among candidates: [RowText]) -> [DuplicateRow] {
    var firsts = Firsts()
    var reader = RowTextReader()
    var repeated: [DuplicateRow] = []
    for row in candidates.sorted(by: { $0.position < $1.position }) {
      do throws(UnreadableRow) {
        if let found = try firsts.take(row, by: &reader) { repeated.append(found) }
      } catch { preconditionFailure("a counted row can be read again") }
    }
    return repeated
  }

  /// The first rows of ids, to hold later ones against.
  package struct Firsts {
    private var firsts: [First] = []
    /// Per text and per id, which of the first rows has it.
    private var byText: [Name: Int] = [:]
    private var byID: [Name: Int] = [:]
    /// Ids that are the same number, and differ in their zeros.
    package private(set) var lookalikes = NearlyEqualIDs()

    private struct First {
      let row: RowText
      /// Nil until some row differs: most are repeated as they are.
      var cells: [[UInt8]]?
      var isCopy = false
      /// An earlier row of the response gave way to it.
      var hasGrown = false

      var position: RowPosition { row.position }
    }

    package init() {}

    /// Returns how `row` repeats an earlier one, or an earlier one is outgrown by it; nil when it is the first of
    /// its id.
    package mutating func take(
      _ row: RowText, by reader: inout RowTextReader
    ) throws(UnreadableRow) -> DuplicateRow? {
      if row.layout.usage.isCumulative { return try takeGrowing(row, by: &reader) }
      let text = Name(bytes: row.bytes)
      if let same = byText[text].map({ firsts[$0].row }), same.layout == row.layout {
        return DuplicateRow(
          position: row.position, first: same.position, precedence: .isFirst, differences: [])
      }
      let cells = try reader.cells(of: row)
      let id = Name(bytes: cells[LedgerColumn.requestID.rawValue])
      guard let number = byID[id] else {
        byID[id] = firsts.count
        lookalikes.meet(id, at: row.position)
        byText[text] = firsts.count
        firsts.append(First(row: row))
        return nil
      }
      if let found = try snapshot(row, cells, of: number, by: &reader) { return found }
      return try compare(row, cells, with: number, by: &reader)
    }

    /// Of rows of a mapped file that state one response as it grew, the one that states most counts; nil for others.
    private mutating func snapshot(
      _ row: RowText, _ cells: [[UInt8]], of number: Int, by reader: inout RowTextReader
    ) throws(UnreadableRow) -> DuplicateRow? {
      let first = firsts[number]
      guard row.layout.mayGrow, row.layout == first.row.layout, row.file == first.row.file,
        let growth = SnapshotGrowth(cells, since: try self.cells(of: number, by: &reader))
      else { return nil }
      func repeated(_ precedence: DuplicateRow.Precedence) -> DuplicateRow {
        DuplicateRow(
          position: row.position, first: first.position, precedence: precedence, differences: [])
      }
      switch growth {
      case .grew:
        firsts[number] = First(row: row, cells: cells, hasGrown: true)
        return DuplicateRow(
          position: first.position, first: row.position, precedence: .hasMoreOutput,
          differences: [])
      case .shrank:
        firsts[number].hasGrown = true
        return repeated(.hasMoreOutput)
      case .stayed: return first.hasGrown ? repeated(.isFirst) : nil
      }
    }

    /// The row with the most output of an id counts, of equal ones a copy only without others, and then the last.
    private mutating func takeGrowing(
      _ row: RowText, by reader: inout RowTextReader
    ) throws(UnreadableRow) -> DuplicateRow? {
      let (cells, isCopy) = try reader.read(row)
      let id = Name(bytes: cells[LedgerColumn.requestID.rawValue])
      guard let number = byID[id] else {
        byID[id] = firsts.count
        lookalikes.meet(id, at: row.position)
        firsts.append(First(row: row, cells: cells, isCopy: isCopy))
        return nil
      }
      let first = firsts[number].position
      guard firsts[number].row.layout.usage == row.layout.usage else {
        return try compare(row, cells, with: number, by: &reader)
      }
      let (here, there) = (
        Firsts.output(cells), Firsts.output(try self.cells(of: number, by: &reader))
      )
      let isFirstCopy = firsts[number].isCopy
      guard here > there || here == there && (!isCopy || isFirstCopy) else {
        return DuplicateRow(
          position: row.position, first: first,
          precedence: here < there ? .hasMoreOutput : .isOriginal, differences: [])
      }
      firsts[number] = First(row: row, cells: cells, isCopy: isCopy)
      let precedence: Precedence =
        here > there ? .hasMoreOutput : isFirstCopy && !isCopy ? .isOriginal : .isLater
      return DuplicateRow(
        position: first, first: row.position, precedence: precedence, differences: [])
    }

    private mutating func compare(
      _ row: RowText, _ cells: [[UInt8]], with number: Int, by reader: inout RowTextReader
    ) throws(UnreadableRow) -> DuplicateRow {
      let others = try self.cells(of: number, by: &reader)
      var differences = LedgerColumn.allCases.compactMap { column -> Difference? in
        let here = cells[column.rawValue]
        let there = others[column.rawValue]
        return column.isSame(here, there)
          ? nil : Difference(column: column, here: Name(bytes: here), there: Name(bytes: there))
      }
      let areTimes = differences.allSatisfy { $0.column == .startedAt || $0.column == .completedAt }
      if areTimes, !differences.isEmpty, row.layout == firsts[number].row.layout,
        row.layout.joinsIDsWithoutTime
      {
        differences = []
      }
      return DuplicateRow(
        position: row.position, first: firsts[number].position, precedence: .isFirst,
        differences: differences)
    }

    /// The cells of a first row.
    private mutating func cells(
      of number: Int, by reader: inout RowTextReader
    ) throws(UnreadableRow) -> [[UInt8]] {
      if let cells = firsts[number].cells { return cells }
      let cells = try reader.cells(of: firsts[number].row)
      firsts[number].cells = cells
      return cells
    }

    /// All output that the cells of a row tell of, that of reasoning as well.
    private static func output(_ cells: [[UInt8]]) -> Int128 {
      /// A count; none where its cell is blank.
      func count(_ column: LedgerColumn) -> Int128 {
        Int128(String(decoding: cells[column.rawValue], as: UTF8.self)) ?? 0
      }
      return count(.outputTokens) + count(.reasoningTokens)
    }
  }
}
