import Commands
import Sampling
import Terminal

/// What a command makes of typed words before it touches a file.
enum TypedWords {
  /// Reads the words after `assay`, each value as the action of the command does.
  static func read(_ words: [String]) throws {
    guard let word = words.first else { throw UsageFault.noCommand }
    if word == "help" {
      _ = try Help.text(asked: words.dropFirst())
      return
    }
    guard let command = Command(rawValue: word) else { throw UsageFault.unknown(word) }
    let arguments = try Arguments(words.dropFirst(), for: command.declaration)
    switch command {
    case .show:
      try arguments.refuseWordsApart()
      let operands = try WorkspaceOperands(arguments, command: "show", operand: "MEASURES")
      _ = try arguments.query(operands.subject)
      _ = try arguments.answerForm()
    case .quote:
      _ = try WorkspaceOperands(arguments, command: "quote", operand: "a model")
      _ = try arguments.quantities()
      _ = try arguments.status()
    case .close:
      let operands = try CloseOperands(arguments)
      _ = try arguments.closeName(operands)
      _ = try arguments.line("--reason")
      _ = try arguments.acceptedDefects()
      _ = try operands.month()
    case .forecast:
      if arguments.text("--series") == nil {
        _ = try arguments.forecastRequest()
      } else {
        try arguments.refuseWhatNeedsAWorkspace()
        _ = try SeriesForecastPaths(arguments)
        _ = try (arguments.horizon(), arguments.season())
      }
    case .explain: try arguments.refuseWhatIsForFigures()
    case .compare: _ = try CompareOperands(arguments)
    case .verify: _ = try arguments.workspaceAndMonth()
    case .plan: _ = try (arguments.planFolder(), arguments.runWords())
    case .audit: _ = try CreditFailCondition.read(arguments)
    case .bill: _ = try BillFailCondition.read(arguments)
    case .sample: _ = try SamplePlan(arguments)
    case .multipliers: let _: (Decision, [String]) = try arguments.verb(of: "multipliers")
    case .run:
      _ = try FailCondition.read(arguments)
      _ = try (BillFailCondition.tolerance(arguments), arguments.focus())
    default: break
    }
    try readShared(arguments, of: command)
  }

  private enum Decision: String, CaseIterable {
    case list, approve, reject
  }

  /// Reads what several commands take.
  private static func readShared(_ arguments: Arguments, of command: Command) throws {
    let names = Set(command.declaration.options.map(\.name))
    if names.contains("--color") { _ = try arguments.paint() }
    if names.contains("--wait") { _ = try arguments.patience() }
    if names.contains("--max-rejects"), names.contains("--as-known-at") {
      _ = try arguments.workOptions()
    }
    if names.contains("--last"), command != .explain { _ = try arguments.period() }
  }

  /// The message about the words; empty where none is wrong.
  static func message(_ words: [String]) throws -> String {
    do { try read(words) } catch let fault as UsageFault { return fault.message }
    return ""
  }
}
