import Synchronization
import Workspace

/// The pieces of a slice that is being mapped: its worker takes them from the front, and one that has nothing left of its
/// own takes about half of what is not started, from the rear.
///
/// The result of a cut does not depend on its place, so no result depends on the order of workers.
final class StealablePieces: Sendable {
  private let files: [LedgerFile]
  private let state: Mutex<State>

  private struct State {
    /// All pieces, the started ones first.
    var pieces: [Piece]
    var begun = 0
    /// The position up to which the piece started last, or else the first piece, is assigned.
    var taken: Int64
    /// Nobody takes more of it.
    var isClosed = false

    /// The piece started last; the first is its worker's before it is started.
    var current: Int { max(0, begun - 1) }
  }

  /// - Parameter pieces: one at least.
  init(_ pieces: [Piece], files: [LedgerFile]) {
    self.files = files
    state = Mutex(State(pieces: pieces, taken: pieces[0].from))
  }

  /// All pieces that are left to the slice; the first is never taken, and none once the slice is closed.
  var pieces: [Piece] { state.withLock { $0.pieces } }

  /// Begins the next piece; nil after the last.
  func next() -> Piece? {
    state.withLock { state in
      guard state.begun < state.pieces.count else { return nil }
      state.begun += 1
      let piece = state.pieces[state.current]
      state.taken = piece.from
      return piece
    }
  }

  /// Takes the bytes of the piece started last that end at `offset`.
  ///
  /// - Returns: the offset from which records belong to others by now.
  func take(to offset: Int64) -> Int64 {
    state.withLock { state in
      state.taken = offset
      return state.pieces[state.current].to
    }
  }

  /// Nobody takes more of it, because its worker is done or cannot go on.
  func close() { state.withLock { $0.isClosed = true } }

  /// About how many bytes others may take.
  var bytesLeft: Int64 { state.withLock { bytesLeft(in: $0) } }

  /// Gives away about half of what others may take, which may have become nothing by now.
  func giveHalf() -> [Piece] {
    state.withLock { state in
      let half = bytesLeft(in: state) / 2
      var given: [Piece] = []
      var bytes: Int64 = 0
      while bytes < half {
        let index = state.pieces.count - 1
        let piece = state.pieces[index]
        let left = bytesLeft(of: index, in: state)
        // What cannot be divided is given whole where nothing else is.
        let fits = bytes + left <= half || bytes == 0 && !isDivisible(piece)
        if index > state.current && fits {
          given.append(state.pieces.removeLast())
          bytes += left
          continue
        }
        if isDivisible(piece) {
          let cut = end(of: piece) - (half - bytes)
          state.pieces[index] = Piece(
            file: piece.file, from: piece.from, to: cut, isProven: piece.isProven)
          given.append(Piece(file: piece.file, from: cut, to: piece.to, isProven: false))
        }
        break
      }
      return given.reversed()
    }
  }

  private func bytesLeft(in state: State) -> Int64 {
    if state.isClosed { return 0 }
    return (state.current..<state.pieces.count).reduce(0) { $0 + bytesLeft(of: $1, in: state) }
  }

  /// About how many bytes of a piece others may take: of the one started last what is not taken, if it can be divided, and
  /// all of later ones.
  private func bytesLeft(of index: Int, in state: State) -> Int64 {
    let piece = state.pieces[index]
    if index > state.current { return max(0, end(of: piece) - piece.from) }
    return isDivisible(piece) ? max(0, end(of: piece) - state.taken) : 0
  }

  /// True if a worker can start anywhere in a piece.
  ///
  /// For gzip it would have to inflate everything before that point.
  private func isDivisible(_ piece: Piece) -> Bool {
    let file = files[piece.file]
    return !file.isSequential && !file.start.layout.format.isJSONDocument
  }

  private func end(of piece: Piece) -> Int64 { min(piece.to, files[piece.file].contentSize) }
}
