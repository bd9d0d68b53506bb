import Closing
import Commands
import Engine
import Ledger
import Outputs
import Platform
import Presentation
import Terminal
import Workspace

/// `assay close`: closes, approves and restates months, and lists the closes.
enum CloseCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let operands = try CloseOperands(arguments)
    let root = operands.workspace
    let paint = try arguments.paint()
    guard let verb = operands.verb else {
      return try close(.close, operands, arguments, paint)
    }
    switch verb {
    case .list:
      try MissingWorkspace.refuse(root)
      let chain = try CloseChain.read(in: root) ?? CloseChain()
      let settings = try Workspace(root: root, knownAt: nil, readsLedger: false).books.settings
      let list = CloseList(chain, requiresApproval: settings.close.requiresApproval)
      let findings = chain.faults.map { $0.finding() }
      Terminal.standardError.write(FindingPrinter(paint).text(findings))
      Terminal.standardOutput.write(
        arguments.has("--json")
          ? list.json.text
          : list.text(width: Terminal.width, paint: Paint(paint, for: .standardOutput)))
      return chain.faults.isEmpty ? .complete : .failed
    case .approve:
      return try approve(operands, arguments)
    case .restate:
      return try close(.restate, operands, arguments, paint)
    }
  }

  /// Closes or restates a month.
  private static func close(
    _ kind: CloseKind, _ operands: CloseOperands, _ arguments: Arguments, _ paint: Paint.Choice
  ) throws -> ExitStatus {
    let name = try arguments.closeName(operands)
    guard let reason = try arguments.line("--reason") else {
      throw UsageFault.needsOther(option: operands.command, other: "--reason TEXT")
    }
    let accepted = try arguments.acceptedDefects()
    let at = try arguments.instant("--at") ?? Instant.now
    let options = try arguments.readingOptions()
    let month = try operands.month()
    let root = operands.workspace
    try MissingWorkspace.refuse(root)
    let lock = try WorkspaceLock.ofWriter(root, waiting: try arguments.patience())
    defer { lock.release() }
    try ClosedFolder.sweep(in: root)
    let closing = try MonthClosing(
      kind, month, of: root, by: name, reason: reason, at: at, accepted: accepted,
      options: options,
      command: TypedCommand.text(
        operands.command, in: root, [month.description, "--by", name, "--reason", reason]))
    let folder = DefaultFolder.path(of: month.period, in: root)
    try OutputGuard(
      workspace: root, isForced: false, restated: kind == .restate ? month : nil
    ).check(reports: folder, OptionalOutputs())
    let closed = try finish(closing, folder, arguments)
    let finished = closed.finished
    let printer = FindingPrinter(paint)
    Terminal.standardError.write(
      printer.text(closed.findings, unlisted: finished.run.unlisted)
        + printer.text(finished.written.afterthoughts))
    if !arguments.has("--quiet") {
      Terminal.standardOutput.write(
        RunScreen(
          finished.written.overview, folder: folder, files: finished.written.names,
          width: Terminal.width, paint: Paint(paint, for: .standardOutput),
          hasGlyphs: Terminal.hasGlyphs
        ).text)
    }
    Terminal.standardOutput.write(
      CloseText(closed.row, root: root).lines(width: Terminal.width).text)
    MemoryRelease.leave((finished.run, finished.written))
    return .complete
  }

  /// Runs and closes, with a line of progress that is gone before anything else is said.
  private static func finish(
    _ closing: MonthClosing, _ folder: String, _ arguments: Arguments
  ) throws -> MonthClosing.Closed {
    var progress: Progress?
    defer { progress?.erase() }
    return try closing.finish(folder: folder) { workspace in
      progress = arguments.progress(for: workspace)
      return progress?.ofLedger
    }
  }

  private static func approve(
    _ operands: CloseOperands, _ arguments: Arguments
  ) throws -> ExitStatus {
    let name = try arguments.closeName(operands)
    let reason = try arguments.line("--reason") ?? ""
    let at = try arguments.instant("--at") ?? Instant.now
    let month = try operands.month()
    let root = operands.workspace
    try MissingWorkspace.refuse(root)
    let lock = try WorkspaceLock.ofWriter(root, waiting: try arguments.patience())
    defer { lock.release() }
    try ClosedFolder.sweep(in: root)
    let row = try CloseApproval(of: month, in: root, by: name).append(reason: reason, at: at)
    Terminal.standardOutput.write(
      CloseText(row, root: root).lines(width: Terminal.width).text)
    return .complete
  }
}
