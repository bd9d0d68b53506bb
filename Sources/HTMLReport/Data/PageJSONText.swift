import Ledger

/// Text within the data of the page, which neither ends its element nor hides what it holds.
enum PageJSONText {
  /// Returns a JSON string: every name of a ledger or book passes through here.
  static func string(_ text: String) -> String {
    VisibleText.text(text).unicodeScalars.reduce(into: "\"") { json, scalar in
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        json += "\\u" + hexadecimal(scalar.value, width: 4)
      default:
        if scalar.value < 0x20 {
          json += "\\u" + hexadecimal(scalar.value, width: 4)
        } else {
          json.unicodeScalars.append(scalar)
        }
      }
    } + "\""
  }

  static func array(_ items: some Sequence<String>) -> String {
    "[" + items.joined(separator: ",") + "]"
  }

  static func object(_ members: KeyValuePairs<String, String>) -> String {
    "{" + self.members(members) + "}"
  }

  /// Members without the braces of their object.
  static func members(_ members: KeyValuePairs<String, String>) -> String {
    members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
  }
}
