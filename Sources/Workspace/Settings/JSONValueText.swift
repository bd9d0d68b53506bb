import Ledger
import Parsing

extension JSONText {
  /// A value that was read, to be written again; numbers that are no whole ones as texts.
  package init(_ value: JSONValue) {
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
