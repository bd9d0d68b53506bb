import Commands
import Terminal

extension Command {
  /// Does what the command says.
  func run(_ arguments: Arguments) throws -> ExitStatus {
    switch self {
    case .run: try RunCommand.run(arguments)
    case .check: try CheckCommand.run(arguments)
    case .open: try OpenCommand.run(arguments)
    case .explain: try ExplainCommand.run(arguments)
    case .compare: try CompareCommand.run(arguments)
    case .bill: try BillCommand.run(arguments)
    case .audit: try AuditCommand.run(arguments)
    case .sample: try SampleCommand.run(arguments)
    case .plan: try PlanCommand.run(arguments)
    case .map: try MapCommand.run(arguments)
    case .reduce: try ReduceCommand.run(arguments)
    case .show: try ShowCommand.run(arguments)
    case .top: try TopCommand.run(arguments)
    case .simulate: try SimulateCommand.run(arguments)
    case .multipliers: try MultipliersCommand.run(arguments)
    case .close: try CloseCommand.run(arguments)
    case .verify: try VerifyCommand.run(arguments)
    case .watch: try WatchCommand.run(arguments)
    case .quote: try QuoteCommand.run(arguments)
    case .prices: try PricesCommand.run(arguments)
    case .forecast: try ForecastCommand.run(arguments)
    case .initialise: try InitCommand.run(arguments)
    case .completions: try CompletionsCommand.run(arguments)
    case .licences: LicencesCommand.run(arguments)
    }
  }
}
