import Closing
import Ledger
import Outputs
import Terminal

/// The verb, the workspace and the month of `assay close`.
package struct CloseOperands {
  /// The words that may be before the workspace.
  package enum Verb: String, CaseIterable {
    case approve, restate, list
  }

  /// Nil closes a month.
  package let verb: Verb?
  package let workspace: String
  private let text: String?

  package init(_ arguments: Arguments) throws(UsageFault) {
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
  package var command: String { CloseOperands.command(verb) }

  private static func command(_ verb: Verb?) -> String {
    verb.map { "close \($0.rawValue)" } ?? "close"
  }

  /// The month; refuses any other period.
  package func month() throws(CloseRefusal) -> Month {
    guard let text, let month = Month(text), (2015...2099).contains(month.year) else {
      throw .period(text ?? "")
    }
    return month
  }
}

extension Arguments {
  /// The name of the person who closes or approves.
  package func closeName(_ operands: CloseOperands) throws(UsageFault) -> String {
    guard let name = try line("--by") else {
      throw .needsOther(option: operands.command, other: "--by NAME")
    }
    return name
  }

  /// The value of an option as one line of text; nil if the option is not given.
  package func line(_ option: String) throws(UsageFault) -> String? {
    let limit = NameFault.longestName
    let expected = "one line of at most \(limit) bytes, without control characters"
    return try value(option, expected: expected) { text in
      let isLine =
        !text.isEmpty && text.utf8.count <= limit
        && !text.unicodeScalars.contains(where: \.isUnsafe) && text.first != " "
        && text.last != " "
      return isLine ? text : nil
    }
  }

  /// The defects in spite of which a month is closed.
  package func acceptedDefects() throws(UsageFault) -> [CloseDefect] {
    let words = CloseDefect.allCases.map(\.rawValue).joined(separator: ", ")
    return try value("--accept", expected: "a list of: \(words)") { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let kinds = parts.compactMap { CloseDefect(rawValue: String($0)) }
      return kinds.count == parts.count ? kinds : nil
    } ?? []
  }
}
