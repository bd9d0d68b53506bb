import Commands
import Engine
import Ledger
import Outputs
import Parts
import Platform
import Presentation
import Terminal
import Workspace

/// `assay plan`: a run divided into tasks.
enum PlanCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let folder = try arguments.planFolder()
    let words = try arguments.runWords()
    let run = try Arguments(words, for: .run)
    let root = run.workspace
    var options = try RunCommand.options(run)
    let sliceBytes: Int64? = try arguments.whole("--slice-bytes", in: 1...(1 << 50), of: "bytes")
    let shards = try arguments.whole(
      "--shards", in: TaskPlanFile.possibleShards, of: "shards")
    _ = try FailCondition.read(run)
    try MissingWorkspace.refuse(root)
    try refuseWhatIsNotInTasks(root)
    let guarded = OutputGuard(workspace: root, isForced: run.has("--force"))
    try guarded.check(reports: run.outputFolder(in: root, period: nil), run.loneFiles)
    if try FileSystem.exists(folder), try !FileSystem.names(in: folder).isEmpty {
      throw DistributedFault.notEmpty(folder)
    }
    guard let workspace = FileSystem.realPath(root) else {
      throw SystemError(path: root, number: 2)
    }
    let source = PartialSlices()
    options.view.books = folder + "/" + RunFolder.booksName
    let wanted: PartialSlices.Wanted
    do {
      try BooksCopy.make(of: root, in: folder + "/" + RunFolder.booksName)
      wanted = try DistributedRun.question(options, root: root, source)
    } catch {
      // Nothing of a plan that is refused stays.
      try FileSystem.removeTree(folder)
      throw error
    }
    let stage = TaskStage(
      number: 1, question: wanted.question, files: wanted.files, sliceBytes: sliceBytes)
    let plan = TaskPlanFile(
      version: Version.number, program: try DistributedRun.program(), workspace: workspace,
      words: words,
      files: wanted.files.map { ($0.path, $0.identity.size) }, sliceBytes: sliceBytes,
      shards: shards.map { Int($0) }
        ?? TaskPlanFile.shards(ofLedger: wanted.files.reduce(0) { $0 + $1.weight }),
      stage: stage)
    try RunFolder.write(plan, to: folder)
    Terminal.standardOutput.write(
      "\(GroupedDigits.count(Int64(stage.tasks.count), "task")) in \(folder)/tasks\n")
    return .complete
  }

  private static func refuseWhatIsNotInTasks(_ root: String) throws {
    for (path, remedy) in [
      (WorkspacePath.credits, "replay the credit ledger on one machine, with assay run"),
      (WorkspacePath.closes, "run closed months on one machine, with assay run"),
    ] where try FileSystem.exists(root + "/" + path) {
      throw DistributedFault.notInTasks(path, remedy: remedy)
    }
  }
}
