import Ledger
import Platform
import Terminal

/// The operands of a command that takes a workspace, or the current folder, and one thing in it.
package struct WorkspaceOperands {
  package let workspace: String
  package let subject: String

  package init(_ arguments: Arguments, command: String, operand: String) throws(UsageFault) {
    let operands = arguments.operands
    guard let last = operands.last, !last.isEmpty else {
      throw .missingOperand(command: command, operand: operand)
    }
    subject = last
    if let near = WorkspaceOperands.otherSubjects[command]?[last.lowercased()] {
      throw .wrongOperand(
        command: command, text: last, expected: "one of \(operand)", near: near)
    }
    // A lone folder is a workspace, and nothing was named in it.
    if operands.count == 1, case .folder? = WorkspaceOperands.kind(of: last) {
      throw .missingOperand(command: command, operand: operand)
    }
    guard operands.count > 1, let first = operands.first, !first.isEmpty else {
      workspace = "."
      return
    }
    workspace = Arguments.folder(first)
  }

  /// The words of other tools, by the command that they follow.
  private static let otherSubjects = [
    "top": [
      "customers": "accounts", "customer": "accounts", "clients": "accounts",
      "companies": "accounts", "plans": "assay show cost --by tier",
      "tiers": "assay show cost --by tier",
    ]
  ]

  /// Returns the kind of file at a path, if it is visible.
  package static func kind(of path: String) -> FileSystem.Kind? {
    do throws(SystemError) { return try FileSystem.kind(of: path) } catch { return nil }
  }
}
