import Synchronization
import Workspace

/// The slices of a ledger that is being mapped.
///
/// Workers take one after another, and in the end half of what another has left, so that all are done at about the same
/// time.
final class SliceQueue: Sendable {
  private let files: [LedgerFile]
  /// The size, in bytes, below which dividing is not worthwhile.
  private let smallest: Int64
  private let state: Mutex<State>

  private struct State {
    var slices: [StealablePieces]
    /// The number of slices that workers have started.
    var begun = 0
  }

  /// The minimum number of blocks left of a slice before another worker takes half of it.
  ///
  /// The default is eight mebibytes.
  private static let smallestBlocks: Int64 = 128

  /// All slices of `plan`, none of them started.
  init(_ plan: LedgerPlan, blockBytes: Int) {
    files = plan.files
    smallest = Int64(blockBytes) * SliceQueue.smallestBlocks
    state = Mutex(
      State(slices: plan.slices.map { StealablePieces($0, files: plan.files) }))
  }

  /// Takes the next slice, or makes half of what is left of the longest one of its own; nil where too little is left.
  func next() -> StealablePieces? {
    state.withLock { state in
      while state.begun == state.slices.count {
        let lefts = state.slices.map(\.bytesLeft)
        guard let most = lefts.max(), most >= smallest, let longest = lefts.firstIndex(of: most)
        else { return nil }
        let half = state.slices[longest].giveHalf()
        if !half.isEmpty { state.slices.append(StealablePieces(half, files: files)) }
      }
      state.begun += 1
      return state.slices[state.begun - 1]
    }
  }
}
