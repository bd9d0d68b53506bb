import Commands
import Outputs
import Terminal

/// `assay show`: a table of any figures by any names.
enum ShowCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    try arguments.refuseWordsApart()
    let operands = try WorkspaceOperands(
      arguments, command: "show", operand: "MEASURES, such as cost or cost,margin")
    var query = try arguments.query(operands.subject)
    let form = try arguments.answerForm()
    let words = arguments.stated.filter { ["--by", "--where"].contains($0.option) }
    let kept = try CachedUsage(
      arguments, workspace: operands.workspace,
      command: ("show", [operands.subject] + words.flatMap { [$0.option, $0.text] }))
    query.period = try kept.period()
    let answer = try kept.answer(query)
    try kept.write(answer, form, arguments)
    return .complete
  }
}
