import Ledger
import Platform

/// The ids of accounts as parts of file names.
enum AccountFileNamePart {
  /// Returns the text for an account in a file name.
  ///
  /// Different accounts have different texts: every byte but A-Z a-z 0-9 . _ - is percent-encoded. A long id is cut
  /// and ends with `%-` and the SHA-256 of the id: no encoded byte begins like that.
  static func text(_ account: Name) -> String {
    var text = ""
    for byte in account.bytes {
      let encoded = isPlain(byte) ? String(UnicodeScalar(byte)) : percent(byte)
      text += encoded
    }
    if text.utf8.count <= longest { return text }
    return cut(text) + "%-" + digest(account)
  }

  /// The longest encoded id: a file name has at most 255 bytes, and a temporary one of Assay's begins with a few more.
  private static let longest = 200

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func percent(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }

  /// The first bytes, without a part of an encoded one at the end.
  private static func cut(_ text: String) -> String {
    let start = text.prefix(120)
    let end = start.suffix(2)
    guard let sign = end.lastIndex(of: "%") else { return String(start) }
    return String(start[..<sign])
  }

  private static func digest(_ account: Name) -> String {
    let hash = SHA256()
    account.bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }
}
