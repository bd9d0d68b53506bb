import Ledger
import Reports

/// `assay explain --figure`: the facts and the requests behind a figure of a report.
enum FigureCommand {
  static func run(_ arguments: Arguments, figure: String) throws -> ExitStatus {
    let address = try FigureAddress(figure)
    guard arguments.operands.count < 2 else {
      throw UsageFault.tooManyOperands(command: "explain --figure", first: arguments.operands[1])
    }
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.skipsBadFiles = arguments.has(CommandDeclaration.Option.skipBadFiles.name)
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    try arguments.requireWorkspace()
    let workspace = try Workspace(
      root: arguments.workspace, knownAt: options.knownAt, limits: options.gzipLimits)
    let run = try Run(workspace: workspace, options: options, progress: nil)
    guard let explanation = try FigureExplanation(address, of: run) else {
      return notFound(address, in: run)
    }
    Terminal.standardOutput.write(
      arguments.has("--json")
        ? FigureJSON(figure: explanation).text
        : FigureScreen(figure: explanation, width: Terminal.width, paint: paint).text)
    guard run.hasSkippedFiles else { return .complete }
    let printer = FindingPrinter(Paint(try arguments.paint(), for: .standardError))
    Terminal.standardError.write(
      printer.text(run.findings.filter { $0.severity == .error })
        + printer.line(RunCommand.withoutFiles))
    return .failed
  }

  private static func notFound(_ address: FigureAddress, in run: Run) -> ExitStatus {
    let facts = run.input.facts
    var keys: Set<[Name]> = []
    for fact in facts.rows {
      let dimensions = facts.dimensions[Int(fact.dimensions)]
      let user = facts.users[Int(fact.user)]
      if let key = address.report.keys(fact.day, dimensions, user) { keys.insert(key) }
    }
    func words(_ key: [Name]) -> String {
      key.map(\.description).joined(separator: "/")
    }
    let near = nearest(to: words(address.keys), among: keys.map(words))
    Terminal.standardError.write(
      "assay: error: no request counts in \(SafeText.safe(address.text))"
        + (near.map { ", did you mean \(SafeText.safe($0))?" } ?? "") + " (exit 1)\n")
    return .failed
  }
}
