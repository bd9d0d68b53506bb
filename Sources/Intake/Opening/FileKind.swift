import Parsing

/// The recognised kind of a file that Assay cannot read as text, by its first bytes.
package enum FileKind: Hashable, Sendable {
  case encoding(WideEncoding)
  case gzip
  case other(String)

  /// Looks at the beginning of a file; nil when it may be text.
  package init?(_ bytes: some Collection<UInt8>) {
    let first = Array(bytes.prefix(4))
    if let encoding = WideEncoding(first) {
      self = .encoding(encoding)
      return
    }
    let magics: [(kind: FileKind, bytes: [UInt8])] = [
      (.gzip, [0x1F, 0x8B]), (.other("ZIP (XLSX?)"), [0x50, 0x4B, 0x03, 0x04]),
      (.other("Parquet"), [0x50, 0x41, 0x52, 0x31]), (.other("zstd"), [0x28, 0xB5, 0x2F, 0xFD]),
      (.other("PDF"), [0x25, 0x50, 0x44, 0x46]),
    ]
    guard let magic = magics.first(where: { first.starts(with: $0.bytes) }) else { return nil }
    self = magic.kind
  }

  /// The fault of a ledger file of this kind, inflated once if it was gzip.
  var fault: FileFault {
    switch self {
    case .encoding(let encoding): .encoding(encoding)
    case .gzip: .otherKind("gzip within gzip")
    case .other(let kind): .otherKind(kind)
    }
  }

  /// The fault of another file of this kind, where `expected` was.
  package func fault(expected: String) -> FileFault {
    switch self {
    case .encoding(let encoding): .encoding(encoding)
    case .gzip: .otherBook(kind: "gzip", expected: expected)
    case .other(let kind): .otherBook(kind: kind, expected: expected)
    }
  }
}
