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
    try refuseWhatIsForFigures(arguments)
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
    let ledger =
      found.isEmpty
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
    tell(missing, of: operands, in: workspace, beside: ledger?.credits)
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

  /// Refuses options that select the rows of a figure, which have no effect on a single request.
  private static func refuseWhatIsForFigures(_ arguments: Arguments) throws(UsageFault) {
    let given =
      ["--last", "--max-rejects"].first { arguments.text($0) != nil }
      ?? (arguments.has("--skip-bad-files") ? "--skip-bad-files" : nil)
    if let given { throw .needsOther(option: given, other: "--figure FIGURE") }
  }

  /// The maximum number of missing ids that are named.
  private static let named = 20

  /// Reports the ids that no row has.
  private static func tell(
    _ missing: [Name], of operands: ExplainOperands, in workspace: LoadedWorkspace,
    beside credits: CreditRun?
  ) {
    let printer = FindingPrinter(.auto)
    func say(_ line: String) { Terminal.standardError.write(printer.line("assay: error: " + line)) }
    let files = Figures.count(Int64(workspace.workspace.ledger.count), "file")
    func lack(_ id: Name) -> String { "no request \"\(id.description)\" in \(files) of ledger/" }
    if operands.isSingle {
      let found = credits == nil ? "" : ", and nothing in credits/ has this id"
      for id in missing {
        if let credits, credits.account(id) != nil {
          let command = TypedCommand.text(
            "explain", in: operands.workspace, ["--account", id.description])
          say("\"\(id.description)\" is an account, not a request: \(command) (exit 1)")
        } else if let hint = credits.flatMap({ otherUse(of: id, in: $0, operands.workspace) }) {
          say("\"\(id.description)\" is \(hint) (exit 1)")
        } else {
          say(lack(id) + found + " (exit 1)")
        }
      }
      return
    }
    // One line per id, whatever else it is.
    for id in missing.prefix(named) { say(lack(id)) }
    let all = Figures.count(Int64(operands.ids.count), "request")
    say("\(Figures.count(Int64(missing.count))) of \(all) not found (exit 1)")
  }
}

extension ExplainCommand {
  /// Returns the use of an id in `credits/`, with where to look; nil if no event has it.
  private static func otherUse(
    of id: Name, in credits: CreditRun, _ workspace: String
  ) -> String? {
    switch credits.use(of: id) {
    case nil: credits.isRejected(id) ? "a rejected event, not a request" : nil
    case .organisation: "an organisation, not a request: see pool-usage.csv and invoices.csv"
    case .coupon: "a coupon, not a request: see coupons-report.csv"
    case .payment(let event):
      "a payment, not a request: "
        + TypedCommand.text("explain", in: workspace, ["--event", event.description])
    }
  }
}

extension ExplainedReject {
  /// Takes the rejected row of an explained request; nil for one with a usable row.
  fileprivate init?(_ explanation: Explanation) {
    let row = explanation.shown
    guard row.counted == nil else { return nil }
    self.init(
      request: explanation.requestID, file: Name(row.file.path), line: UInt32(clamping: row.line))
  }
}

extension ExplainedCharge {
  /// Takes the charge of an explained request; nil for one of which no row can be used.
  fileprivate init?(_ explanation: Explanation) {
    let row = explanation.shown
    guard let counted = row.counted else { return nil }
    self.init(
      request: explanation.requestID, account: counted.user.accountOrUser,
      startedAt: counted.trace.startedAt, credits: counted.trace.rated.credits,
      hasChargedStatus: counted.trace.card.hasChargedStatus,
      isPriced: counted.trace.rated.disposition != .unpriced, file: Name(row.file.path),
      line: UInt32(clamping: row.line), day: counted.day,
      dimensions: counted.trace.card.dimensions, user: counted.user)
  }
}
