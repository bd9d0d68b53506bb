import Credits
import Engine
import Ledger
import Outputs
import Overview
import Platform
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
            next: next(credits.audit, arguments), width: Terminal.width,
            paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
          ).text)
      }
      return conclude(credits, conditions, printer)
    }
  }

  /// The command that explains the event of the worst open finding; none without one.
  private static func next(_ audit: CreditAudit, _ arguments: Arguments) -> [String] {
    guard
      let finding = audit.findings.filter({
        $0.severity == .critical && $0.eventID != 0 && !$0.isCorrected
      })
      .max(by: { $0.usd.magnitude < $1.usd.magnitude })
    else { return [] }
    let time = arguments.text("--as-known-at").map { ["--as-known-at", $0] } ?? []
    let id = audit.names.name(finding.eventID).description
    return [TypedCommand.text("explain", in: arguments.workspace, ["--event", id] + time)]
      + withoutEvent(audit, arguments)
  }

  /// The command that explains the worst finding without an event, by its request or else its account; none without one.
  private static func withoutEvent(_ audit: CreditAudit, _ arguments: Arguments) -> [String] {
    let finding = audit.findings.filter {
      $0.severity != .info && $0.eventID == 0 && $0.account != 0 && !$0.isCorrected
    }.max { $0.usd.magnitude < $1.usd.magnitude }
    guard let finding else { return [] }
    func text(_ number: UInt32) -> String { audit.names.name(number).description }
    return [
      TypedCommand.text(
        "explain", in: arguments.workspace,
        finding.request != 0 ? [text(finding.request)] : ["--account", text(finding.account)])
    ]
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
    guard let source = try CreditSource(of: workspace, options) else {
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
    try refuseTimeWithoutEvents(ledger, credits, arguments)
    let accounts = try AccountOperands.numbers(of: arguments.texts("--account"), in: credits)
    let files = try CreditOutput.write(
      credits, statements: accounts, lone, toFolder: folder)
    let invoices = try InvoiceOutput.write(
      arguments.has("--invoices") ? credits : nil, inFolder: folder)
    let ofLedger = ledger.findings.filter { $0.severity != .note }
    let findings = (ofLedger + credits.findings).inReadingOrder + ofRun.replaced(by: files)
    return (credits, files.map(\.path) + InvoiceCountText.files(invoices), folder, findings)
  }

  /// Refuses a period after the last event, or before the first, without usage: its figures would be assumptions.
  ///
  /// Rejected events may be of that period: then it is audited, and they are listed.
  private static func refuseTimeWithoutEvents(
    _ ledger: SummedLedger, _ credits: CreditRun, _ arguments: Arguments
  ) throws(RunRefusal) {
    guard let period = ledger.period, let days = credits.eventDays,
      days.upperBound < period.from || period.to <= days.lowerBound,
      ledger.facts.byDayAndDimensions.isEmpty, credits.audit.ledger.rejected.isEmpty
    else { return }
    let month = ["--period", days.upperBound.month.description]
    throw RunRefusal(findings: [
      Finding(
        .error, at: Place(file: WorkspacePath.credits), code: "credit.none",
        message: "no credit events in \(period.words); the credit ledger covers "
          + "\(days.lowerBound) to \(days.upperBound)",
        help: TypedCommand.text("audit", in: arguments.workspace, month))
    ])
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
