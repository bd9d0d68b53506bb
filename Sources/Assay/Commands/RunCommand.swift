import Ledger
import Overview
import Reports
import Tables

/// `assay run`: rate, reconcile and report.
enum RunCommand {
  static func run(_ words: some Sequence<String>) throws -> ExitStatus {
    let arguments = try Arguments(words, for: .run)
    if arguments.has("--help") {
      Terminal.standardOutput.write(CommandDeclaration.run.help)
      return .complete
    }
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    let conditions = try FailCondition.read(arguments)
    let paint = try arguments.paint()

    let lock = try WorkspaceLock(arguments.workspace, waiting: try arguments.patience())
    defer { lock.release() }
    let guarded = OutputGuard(
      workspace: arguments.workspace, isForced: arguments.has("--force"))
    let rated = arguments.text("--rated")
    let stated = outputPath(arguments, nil)
    try guarded.check(reports: stated, rated: rated)
    let outputLock = try guarded.lock(above: stated, waiting: try arguments.patience())
    defer { outputLock?.release() }
    let run = try runs(arguments, options)
    let folder = outputPath(arguments, run)
    if folder != stated { try guarded.check(reports: folder, rated: rated) }
    let written = try RunOutput.write(run, to: folder, rated: rated)
    let findings = FindingPrinter(Paint(paint, for: .standardError))
    Terminal.standardError.write(
      findings.text(
        (run.findings + copies(among: written.inputs)).inReadingOrder, unlisted: run.unlisted,
        list: "\(folder)/rejects.csv or exceptions.csv"))
    if arguments.has("--json") {
      Terminal.standardOutput.write(SummaryJSON.text(run, folder: folder))
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        RunScreen(
          run.overview, folder: folder, files: written.names, width: Terminal.width,
          paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
    return conclude(run, conditions)
  }

  private static func runs(_ arguments: Arguments, _ options: RunOptions) throws -> Run {
    let workspace = try Workspace(root: arguments.workspace, knownAt: options.knownAt)
    let isDrawn = Terminal.standardError.isTerminal && !arguments.has("--no-progress")
    let progress =
      isDrawn ? Progress(totalBytes: workspace.ledger.reduce(0) { $0 + $1.weight }) : nil
    defer { progress?.erase() }
    return try Run(workspace: workspace, options: options, progress: progress)
  }

  /// Ledger files that are the same bytes as an earlier one, whose rows all count as duplicates.
  private static func copies(among inputs: [WrittenFile]) -> [Finding] {
    var firsts: [String: String] = [:]
    var findings: [Finding] = []
    for input in inputs where input.path.hasPrefix("ledger/") {
      if let first = firsts[input.sha256] {
        findings.append(
          Finding(
            .note, at: Place(file: input.path), code: "file.again",
            message: "same bytes as \(first), so its rows count once"))
      } else {
        firsts[input.sha256] = input.path
      }
    }
    return findings
  }

  /// Where to write: as stated, else `out` in the workspace, with a folder for the period once `run`
  /// knows it.
  private static func outputPath(_ arguments: Arguments, _ run: Run?) -> String {
    if let path = arguments.text("--output"), !path.isEmpty {
      return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
    let folder = arguments.workspace == "." ? "out" : arguments.workspace + "/out"
    return run?.period.map { folder + "/" + $0.folderName } ?? folder
  }

  private static func conclude(_ run: Run, _ conditions: Set<FailCondition>) -> ExitStatus {
    let rows = run.input.rows
    let notUsed = rows.rejected + rows.unpriced + rows.conflict
    if run.hasSkippedFiles {
      Terminal.standardError.write(
        "assay: complete without the files that cannot be used (exit 1)\n")
      return .failed
    }
    let met = FailCondition.allCases.filter { conditions.contains($0) && $0.isMet(by: run.input) }
    if !met.isEmpty {
      let names = met.map(\.rawValue).joined(separator: ", ")
      Terminal.standardError.write("assay: complete, and --fail-on is met: \(names) (exit 3)\n")
      return .conditionMet
    }
    guard notUsed > 0 else { return .complete }
    let parts = [
      (rows.rejected, "rejected"), (rows.unpriced, "unpriced"), (rows.conflict, "in conflict"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)" }
    Terminal.standardError.write(
      "assay: complete, but \(Figures.count(notUsed, "row")) \(notUsed == 1 ? "was" : "were") not used: "
        + parts.joined(separator: ", ") + " (exit 2)\n")
    return .rowsNotUsed
  }
}
