import Ledger

extension FileFault {
  /// Why the one object that `bytes` hold from `start` on is no record: not it, but the objects in its lists say which
  /// model answered; nil where that is not so.
  static func document(ofOneObject bytes: Bytes, from start: Int) -> FileFault? {
    guard let base = bytes.baseAddress else { return nil }
    let found = ObjectLists(base, from: start, to: bytes.count)
    guard found.ends == .whole, !SampleTable.namesModel(bytes[start...]) else { return nil }
    let tape = JSONTape()
    let names = found.lists.filter { list in
      guard case .value(let end) = tape.read(base, from: list.first, to: bytes.count) else {
        return false
      }
      return SampleTable.namesModel(bytes[list.first..<end])
    }.map(\.name)
    return names.isEmpty ? nil : .documentLists(names)
  }
}

extension SampleTable {
  /// Whether an object says which model answered.
  fileprivate static func namesModel(_ object: Slice<Bytes>) -> Bool {
    SampleTable(Array(object), isEnd: true).map { ColumnGuess($0).found[.model] != nil } ?? false
  }
}
