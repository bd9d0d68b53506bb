import Terminal

extension CommandDeclaration {
  /// Every command, in the order in which the help lists them: a new one is a line here.
  static let all: [CommandDeclaration] = [
    .run,
    .check,
    .open,
    .explain,
    .compare,
    .bill,
    .audit,
    .sample,
    .plan,
    .map,
    .reduce,
    .show,
    .top,
    .simulate,
    .multipliers,
    .close,
    .verify,
    .watch,
    .quote,
    .prices,
    .forecast,
    .initialise,
    .completions,
    .licences,
  ]

  /// The command of that name; nil when there is none.
  static func named(_ name: String?) -> CommandDeclaration? { all.first { $0.name == name } }
}
