import Ledger
import Outputs
import Terminal

/// The verb, the workspace and the month of `assay close`.
struct CloseOperands {
  /// The words that may stand before the workspace.
  enum Verb: String, CaseIterable {
    case approve, restate, list
  }

  /// Nil closes a month.
  let verb: Verb?
  let workspace: String
  private let text: String?

  init(_ arguments: Arguments) throws(UsageFault) {
    var operands = arguments.operands
    let verb = operands.first.flatMap(Verb.init)
    self.verb = verb
    let command = CloseOperands.command(verb)
    if verb != nil { operands.removeFirst() }
    guard verb != .list else {
      if operands.count > 1 {
        throw .tooManyOperands(command: "close list", first: operands[1])
      }
      workspace = Arguments.folder(operands.first)
      text = nil
      return
    }
    guard let last = operands.last, !last.isEmpty else {
      throw .missingOperand(command: command, operand: "a month such as 2026-08")
    }
    if operands.count > 2 { throw .tooManyOperands(command: command, first: operands[1]) }
    // The workspace may also be named after the month.
    let isSwapped =
      operands.count == 2 && Month(last) == nil
      && (Month(operands[0]) != nil || WorkspaceOperands.kind(of: last) == .folder)
    text = isSwapped ? operands[0] : last
    workspace = operands.count == 2 ? Arguments.folder(isSwapped ? last : operands[0]) : "."
  }

  /// The words of the command as they are typed.
  var command: String { CloseOperands.command(verb) }

  private static func command(_ verb: Verb?) -> String {
    verb.map { "close \($0.rawValue)" } ?? "close"
  }

  /// The month; refuses any other period.
  func month() throws(CloseRefusal) -> Month {
    guard let text, let month = Month(text), (2015...2099).contains(month.year) else {
      throw .period(text ?? "")
    }
    return month
  }
}
