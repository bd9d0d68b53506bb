import Bills
import Engine
import Ledger
import Outputs
import Overview
import Platform
import Presentation
import Reports
import Terminal
import Workspace

extension CommandDeclaration {
  static let check = CommandDeclaration(
    name: "check", purpose: "check that the workspace is ready to run; write nothing",
    summary: """
      Check that the workspace is ready to run. For each problem, print the command \
      or edit that fixes it.
      """,
    operands: "[WORKSPACE]",
    examples: ["assay check demo --verbose", "assay check --save-mappings"],
    options: [
      Option(
        name: "--save-mappings", value: nil, group: .request,
        help: "add the proposed mappings to assay.json"),
      .asKnownAt, .json,
      Option(
        name: "--verbose", value: nil, group: .output,
        help: "list all findings, not \(OmittedFindings.limit) per kind and file"),
      .noProgress, .color, .maxRejects, .maxRatio, .maxBytes,
    ] + Option.forWork + [.wait, .help],
    closing: """
      Writes nothing, except with --save-mappings.
      Exit status: 0 ready; 2 ready, but some rows are unusable; 1 not ready.
      """,
    action: CheckCommand.run)
}

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
    let verdict = try verdict(on: workspace, bills, proposals, arguments, options)
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

  private static func verdict(
    on workspace: Workspace, _ bills: BillFolder?, _ proposals: BillProposals,
    _ arguments: Arguments, _ options: RunOptions
  ) throws -> CheckResult {
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let loss = try DatabaseGuard.lossFinding(in: workspace.root)
    var options = options
    options.useZones = bills?.dayZones(of: workspace)
    let credits = try CheckedCredits(of: workspace, options)
    func refused(_ refusal: RunRefusal) -> CheckResult {
      CheckResult(
        on: workspace, refusal: refusal.with(credits.map { ($0.findings, $0.unlisted) }),
        files: (bills?.fileCount ?? 0) + (credits?.files ?? 0), proposals: proposals)
    }
    let sums: SummedLedger
    do throws(RunRefusal) {
      sums = try SummedLedger(
        workspace: workspace, options: options, progress: progress?.ofLedger)
    } catch { return refused(error.with(bills?.findingsWithoutLedger(of: workspace))) }
    // Manifests of earlier reports have them.
    let billFiles = try bills?.digested() ?? []
    let closes = try ClosedMonths(in: workspace.root, decision: nil)
    let run: Run
    do throws(RunRefusal) {
      let (billed, fault) = result(of: bills, beside: sums, options)
      run = try Run(finishing: sums, bills: billed, billFiles: billFiles, closes: closes)
      let others = (fault?.findings ?? []) + [loss].compactMap { $0 }
      if !others.isEmpty {
        throw RunRefusal(
          findings: (run.findings + others).inReadingOrder,
          unlisted: run.unlisted + (fault?.unlisted ?? []))
      }
    } catch { return refused(error) }
    if credits?.isRefused == true {
      return refused(RunRefusal(findings: run.findings, unlisted: run.unlisted))
    }
    let copies = RunCommand.copies(among: try workspace.ledger.digestsOfEqualSizes())
    let earlier = try OutdatedReports(beside: run, in: nil).findings()
    return CheckResult(on: run, credits, beside: copies + earlier)
  }

  /// The bills beside the ledger, or why they cannot be used; both are nil without bills.
  private static func result(
    of bills: BillFolder?, beside sums: SummedLedger, _ options: RunOptions
  ) -> (result: BillComparison?, fault: RunRefusal?) {
    do throws(RunRefusal) { return (try bills?.result(beside: sums, options), nil) } catch {
      return (nil, error)
    }
  }
}

extension RunRefusal {
  /// The refusal with further findings.
  fileprivate func with(
    _ others: (findings: [Finding], unlisted: [OmittedFindings])?
  ) -> RunRefusal {
    guard let others else { return self }
    return RunRefusal(
      findings: (findings + others.findings).inReadingOrder, unlisted: unlisted + others.unlisted)
  }
}
