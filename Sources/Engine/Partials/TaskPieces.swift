import Intake
import Ledger
import Platform
import Synchronization
import Workspace

/// The pieces of a ledger that one process maps, and their slices.
package final class TaskPieces: Sendable {
  let question: SliceMapParameters
  private let pieces: [TaskInputPiece]
  /// How many shards the facts and keys of a slice are divided into.
  private let shards: Int
  private let mapped = Mutex<[MappedPart]?>(nil)

  /// - Parameters:
  ///   - question: what is asked of the rows.
  ///   - pieces: where the rows are.
  ///   - shards: how many the facts and keys of a slice are divided into.
  package init(_ question: SliceMapParameters, pieces: [TaskInputPiece], shards: Int) {
    self.question = question
    self.shards = shards
    self.pieces = pieces
  }

  /// One per piece, in order; nil before they are mapped.
  package var parts: [MappedPart]? { mapped.withLock { $0 } }

  /// Maps the pieces by `job`, and returns the refusal that ends the run: it says nothing if all went well.
  func refusal(mapping job: MappingInputs) throws(RunRefusal) -> RunRefusal {
    var job = job
    // Listed rows leave the process.
    job.spill = nil
    let files = Dictionary(
      job.files.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { $1 })
    var parts: [MappedPart] = []
    for piece in pieces {
      guard let file = files[piece.path], job.files[file].identity.size == piece.size else {
        throw RunRefusal(FileFailure(.changed), in: piece.path.description)
      }
      let slice = MappedSlice.alone([piece.piece(ofFile: file)], job: job).result
      var writer = PartWriter()
      if slice.isWhole { slice.write(to: &writer) }
      let digest = try piece.refusingDigest(of: job.files[file])
      // It was mapped and digested in two readings.
      try [job.files[file]].requireUnchanged()
      parts.append(
        MappedPart(
          piece: piece, sha256: digest, slice: slice.isWhole ? writer.bytes : nil,
          shards: slice.isWhole ? slice.shards(shards) : []))
    }
    mapped.withLock { $0 = parts }
    return RunRefusal(findings: [])
  }
}
