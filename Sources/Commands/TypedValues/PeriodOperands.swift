import Ledger
import Terminal
import Workspace

extension Arguments {
  /// The operands of `open`: a lone operand is the period, unless it is a folder or the current folder is not a workspace.
  package func workspaceAndPeriod() throws -> (workspace: String, period: String?) {
    guard let first = operands.first, !first.isEmpty else { return (".", nil) }
    if operands.count > 1 { return (Arguments.folder(first), operands[1]) }
    if case .folder? = WorkspaceOperands.kind(of: first) { return (Arguments.folder(first), nil) }
    if PeriodArgument.read(first) != nil { return (".", first) }
    do { try MissingWorkspace.refuse(".") } catch { return (Arguments.folder(first), nil) }
    return (".", first)
  }

  /// The operands of `verify`: a lone operand is the period, unless it is a folder.
  package func workspaceAndMonth() throws(UsageFault) -> (workspace: String, month: Month?) {
    guard let last = operands.last, !last.isEmpty else { return (".", nil) }
    if operands.count == 1, case .folder? = WorkspaceOperands.kind(of: last) {
      return (Arguments.folder(last), nil)
    }
    guard let month = Month(last) else {
      throw .wrongOperand(
        command: "verify", text: last, expected: "a month such as 2026-08",
        near: PeriodArgument.near(last).flatMap { Month($0) == nil ? nil : $0 })
    }
    return (Arguments.folder(operands.count > 1 ? operands.first : nil), month)
  }
}
