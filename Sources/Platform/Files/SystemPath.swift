import Ledger

/// A path for the system: a text, or a name whose bytes may not be text.
package protocol SystemPath {
  var bytes: [UInt8] { get }
}

extension String: SystemPath {
  /// The text in UTF-8.
  package var bytes: [UInt8] { Array(utf8) }
}

extension Name: SystemPath {
  /// The path of what is called so in `folder`.
  package func path(in folder: some SystemPath) -> Name {
    Name(bytes: folder.bytes + [UInt8(ascii: "/")] + bytes)
  }
}

extension SystemPath {
  /// The path as C has it.
  var terminated: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  /// True if the name is UTF-8.
  package var isText: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// The path for a message; where it is not UTF-8, its bytes over ASCII are spelled `\xff`.
  package var words: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.reduce(into: "") { words, byte in
      words += byte < 0x80 ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16)
    }
  }
}
