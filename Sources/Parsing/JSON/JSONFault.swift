import Ledger

/// The reason why a text is not JSON, and the place.
package struct JSONFault: Error, Hashable, Sendable {
  package let reason: Reason
  package let line: Int
  package let column: Int

  package init(reason: Reason, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  /// The problem that the reader met.
  package enum Reason: Hashable, Sendable {
    case expected(String)
    case notUTF8
    case byteOrderMark
    case duplicateKey(String)
    case tooDeep
    case controlCharacter
    case escape
    case loneSurrogate
    /// Beside the records of a document, more of them.
    case secondList(String)
  }

  package var code: String { reason.code }

  package var message: String { reason.message }

  /// The change to make in a file that was written by hand.
  var help: String {
    switch reason {
    case .expected: "look before this place for a missing comma, quote or bracket"
    case .notUTF8: "save the file as UTF-8: iconv -f WINDOWS-1252 -t UTF-8 < FILE"
    case .byteOrderMark: "delete the mark, which cannot be seen"
    case .duplicateKey(let key): "delete one of the two: \"\(key.excerpt)\""
    case .tooDeep: "reduce the nesting"
    case .controlCharacter: "write a line break within a text as: \\n"
    case .escape: "write a backslash as: \\\\"
    case .loneSurrogate: "write the character itself"
    case .secondList(let key): "move the records of \"\(key.excerpt)\" to a separate file"
    }
  }

  /// The error for a file that was written by hand.
  package func finding(in file: String) -> Finding {
    Finding(
      .error, at: Place(file: file, line: line, column: column), code: code, message: message,
      help: help)
  }
}

extension JSONFault.Reason {
  /// Found once all of the text was read, and is JSON by its grammar.
  package var isOfWholeText: Bool { if case .duplicateKey = self { true } else { false } }

  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .expected, .controlCharacter, .escape, .loneSurrogate: "json.syntax"
    case .notUTF8: "enc.utf8"
    case .byteOrderMark: "enc.bom"
    case .duplicateKey: "json.twice"
    case .tooDeep: "json.depth"
    case .secondList: "json.list"
    }
  }

  /// The message: the fault and the expected value.
  package var message: String {
    switch self {
    case .expected(let what): "expected \(what)"
    case .notUTF8: "the text is not UTF-8"
    case .byteOrderMark: "byte order mark between values"
    case .duplicateKey(let key): "key \"\(key.excerpt)\" twice"
    case .tooDeep: "more than \(JSONReader.depthLimit) levels deep"
    case .controlCharacter: "control character in a string"
    case .escape: "unknown escape in a string"
    case .loneSurrogate: "unpaired surrogate in a string"
    case .secondList(let key): "a second list of records, \"\(key.excerpt)\""
    }
  }
}
