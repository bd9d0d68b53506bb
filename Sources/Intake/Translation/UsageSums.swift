import Ledger

/// Which records state usage that is not theirs alone.
package final class UsageSums: Hashable, Sendable {
  /// What the usage of a record is, beside that of the records below it.
  enum Verdict: Sendable {
    /// Their sum.
    case sum
    /// Not their sum, and no other request's either.
    case unlikeItsParts
    /// None, as that of the request stands below.
    case statedBelow
    /// That of a request, which may hold theirs.
    case mayHoldOthers
  }

  private let verdicts: [UInt64: Verdict]
  /// Whose records are that do not say so, by number.
  private let owners: [UInt64: Int32]
  private let names: [Name]

  init(_ verdicts: [UInt64: Verdict], owners: [UInt64: Int32], names: [Name]) {
    self.verdicts = verdicts
    self.owners = owners
    self.names = names
  }

  /// Whose a record is that does not say so; nil where its group does not either.
  func owner(of key: UInt64) -> Name? { owners[key].map { names[Int($0)] } }

  /// What is known of a record; nil where its usage is its own.
  subscript(node: UsageNode) -> Verdict? { verdicts[node.key] }

  /// Each is equal to itself alone.
  package static func == (left: UsageSums, right: UsageSums) -> Bool { left === right }

  /// By identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension CellWriter {
  /// Takes a record for what its place among others makes of it.
  ///
  /// - Returns: false where it is read past, as the usage is that of others.
  func place(_ node: UsageNode, at value: SourceValue) -> Bool {
    self.node = node
    guard let sums else { return true }
    switch sums[node] {
    case .sum, .statedBelow: skip(.sum)
    case .unlikeItsParts: skip(.unlikeItsParts)
    case .mayHoldOthers:
      warn(.mayHoldOthers, at: value)
      return true
    case nil:
      if node.role == .holder, node.hasUsage { warn(.sumWithoutParts, at: value) }
      return true
    }
    return false
  }
}
