import Ledger

/// A record that may be part of others or consist of them, such as a span of a trace: what it says of its own usage, and
/// whose part it is.
package struct RecordTreeNode: Hashable, Sendable {
  /// The role that a record of that kind states for itself.
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
  /// True if it does not state whose request it is.
  var lacksOwner = false
  /// The owner of all records of a group, if the text before the group states one.
  var owner: Name?

  /// Returns the header of a group of records, which is not a record itself.
  static func group(of owner: Name?) -> RecordTreeNode {
    RecordTreeNode(key: 0, parent: 0, role: .other, input: 0, output: 0, owner: owner)
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
