import Ledger
import Synchronization

/// The pieces of a slice that is being mapped: its worker takes them from the front, and one that has nothing left of its
/// own takes about half of what is not begun, from the rear.
///
/// What a cut comes to does not depend on where it is, so neither does any result on who was done first.
final class OpenPieces: Sendable {
  private let files: [LedgerFile]
  private let state: Mutex<State>

  private struct State {
    /// All pieces, those begun first.
    var pieces: [Piece]
    var begun = 0
    /// How far the piece begun last is taken.
    var taken: Int64 = 0
    /// Nobody takes more of it.
    var isClosed = false
  }

  init(_ pieces: [Piece], files: [LedgerFile]) {
    self.files = files
    state = Mutex(State(pieces: pieces))
  }

  /// All pieces that are left to the slice, which none but its worker may ask for before it is closed.
  var pieces: [Piece] { state.withLock { $0.pieces } }

  /// Begins the next piece; nil after the last.
  func next() -> Piece? {
    state.withLock { state in
      guard state.begun < state.pieces.count else { return nil }
      state.begun += 1
      let piece = state.pieces[state.begun - 1]
      state.taken = piece.from
      return piece
    }
  }

  /// Takes the bytes of the piece begun last that end at `offset`.
  ///
  /// - Returns: the offset from which records belong to others by now.
  func take(to offset: Int64) -> Int64 {
    state.withLock { state in
      state.taken = offset
      return state.pieces[state.begun - 1].to
    }
  }

  /// Nobody takes more of it, because its worker is done or cannot go on.
  func close() { state.withLock { $0.isClosed = true } }

  /// About how many bytes others may take.
  var left: Int64 {
    state.withLock { state in
      state.isClosed ? 0 : state.pieces.indices.reduce(0) { $0 + left(of: $1, in: state) }
    }
  }

  /// Gives away about half of what is not taken; nothing where that is not worth its while.
  func giveHalf() -> [Piece] {
    state.withLock { state in
      if state.isClosed { return [] }
      var given: [Piece] = []
      var wanted = state.pieces.indices.reduce(0) { $0 + left(of: $1, in: state) } / 2
      while wanted > 0, let piece = state.pieces.last {
        let index = state.pieces.count - 1
        let left = left(of: index, in: state)
        if index >= state.begun && (left <= wanted || given.isEmpty && !isDivisible(piece)) {
          given.append(state.pieces.removeLast())
          wanted -= left
          continue
        }
        if left > wanted && isDivisible(piece) {
          let cut = end(of: piece) - wanted
          state.pieces[index] = Piece(
            file: piece.file, from: piece.from, to: cut, isProven: piece.isProven)
          given.append(Piece(file: piece.file, from: cut, to: piece.to, isProven: false))
        }
        break
      }
      return given.reversed()
    }
  }

  /// About how many bytes of a piece others may take.
  private func left(of index: Int, in state: State) -> Int64 {
    let piece = state.pieces[index]
    if index >= state.begun { return max(0, end(of: piece) - piece.from) }
    guard index == state.begun - 1, isDivisible(piece) else { return 0 }
    return max(0, end(of: piece) - state.taken)
  }

  /// Whether a worker can begin anywhere in what is left: of gzip it would inflate all that stands before.
  private func isDivisible(_ piece: Piece) -> Bool {
    let file = files[piece.file]
    return !file.isGzip && !file.start.layout.format.isJSONDocument
  }

  private func end(of piece: Piece) -> Int64 { min(piece.to, files[piece.file].contentSize) }
}
