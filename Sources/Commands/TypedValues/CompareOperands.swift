import Engine
import Ledger
import Terminal

/// The operands of `compare`: a workspace, and two periods.
package struct CompareOperands {
  package let workspace: String
  /// Nil is the latest complete month and the one before.
  package let periods: (RunOptions.PeriodOption, RunOptions.PeriodOption)?

  package init(_ arguments: Arguments) throws(UsageFault) {
    var operands = arguments.operands
    if operands.count == 1, let only = operands.first, PeriodArgument.read(only) != nil,
      WorkspaceOperands.kind(of: only) != .folder
    {
      throw .missingOperand(
        command: "compare", operand: "two periods, as in assay compare 2026-07 2026-08")
    }
    guard operands.count > 1 else {
      workspace = Arguments.folder(operands.first)
      periods = nil
      return
    }
    if operands.count > 3 { throw .tooManyOperands(command: "compare", first: operands[3]) }
    let named = operands.suffix(2)
    operands.removeLast(2)
    var read: [RunOptions.PeriodOption] = []
    for text in named {
      guard let period = PeriodArgument.read(text) else {
        throw .wrongOperand(
          command: "compare", text: text, expected: PeriodArgument.expected,
          near: PeriodArgument.near(text))
      }
      read.append(period)
    }
    workspace = Arguments.folder(operands.first)
    periods = (read[0], read[1])
  }
}
