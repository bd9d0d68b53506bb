import Intake
import Ledger
import Platform
import Reconciliation

/// The rows that repeat the request id of an earlier row, removed from the facts again.
package struct Deduplication: Sendable {
  /// Facts and totals with negative signs, and the lines for `exceptions.csv`.
  package let corrections: SliceResult
  /// Rows that repeat others or are counted below 0, when rows are only counted.
  let exceptions: [ExceptionRow]
  let duplicates: Int64
  let conflicts: Int64
  /// Per file of the ledger, what they are to be counted as; empty without any.
  let takenOut: [RowCounts]
  /// The places of the repeated rows, which have no other finding.
  package let locations: RowOffsetSet
  /// By the position of a row in conflict, that of the row with its request id that counts; at most 100,000.
  package let countedRows: [RowPosition: RowPosition]
  /// Request ids that may be one, by files.
  let lookalikes: NearlyEqualIDPairs

  /// The number of candidates in memory at once, and of rows rated at once.
  private static let batch = (candidates: 1 << 17, rows: 1 << 12)
  /// The most rows in conflict of which the counted row is known.
  private static let countedRowLimit = 100_000

  /// Finds them: equal hashes are candidates, whose rows are read again and compared by their bytes.
  ///
  /// - Parameters:
  ///   - others: the keys of further rows, each list with one per slice.
  ///   - searched: what tasks call these rows, where they looked for the candidates.
  package init(
    in map: LedgerMap, besides others: [[RowKeys]] = [], searched: SearchedRows = .period
  ) throws(RunRefusal) {
    let parts = map.merged?.candidates(searched) ?? Deduplication.candidates(in: map, others)
    // By first row, so that candidates near each other in the ledger are read together.
    let groups = parts.indices.flatMap { part in parts[part].indices.map { (part, $0) } }
      .sorted { parts[$0.0].first(of: $0.1) < parts[$1.0].first(of: $1.1) }
    var taking = Taking(map)
    var batch: [RowPosition] = []
    for (part, index) in groups {
      let group = parts[part][index]
      if !batch.isEmpty, batch.count + group.count > Deduplication.batch.candidates {
        try taking.take(batch)
        batch.removeAll()
      }
      batch += group
    }
    try taking.take(batch)
    corrections = taking.taker?.finished ?? SliceResult()
    exceptions = taking.taker?.exceptions ?? []
    takenOut = taking.taker?.takenOut ?? []
    conflicts = taking.conflicts
    duplicates = taking.count - conflicts
    locations = RowOffsetSet(taking.offsets)
    countedRows = taking.countedRows
    lookalikes = taking.lookalikes
  }

  /// The groups of rows whose hashes are equal, from each worker.
  private static func candidates(in map: LedgerMap, _ others: [[RowKeys]]) -> [RowGroups] {
    let search = DuplicateSearch(in: map.slices.map(\.keys), besides: others)
    let workers = map.workers
    return Parallel.map(workers) {
      search.candidates(
        of: stride(from: $0, to: DuplicateSearch.partitions.upperBound, by: workers))
    }
  }
}

extension SliceMapper {
  /// A row that repeats an earlier one, as it was read again.
  struct Copy {
    let row: FetchedRow
    let repeated: DuplicateRow
    /// Its place, where it differs from the other.
    let place: (file: Name, line: Int64)?
    /// The place of the row that precedes this one.
    let first: (file: Name, line: Int64)
  }
}

extension SliceMapper.Copy {
  /// The place of the row that precedes this one, and the differences between the two.
  var evidence: Name {
    let differences = repeated.differences
    let place = "\(first.file):\(first.line)"
    // A row that goes before this one may itself give way to another.
    let other =
      switch repeated.precedence {
      case .isFirst: "\(differences.isEmpty ? "duplicate of" : "conflicts with") \(place)"
      case .hasMoreOutput: "less output than \(place)"
      case .isLater: "same output as the later \(place)"
      case .isOriginal: "a copy of \(place)"
      }
    guard let own = self.place else { return Name(other) }
    let used = first.file == own.file ? "line \(first.line)" : place
    let isUsed = if case .isFirst = repeated.precedence { true } else { false }
    return Name(
      other + "; "
        + ConflictText.text(
          differences, at: "line \(own.line)", other: used + (isUsed ? ", which Assay used" : "")))
  }
}

