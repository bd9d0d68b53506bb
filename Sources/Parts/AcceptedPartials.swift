import Engine
import Ledger
import Platform

/// Which partials of a run are good, and which tasks wait.
package struct AcceptedPartials {
  /// The lines of the good ones, by task.
  package private(set) var good: [TaskResultLine] = []
  /// The contents of the good ones, by the number of their stage from 0.
  package private(set) var answers: [[PartialSlices.Answer]]
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
    answers = folder.stages.map { _ in [] }
    let byTask = Dictionary(grouping: lines, by: \.task)
    for (number, stage) in folder.stages.enumerated() {
      for task in stage.tasks {
        let own = byTask[task.name, default: []]
        if Set(own.map(\.sha256)).count > 1 { throw .differs(task: task.name) }
        var reason = "no line names a partial of it"
        var isGood = false
        for line in own where !isGood {
          do throws(PartFileError) {
            let parts = try AcceptedPartials.parts(line, task, folder, program)
            good.append(line)
            answers[number].append(PartialSlices.Answer(task: task.name, parts: parts))
            isGood = true
          } catch { reason = "\(line.part): \(error.reason)" }
        }
        if !isGood { waiting.append((task.name, reason)) }
      }
    }
  }

  /// Returns what the partial of a line has, once it is proved to be that of the task.
  private static func parts(
    _ line: TaskResultLine, _ task: PlannedTask, _ folder: RunFolder, _ program: String
  ) throws(PartFileError) -> [MappedPart] {
    let path = folder.path + "/" + line.part
    let digest: (sha256: String, size: Int64)
    do throws(SystemError) { digest = try SHA256.file(path) } catch {
      throw PartFileError(error.reason)
    }
    if digest.size < line.bytes { throw PartFileError("it is truncated") }
    guard digest.size == line.bytes, digest.sha256 == line.sha256 else {
      throw PartFileError("its bytes are not those that the task wrote")
    }
    let (origin, parts) = try PartFile.read(path)
    guard origin.plan == folder.digest else { throw PartFileError("it belongs to another plan") }
    guard origin.program == program else { throw PartFileError("it belongs to another program") }
    guard origin.task == task.name, parts.map(\.piece) == task.pieces else {
      throw PartFileError("it belongs to another task")
    }
    return parts
  }
}
