import Commands
import Engine
import Ledger
import Parts
import Platform
import Presentation
import Terminal

/// `assay reduce`: the reports of a run whose tasks are done, or the tasks that wait.
enum ReduceCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard let path = arguments.operands.first else {
      throw UsageFault.missingOperand(command: "reduce", operand: "RUN")
    }
    let (folder, program) = try DistributedRun.folder(path)
    let printer = FindingPrinter(try arguments.paint())
    let (lines, others) = try given(to: folder)
    if others > 0 {
      Terminal.standardError.write(
        printer.text([
          Finding(
            .note, at: Place(file: "-"), code: "dist.line",
            message: "\(GroupedDigits.count(others, "line")) skipped: not from a task of this run")
        ]))
    }
    let accepted = try AcceptedPartials(try folder.accepted() + lines, in: folder, program: program)
    if let status = try finished(folder, without: accepted.waiting.count, printer) { return status }
    try folder.writeAccepted(accepted.good)
    guard accepted.waiting.isEmpty else {
      return try wait(accepted.waiting, in: folder, printer)
    }
    // Else the run would be one of the files that are left.
    for (file, _) in folder.plan.files
    where try !FileSystem.exists(folder.plan.workspace + "/" + file) {
      throw DistributedFault.fileGone(file)
    }
    let source = PartialSlices(
      accepted.answers, merged: accepted.merged, shards: folder.plan.shards,
      digests: accepted.digests, suspects: try folder.filesChangedSincePlan())
    let status: ExitStatus
    do {
      status = try RunCommand.report(
        try runArguments(arguments, folder.plan), parts: source, books: folder.books
      ).status
    } catch {
      if !source.unreadable.isEmpty {
        let bad = Dictionary(
          source.unreadable.map { ($0.task, $0.fault.reason) }, uniquingKeysWith: { one, _ in one })
        try folder.writeAccepted(accepted.good.filter { bad[$0.task] == nil })
        return try wait(
          bad.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, in: folder, printer)
      }
      let number = Int64(folder.stages.count + 1)
      if let merge = source.wantedMerge {
        try folder.open(TaskStage(number: number, merging: merge))
        return .tasksWait
      }
      guard let wanted = source.wanted else { throw error }
      if let pieces = wanted.pieces {
        try folder.open(TaskStage(number: number, question: wanted.question, again: pieces))
        return .tasksWait
      }
      try folder.open(
        TaskStage(
          number: number, question: wanted.question, files: wanted.files,
          sliceBytes: folder.plan.sliceBytes))
      return .tasksWait
    }
    try folder.writeTasks([])
    try folder.finish(status.rawValue)
    return status
  }

  /// The status of a finished run whose partials were lost or changed since; nil for another run.
  ///
  /// - Parameter partials: the number of those.
  private static func finished(
    _ folder: RunFolder, without partials: Int, _ printer: FindingPrinter
  ) throws -> ExitStatus? {
    guard partials > 0, let status = try folder.status().flatMap(ExitStatus.init) else {
      return nil
    }
    Terminal.standardError.write(
      printer.text([
        Finding(
          .note, at: Place(file: folder.path), code: "dist.finished",
          message: "the run is already finished, but Assay can no longer read"
            + " \(GroupedDigits.count(Int64(partials), "partial result")); nothing changed",
          help: "plan the run again into a new folder to write its files again")
      ]))
    return status
  }

  /// Names the tasks that wait, with a warning for each.
  private static func wait(
    _ tasks: [(task: String, reason: String)], in folder: RunFolder, _ printer: FindingPrinter
  ) throws -> ExitStatus {
    try folder.writeTasks(tasks.map(\.task))
    Terminal.standardError.write(
      printer.text(
        tasks.map { task, reason in
          Finding(
            .warning, at: Place(file: task), code: "dist.part",
            message: "this task has no usable partial: \(reason)",
            help: "run the tasks in \(ShellWord.path(folder.path))/tasks")
        }))
    return .tasksWait
  }

  /// The lines of standard input that tasks of the run printed, and the number of the others.
  ///
  /// A partial of an earlier stage that was lost is made again while a later stage is open.
  private static func given(to folder: RunFolder) throws -> (lines: [TaskResultLine], others: Int64)
  {
    let names = Set(folder.stages.flatMap { $0.tasks.map(\.name) })
    var (lines, others): ([TaskResultLine], Int64) = ([], 0)
    for text in try StandardInput.contents().split(separator: 0x0A) {
      if let line = TaskResultLine(text), names.contains(line.task) {
        if !lines.contains(line) { lines.append(line) }
      } else {
        others += 1
      }
    }
    return (lines, others)
  }

  /// The words of the run, with the options of `reduce`.
  private static func runArguments(_ arguments: Arguments, _ plan: TaskPlanFile) throws -> Arguments
  {
    var words = plan.words
    guard let typed = words.popLast() else { throw DistributedFault.noPlan(RunFolder.planName) }
    var asked: [String] = []
    for (option, text) in arguments.stated { asked += [option, text] }
    for name in ["--json", "--quiet", "--verbose", "--no-progress"] where arguments.has(name) {
      asked.append(name)
    }
    let isThere = FileSystem.realPath(typed) == plan.workspace
    return try Arguments(asked + words + [isThere ? typed : plan.workspace], for: .run)
  }
}
