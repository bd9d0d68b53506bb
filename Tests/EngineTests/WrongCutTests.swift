import Intake
import Ledger
import Testing

@testable import Engine

/// Pieces whose first record was guessed wrong are known by the end of the last record before them.
struct WrongCutTests {
  private typealias Mapped = (piece: Piece, from: Int64, slice: MappedSlice?)

  /// A piece of a hundred bytes, the first record that was found in it and the end of the last.
  private func piece(
    _ number: Int64, file: Int = 0, isProven: Bool = false, from: Int64? = nil,
    records: ClosedRange<Int64>?
  ) -> Mapped {
    let piece = Piece(
      file: file, from: number * 100, to: number * 100 + 100, isProven: isProven)
    guard let records else { return (piece, from ?? piece.from, nil) }
    var result = SliceResult()
    result.pieces = [
      PieceResult(
        file: file, firstRecord: records.lowerBound,
        progress: PieceProgress(piece: 0, offset: records.upperBound), position: 0, point: nil,
        failure: nil)
    ]
    return (piece, from ?? piece.from, MappedSlice(pieces: [piece], result: result))
  }

  private func wrong(_ mapped: [Mapped]) -> [[Int64]] {
    let pieces = PartialSlices.wrongCuts(mapped)
    let areProven = pieces.allSatisfy(\.isProven)
    #expect(areProven)
    return pieces.map { [Int64($0.file), $0.from, $0.to] }
  }

  @Test func `a piece is mapped again from the end of the record before it`() {
    #expect(
      wrong([
        piece(0, isProven: true, records: 0...105), piece(1, records: 105...205),
        piece(2, records: 230...310), piece(3, records: 310...400),
      ]) == [[0, 205, 300]])
  }

  /// What begins after a wrong piece may be right once that is mapped again.
  @Test func `a wrong piece behind another waits`() {
    #expect(
      wrong([
        piece(0, isProven: true, records: 0...105), piece(1, records: 130...205),
        piece(2, records: 230...310), piece(3, records: 310...410), piece(4, records: 450...500),
      ]) == [[0, 105, 200], [0, 410, 500]])
  }

  @Test func `a piece without a slice is mapped again, but not twice from one offset`() {
    let first = piece(0, isProven: true, records: 0...105)
    #expect(wrong([first, piece(1, records: nil)]) == [[0, 105, 200]])
    #expect(wrong([first, piece(1, from: 105, records: nil)]).isEmpty)
    // Its end is not known, so nothing is known of the next.
    #expect(
      wrong([piece(0, isProven: true, records: nil), piece(1, records: 150...200)]).isEmpty)
  }

  @Test func `a file begins where it begins`() {
    #expect(
      wrong([
        piece(0, isProven: true, records: 0...105),
        piece(0, file: 1, isProven: true, records: 9...99),
      ]).isEmpty)
  }
}
