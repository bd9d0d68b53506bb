import Ledger

/// The models for which a row of a book counts: names, of which each may end in `*` for any rest.
package struct ModelList: Hashable, Sendable {
  /// Sorted, each once; none is every model.
  package let names: [Name]

  /// - Parameter text: names separated by `;`, with blanks around them or none.
  package init(_ text: Name = .empty) {
    if text.isEmpty {
      names = []
      return
    }
    let parts = text.bytes.split(separator: UInt8(ascii: ";")).map { part in
      let start = part.drop { $0 == UInt8(ascii: " ") }
      return Name(bytes: start.prefix(start.count - start.reversed().prefix { $0 == 0x20 }.count))
    }
    names = Set(parts.filter { !$0.isEmpty }).sorted()
  }

  /// True if every model is selected.
  package var isEmpty: Bool { names.isEmpty }

  /// The names as a book has them.
  package var text: String { names.map(\.description).joined(separator: ";") }

  /// Returns the length of the best match of `model` in the list; nil if no name matches.
  ///
  /// It is the bytes of a prefix, or one more than all bytes of a whole name. It is 0 in a list of
  /// every model.
  func fit(_ model: Name) -> Int? {
    if names.isEmpty { return 0 }
    return names.compactMap { name -> Int? in
      if name == model { return model.bytes.count + 1 }
      guard name.bytes.last == UInt8(ascii: "*") else { return nil }
      let start = name.bytes.dropLast()
      return model.bytes.starts(with: start) ? start.count : nil
    }.max()
  }
}
