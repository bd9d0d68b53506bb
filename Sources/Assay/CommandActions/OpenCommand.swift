import Commands
import Engine
import Ledger
import Outputs
import Platform
import Presentation
import Terminal
import Workspace

/// `assay open`: shows the page of a run in the browser.
enum OpenCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let paint = try arguments.paint()
    let (workspace, text) = try arguments.workspaceAndPeriod()
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
}
