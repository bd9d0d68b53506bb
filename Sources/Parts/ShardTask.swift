import Engine
import Ledger

/// A task that merges one shard of all partials that a stage accepted.
package enum ShardTask {
  /// A piece of an accepted partial.
  private struct Source {
    let file: Int
    let to: Int64
    let task: PlannedTask
    let part: Int
  }

  /// Returns the bytes of the merged shard.
  ///
  /// - Parameters:
  ///   - merge: what is merged.
  ///   - folder: has the partials, and says which were accepted.
  ///   - program: the digest of this program.
  package static func merged(
    _ shard: Int, _ merge: MergeParameters, in folder: RunFolder, program: String
  ) throws -> [UInt8] {
    let lines = Dictionary(try folder.accepted().map { ($0.task, $0) }) { one, _ in one }
    var result = ShardMerge(shard, of: merge.shards)
    let digest = ShardDigest()
    for sources in sources(merge, folder) {
      let task = sources[0].task
      guard let line = lines[task.name] else {
        throw DistributedFault.cannotMerge(task.name, reason: "no partial of it is accepted")
      }
      let path = folder.path + "/" + line.part
      do {
        _ = try PartFile.read(path, shards: 0).proved(task, folder, program)
        try PartFile.forEach(shard, ofPieces: sources.map(\.part), in: path) { bytes, digests in
          digest.add(digests)
          try result.add(bytes)
        }
      } catch let error as PartFileError {
        throw DistributedFault.cannotMerge(line.part, reason: error.reason)
      } catch let error as PartFault {
        throw DistributedFault.cannotMerge(line.part, reason: error.reason)
      }
    }
    return result.bytes(readingDigest: digest.text)
  }

  /// The pieces of the files that are merged, in the order of the ledger; those of one partial that follow each other
  /// together.
  private static func sources(_ merge: MergeParameters, _ folder: RunFolder) -> [[Source]] {
    let files = Dictionary(zip(merge.files, 0...), uniquingKeysWith: { $1 })
    // A later stage maps pieces again that were cut within a record.
    var last: [TaskInputPiece.End: Source] = [:]
    for stage in folder.stages where stage.merge == nil && stage.question == merge.question {
      for task in stage.tasks where task.work == .map {
        for (number, piece) in task.pieces.enumerated() {
          guard let file = files[piece.path] else { continue }
          last[piece.end] = Source(file: file, to: piece.to, task: task, part: number)
        }
      }
    }
    let all = last.values.sorted { ($0.file, $0.to) < ($1.file, $1.to) }
    var grouped: [[Source]] = []
    for source in all {
      if grouped.last?[0].task.name == source.task.name {
        grouped[grouped.count - 1].append(source)
      } else {
        grouped.append([source])
      }
    }
    return grouped
  }
}
