/// A JSON document to be written: two spaces to a level, members in the order given.
package indirect enum JSONText {
  case string(String)
  case number(Int64)
  /// A count that may exceed 64 bits.
  case whole(Int128)
  case boolean(Bool)
  case null
  case array([JSONText])
  /// An array of a number of values, each made when it is written.
  case made(Int, (Int) -> JSONText)
  case object([(key: String, value: JSONText)])

  /// A value as its text; null where there is none.
  package static func described(_ value: (some CustomStringConvertible)?) -> JSONText {
    value.map { .string($0.description) } ?? .null
  }

  /// The document, ending with a line feed.
  package var text: String {
    var text = ""
    write(to: &text, indent: "") { _ in }
    return text + "\n"
  }

  /// Passes the document on piece by piece, as it may be long.
  package func write(_ sink: ([UInt8]) throws -> Void) rethrows {
    var text = ""
    try write(to: &text, indent: "") { text in
      guard text.utf8.count >= JSONText.pieceBytes else { return }
      try sink(Array(text.utf8))
      text.removeAll(keepingCapacity: true)
    }
    try sink(Array((text + "\n").utf8))
  }

  private static let pieceBytes = 1 << 16

  /// - Parameter onElement: gets what was written after each element of a list, and may take it away.
  private func write(
    to text: inout String, indent: String, onElement: (inout String) throws -> Void
  ) rethrows {
    switch self {
    case .string(let string): text += JSONString.quoted(string)
    case .number(let number): text += String(number)
    case .whole(let number): text += String(number)
    case .boolean(let boolean): text += boolean ? "true" : "false"
    case .null: text += "null"
    case .array(let values):
      try JSONText.writeList(values.count, brackets: ("[", "]"), to: &text, indent: indent) {
        try values[$0].write(to: &$1, indent: $2, onElement: onElement)
        try onElement(&$1)
      }
    case .made(let count, let value):
      try JSONText.writeList(count, brackets: ("[", "]"), to: &text, indent: indent) {
        try value($0).write(to: &$1, indent: $2, onElement: onElement)
        try onElement(&$1)
      }
    case .object(let members):
      try JSONText.writeList(members.count, brackets: ("{", "}"), to: &text, indent: indent) {
        $1 += JSONString.quoted(members[$0].key) + ": "
        try members[$0].value.write(to: &$1, indent: $2, onElement: onElement)
        try onElement(&$1)
      }
    }
  }

  private static func writeList(
    _ count: Int, brackets: (String, String), to text: inout String, indent: String,
    _ write: (Int, inout String, String) throws -> Void
  ) rethrows {
    text += brackets.0
    let inner = indent + "  "
    for index in 0..<count {
      text += (index == 0 ? "\n" : ",\n") + inner
      try write(index, &text, inner)
    }
    if count > 0 { text += "\n" + indent }
    text += brackets.1
  }
}
