/// Something wrong with what was typed.
///
/// It carries the values; `message` and `help` make the words.
package enum UsageFault: Error, Hashable {
  case noCommand
  case notUTF8(String)
  case unknownCommand(String, near: String?)
  case unknownOption(String, command: String, near: String?)
  case missingValue(option: String, value: String)
  /// The value of an option looks like the next option.
  case optionForValue(option: String, text: String)
  case unexpectedValue(option: String)
  case givenTwice(option: String)
  case wrongValue(option: String, text: String, expected: String, near: String? = nil)
  case contradiction(String, String)
  case needsOther(option: String, other: String)
  case tooManyOperands(command: String, first: String)
  case missingOperand(command: String, operand: String)
  case wrongOperand(command: String, text: String, expected: String, near: String?)

  package var message: String {
    switch self {
    case .noCommand: "no command"
    case .notUTF8(let word): "\"\(word)\" is not UTF-8"
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
      "option \(option) is \"\(text)\", expected \(expected)"
        + (near.map { "; did you mean \($0)?" } ?? "")
    case .contradiction(let one, let other): "options \(one) and \(other) exclude each other"
    case .needsOther(let option, let other): "option \(option) needs \(other)"
    case .tooManyOperands(let command, let first): "unexpected argument \"\(first)\" for \(command)"
    case .missingOperand(let command, let operand): "\(command) needs \(operand)"
    case .wrongOperand(let command, let text, let expected, let near):
      "\(command) \"\(text)\", expected \(expected)"
        + (near.map { "; did you mean \($0)?" } ?? "")
    }
  }

  private static func question(_ near: String?) -> String {
    near.map { ", did you mean \($0)?" } ?? ""
  }
}
