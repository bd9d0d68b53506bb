/// The names by which SQLite opens files otherwise than by their paths (https://www.sqlite.org/uri.html).
package enum FileURI {
  /// Returns a path as a URI that promises that the file does not change.
  package static func immutable(_ path: String) -> String {
    "file:" + escaped(path) + "?immutable=1"
  }

  private static func escaped(_ path: String) -> String {
    path.utf8.reduce(into: "") { text, byte in
      let letter = byte | 0x20
      let isPlain =
        (0x61...0x7A).contains(letter) || (0x2D...0x39).contains(byte) || byte == 0x5F
      let digits = String(byte, radix: 16)
      text +=
        isPlain
        ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
  }
}
