import Ledger

/// A record that may be part of others or consist of them, such as a span of a trace: what it says of its own usage, and
/// whose part it is.
package struct UsageNode: Hashable, Sendable {
  /// What a record of that kind is by its own words.
  enum Role: UInt8, Sendable {
    /// A request of a model.
    case request
    /// An agent, a tool or a workflow: its usage is that of the requests below it.
    case holder
    /// Neither is said.
    case other
  }

  /// Hashes of its own id, and of that of what it is part of; 0 is none.
  let key: UInt64
  let parent: UInt64
  let role: Role
  /// Tokens of input and output as stated, whatever they hold; not stated is 0.
  let input: Int64
  let output: Int64
  /// It says of nobody whose request it is.
  var lacksOwner = false
  /// Of what stands before a group of records, whose they all are, where it says so.
  var owner: Name?

  /// What stands before a group of records, which is none.
  static func group(of owner: Name?) -> UsageNode {
    UsageNode(key: 0, parent: 0, role: .other, input: 0, output: 0, owner: owner)
  }

  var hasUsage: Bool { input > 0 || output > 0 }

  /// The hash of an id that is made of `parts`, of which none is blank; else 0.
  static func key(_ parts: SourceValue...) -> UInt64 {
    var hash = ByteHash.seed
    for part in parts {
      if part.isBlank { return 0 }
      hash = ByteHash.hash(part.bytes, from: hash)
    }
    return max(1, hash)
  }
}

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
