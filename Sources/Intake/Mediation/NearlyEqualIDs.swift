import Ledger

/// Request ids that are the same number but for zeros before it or `.0` behind it.
package struct NearlyEqualIDs {
  /// An id, and the first that is the same number.
  package struct Pair {
    package let id: Name
    package let position: RowPosition
    package let first: Name
    package let firstPosition: RowPosition
  }

  package private(set) var pairs: [Pair] = []
  /// By the digits alone.
  private var firsts: [Name: (id: Name, position: RowPosition)] = [:]

  /// Notes an id that was not met before.
  mutating func meet(_ id: Name, at position: RowPosition) {
    let digits = id.bytes.withUnsafeBufferPointer { NumberID.digits($0).map { Name(bytes: $0) } }
    guard let digits else { return }
    guard let first = firsts[digits] else {
      firsts[digits] = (id, position)
      return
    }
    pairs.append(
      Pair(id: id, position: position, first: first.id, firstPosition: first.position))
  }
}
