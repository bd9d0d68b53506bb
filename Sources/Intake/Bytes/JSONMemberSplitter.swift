import Ledger

/// Splits objects of JSON lines into the texts of their members, which stay where they are.
///
/// It gives the same cells as `JSONLinesScanner` for plain objects, and leaves all others to it: values of other types,
/// escapes, names that occur twice, and unknown names, until they are passed over.
package final class JSONMemberSplitter {
  private let columns: [Column]
  private let tape = JSONTape()
  /// The names of members that are no columns.
  private var passed: Set<Name> = []
  private static let passedLimit = 1_000
  /// The columns that some object names, as bits by their numbers.
  package private(set) var named: UInt64 = 0

  /// A member that is a cell.
  package struct Column {
    let name: [UInt8]
    let allowsNumbers: Bool
    let allowsTexts: Bool

    package init(name: String, allowsNumbers: Bool, allowsTexts: Bool) {
      self.name = Array(name.utf8)
      self.allowsNumbers = allowsNumbers
      self.allowsTexts = allowsTexts
    }
  }

  /// - Parameter columns: the members that are cells, at most 64.
  package init(_ columns: [Column]) {
    precondition(columns.count <= 64, "each column has a bit of its own")
    self.columns = columns
  }

  /// Passes over members of a name from now on.
  package func pass(over name: Name) {
    if passed.count < JSONMemberSplitter.passedLimit { passed.insert(name) }
  }

  /// Splits the object of the line at `start` into `fields`, one for each column; nil where it is not plain.
  package func split(
    _ bytes: Bytes, from start: Int, fields: UnsafeMutablePointer<FieldSplitter.Field>
  ) -> FieldSplitter.Split? {
    guard let base = bytes.baseAddress else { return nil }
    let feed = WordwiseByteSearch.lineFeed(base, from: start, to: bytes.count)
    guard feed < bytes.count, feed - start <= RowFault.fieldLimit,
      case .value(let end) = tape.read(base, from: start, to: feed),
      isBlank(base, from: end, to: feed), tape.nodes[0].kind == .object
    else { return nil }
    for index in columns.indices { fields[index] = FieldSplitter.Field() }
    var seen: UInt64 = 0
    var at = 1
    let last = Int(tape.nodes[0].next)
    while at < last {
      let node = tape.nodes[at]
      guard take(node, base, fields: fields, seen: &seen) else { return nil }
      at = Int(node.next)
    }
    named |= seen
    var split = FieldSplitter.Split()
    split.end = feed > start && base[feed - 1] == 0x0D ? feed - 1 : feed
    split.next = feed + 1
    split.fieldCount = columns.count
    split.lineEnd = split.end < feed ? .both : .lineFeed
    return split
  }

  private func isBlank(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Bool {
    var at = start
    while at < end {
      guard base[at] == 0x20 || base[at] == 0x0D || base[at] == 0x09 else { return false }
      at += 1
    }
    return true
  }

  /// Takes one member; false where the object is not plain.
  @inline(__always)
  private func take(
    _ node: JSONTape.Node, _ base: UnsafePointer<UInt8>,
    fields: UnsafeMutablePointer<FieldSplitter.Field>, seen: inout UInt64
  ) -> Bool {
    if node.keyHasEscapes { return false }
    let key = Bytes(
      start: base + Int(node.keyStart), count: Int(node.keyEnd &- node.keyStart))
    guard let column = column(of: key) else { return passed.contains(Name(bytes: key)) }
    let bit: UInt64 = 1 << UInt64(column)
    guard seen & bit == 0 else { return false }
    seen |= bit
    switch node.kind {
    case .null: return true
    case .number: guard columns[column].allowsNumbers else { return false }
    case .string: guard columns[column].allowsTexts, !node.hasEscapes else { return false }
    case .missing, .isTrue, .isFalse, .array, .object, .cell, .twice: return false
    }
    fields[column].bytes = Bytes(
      start: base + Int(node.start), count: Int(node.end &- node.start))
    fields[column].place = Int(node.start)
    return true
  }

  @inline(__always)
  private func column(of key: Bytes) -> Int? {
    guard let start = key.baseAddress else { return nil }
    for (index, column) in columns.enumerated() where column.name.count == key.count {
      let isSame = column.name.withUnsafeBufferPointer { name in
        name.baseAddress.map { equalBytes(start, $0, count: key.count) } ?? false
      }
      if isSame { return index }
    }
    return nil
  }
}
