import Ledger
import Reports

extension CommandDeclaration {
  static let check = CommandDeclaration(
    name: "check", purpose: "is everything ready to run? Writes nothing",
    summary: "Is everything ready to run? Reads settings, books and exports; writes nothing.",
    operands: "[WORKSPACE]",
    examples: ["assay check", "assay check demo --json"],
    options: [.asKnownAt, .json, .noProgress, .color, .maxRejects] + Option.forWork + [.help],
    closing: "Exit status: 0 ready, 2 some rows cannot be used, 1 something must be mended.",
    action: CheckCommand.run)
}

/// `assay check`: is everything ready to run? Writes nothing.
enum CheckCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let options = try arguments.workOptions()
    let printer = FindingPrinter(Paint(try arguments.paint(), for: .standardError))
    let workspace = try Workspace(root: arguments.workspace, knownAt: options.knownAt)
    let files = workspace.bookFiles.count + workspace.ledger.count
    let run: Run
    do throws(RunRefusal) {
      run = try Run(workspace: workspace, options: options, progress: nil)
    } catch {
      Terminal.standardError.write(printer.text(error.findings))
      Terminal.standardError.write(
        "assay: \(counts(error.findings)) in \(Figures.count(Int64(files), "file"))."
          + " Mend the errors, then check again (exit 1)\n")
      return .failed
    }
    Terminal.standardError.write(
      printer.text(run.findings, unlisted: run.unlisted))
    let rows = Figures.count(run.input.rows.read, "row")
    let notUsed = run.input.rows.rejected + run.input.rows.unpriced + run.input.rows.conflict
    let verdict =
      notUsed == 0
      ? "ready to run" : "ready to run, but \(Figures.count(notUsed, "row")) would not be used"
    Terminal.standardOutput.write(
      "Checked \(Figures.count(Int64(files), "file")), \(rows): \(verdict).\n")
    return notUsed == 0 ? .complete : .rowsNotUsed
  }

  private static func counts(_ findings: [Finding]) -> String {
    let errors = Int64(findings.count { $0.severity == .error })
    let warnings = Int64(findings.count { $0.severity == .warning })
    return "\(Figures.count(errors, "error")), \(Figures.count(warnings, "warning"))"
  }
}
