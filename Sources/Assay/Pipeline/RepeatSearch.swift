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

  /// Finds them: equal hashes are candidates, whose rows are read again and compared by their bytes.
  init(in map: LedgerMap) throws(RunRefusal) {
    let keys = map.slices.map(\.keys)
    let groups = Parallel.map(DuplicateSearch.partitions.count) {
      DuplicateSearch.candidates(in: keys, partition: $0)
    }.flatMap { $0 }
    let rows = try RowFetcher(map).fetch(groups.joined())
    let byPosition = Dictionary(uniqueKeysWithValues: rows.map { ($0.position, $0) })
    func layout(of row: FetchedRow) -> LedgerLayout {
      let piece = map.slices[Int(row.location.slice)].pieces[Int(row.location.piece)]
      return map.job.files[piece.file].start.layout
    }
    let repeats = groups.flatMap { group in
      RepeatedRow.find(
        among: group.compactMap { byPosition[$0] }.map { row in
          row.bytes.withUnsafeBufferPointer {
            RowText(position: row.position, bytes: $0, layout: layout(of: row))
          }
        })
    }.sorted { $0.position < $1.position }

    var taker: SliceMapper?
    for repeated in repeats {
      guard let row = byPosition[repeated.position], let first = byPosition[repeated.first] else {
        preconditionFailure("every candidate was read again")
      }
      if taker == nil { taker = SliceMapper(map.job, slice: 0, layout: layout(of: row)) }
      let place = map.place(of: first.location)
      taker?.takeOut(
        row, layout: layout(of: row), isConflict: repeated.isConflict,
        evidence: RepeatSearch.evidence(repeated, first: place))
    }
    corrections = taker?.finished ?? SliceResult()
    conflicts = Int64(repeats.count { $0.isConflict })
    duplicates = Int64(repeats.count) - conflicts
    locations = Set(repeats.compactMap { byPosition[$0.position]?.location })
  }

  /// Where the first row is, and what differs here from there.
  private static func evidence(
    _ repeated: RepeatedRow, first: (file: Name, line: Int64)
  ) -> Name {
    let differences = repeated.differences.map {
      "\($0.column.name) \"\($0.here)\", there \"\($0.there)\""
    }
    return Name((["first at \(first.file):\(first.line)"] + differences).joined(separator: "; "))
  }
}
