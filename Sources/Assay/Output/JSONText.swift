import Intake
import Ledger

/// A JSON document to be written: two spaces to a level, members in the order given.
indirect enum JSONText {
  case string(String)
  case number(Int64)
  case boolean(Bool)
  case null
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  /// A value as its text; null where there is none.
  static func described(_ value: (some CustomStringConvertible)?) -> JSONText {
    value.map { .string($0.description) } ?? .null
  }

  /// The document, ending with a line feed.
  var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .string(let string): text += JSONString.quoted(string)
    case .number(let number): text += String(number)
    case .boolean(let boolean): text += boolean ? "true" : "false"
    case .null: text += "null"
    case .array(let values):
      JSONText.writeList(values, brackets: ("[", "]"), to: &text, indent: indent) {
        $0.write(to: &$1, indent: $2)
      }
    case .object(let members):
      JSONText.writeList(members, brackets: ("{", "}"), to: &text, indent: indent) {
        $1 += JSONString.quoted($0.key) + ": "
        $0.value.write(to: &$1, indent: $2)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], brackets: (String, String), to text: inout String, indent: String,
    _ write: (Element, inout String, String) -> Void
  ) {
    text += brackets.0
    let inner = indent + "  "
    for (index, element) in elements.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + inner
      write(element, &text, inner)
    }
    if !elements.isEmpty { text += "\n" + indent }
    text += brackets.1
  }
}

extension JSONText {
  /// A value that was read, to be written again; numbers that are no whole ones as texts.
  init(_ value: JSONValue) {
    self =
      switch value.content {
      case .null: .null
      case .boolean(let flag): .boolean(flag)
      case .number(let text): Int64(text).map(JSONText.number) ?? .string(text)
      case .string(let text): .string(text)
      case .array(let values): .array(values.map { JSONText($0) })
      case .object(let members): .object(members.map { ($0.key, JSONText($0.value)) })
      }
  }
}
