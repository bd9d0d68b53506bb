import Ledger

/// The records that state usage that is not only their own.
package final class AggregateRecords: Hashable, Sendable {
  /// The relation of the usage of a record to that of the records below it.
  enum Verdict: Sendable {
    /// Their sum.
    case sum
    /// Not their sum, and no other request's either.
    case unlikeItsParts
    /// None, as that of the request is below.
    case statedBelow
    /// That of a request, which may hold theirs.
    case mayHoldOthers
  }

  private let verdicts: [UInt64: Verdict]
  /// The owners of records that do not state one, by number.
  private let owners: [UInt64: Int32]
  private let names: [Name]

  init(_ verdicts: [UInt64: Verdict], owners: [UInt64: Int32], names: [Name]) {
    self.verdicts = verdicts
    self.owners = owners
    self.names = names
  }

  /// Returns the owner of a record that does not state one; nil if its group does not either.
  func owner(of key: UInt64) -> Name? { owners[key].map { names[Int($0)] } }

  /// The verdict on a record; nil if its usage is its own.
  subscript(node: RecordTreeNode) -> Verdict? { verdicts[node.key] }

  /// Each is equal to itself alone.
  package static func == (left: AggregateRecords, right: AggregateRecords) -> Bool {
    left === right
  }

  /// By identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension CellWriter {
  /// Takes a record for what its place among others makes of it.
  ///
  /// - Returns: false where it is skipped, as the usage is that of others.
  func place(_ node: RecordTreeNode, at value: SourceValue) -> Bool {
    self.node = node
    guard let sums else { return true }
    switch sums[node] {
    case .sum, .statedBelow: skip(.sum)
    case .unlikeItsParts: skip(.unlikeItsParts)
    case .mayHoldOthers:
      warn(.mayHoldOthers, at: value)
      return true
    case nil:
      if node.role == .holder, node.hasUsage {
        warn(.sumWithoutParts, at: value)
        // It may sum many: then no band follows from its length.
        state(.partsOfAnyLength)
      }
      return true
    }
    return false
  }
}
