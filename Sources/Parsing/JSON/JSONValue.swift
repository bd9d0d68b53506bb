/// A JSON value with where it is; numbers are kept as the text that was written.
package struct JSONValue: Sendable {
  package let content: Content
  package let line: Int
  package let column: Int

  /// The content of a value.
  package indirect enum Content: Sendable {
    case null
    case boolean(Bool)
    /// The number as written, so that nothing passes through binary floating point.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// In the order written; keys are distinct.
    case object([Member])
  }

  /// A key of an object and its value; the place is that of the key.
  package struct Member: Sendable {
    package let key: String
    package let line: Int
    package let column: Int
    package let value: JSONValue
  }
}

extension JSONValue {
  /// The member of an object; nil where there is none, or this is no object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The values of a list; none where this is no list.
  package var items: [JSONValue] { if case .array(let items) = content { items } else { [] } }

  /// The text that this is; nil where it is none.
  package var text: String? { if case .string(let text) = content { text } else { nil } }
}
