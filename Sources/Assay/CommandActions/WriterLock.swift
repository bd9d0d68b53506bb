import Ledger
import Outputs
import Presentation
import Terminal
import Workspace

/// The steps of a command that writes files of its own into the folder of the runs: `assay audit` and `assay bill`.
extension Arguments {
  /// Runs `work` while no other command writes into the workspace or the folder.
  func whileLocked<Result>(_ work: (OutputGuard) throws -> Result) throws -> Result {
    let root = workspace
    try MissingWorkspace.refuse(root)
    let lock = try WorkspaceLock.ofWriter(root, waiting: try patience())
    defer { lock.release() }
    let guarded = OutputGuard(workspace: root, isForced: has("--force"))
    let stated = outputFolder(in: root, period: nil)
    let outputLock = try guarded.lock(above: stated, waiting: try patience())
    defer { outputLock?.release() }
    return try work(guarded)
  }

  /// Prints findings on stderr: all of them, or one line per kind.
  func tell(_ findings: [Finding], unlisted: [OmittedFindings], _ printer: FindingPrinter) {
    Terminal.standardError.write(
      isBrief
        ? printer.brief(
          findings, unlisted: unlisted,
          all: CheckCommand.typed(for: workspace, like: self, ["--verbose"]))
        : printer.text(findings, unlisted: unlisted))
  }
}
