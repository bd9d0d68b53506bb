import Ledger
import Reconciliation

/// A set of places of rows in a mapped ledger, eight bytes each.
package struct RowOffsetSet: Sendable {
  /// Per slice and piece, where the rows begin, in order.
  private let offsets: [[[Int64]]]

  /// Takes what was listed per slice and piece, in any order.
  package init(_ offsets: [[[Int64]]]) {
    self.offsets = offsets.map { $0.map { $0.sorted() } }
  }

  /// True if the set contains the row.
  package func contains(_ location: RowLocation) -> Bool {
    let piece = piece(of: location)
    let index = piece.indices.partitionPoint { piece[$0] < location.offset }
    return index < piece.count && piece[index] == location.offset
  }

  /// The indices of those of `records` that are in the set; the records are of one piece, in order.
  package func indices(among records: [UsageRecord], slice: Int) -> Set<Int> {
    var found: Set<Int> = []
    guard let first = records.first else { return found }
    let piece = piece(of: RowLocation(first, slice: slice))
    var next = piece.indices.partitionPoint { piece[$0] < first.offset }
    for (index, record) in records.enumerated() {
      while next < piece.count && piece[next] < record.offset { next += 1 }
      if next == piece.count { break }
      if piece[next] == record.offset { found.insert(index) }
    }
    return found
  }

  private func piece(of location: RowLocation) -> [Int64] {
    let (slice, piece) = (Int(location.slice), Int(location.piece))
    // There are no places at all where nothing was looked for.
    guard slice < offsets.count, piece < offsets[slice].count else { return [] }
    return offsets[slice][piece]
  }
}
