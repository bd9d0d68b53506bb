import Engine
import Ledger
import Platform

/// Which partials of a run are good, and which tasks wait.
package struct AcceptedPartials {
  /// The lines of the good ones, by task.
  package private(set) var good: [TaskResultLine] = []
  /// What mapped pieces came to, by the question of their stage.
  package private(set) var answers: [SliceMapParameters: [PartialSlices.Answer]] = [:]
  /// What shards came to, by what was merged; nothing where one is missing.
  package private(set) var merged: [MergeParameters: [PartialSlices.MergedAnswer]] = [:]
  /// The digests of the files of the ledger, by their paths.
  package private(set) var digests: [Name: FileDigests] = [:]
  /// The tasks without a good one, in order, and why.
  package private(set) var waiting: [(task: String, reason: String)] = []

  /// Looks at the lines of all stages.
  ///
  /// - Parameters:
  ///   - lines: those that were accepted before come first.
  ///   - program: the digest of this program.
  /// - Throws: where two lines of a task state different digests.
  package init(
    _ lines: [TaskResultLine], in folder: RunFolder, program: String
  ) throws(DistributedFault) {
    let byTask = Dictionary(grouping: lines, by: \.task)
    for stage in folder.stages {
      var read: [(task: PlannedTask, line: TaskResultLine, contents: PartFile.Contents)] = []
      for task in stage.tasks {
        let own = byTask[task.name, default: []]
        if Set(own.map(\.sha256)).count > 1 { throw .differs(task: task.name) }
        var reason = "no line names a partial of it"
        var isGood = false
        for line in own where !isGood {
          do throws(PartFileError) {
            read.append((task, line, try AcceptedPartials.contents(line, task, folder, program)))
            isGood = true
          } catch { reason = "\(line.part): \(error.reason)" }
        }
        if !isGood { waiting.append((task.name, reason)) }
      }
      good += read.map(\.line)
      if let merge = stage.merge {
        merged[merge] = read.map { .init(task: $0.line.task, bytes: $0.contents.merged) }
      } else {
        let mapped = read.filter { $0.task.work == .map }
        answers[stage.question, default: []] += mapped.map { _, line, contents in
          AcceptedPartials.answer(line, stage.number, contents.parts, in: folder)
        }
        for (task, _, contents) in read where task.work == .digest {
          if let file = contents.parts.first?.piece.path { digests[file] = contents.digests }
        }
        if stage.number == 1 { keepDigests(ofWholeFiles: mapped.flatMap(\.contents.parts)) }
      }
    }
  }

  /// Keeps the digests of files that were mapped as one piece.
  ///
  /// - Parameter parts: of the first stage, which maps all files.
  private mutating func keepDigests(ofWholeFiles parts: [MappedPart]) {
    for (file, own) in Dictionary(grouping: parts, by: \.piece.path) where own.count == 1 {
      digests[file] = FileDigests(whole: own[0])
    }
  }

  /// The parts of a partial, whose facts and keys are read from it when they are needed.
  private static func answer(
    _ line: TaskResultLine, _ stage: Int64, _ parts: [MappedPart], in folder: RunFolder
  ) -> PartialSlices.Answer {
    let (path, count) = (folder.path + "/" + line.part, folder.plan.shards)
    return PartialSlices.Answer(task: line.task, stage: stage, parts: parts) {
      number throws(PartFault) in
      do throws(PartFileError) {
        return try PartFile.shards(path, piece: number, count: count)
      } catch { throw PartFault(error.reason) }
    }
  }

  /// Returns what the partial of a line has, once it is proved to be that of the task.
  private static func contents(
    _ line: TaskResultLine, _ task: PlannedTask, _ folder: RunFolder, _ program: String
  ) throws(PartFileError) -> PartFile.Contents {
    let path = folder.path + "/" + line.part
    let digest: (sha256: String, size: Int64)
    do throws(SystemError) { digest = try SHA256.file(path) } catch {
      throw PartFileError(error.reason)
    }
    if digest.size < line.bytes { throw PartFileError("it is truncated") }
    guard digest.size == line.bytes, digest.sha256 == line.sha256 else {
      throw PartFileError("its bytes are not those that the task wrote")
    }
    return try PartFile.read(path, shards: folder.plan.shards).proved(task, folder, program)
  }
}

extension PartFile.Contents {
  /// The same, once it is proved to be that of a task.
  package func proved(
    _ task: PlannedTask, _ folder: RunFolder, _ program: String
  ) throws(PartFileError) -> PartFile.Contents {
    guard origin.plan == folder.digest else { throw PartFileError("it belongs to another plan") }
    guard origin.program == program else { throw PartFileError("it belongs to another program") }
    guard origin.task == task.name, parts.map(\.piece) == task.pieces else {
      throw PartFileError("it belongs to another task")
    }
    return self
  }
}
