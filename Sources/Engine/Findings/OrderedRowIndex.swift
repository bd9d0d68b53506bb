import Reconciliation

/// The places of the rows of a list in the piles of the slices, in ledger order.
struct OrderedRowIndex<Row: PackedRow>: Sendable {
  private let piles: [SliceRowStore<Row>]
  private let places: [Place]

  private struct Place: Sendable {
    let pile: Int32
    let order: UInt8
    let row: RowPlace
  }

  /// The sort key of rows.
  private struct Key {
    let location: RowLocation
    let place: Place
  }

  /// Takes the rows that `isKept`, by the number of their pile and their location.
  init(_ piles: [SliceRowStore<Row>], where isKept: (Int, RowLocation) -> Bool) {
    var keys: [Key] = []
    keys.reserveCapacity(piles.reduce(0) { $0 + $1.count })
    for (number, pile) in piles.enumerated() {
      pile.forEachHead { row, location, order in
        guard isKept(number, location) else { return }
        keys.append(
          Key(location: location, place: Place(pile: Int32(number), order: order, row: row)))
      }
    }
    keys.sort {
      $0.location == $1.location
        ? $0.place.order < $1.place.order : $0.location < $1.location
    }
    self.piles = piles
    places = keys.map(\.place)
  }

  var indices: Range<Int> { places.indices }

  func order(at index: Int) -> UInt8 { places[index].order }

  func row(at index: Int) -> Row { piles[Int(places[index].pile)].row(at: places[index].row) }

  /// The rows with their places in the ledger, as `change` makes them.
  func list(in map: LedgerMap, _ change: @escaping @Sendable (Row) -> Row) -> RowList<Row> {
    let lines = map.placing
    return RowList(count: places.count, order: { order(at: $0) }) { index in
      let row = row(at: index)
      let place = lines.place(of: row.location)
      return Located(file: place.file, line: place.line, row: change(row))
    }
  }
}
