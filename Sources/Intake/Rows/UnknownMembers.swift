import Ledger

/// Members of JSON lines that are no column of ours, in the order in which they were first met.
///
/// At most 1,000 names are kept; they are told apart by their first 256 bytes.
package struct UnknownMembers: Sendable {
  package internal(set) var members: [Member] = []
  /// There were more names than are kept, so that their rows could not all be counted.
  package internal(set) var isMore = false
  var indices: [Name: Int] = [:]

  /// One name.
  package struct Member: Sendable {
    package let name: Name
    /// The number of rows that had it.
    package internal(set) var rows: Int64
    /// The line of the first of them, and the byte in it, from 1.
    package let line: Int64
    package let column: Int
  }

  package static let limit = 1_000
  private static let nameLimit = 256

  package init() {}

  /// Counts a member of the row at `line`.
  mutating func add(_ name: Name, line: Int32, column: Int) {
    let short =
      name.bytes.count <= UnknownMembers.nameLimit
      ? name : Name(bytes: name.bytes.prefix(UnknownMembers.nameLimit))
    add(Member(name: short, rows: 1, line: Int64(line), column: column))
  }

  /// Adds what was met further down; `lineOf` gives the lines of the file for those of `later`.
  package mutating func add(_ later: UnknownMembers, lineOf: (Int32) -> Int64) {
    isMore = isMore || later.isMore
    for member in later.members {
      add(
        Member(
          name: member.name, rows: member.rows, line: lineOf(Int32(member.line)),
          column: member.column))
    }
  }

  private mutating func add(_ member: Member) {
    if let index = indices[member.name] {
      members[index].rows += member.rows
    } else if members.count < UnknownMembers.limit {
      indices[member.name] = members.count
      members.append(member)
    } else {
      isMore = true
    }
  }
}
