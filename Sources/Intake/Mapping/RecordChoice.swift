/// Which records of an export are requests: what stands in one of its columns says it.
package struct RecordChoice: Hashable, Sendable {
  /// The column of theirs; points lead into JSON.
  package let name: String
  /// What stands there; an empty text is a blank, `UsageMapping.anyOther` any text.
  package let texts: Set<String>
  /// Those records are the requests; else they are not.
  package let isOnly: Bool

  package init(name: String, texts: Set<String>, isOnly: Bool) {
    self.name = name
    self.texts = texts
    self.isOnly = isOnly
  }

  /// Why a record in which `text` stands is no request, in words of which there are few; nil where it may be one.
  func reason(for text: String) -> String? {
    let isNamed = texts.contains(text) || !text.isEmpty && texts.contains(UsageMapping.anyOther)
    if isNamed == isOnly { return nil }
    if isOnly { return "\(name) is none of \(texts.sorted().joined(separator: ", "))" }
    return text.isEmpty ? "\(name) is blank" : texts.contains(text) ? "\(name) \(text)" : name
  }
}

extension SourceValue {
  /// What a record says of what it is: a text, a number or a flag as written; blank for all else.
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
