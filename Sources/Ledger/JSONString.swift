/// Texts as JSON writes them (RFC 8259, section 7).
package enum JSONString {
  /// Returns the text in quotes.
  ///
  /// Characters that a terminal would not show are escaped as well, as it may print a document.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.isUnsafe:
        for unit in String(scalar).utf16 {
          quoted += "\\u" + hexadecimal(UInt32(unit), width: 4).lowercased()
        }
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
