import Platform

/// The text of a rejected row as it is kept: whole, or the beginning of a very long one.
package enum TruncatedRejectText {
  static let limit = 64 << 10

  /// Returns `text`, or its first 64 KiB and the SHA-256 of all of it.
  package static func cut(_ text: [UInt8]) -> [UInt8] {
    guard text.count > limit else { return text }
    let hash = SHA256()
    text.withUnsafeBytes { hash.update($0) }
    // A cut within a character would turn the rest into base64.
    var end = limit
    while end > limit - 4 && text[end] & 0xC0 == 0x80 { end -= 1 }
    return text[..<end] + Array("… [cut, \(text.count) bytes, sha256 \(hash.finish())]".utf8)
  }
}