extension Deduplication {
  /// Reads candidates again and takes the repeated rows out of the facts.
  private struct Taking {
    let map: LedgerMap
    var taker: SliceMapper?
    /// The number of rows that repeat others.
    var count: Int64 = 0
    var conflicts: Int64 = 0
    var countedRows: [RowPosition: RowPosition] = [:]
    /// Per slice and piece, where these begin.
    var offsets: [[[Int64]]]
    var lookalikes = NearlyEqualIDPairs()
    /// Rows that count until their response is found to have grown.
    private var growing: [RowPosition: FetchedRow] = [:]
    private var reader = RowTextReader()

    init(_ map: LedgerMap) {
      self.map = map
      offsets = map.slices.map { Array(repeating: [], count: $0.pieces.count) }
    }

    /// Takes the rows of whole groups; where one id has very many copies, batch by batch.
    mutating func take(_ rows: [RowPosition]) throws(RunRefusal) {
      let positions = rows.sorted()
      var firsts = DuplicateRow.Firsts()
      var places: [RowPosition: RowLocation] = [:]
      for start in stride(from: 0, to: positions.count, by: Deduplication.batch.candidates) {
        var copies: [SliceMapper.Copy] = []
        let batch = positions[start...].prefix(Deduplication.batch.candidates)
        for row in try RowFetcher(map).fetch(batch) {
          let isGrowing = layout(of: row).mayGrow
          let repeated: DuplicateRow?
          do throws(UnreadableRow) { repeated = try firsts.take(text(of: row), by: &reader) } catch
          {
            throw .contradiction
          }
          if repeated == nil || repeated?.isOutgrown == true {
            places[row.position] = row.location
            if isGrowing { growing[row.position] = row }
          }
          guard let repeated else { continue }
          guard let first = places[repeated.first] else { throw .contradiction }
          if repeated.isConflict, countedRows.count < Deduplication.countedRowLimit {
            countedRows[repeated.position] = repeated.first
          }
          let copy = growing.removeValue(forKey: repeated.position) ?? row
          copies.append(
            SliceMapper.Copy(
              row: copy, repeated: repeated,
              place: repeated.isConflict ? map.place(of: copy.location) : nil,
              first: map.place(of: first)))
          if copies.count == Deduplication.batch.rows {
            try takeOut(copies)
            copies.removeAll(keepingCapacity: true)
          }
        }
        try takeOut(copies)
      }
      for pair in firsts.lookalikes.pairs {
        guard let first = places[pair.firstPosition], let other = places[pair.position] else {
          throw .contradiction
        }
        lookalikes.add(
          .requestID, pair.first, at: map.place(of: first), pair.id, at: map.place(of: other))
      }
      growing = [:]
    }

    private mutating func takeOut(_ copies: [SliceMapper.Copy]) throws(RunRefusal) {
      var start = 0
      while start < copies.count {
        let layout = layout(of: copies[start].row)
        var end = start + 1
        while end < copies.count && end - start < Deduplication.batch.rows
          && self.layout(of: copies[end].row) == layout
        { end += 1 }
        if taker == nil { taker = SliceMapper(map.job, file: copies[start].row.file) }
        try taker?.takeOut(copies[start..<end], layout: layout)
        start = end
      }
      count += Int64(copies.count)
      conflicts += Int64(copies.count { $0.repeated.isConflict })
      for location in copies.lazy.map(\.row.location) {
        offsets[Int(location.slice)][Int(location.piece)].append(location.offset)
      }
    }

    private func text(of row: FetchedRow) -> RowText {
      let layout = layout(of: row)
      return RowText(
        position: row.position, bytes: row.bytes, layout: layout,
        start: map.job.earlierStarts[row.file]?[row.location.offset]?.start.text,
        file: layout.mayGrow ? Name(map.job.files[row.file].path) : .empty)
    }

    private func layout(of row: FetchedRow) -> LedgerLayout {
      map.job.files[row.file].start.layout
    }
  }
}
