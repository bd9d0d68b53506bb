import Ledger

/// The lists of objects that an object of JSON has as its members.
struct ObjectLists {
  /// How the bytes of the object end.
  enum End {
    /// It is closed, and nothing follows.
    case whole
    /// It is closed, and something follows.
    case followed
    /// It goes on beyond the bytes, or is none.
    case cut
  }

  private(set) var lists: [(name: String, first: Int)] = []
  private(set) var members = 0
  private(set) var ends = End.cut
  /// Where it was read to.
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

extension FileFault {
  /// Why a JSON document over several lines is not read, of which `bytes` are the beginning: nobody can tell which of
  /// its lists has the records; nil for lines of JSON, and where it has no such list.
  package static func document(_ bytes: [UInt8]) -> FileFault? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let found = ObjectLists(base, from: bytes.byteOrderMarkLength, to: bytes.count)
      guard found.ends != .followed, !found.lists.isEmpty,
        bytes[..<found.last].contains(0x0A)
      else { return nil }
      return .documentLists(found.lists.map(\.name))
    }
  }
}
