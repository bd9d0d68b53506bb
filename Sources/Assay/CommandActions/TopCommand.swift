import Commands
import Ledger
import Outputs
import Presentation
import Querying
import Store
import Terminal

/// `assay top`: the accounts, users or models with the largest figures.
enum TopCommand {
  private static let subjects: [String: QueryDimension] = [
    "accounts": .account, "users": .user, "models": .model,
  ]
  /// The number of lines unless another is stated.
  private static let limit = 10

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let words = ["accounts", "users", "models"]
    let operands = try WorkspaceOperands(
      arguments, command: "top",
      operand: "accounts, users or models, as in assay top accounts --by margin")
    guard let dimension = subjects[operands.subject.trimmedLowercase] else {
      throw UsageFault.wrongOperand(
        command: "top", text: operands.subject, expected: "accounts, users or models",
        near: nearest(to: operands.subject, among: words))
    }
    let figure =
      try arguments.value(
        "--by", expected: "cost, revenue, margin, loss, change, requests or tokens"
      ) {
        TopFigure(rawValue: $0.trimmedLowercase)
      } ?? .cost
    let form = try arguments.answerForm()
    var query = Query(measures: [.cost], dimensions: [dimension])
    try arguments.add(to: &query)
    if arguments.text("--limit") == nil { query.limit = TopCommand.limit }
    let kept = try CachedUsage(
      arguments, workspace: operands.workspace,
      command: ("top", [operands.subject, "--by", figure.rawValue]))
    if figure == .change {
      try printChange(query, kept, form, arguments)
      return .complete
    }
    query.rank(by: figure, isSold: kept.run.isSold)
    query.period = try kept.period()
    try kept.write(try kept.answer(query), form, arguments)
    return .complete
  }

  private static func printChange(
    _ given: Query, _ kept: CachedUsage, _ form: AnswerForm, _ arguments: Arguments
  ) throws {
    var query = given
    query.measures = [kept.run.isSold ? .revenue : .cost]
    let after = try kept.month()
    let before = try kept.used(after.before)
    let change = try kept.change(query, before: before, after: after)
    query.period = after
    try kept.write(
      AnswerTable(change),
      AnswerScope(query, days: kept.run.days, zone: kept.run.timeZone, before: before),
      notes: AnswerNotes.sentences(change), form, arguments)
  }
}
