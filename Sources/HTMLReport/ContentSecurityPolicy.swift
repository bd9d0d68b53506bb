import Platform

/// The content-security policy of the page: its own script and its own style, known by their digests, and nothing else.
///
/// There is no network, no frame, no form and no attribute that runs or styles anything.
enum ContentSecurityPolicy {
  /// Returns the policy for the exact texts between the tags of both elements.
  static func text(script: String, style: String) -> String {
    [
      "default-src 'none'", "script-src '\(source(script))'", "style-src '\(source(style))'",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  /// The digest of a text as a policy states it: `sha256-…`.
  private static func source(_ text: String) -> String {
    let hash = SHA256()
    var text = text
    text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
    return "sha256-" + base64(ofHexadecimal: hash.finish())
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)

  /// Three digits of 4 bits are two of 6; the end is filled up with `=`.
  private static func base64(ofHexadecimal text: String) -> String {
    let bits = text.unicodeScalars.map { UInt32(String($0), radix: 16) ?? 0 }
    var result = String.UnicodeScalarView()
    for start in stride(from: 0, to: bits.count, by: 3) {
      let part = (start..<start + 3).map { $0 < bits.count ? bits[$0] : 0 }
      let value = part[0] << 8 | part[1] << 4 | part[2]
      result.append(digits[Int(value >> 6)])
      if start + 1 < bits.count { result.append(digits[Int(value & 63)]) }
    }
    while result.count % 4 != 0 { result.append("=") }
    return String(result)
  }
}
