import Ledger

extension FileFault {
  /// Returns the fault if the one object in `bytes` from `start` on is not a record.
  ///
  /// The objects in its lists state the model, and it does not. It does not state both a start and
  /// usage either. Otherwise it is nil.
  static func document(ofOneObject bytes: Bytes, from start: Int) -> FileFault? {
    guard let base = bytes.baseAddress else { return nil }
    let found = ObjectLists(base, from: start, to: bytes.count)
    let lists = found.lists.map(\.name)
    guard found.ends == .whole, !SampleTable.namesModel(bytes[start...], outside: lists),
      !SampleTable.isRequest(bytes[start...])
    else { return nil }
    let names = found.namesOfRequests(in: bytes)
    return names.isEmpty ? nil : .documentLists(names)
  }

  /// Returns the fault of a JSON document over several lines; nil for lines of JSON.
  ///
  /// `bytes` are the beginning of the document. It is not clear which of its lists has the records,
  /// or it has no list and similar objects may follow. Lists whose objects state the model come
  /// first.
  package static func document(_ bytes: [UInt8]) -> FileFault? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let found = ObjectLists(base, from: bytes.byteOrderMarkLength, to: bytes.count)
      let first = bytes.firstIndex(of: 0x7B) ?? found.last
      guard bytes[first..<max(first, found.last)].contains(0x0A) else { return nil }
      if found.ends == .followed || found.ends == .whole && found.lists.isEmpty {
        return .objectOverLines
      }
      guard !found.lists.isEmpty else { return nil }
      let names = found.namesOfRequests(in: bytes)
      return .documentLists(names + found.lists.map(\.name).filter { !names.contains($0) })
    }
  }
}

extension ObjectLists {
  /// The names of the lists whose first object says which model answered; one that is cut says nothing.
  fileprivate func namesOfRequests(in bytes: Bytes) -> [String] {
    guard let base = bytes.baseAddress else { return [] }
    let tape = JSONTape()
    return lists.filter { list in
      guard case .value(let end) = tape.read(base, from: list.first, to: bytes.count) else {
        return false
      }
      return SampleTable.namesModel(bytes[list.first..<end])
    }.map(\.name)
  }
}

extension SampleTable {
  /// Returns true if an object states which model answered.
  ///
  /// - Parameter lists: names of lists whose objects do not count.
  fileprivate static func namesModel(
    _ object: Slice<Bytes>, outside lists: [String] = []
  ) -> Bool {
    guess(object)?.found[.model]?.contains { name in
      !lists.contains { name.hasPrefix("\($0).") }
    } ?? false
  }

  /// Returns true if an object states a start and usage, as an object that lists records does not.
  fileprivate static func isRequest(_ object: Slice<Bytes>) -> Bool {
    guard let found = guess(object)?.found else { return false }
    return found[.startedAt] != nil && LedgerColumn.quantities.contains { found[$0] != nil }
  }

  private static func guess(_ object: Slice<Bytes>) -> ColumnGuess? {
    SampleTable(Array(object), isEnd: true).map { ColumnGuess($0) }
  }
}
