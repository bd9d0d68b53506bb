import Intake
import Ledger
import Reconciliation

/// The lists of single rows that reports show, with the places of the rows, by file and line.
struct FindingLists {
  let exceptions: RowList<ExceptionRow>
  let negativeMargins: RowList<NegativeMarginRow>
  let rejects: [Located<RejectedRow>]

  /// Collects them from all slices; a repeated row has no finding but that it repeats another.
  init(_ map: LedgerMap, repeats: Deduplication) {
    exceptions =
      map.job.listsRows
      ? FindingLists.listed(map, repeats) : CountedRowIndex(map, repeats.exceptions).list(in: map)
    let margins = OrderedRowIndex(map.negativeMargins) {
      !repeats.locations.contains($1)
    }
    negativeMargins = margins.list(in: map) { $0 }
    rejects = FindingLists.rejects(map)
  }

  /// Every row.
  private static func listed(_ map: LedgerMap, _ repeats: Deduplication) -> RowList<ExceptionRow> {
    let last = map.slices.count
    let places = OrderedRowIndex(
      map.listed + [SliceRowStore(repeats.corrections.listed, spill: map.job.spill)]
    ) {
      $0 == last || !repeats.locations.contains($1)
    }
    var choice = DiagnosisChoice()
    if map.job.diagnoses {
      for index in places.indices where ExceptionRow.isMismatch(order: places.order(at: index)) {
        choice.count(places.row(at: index))
      }
    }
    return places.list(in: map) { [choice] in choice.named($0) }
  }

  /// The rejected rows of a map that were kept, by file and line; the first ones of all.
  static func rejects(_ map: LedgerMap) -> [Located<RejectedRow>] {
    map.firstRejects.map { row in
      let place = map.place(of: row.location)
      return Located(file: place.file, line: place.line, row: row.forReport)
    }
  }
}

extension RejectedSliceRow {
  /// The row as `rejects.csv` lists it: the first fault's code, every fault's message.
  package var forReport: RejectedRow {
    var messages: [String] = []
    for fault in faults where !messages.contains(fault.message) { messages.append(fault.message) }
    return RejectedRow(
      column: Name(column), byteColumn: byteColumn, code: Name(faults[0].code),
      message: Name(messages.joined(separator: "; ")), text: text,
      estimatedCost: estimatedCost)
  }
}
