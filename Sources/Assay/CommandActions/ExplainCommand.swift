import Commands
import Explaining
import Ledger
import Outputs
import Overview
import Presentation
import Terminal
import Workspace

/// `assay explain`: how requests were priced, multiplied, rounded and compared; or what is behind a figure.
enum ExplainCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let kinds = ["--figure", "--event", "--account"].filter { arguments.text($0) != nil }
    if kinds.count > 1 { throw UsageFault.contradiction(kinds[0], kinds[1]) }
    if arguments.text("--at") != nil, kinds != ["--account"] {
      throw UsageFault.needsOther(option: "--at", other: "--account ID")
    }
    if let figure = arguments.text("--figure") {
      return try FigureCommand.run(arguments, figure: figure)
    }
    if let event = arguments.text("--event") {
      return try EventCommand.run(arguments, event: event)
    }
    if let account = arguments.text("--account") {
      return try AccountCommand.run(arguments, account: account)
    }
    try arguments.refuseWhatIsForFigures()
    var options = try arguments.workOptions()
    options.period = try arguments.statedPeriod(hasFirstDay: ExplainOperands.file(arguments) == nil)
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    let operands = try ExplainOperands(arguments)
    options.command = ("explain", operands.isSingle ? operands.ids.map(\.description) : [])
    try MissingWorkspace.refuse(operands.workspace)
    let workspace = try LoadedWorkspace(operands.workspace, options)
    let rows = try workspace.rows(of: operands.ids, options)
    let period = try workspace.period(options)
    let explanations = zip(operands.ids, rows).compactMap {
      Explanation($0, rows: $1, period: period)
    }
    let found = Set(explanations.map(\.requestID))
    let missing = operands.ids.filter { !found.contains($0) }
    // A limit counts the other requests, too.
    let needsAll = found.isEmpty || workspace.workspace.checksUse
    let ledger =
      needsAll
      ? try LoadedCredits(operands.workspace, arguments)
      : try LoadedCredits(
        in: workspace.workspace, arguments,
        beside: explanations.compactMap(ExplainedCharge.init),
        rejected: explanations.compactMap(ExplainedReject.init))
    if found.isEmpty, operands.isSingle, let ledger {
      let isCredit = try EventCommand.explain(operands.ids[0], in: ledger, arguments)
      if isCredit { return .complete }
    }
    let credits = ledger.map { ledger in
      RequestCredits.all(
        of: explanations.map { ($0.requestID, $0) }, in: ledger.credits,
        zone: ledger.workspace.zone)
    }
    if arguments.has("--json") {
      if !operands.isSingle || missing.isEmpty {
        Terminal.standardOutput.write(json(explanations, credits, missing, workspace, operands))
      }
    } else {
      let texts = explanations.enumerated().map { index, explanation in
        ExplainScreen(
          explanation: explanation, reconciler: workspace.reconciler,
          workspace: workspace.workspace, credits: credits?[index], width: Terminal.width,
          paint: paint
        ).text
      }
      let rule = "\n" + String(repeating: "-", count: Terminal.width) + "\n"
      Terminal.standardOutput.write(texts.joined(separator: rule))
    }
    if missing.isEmpty { return .complete }
    let lack = MissingRequests(
      missing, isOnly: operands.isSingle, in: operands.workspace,
      files: workspace.workspace.ledger.count, beside: ledger?.credits)
    let printer = FindingPrinter(.auto)
    for line in lack.lines(of: operands.ids.count) {
      Terminal.standardError.write(printer.line(line))
    }
    return .failed
  }

  private static func json(
    _ explanations: [Explanation], _ credits: [RequestCredits]?, _ missing: [Name],
    _ workspace: LoadedWorkspace, _ operands: ExplainOperands
  ) -> String {
    let requests = explanations.enumerated().map { index, explanation in
      ExplainJSON(
        explanation: explanation, reconciler: workspace.reconciler,
        currencyRates: workspace.workspace.currencyRates, credits: credits?[index])
    }
    if operands.isSingle, let only = requests.first { return only.text }
    return ExplainJSON.text(of: requests, notFound: missing)
  }

  /// The maximum number of missing ids that are named.
  private static let named = 20
}
