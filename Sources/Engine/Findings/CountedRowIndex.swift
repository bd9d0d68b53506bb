import Reconciliation

/// Rows that represent other rows, in ledger order, when rows are only counted.
///
/// Among them, rows that repeat others have a count below 0.
struct CountedRowIndex: Sendable {
  private let piles: [SliceRowStore<ExceptionRow>]
  private let corrections: [ExceptionRow]
  private let places: [Place]

  private struct Place: Sendable {
    let location: RowLocation
    let order: UInt8
    let row: Source
    let standsFor: Int64
  }

  private enum Source: Sendable {
    case pile(Int32, RowPlace)
    /// An index into the corrections.
    case correction(Int32)
  }

  init(_ map: LedgerMap, _ corrections: [ExceptionRow]) {
    piles = map.listed
    self.corrections = corrections
    var places: [Place] = []
    places.reserveCapacity(piles.reduce(0) { $0 + $1.count } + corrections.count)
    for (number, pile) in piles.enumerated() {
      let standing = map.slices[number].standing
      var index = 0
      pile.forEachHead { row, location, order in
        places.append(
          Place(
            location: location, order: order, row: .pile(Int32(number), row),
            standsFor: standing[index]))
        index += 1
      }
    }
    for (index, row) in corrections.enumerated() {
      places.append(
        Place(
          location: row.location, order: row.order, row: .correction(Int32(index)),
          standsFor: row.standsFor))
    }
    places.sort {
      $0.location == $1.location ? $0.order < $1.order : $0.location < $1.location
    }
    self.places = places
  }

  /// The rows with their places in the ledger.
  func list(in map: LedgerMap) -> RowList<ExceptionRow> {
    let placing = map.placing
    return RowList(count: places.count, order: { places[$0].order }) { index in
      var row =
        switch places[index].row {
        case .pile(let number, let place): piles[Int(number)].row(at: place)
        case .correction(let index): corrections[Int(index)]
        }
      row.standsFor = places[index].standsFor
      let place = placing.place(of: row.location)
      return Located(file: place.file, line: place.line, row: row)
    }
  }
}
