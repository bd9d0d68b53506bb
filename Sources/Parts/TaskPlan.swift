import Engine
import Intake
import Ledger
import Workspace

extension TaskStage {
  /// Divides files into tasks of a size in bytes: a large file has a task for each of its pieces, and one that digests it;
  /// small ones share a task.
  ///
  /// - Parameter sliceBytes: nil is the ledger ÷ 1,000, at least 256 MiB and at most 8 GiB.
  package init(
    number: Int64, question: SliceMapParameters, files: [LedgerFile], sliceBytes: Int64?
  ) {
    let total = files.reduce(0) { $0 + $1.weight }
    let size = sliceBytes ?? min(max(total / 1_000, 256 << 20), 8 << 30)
    var tasks: [[TaskInputPiece]] = []
    var shared: [TaskInputPiece] = []
    var sharedBytes: Int64 = 0
    var divided: [[TaskInputPiece]] = []
    func close() {
      if !shared.isEmpty { tasks.append(shared) }
      shared = []
      sharedBytes = 0
    }
    for file in files {
      let pieces = TaskStage.pieces(of: file, size)
      if pieces.count > 1 {
        close()
        tasks += pieces.map { [$0] }
        divided.append(pieces)
        continue
      }
      if sharedBytes + file.weight > size { close() }
      shared += pieces
      sharedBytes += file.weight
    }
    close()
    self.init(
      number: number, question: question,
      tasks: TaskStage.tasks("map", of: number, tasks, .map)
        + TaskStage.tasks("digest", of: number, number == 1 ? divided : [], .digest))
  }

  /// The pieces of a file; one where reading cannot begin anywhere.
  private static func pieces(of file: LedgerFile, _ size: Int64) -> [TaskInputPiece] {
    let start = file.start.headerEnd
    let isWhole =
      file.isGzip || file.isSequential || file.start.layout.format.isJSONDocument
      || file.start.layout.rewrite != nil
    let count = isWhole ? 1 : max(1, (file.contentSize - start + size - 1) / size)
    let share = (max(0, file.contentSize - start) + count - 1) / count
    var pieces: [TaskInputPiece] = []
    var from = start
    while pieces.count + 1 < count, from + share < file.contentSize {
      pieces.append(
        TaskInputPiece(
          path: file.name, size: file.identity.size, from: from, to: from + share,
          isProven: from == start))
      from += share
    }
    pieces.append(
      TaskInputPiece(
        path: file.name, size: file.identity.size, from: from, to: Piece.endOfFile,
        isProven: from == start))
    return pieces
  }
}
