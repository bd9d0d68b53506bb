/// The facts of a ledger in their order, in pieces of memory that never move.
package struct FactRows: RandomAccessCollection, Sendable {
  private var pieces: [[Fact]] = []
  package private(set) var count = 0

  /// How many facts a piece holds, as a number of bits: some seven mebibytes.
  static let pieceBits = 15
  static let pieceMask = 1 << pieceBits - 1

  init() {}

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// A fact, which is looked at where it is: it is too long to be copied for each of its parts.
  package subscript(index: Int) -> Fact {
    @inline(__always) _read {
      yield pieces[index >> FactRows.pieceBits][index & FactRows.pieceMask]
    }
  }

  /// Appends a fact, in a piece that `makePiece` gives, empty, where one is full.
  mutating func append(_ fact: Fact, makePiece: () -> [Fact]?) {
    if count & FactRows.pieceMask == 0 {
      pieces.append(makePiece() ?? [])
      // The first may stay small.
      if pieces.count > 1 && pieces[pieces.count - 1].capacity == 0 {
        pieces[pieces.count - 1].reserveInLargePages(1 << FactRows.pieceBits)
      }
    }
    pieces[pieces.count - 1].append(fact)
    count += 1
  }
}
