import Intake
import Ledger
import Reconciliation

/// The rows that repeat the request id of an earlier row, taken out of the facts again.
struct RepeatSearch: Sendable {
  /// Facts and totals with negative signs, and the lines for `exceptions.csv`.
  let corrections: SliceResult
  let duplicates: Int64
  let conflicts: Int64
  /// Where the repeated rows stand, which have no other finding.
  let locations: Set<RowLocation>

  /// How many candidates are in memory at once, and how many rows are rated at once.
  private static let batch = (candidates: 1 << 17, rows: 1 << 12)

  /// Finds them: equal hashes are candidates, whose rows are read again and compared by their bytes.
  init(in map: LedgerMap) throws(RunRefusal) {
    let search = DuplicateSearch(in: map.slices.map(\.keys))
    let workers = map.workers
    // By first row, so that candidates near each other in the ledger are read together.
    let groups = Parallel.map(workers) {
      search.candidates(
        of: stride(from: $0, to: DuplicateSearch.partitions.upperBound, by: workers))
    }.flatMap { $0 }.sorted { $0[0] < $1[0] }
    var taking = Taking(map)
    var next = 0
    while next < groups.count {
      var end = next
      var count = 0
      repeat {
        count += groups[end].count
        end += 1
      } while end < groups.count && count + groups[end].count <= RepeatSearch.batch.candidates
      try taking.take(Array(groups[next..<end]))
      next = end
    }
    corrections = taking.taker?.finished ?? SliceResult()
    conflicts = taking.conflicts
    duplicates = Int64(taking.locations.count) - conflicts
    locations = taking.locations
  }

  /// Where the row is that goes before this one, and what differs here from there.
  private static func evidence(
    _ repeated: RepeatedRow, first: (file: Name, line: Int64)
  ) -> Name {
    let differences = repeated.differences.map {
      "\($0.column.name) \"\($0.here)\", there \"\($0.there)\""
    }
    let place = "\(first.file):\(first.line)"
    // A row that goes before this one may itself give way to another.
    let other =
      switch repeated.precedence {
      case .isFirst: "first at \(place)"
      case .hasMoreOutput: "with more output at \(place)"
      case .isLater: "with as much output again at \(place)"
      }
    return Name(([other] + differences).joined(separator: "; "))
  }
}

extension RepeatSearch {
  /// Reads candidates again and takes the repeated rows out of the facts.
  private struct Taking {
    let map: LedgerMap
    var taker: SliceMapper?
    var conflicts: Int64 = 0
    var locations: Set<RowLocation> = []
    /// Rows that count until their response is found to have grown.
    private var growing: [RowPosition: FetchedRow] = [:]
    private var reader = RowTextReader()

    init(_ map: LedgerMap) { self.map = map }

    /// Takes whole groups; where one id has very many copies, batch by batch.
    mutating func take(_ groups: [[RowPosition]]) throws(RunRefusal) {
      var numbers: [RowPosition: Int] = [:]
      for (number, group) in groups.enumerated() {
        for position in group { numbers[position] = number }
      }
      var firsts = [RepeatedRow.Firsts](repeating: RepeatedRow.Firsts(), count: groups.count)
      var places: [RowPosition: RowLocation] = [:]
      let positions = groups.joined().sorted()
      for start in stride(from: 0, to: positions.count, by: RepeatSearch.batch.candidates) {
        let end = min(start + RepeatSearch.batch.candidates, positions.count)
        var copies: [SliceMapper.Copy] = []
        for row in try RowFetcher(map).fetch(positions[start..<end]) {
          guard let number = numbers[row.position] else {
            preconditionFailure("only candidates are read again")
          }
          let isGrowing = layout(of: row).usage.isCumulative
          let repeated = firsts[number].take(text(of: row), by: &reader)
          if repeated == nil || repeated?.isOutgrown == true {
            places[row.position] = row.location
            if isGrowing { growing[row.position] = row }
          }
          guard let repeated else { continue }
          guard let first = places[repeated.first] else {
            preconditionFailure("the first row of an id stands before its copies")
          }
          copies.append(
            SliceMapper.Copy(
              row: growing.removeValue(forKey: repeated.position) ?? row,
              isConflict: repeated.isConflict,
              evidence: RepeatSearch.evidence(repeated, first: map.place(of: first))))
        }
        takeOut(copies)
      }
      growing = [:]
    }

    private mutating func takeOut(_ copies: [SliceMapper.Copy]) {
      var start = 0
      while start < copies.count {
        let layout = layout(of: copies[start].row)
        var end = start + 1
        while end < copies.count && end - start < RepeatSearch.batch.rows
          && self.layout(of: copies[end].row) == layout
        { end += 1 }
        if taker == nil { taker = SliceMapper(map.job, file: copies[start].row.file) }
        taker?.takeOut(copies[start..<end], layout: layout)
        start = end
      }
      conflicts += Int64(copies.count { $0.isConflict })
      locations.formUnion(copies.lazy.map(\.row.location))
    }

    private func text(of row: FetchedRow) -> RowText {
      row.bytes.withUnsafeBufferPointer {
        RowText(
          position: row.position, bytes: $0, layout: layout(of: row),
          start: map.job.earlierStarts[row.file]?[row.location.offset]?.text)
      }
    }

    private func layout(of row: FetchedRow) -> LedgerLayout {
      map.job.files[row.file].start.layout
    }
  }
}
