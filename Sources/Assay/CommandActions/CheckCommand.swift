import Bills
import Commands
import Engine
import Ledger
import Outputs
import Overview
import Platform
import Presentation
import Reports
import Terminal
import Workspace

/// `assay check`: checks that the workspace is ready to run.
enum CheckCommand {
  /// Returns the command that checks the workspace in `root`.
  ///
  /// If `arguments` state a time as known, the command states it too.
  static func typed(
    for root: String, like arguments: Arguments? = nil, _ others: [String] = []
  ) -> String {
    let knownAt = arguments?.text("--as-known-at")
    return TypedCommand.text(
      "check", in: root, (knownAt.map { ["--as-known-at", $0] } ?? []) + others)
  }

  /// The maximum number of lines of advice shown.
  private static let advice = 3

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    var options = try arguments.workOptions()
    options.listsRows = false
    options.needsUsage = true
    options.command.verb = "check"
    if arguments.has("--json") || arguments.has("--verbose") { options.maxListedRows = .max }
    let printer = FindingPrinter(try arguments.paint())
    do { return try check(arguments, options, printer) } catch  where arguments.has("--json") {
      Interruption.giveWay()
      let refusal = Refusal(error)
      Terminal.standardOutput.write(CheckJSON.document(refusal).text)
      Terminal.standardError.write(
        printer.line(refusal.conclusion(written: Interruption.writtenInWords)))
      return .failed
    }
  }

  private static func check(
    _ arguments: Arguments, _ options: RunOptions, _ printer: FindingPrinter
  ) throws -> ExitStatus {
    try MissingWorkspace.refuse(arguments.workspace)
    let workspace =
      arguments.has("--save-mappings")
      ? try saved(arguments, options) : try Workspace(arguments.workspace, options)
    let bills = try BillFolder(of: workspace, limits: options.gzipLimits)
    let proposals = bills?.proposals ?? .none
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let verdict = try CheckResult(
      of: workspace, bills, proposals, options, progress: progress?.ofLedger)
    progress?.erase()
    if arguments.has("--json") {
      Terminal.standardOutput.write(verdict.json.text)
    } else {
      Terminal.standardError.write(
        printer.text(
          verdict.findings.errorsFirst, unlisted: verdict.unlisted,
          limit: arguments.has("--verbose") ? .max : OmittedFindings.limit,
          list: verdict.hasLists
            ? { code, _ in FindingPrinter.list(of: code) + " after a run" } : nil))
      if !workspace.proposals.isEmpty || !proposals.mappings.isEmpty {
        Terminal.standardOutput.write(ProposalText(workspace, bills: proposals).text)
      }
      if let answer = verdict.answer {
        let lines =
          [answer] + (verdict.formats + verdict.buckets).map { "  " + $0 }
          + verdict.advice.prefix(advice).map { "  " + $0 }
        Terminal.standardOutput.write(
          lines.flatMap { Wrapping.lines($0, hanging: 4, width: Terminal.width) }.text)
      }
    }
    if let conclusion = verdict.conclusion {
      Terminal.standardError.write(printer.line(conclusion))
    }
    return verdict.status
  }

  /// The workspace after what is proposed for it was added to its settings.
  private static func saved(_ arguments: Arguments, _ options: RunOptions) throws -> Workspace {
    let lock = try WorkspaceLock(arguments.workspace, waiting: try arguments.patience())
    defer { lock.release() }
    let workspace = try Workspace(arguments.workspace, options)
    let bills = try BillFolder(of: workspace, limits: options.gzipLimits)
    let count = try SavedMappings.add(workspace, bills: bills?.proposals ?? .none)
    guard count > 0 else {
      Terminal.standardError.write("assay: no mapping to propose; assay.json is unchanged\n")
      return workspace
    }
    Terminal.standardError.write(
      "assay: added \(Figures.count(Int64(count), "mapping")) to assay.json: check them\n")
    return try Workspace(arguments.workspace, options)
  }
}
