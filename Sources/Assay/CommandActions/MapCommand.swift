import Commands
import Engine
import Ledger
import Parts
import Platform
import Terminal

/// `assay map`: one task of a run.
enum MapCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard arguments.operands.count == 2 else {
      throw UsageFault.missingOperand(command: "map", operand: "RUN and TASK")
    }
    let (folder, program) = try DistributedRun.folder(arguments.operands[0])
    let name = arguments.operands[1]
    let found = folder.stages.lazy.flatMap { stage in
      stage.tasks.lazy.filter { $0.name == name }.map { (stage, $0) }
    }.first
    guard let (stage, planned) = found else { throw DistributedFault.noTask(name) }
    let origin = PartFile.Origin(
      task: name, plan: folder.digest, program: program, version: folder.plan.version)
    if planned.work == .digest, let file = planned.pieces.first?.path {
      let digests = try FileDigests(
        of: planned.pieces, at: folder.plan.workspace + "/" + file.description)
      return try finish(origin, in: folder) { path throws(PartFileError) in
        try PartFile.write(digested: (file, digests), of: origin, to: path)
      }
    }
    if let merge = stage.merge, case .merge(let shard) = planned.work {
      let merged = try ShardTask.merged(shard, merge, in: folder, program: program)
      return try finish(origin, in: folder) { path throws(PartFileError) in
        try PartFile.write(merged: merged, of: origin, to: path)
      }
    }
    let run = try Arguments(folder.plan.words, for: .run)
    var options = try RunCommand.options(run)
    options.view.books = folder.books
    options.reading.threads = 1
    let task = TaskPieces(stage.question, pieces: planned.pieces, shards: folder.plan.shards)
    let parts = try DistributedRun.stop(options, root: folder.plan.workspace, PartialSlices(task)) {
      task.parts
    }
    return try finish(origin, in: folder) { path throws(PartFileError) in
      try PartFile.write(parts, of: origin, to: path)
    }
  }

  /// Writes the partial, and prints its line.
  private static func finish(
    _ origin: PartFile.Origin, in folder: RunFolder,
    _ write: (_ path: String) throws(PartFileError) -> Void
  ) throws -> ExitStatus {
    let (part, path) = try newFile(of: origin.task, in: folder)
    do throws(PartFileError) { try write(path) } catch {
      throw DistributedFault.cannotWrite(path, reason: error.reason)
    }
    try FileSystem.flushFile(path)
    try FileSystem.flushFolder(folder.path + "/" + RunFolder.partsName)
    let digest = try SHA256.file(path)
    Terminal.standardOutput.write(
      TaskResultLine(task: origin.task, part: part, bytes: digest.size, sha256: digest.sha256).text)
    return .complete
  }

  /// Makes an empty file under a name that no other attempt has.
  private static func newFile(
    of task: String, in folder: RunFolder
  ) throws(SystemError) -> (part: String, path: String) {
    while true {
      let number = String(UInt64.random(in: .min ... .max), radix: 16)
      let part = RunFolder.partsName + "/" + task + "." + number + ".part"
      let path = folder.path + "/" + part
      if try FileSystem.exists(path) { continue }
      try FileSystem.write([], toNew: path)
      return (part, path)
    }
  }
}
