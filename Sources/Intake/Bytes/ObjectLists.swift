import Ledger

/// The lists of objects that an object of JSON has as its members.
struct ObjectLists {
  /// The end of the bytes of the object.
  enum End {
    /// It is closed, and nothing follows.
    case whole
    /// It is closed, and something follows.
    case followed
    /// It continues after the bytes, or is none.
    case cut
  }

  private(set) var lists: [(name: String, first: Int)] = []
  private(set) var members = 0
  private(set) var ends = End.cut
  /// The offset up to which the object was read.
  private(set) var last: Int

  init(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) {
    let brace = JSONDocument.skipBlanks(base, from: start, to: end)
    last = brace
    guard brace < end, base[brace] == 0x7B else { return }
    let stop = JSONDocument.forEachMember(base, from: brace, to: end) { key, value in
      members += 1
      if value < end, base[value] == 0x5B {
        let first = JSONDocument.skipBlanks(base, from: value + 1, to: end)
        if first < end, base[first] == 0x7B { lists.append((key, first)) }
      }
      return true
    }
    last = stop.at
    guard stop.isClosed else { return }
    ends = JSONDocument.skipBlanks(base, from: last + 1, to: end) == end ? .whole : .followed
  }
}
