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

  /// Why an export of which `bytes` are the beginning is no table: the names of its columns stand below some lines; nil
  /// where they do not.
  ///
  /// Below blank lines whatever stands there are names, if it is no row.
  package static func preamble(_ bytes: [UInt8], isEnd: Bool) -> FileFault? {
    var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 <= 0x20 } }
    if !isBlank(rest.prefix { $0 != 0x0A }), let table = SampleTable(bytes, isEnd: isEnd),
      !table.beginsWithRow
    {
      return nil
    }
    var first = ""
    for count in 1...10 {
      guard let feed = rest.firstIndex(of: 0x0A) else { return nil }
      if first.isEmpty, !isBlank(rest[..<feed]) {
        first = String(decoding: rest.prefix { $0 > 0x0D }, as: UTF8.self)
      }
      rest = rest[(feed + 1)...]
      if let table = SampleTable(Array(rest), isEnd: isEnd), !table.beginsWithRow,
        first.isEmpty || table.hasKnownNames
      {
        let blank = rest.prefix { $0 <= 0x20 }.count { $0 == 0x0A }
        return .preamble(lines: count + blank, first: first)
      }
    }
    return nil
  }
}
