/// A text of a ledger or a book, compared and sorted by its UTF-8 bytes.
///
/// A Swift `String` treats composed and decomposed letters as equal; two such ids are two customers
/// here, so identity is by bytes and nothing is normalised.
package struct Name: Hashable, Comparable, Sendable {
  package let bytes: [UInt8]

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  package init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  package static let empty = Name(bytes: [])

  package var isEmpty: Bool { bytes.isEmpty }

  package static func < (left: Name, right: Name) -> Bool {
    left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { right in left[...].precedes(right[...]) }
    }
  }

  /// All bytes at once, which what Swift derives takes one by one.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(bytes.count)
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension Name: CustomStringConvertible {
  /// The text; every name was checked to be UTF-8 when it was read.
  package var description: String {
    String(decoding: bytes, as: UTF8.self)
  }
}

extension Name: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    self.init(text)
  }
}
