import Platform

/// Something wrong with what was typed.
///
/// It carries the values; `message` and `help` make the words.
package enum UsageFault: Error, Hashable {
  case noCommand
  case notUTF8(String)
  case unknownCommand(String, near: String?)
  /// A word that other tools have for what `typed` does.
  case guessedCommand(String, typed: String)
  case unknownOption(String, command: String, near: String?)
  /// An option for the workspace, which is an operand.
  case workspaceOption(String, command: String)
  case missingValue(option: String, value: String)
  /// The value of an option looks like the next option.
  case optionForValue(option: String, text: String)
  case unexpectedValue(option: String)
  case givenTwice(option: String)
  case wrongValue(option: String, text: String, expected: String, near: String? = nil)
  case contradiction(String, String)
  case needsOther(option: String, other: String)
  /// An option of another command that this one cannot do, and what to do instead.
  case cannotDo(option: String, command: String, remedy: String)
  case tooManyOperands(command: String, first: String)
  /// Words that belong into one operand or behind an option, and what to type.
  case apart(command: String, first: String, typed: String)
  /// More than `most` are named at once.
  case tooMany(command: String, _ most: String, found: String)
  case missingOperand(command: String, operand: String)
  /// The first word after a command is none of its verbs, nor nearly one.
  case missingVerb(command: String, verbs: [String], text: String)
  case wrongOperand(command: String, text: String, expected: String, near: String?)

  package var message: String {
    switch self {
    case .noCommand: "no command"
    case .notUTF8(let word): "\"\(word)\" is not UTF-8"
    case .guessedCommand(let name, _): "unknown command \(name)"
    case .workspaceOption(let name, let command):
      "unknown option \(name) for \(command): the workspace follows the command"
    case .unknownCommand(let name, let near): "unknown command \(name)" + UsageFault.question(near)
    case .unknownOption(let name, _, let near?):
      "unknown option \(name)" + UsageFault.question(near)
    case .unknownOption(let name, let command, nil): "unknown option \(name) for \(command)"
    case .missingValue(let option, let value): "option \(option) needs a value: \(option) \(value)"
    case .optionForValue(let option, let text):
      "option \(option) needs a value before \(text); if that is the value, write \(option)=\(text)"
    case .unexpectedValue(let option): "option \(option) takes no value"
    case .givenTwice(let option): "option \(option) is given twice"
    case .wrongValue(let option, let text, let expected, let near):
      "option \(option) is \"\(text)\"" + UsageFault.expectation(expected, near)
    case .contradiction(let one, let other): "options \(one) and \(other) exclude each other"
    case .cannotDo(let option, let command, let remedy):
      "\(command) cannot do \(option): \(remedy)"
    case .needsOther(let option, let other): "\(option) needs \(other)"
    case .tooManyOperands(let command, let first), .apart(let command, let first, _):
      "unexpected argument \"\(first)\" for \(command)"
    case .tooMany(let command, let most, let found):
      "\(command) takes at most \(most) at once, found \(found)"
    case .missingOperand(let command, let operand): "\(command) needs \(operand)"
    case .missingVerb(let command, let verbs, let text):
      "\(command) needs one of \(verbs.joined(separator: ", ")) before \"\(text)\""
    case .wrongOperand(let command, let text, let expected, let near):
      "\(command) \"\(text)\"" + UsageFault.expectation(expected, near)
    }
  }

  /// The command to type instead; nil where only the help tells.
  package var typed: String? {
    switch self {
    case .guessedCommand(_, let typed), .apart(_, _, let typed): typed
    case .missingVerb(let command, let verbs, let text):
      verbs.first.map { "assay \(command) \($0) \(ShellWord.word(text))" }
    case .workspaceOption(_, let command): "assay \(command) WORKSPACE"
    default: nil
    }
  }

  /// A list of all words is left out where a near one is known.
  private static func expectation(_ expected: String, _ near: String?) -> String {
    guard let near else { return ", expected \(expected)" }
    if expected.hasPrefix("one of ") { return question(near) }
    return ", expected \(expected); did you mean \(near)?"
  }

  private static func question(_ near: String?) -> String {
    near.map { ", did you mean \($0)?" } ?? ""
  }
}
