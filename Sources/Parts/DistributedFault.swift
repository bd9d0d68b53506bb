import Ledger
import Platform

/// Why a run in tasks cannot go on.
package enum DistributedFault: FindingError, Hashable, Sendable {
  /// The file is no plan, or one of another format.
  case noPlan(String)
  /// The folder has no plan.
  case notPlanned(String)
  /// The folder of the run has something in it.
  case notEmpty(String)
  /// A file or an option asks for something that cannot be done in tasks.
  case notInTasks(String, remedy: String)
  /// Another program made the plan.
  case otherProgram(version: String)
  /// No stage has a task of that name.
  case noTask(String)
  /// Two partials of one task differ: it is unknown which of them is wrong.
  case differs(task: String)
  /// A file of the ledger was there when the run was planned.
  case fileGone(String)
  /// A partial could not be written.
  case cannotWrite(String, reason: String)

  /// A partial that a task merges is not there, or is none.
  case cannotMerge(String, reason: String)

  /// The fault as a finding.
  package var finding: Finding {
    switch self {
    case .noPlan(let path):
      error(
        path, "dist.plan", "is not a plan of this program, expected the file that assay plan wrote",
        "plan the run again into a new folder")
    case .notPlanned(let path):
      error(
        path, "dist.plan", "has no \(RunFolder.planName), expected the folder of a planned run",
        "plan the run first: assay plan WORKSPACE --to \(ShellWord.path(path))")
    case .notEmpty(let path):
      error(
        path, "dist.folder", "is not empty, expected a new folder for the run",
        "name another folder, or remove this one")
    case .notInTasks(let what, let remedy):
      error(what, "dist.refused", "is not supported in a planned run", remedy)
    case .otherProgram(let version):
      error(
        RunFolder.planName, "dist.program", "was made by another program (Assay \(version))",
        "use the program that made the plan, or plan the run again into a new folder")
    case .noTask(let name):
      error("tasks", "dist.task", "no stage has a task \"\(name)\"", "use a line of the file tasks")
    case .differs(let task):
      error(
        task, "dist.differs", "two partials of this task differ, and it is unknown which is wrong",
        "find the machine that made the wrong one; then plan the run again into a new folder")
    case .cannotMerge(let what, let reason):
      error(
        what, "dist.part", "cannot be merged: \(reason)",
        "run assay reduce again, and then the tasks that it names")
    case .fileGone(let path):
      error(
        path, "file.changed", "was removed after the run was planned",
        "put the file back, or plan the run again into a new folder")
    case .cannotWrite(let path, let reason):
      error(path, "dist.write", reason, "free some space, and run the task again")
    }
  }

  private func error(_ file: String, _ code: String, _ message: String, _ help: String) -> Finding {
    Finding(.error, at: Place(file: file), code: code, message: message, help: help)
  }
}
