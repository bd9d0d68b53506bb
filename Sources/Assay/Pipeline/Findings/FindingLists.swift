import Intake
import Ledger
import Reconciliation
import Reports

/// The lists of single rows that reports show, with the places of the rows, by file and line.
struct FindingLists {
  let exceptions: [Located<ExceptionRow>]
  let negativeMargins: [Located<NegativeMarginRow>]
  let rejects: [Located<RejectedRow>]

  /// Collects them from all slices; a repeated row has no finding but that it repeats another.
  init(_ map: LedgerMap, repeats: RepeatSearch) {
    func located<Row>(_ row: Row, _ location: RowLocation) -> Located<Row> {
      let place = map.place(of: location)
      return Located(file: place.file, line: place.line, row: row)
    }
    let parts = map.slices.map(\.exceptions) + [repeats.corrections.exceptions]
    let places = FindingLists.places(parts) { part, row in
      // What stands for others stays; the rows among them that repeat others are counted below 0.
      part == map.slices.count || !map.job.listsRows || !repeats.locations.contains(row.location)
    }
    var choice = DiagnosisChoice()
    for place in places { choice.count(parts[Int(place.part)][Int(place.index)]) }
    exceptions = places.map {
      located(choice.named(parts[Int($0.part)][Int($0.index)]), $0.location)
    }
    negativeMargins = map.slices.flatMap(\.negativeMargins)
      .filter { !repeats.locations.contains($0.location) }
      .map { located($0, $0.location) }
    rejects = FindingLists.rejects(map)
  }

  /// A row of a part, where it stands in the ledger.
  private struct SortKey: Comparable {
    let location: RowLocation
    let kind: UInt8
    let part: Int32
    let index: Int32

    static func < (left: SortKey, right: SortKey) -> Bool {
      left.location == right.location
        ? left.kind < right.kind : left.location < right.location
    }
  }

  /// Returns the places of the rows that `isKept`, by location and kind; rows hold texts, so that places are
  /// sorted and not they.
  private static func places(
    _ parts: [[ExceptionRow]], where isKept: (Int, ExceptionRow) -> Bool
  ) -> [SortKey] {
    var places: [SortKey] = []
    for (part, rows) in parts.enumerated() {
      for index in rows.indices where isKept(part, rows[index]) {
        places.append(
          SortKey(
            location: rows[index].location, kind: rows[index].kind.rawValue, part: Int32(part),
            index: Int32(index)))
      }
    }
    places.sort()
    return places
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
  var forReport: RejectedRow {
    var messages: [String] = []
    for fault in faults where !messages.contains(fault.message) { messages.append(fault.message) }
    return RejectedRow(
      column: Name(column), byteColumn: byteColumn, code: Name(faults[0].code),
      message: Name(messages.joined(separator: "; ")), text: text,
      estimatedCost: estimatedCost)
  }
}
