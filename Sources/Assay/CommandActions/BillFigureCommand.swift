import Bills
import Commands
import Engine
import Ledger
import Outputs
import Overview
import Presentation
import Terminal
import Workspace

/// `assay explain --figure bill-…`: the lines, requests and steps behind a figure of vendors' bills.
enum BillFigureCommand {
  static func run(
    _ arguments: Arguments, _ figure: BillFigure, _ options: RunOptions, _ paint: Paint.Choice
  ) throws -> ExitStatus {
    let workspace = try Workspace(arguments.workspace, options)
    guard let folder = try BillFolder(of: workspace, limits: options.gzipLimits) else {
      throw BillFolder.noBills(in: workspace)
    }
    var options = options
    options.needsUsage = false
    options.keepsAllRows = true
    options.useZones = folder.dayZones(of: workspace)
    let sums = try SummedLedger(workspace: workspace, options: options, progress: nil)
    let bills = try folder.result(beside: sums, options)
    let run = try Run(finishing: consume sums, bills: bills)
    let printer = FindingPrinter(paint)
    let screenPaint = Paint(paint, for: .standardOutput)
    let isJSON = arguments.has("--json")
    switch FoundBillFigure(figure, in: VendorBills(bills.reconciliation)) {
    case .group(let group, let zone):
      let found = try BillGroupExplanation(figure, of: group, in: zone, bills, run: run)
      Terminal.standardOutput.write(
        isJSON
          ? BillGroupJSON(found).text
          : BillGroupScreen(
            found, workspace: arguments.workspace, knownAt: arguments.text("--as-known-at"),
            width: Terminal.width, paint: screenPaint
          ).text)
    case .sum(let bill, let figure):
      let found = try BillSumExplanation(figure, of: bill, bills)
      Terminal.standardOutput.write(
        isJSON
          ? found.json
          : found.screen(
            workspace: arguments.workspace, width: Terminal.width, paint: screenPaint))
    case .none(let near):
      Terminal.standardError.write(
        printer.line(
          "assay: error: no bill has the figure \(figure.text)"
            + (near.map { ", did you mean \($0)?" } ?? "") + " (exit 1)"))
      return .failed
    }
    guard run.hasSkippedFiles else { return .complete }
    Terminal.standardError.write(printer.line(RunCommand.withoutFiles))
    return .failed
  }
}
