import Ledger
import Terminal

extension Arguments {
  /// The first operand as one of the verbs of a command, and the operands after it.
  package func verb<Verb: RawRepresentable<String> & CaseIterable>(
    of command: String
  ) throws(UsageFault) -> (verb: Verb, rest: [String]) {
    let words = Verb.allCases.map(\.rawValue)
    let expected = words.joined(separator: ", ")
    guard let first = operands.first else {
      throw .missingOperand(command: command, operand: "one of " + expected)
    }
    guard let verb = Verb(rawValue: first) else {
      guard let near = nearest(to: first, among: words) else {
        throw .missingVerb(command: command, verbs: words, text: first)
      }
      throw .wrongOperand(command: command, text: first, expected: expected, near: near)
    }
    return (verb, Array(operands.dropFirst()))
  }
}
