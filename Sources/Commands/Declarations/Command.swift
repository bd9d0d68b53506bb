import Terminal

/// Every command, in the order in which the help lists them: a new one is a case here.
package enum Command: String, CaseIterable {
  case run, check, open, explain, compare, bill, audit, sample, plan, map, reduce, show, top
  case simulate, multipliers, close, verify, watch, quote, prices, forecast
  case initialise = "init"
  case completions, licences

  /// The text of its help, its operands and its options.
  package var declaration: CommandDeclaration {
    switch self {
    case .run: .run
    case .check: .check
    case .open: .open
    case .explain: .explain
    case .compare: .compare
    case .bill: .bill
    case .audit: .audit
    case .sample: .sample
    case .plan: .plan
    case .map: .map
    case .reduce: .reduce
    case .show: .show
    case .top: .top
    case .simulate: .simulate
    case .multipliers: .multipliers
    case .close: .close
    case .verify: .verify
    case .watch: .watch
    case .quote: .quote
    case .prices: .prices
    case .forecast: .forecast
    case .initialise: .initialise
    case .completions: .completions
    case .licences: .licences
    }
  }
}

extension CommandDeclaration {
  /// The declarations of all commands, in their order.
  package static let all = Command.allCases.map(\.declaration)

  /// The declaration of the command of that name; nil when there is none.
  static func named(_ name: String?) -> CommandDeclaration? {
    name.flatMap(Command.init)?.declaration
  }
}
