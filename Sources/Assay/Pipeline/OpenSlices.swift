import Synchronization

/// The slices of a ledger that is being mapped.
///
/// Workers take one after another, and in the end half of what another has left, so that all are done at about the same
/// time.
final class OpenSlices: Sendable {
  private let files: [LedgerFile]
  /// What is not worth being divided, in bytes.
  private let smallest: Int64
  private let state: Mutex<State>

  private struct State {
    var slices: [OpenPieces]
    var begun = 0
  }

  /// How many blocks must be left of a slice before another worker takes half of it: eight mebibytes by default.
  private static let smallestBlocks: Int64 = 128

  /// All slices of `plan`, none of them begun.
  init(_ plan: LedgerPlan, blockBytes: Int) {
    files = plan.files
    smallest = Int64(blockBytes) * OpenSlices.smallestBlocks
    state = Mutex(
      State(slices: plan.slices.map { OpenPieces($0, files: plan.files) }))
  }

  /// Takes the next slice, or makes half of what is left of the longest one of its own; nil where too little is left.
  func next() -> OpenPieces? {
    state.withLock { state in
      state.begun += 1
      if state.begun <= state.slices.count { return state.slices[state.begun - 1] }
      let lefts = state.slices.map(\.left)
      guard let most = lefts.max(), most >= smallest, let longest = lefts.firstIndex(of: most)
      else { return nil }
      let pieces = state.slices[longest].giveHalf()
      if pieces.isEmpty { return nil }
      state.slices.append(OpenPieces(pieces, files: files))
      state.begun = state.slices.count
      return state.slices.last
    }
  }
}

/// A slice as it was mapped, with the pieces that were left to it.
struct MappedSlice: Sendable {
  let pieces: [Piece]
  var result: SliceResult

  /// Maps slices as long as there are any to take.
  static func all(of open: OpenSlices, job: MapJob) -> [MappedSlice] {
    var mapper: SliceMapper?
    var mapped: [MappedSlice] = []
    while mapper?.canGoOn ?? true, let slice = open.next() {
      var next = mapper.take() ?? SliceMapper(job, file: slice.pieces[0].file)
      mapped.append(MappedSlice(mapping: slice, by: &next))
      mapper = next
    }
    return mapped
  }

  /// Maps pieces alone, without what others know.
  init(_ pieces: [Piece], job: MapJob) {
    var mapper = SliceMapper(job, file: pieces.first?.file ?? 0)
    self.init(mapping: OpenPieces(pieces, files: job.files), by: &mapper)
  }

  private init(mapping open: OpenPieces, by mapper: inout SliceMapper) {
    result = mapper.map(open)
    pieces = open.pieces
  }
}
