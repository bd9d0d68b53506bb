import Commands
import Engine
import Ledger
import Outputs
import Overview
import Presentation
import Terminal
import Workspace

/// `assay audit`: the credit ledger replayed, every balance proved.
enum AuditCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let conditions = try CreditFailCondition.read(arguments)
    let paint = try arguments.paint()
    return try arguments.whileLocked { guarded in
      let (credits, files, folder, findings) = try audit(arguments, guarded)
      let printer = FindingPrinter(paint)
      arguments.tell(findings, unlisted: credits.unlisted, printer)
      if arguments.has("--json") {
        Terminal.standardOutput.write(
          CreditJSON.text(credits.overview, skipped: credits.skippedFiles, folder: folder))
      } else if !arguments.has("--quiet") {
        Terminal.standardOutput.write(
          CreditScreen(
            credits.overview, folder: folder, files: files, listsAll: arguments.has("--verbose"),
            next: NextCreditCommand.typed(
              credits.audit, in: arguments.workspace, knownAt: arguments.text("--as-known-at")),
            width: Terminal.width,
            paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
          ).text)
      }
      return conclude(credits, conditions, printer)
    }
  }

  /// Rates the ledger, replays the events and writes the files, with a progress line that it erases.
  private static func audit(
    _ arguments: Arguments, _ guarded: OutputGuard
  ) throws -> (credits: CreditRun, files: [String], folder: String, findings: [Finding]) {
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    options.command.verb = "audit"
    options.listsRows = false
    options.keepsAllRows = true
    let workspace = try Workspace(arguments.workspace, options)
    guard let source = try CreditLedgerInputs(of: workspace, options) else {
      throw CreditFiles.noEvents(in: workspace)
    }
    let progress = arguments.progress(for: workspace)
    defer { progress?.erase() }
    let ledger = try SummedLedger(
      workspace: workspace, options: options, progress: progress?.ofLedger)
    let folder = arguments.outputFolder(in: arguments.workspace, period: ledger.period)
    try guarded.checkFolder(
      folder, names: CreditOutput.fileNames, family: StatementFileName.family,
      foreign: { try CreditOutput.isOurs(in: $0) ? nil : $1.first })
    let lone = OptionalOutputs(eventRevenue: arguments.text("--event-revenue"))
    try guarded.check(lone, reports: folder)
    try CreditOutput.refuseOtherInputs(in: folder, now: ledger, source)
    if arguments.has("--invoices") { try InvoiceOutput.check(guarded, in: folder) }
    let ofRun = try RunFiles(in: folder)
    let credits = try CreditRun(source, beside: ledger, options, bills: true)
    try credits.refuseTimeWithoutEvents(ledger, in: arguments.workspace)
    let accounts = try AccountOperands.numbers(of: arguments.texts("--account"), in: credits)
    let files = try CreditOutput.write(
      credits, statements: accounts, lone, toFolder: folder)
    let invoices = try InvoiceOutput.write(
      arguments.has("--invoices") ? credits : nil, inFolder: folder)
    let ofLedger = ledger.findings.filter { $0.severity != .note }
    let findings = (ofLedger + credits.findings).inReadingOrder + ofRun.replaced(by: files)
    return (credits, files.map(\.path) + InvoiceCountText.files(invoices), folder, findings)
  }

  private static func conclude(
    _ credits: CreditRun, _ conditions: [CreditFailCondition], _ printer: FindingPrinter
  ) -> ExitStatus {
    func say(_ line: String) { Terminal.standardError.write(printer.line(line)) }
    if !credits.skippedFiles.isEmpty {
      say(RunCommand.withoutFiles)
      return .failed
    }
    let met = conditions.filter { $0.isMet(by: credits.audit) }
    if !met.isEmpty {
      let names = met.map(\.name).joined(separator: ", ")
      say("assay: complete, but --fail-on matched: \(names) (exit 3)")
      return .conditionMet
    }
    guard let doubt = credits.notUsed else { return .complete }
    say("assay: complete, but \(doubt) (exit 2)")
    return .rowsNotUsed
  }
}
