import Bills
import Commands
import Engine
import Ledger
import Outputs
import Overview
import Platform
import Presentation
import Reconciliation
import Terminal
import Workspace

/// `assay bill`: vendors' bills beside the ledger, every difference split.
enum BillCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let conditions = try BillFailCondition.read(arguments)
    let tolerance = try BillFailCondition.tolerance(arguments)
    let paint = try arguments.paint()
    return try arguments.whileLocked { guarded in
      let (chosen, files, folder, findings, usage, rows) = try compare(arguments, guarded)
      let printer = FindingPrinter(paint)
      arguments.tell(findings, unlisted: chosen.unlisted, printer)
      let shown = VendorBills(chosen.reconciliation)
      if arguments.has("--json") {
        Terminal.standardOutput.write(
          BillJSON.text(shown, skipped: chosen.skippedFiles, folder: folder))
      } else if !arguments.has("--quiet") {
        Terminal.standardOutput.write(
          BillScreen(
            shown, skipped: chosen.skippedFiles, usage: usage, folder: folder,
            files: files.map(\.path),
            next: next(shown, arguments), width: Terminal.width,
            paint: Paint(paint, for: .standardOutput),
            hasGlyphs: Terminal.hasGlyphs
          ).text)
      }
      return conclude(chosen, rows, conditions, tolerance, printer)
    }
  }

  /// The command that explains the largest difference; none where every bill agrees.
  private static func next(_ bills: VendorBills, _ arguments: Arguments) -> [String] {
    guard let figure = bills.largestDifference else { return [] }
    let time = arguments.text("--as-known-at").map { ["--as-known-at", $0] } ?? []
    return [
      TypedCommand.text("explain", in: arguments.workspace, ["--figure", figure] + time)
    ]
  }

  /// Rates the ledger, splits the bills and writes the files, with a progress line that it erases.
  private static func compare(
    _ arguments: Arguments, _ guarded: OutputGuard
  ) throws -> (
    chosen: BillComparison, files: [WrittenFile], folder: String, findings: [Finding],
    usage: UnbilledUsageNotes, rows: RowCounts
  ) {
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    options.command.verb = "bill"
    options.listsRows = false
    options.keepsAllRows = true
    options.focus = try arguments.focus()
    let workspace = try Workspace(arguments.workspace, options)
    try FocusOutput.requireOrganization(workspace, options)
    guard let bills = try BillFolder(of: workspace, limits: options.gzipLimits) else {
      throw BillFolder.noBills(in: workspace)
    }
    options.useZones = bills.dayZones(of: workspace)
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let ledger = try SummedLedger(
      workspace: workspace, options: options, progress: progress?.ofLedger)
    let folder = arguments.outputFolder(in: arguments.workspace, period: ledger.period)
    let focus = FocusOutput(of: ledger)
    try guarded.checkFolder(
      folder, names: BillOutput.names(focus),
      foreign: { try BillOutput.isOurs(in: $0) ? nil : $1.first })
    try BillOutput.refuseOtherInputs(in: folder, now: ledger, bills)
    let ofRun = try RunFiles(in: folder)
    let (chosen, files) = try BillOutput.write(
      bills, beside: ledger, focus, options,
      choice: BillFilter(
        vendor: arguments.text("--vendor").map { Name($0) },
        format: arguments.text("--format").map { Name($0) }), toFolder: folder,
      digestsLines: ofRun.areSome)
    let ofLedger = ledger.findings.filter { $0.severity != .note }
    let findings =
      (ofLedger + chosen.findings).inReadingOrder + ofRun.replaced(by: files)
      + (focus?.findings ?? [])
    let rows = ledger.rows
    let usage = UnbilledUsageNotes(
      rows, ledger.facts, days: ledger.period, chosen.reconciliation,
      isOfAll: !arguments.has("--vendor") && !arguments.has("--format"))
    return (chosen, files, folder, findings, usage, rows)
  }

  /// The last message if lines of bills are in doubt.
  static let withoutLines =
    "assay: complete, but some bill lines are refused, unknown or in conflict (exit 2)"

  private static func conclude(
    _ result: BillComparison, _ rows: RowCounts, _ conditions: [BillFailCondition],
    _ tolerance: Money,
    _ printer: FindingPrinter
  ) -> ExitStatus {
    func say(_ line: String) { Terminal.standardError.write(printer.line(line)) }
    if !result.skippedFiles.isEmpty {
      say(RunCommand.withoutFiles)
      return .failed
    }
    let met = conditions.filter { $0.isMet(by: result.reconciliation, tolerance: tolerance) }
    if !met.isEmpty {
      let names = met.map(\.rawValue).joined(separator: ", ")
      say("assay: complete, but --fail-on matched: \(names) (exit 3)")
      return .conditionMet
    }
    if result.hasDoubtfulLines {
      say(withoutLines)
      _ = rows.status(telling: printer, shownBy: "assay check")
      return .rowsNotUsed
    }
    return rows.status(telling: printer, shownBy: "assay check")
  }
}
