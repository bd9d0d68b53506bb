import Ledger

/// A written file, for the manifest.
package struct WrittenFile: Hashable {
  /// The path in the output folder or in the workspace; of a file elsewhere, its path.
  package let name: Name
  /// In bytes.
  package let size: Int64
  /// The SHA-256 of its bytes.
  package let digest: Digest

  /// - Parameter sha256: in hexadecimal digits.
  package init(path: String, size: Int64, sha256: String) {
    self.init(Name(path), size: size, sha256: sha256)
  }

  /// - Parameter sha256: in hexadecimal digits.
  package init(_ name: Name, size: Int64, sha256: String) {
    self.name = name
    self.size = size
    digest = Digest(sha256)
  }

  /// The name as a text.
  package var path: String { name.description }

  /// In lower-case hexadecimal digits.
  package var sha256: String { digest.text }

  /// A digest as numbers, which take no memory of their own: a ledger may have very many files.
  package struct Digest: Hashable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    fileprivate init(_ text: String) {
      let digits = Array(text.utf8)
      precondition(digits.count == 64, "a digest has 64 digits")
      func word(_ place: Int) -> UInt64 {
        let text = String(decoding: digits[16 * place..<16 * place + 16], as: UTF8.self)
        guard let word = UInt64(text, radix: 16) else {
          preconditionFailure("a digest is of hexadecimal digits")
        }
        return word
      }
      (first, second, third, fourth) = (word(0), word(1), word(2), word(3))
    }

    fileprivate var text: String {
      [first, second, third, fourth].map { word in
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
    }
  }
}
