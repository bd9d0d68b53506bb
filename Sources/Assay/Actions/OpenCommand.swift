import Engine
import Ledger
import Outputs
import Platform
import Presentation
import Terminal
import Workspace

extension CommandDeclaration {
  static let open = CommandDeclaration(
    name: "open", purpose: "open the report of a run in the browser",
    summary: "Open report.html of the last run, or of a period, in the browser.",
    operands: "[WORKSPACE] [PERIOD]",
    examples: ["assay open", "assay open shop 2026-09"],
    options: [.color, .help],
    closing: """
      PERIOD is a period of assay run --period, or the name of a folder in out/.
      Without a desktop, the command prints the path of the page.
      """,
    action: OpenCommand.run)
}

/// `assay open`: shows the page of a run in the browser.
enum OpenCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let paint = try arguments.paint()
    let (workspace, text) = try operands(arguments)
    try MissingWorkspace.refuse(workspace)
    let pages = try ReportPages(in: workspace)
    let page =
      if let text { try pages.page(of: PeriodArgument.read(text), typed: text) } else {
        try pages.latest()
      }
    return show(page, to: .standardOutput, FindingPrinter(paint)) ? .complete : .failed
  }

  /// Opens a page in the browser or, without a desktop, prints its path.
  ///
  /// Returns false if the browser did not open it, which is reported.
  static func show(_ page: String, to stream: Terminal, _ printer: FindingPrinter) -> Bool {
    guard let desktop = Desktop() else {
      stream.write(SafeText.safe(page) + "\n")
      return true
    }
    do throws(Desktop.Failure) {
      try desktop.open(FileSystem.realPath(page) ?? page)
      stream.write("Opened \(SafeText.safe(page))\n")
      return true
    } catch {
      let reason =
        switch error {
        case .notStarted(let number): FileSystem.reason(number)
        case .ended(let status): "exit status \(status)"
        }
      Terminal.standardError.write(
        printer.line(
          "assay: error: \(desktop.opener) cannot open \(SafeText.safe(page)): \(reason)"))
      return false
    }
  }

  /// A lone operand is the period, unless it is a folder or the current folder is not a workspace.
  private static func operands(
    _ arguments: Arguments
  ) throws -> (workspace: String, period: String?) {
    let operands = arguments.operands
    guard let first = operands.first, !first.isEmpty else { return (".", nil) }
    if operands.count > 1 { return (Arguments.folder(first), operands[1]) }
    if case .folder? = WorkspaceOperands.kind(of: first) { return (Arguments.folder(first), nil) }
    if PeriodArgument.read(first) != nil { return (".", first) }
    do { try MissingWorkspace.refuse(".") } catch { return (Arguments.folder(first), nil) }
    return (".", first)
  }
}
