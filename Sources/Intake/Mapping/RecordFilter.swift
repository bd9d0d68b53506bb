/// A rule for the records of an export that are requests, by the text in one column.
package struct RecordFilter: Hashable, Sendable {
  /// The column of the export; points lead into JSON.
  package let name: String
  /// The texts of the rule; an empty text is a blank, `UsageMapping.anyOther` any text.
  package let texts: Set<String>
  /// Those records are the requests; else they are not.
  package let isOnly: Bool

  package init(name: String, texts: Set<String>, isOnly: Bool) {
    self.name = name
    self.texts = texts
    self.isOnly = isOnly
  }

  /// Returns the reason why a record with `text` is not a request; nil if it may be one.
  ///
  /// There are few different reasons.
  func reason(for text: String) -> String? {
    let isNamed = texts.contains(text) || !text.isEmpty && texts.contains(UsageMapping.anyOther)
    if isNamed == isOnly { return nil }
    if isOnly { return "\(name) is none of \(texts.sorted().joined(separator: ", "))" }
    return text.isEmpty ? "\(name) is blank" : texts.contains(text) ? "\(name) \(text)" : name
  }
}

extension SourceValue {
  /// The text by which a record states its kind.
  ///
  /// It is a text, a number or a flag as written, and blank for everything else.
  var choiceText: String {
    switch kind {
    case .missing, .null, .twice, .array, .object: ""
    case .string where hasEscapes: String(decoding: unescaped, as: UTF8.self)
    case .cell where hasEscapes:
      String(decoding: bytes, as: UTF8.self).replacing("\"\"", with: "\"")
    case .isTrue, .isFalse, .number, .string, .cell:
      String(String(decoding: bytes, as: UTF8.self).trimmingBlanks)
    }
  }
}
