import Ledger

extension CellWriter {
  /// Notes what members of a record state that nothing reads.
  ///
  /// - Parameter prefix: the path of the object; empty for a record.
  func stateUnread(in object: SourceValue, under prefix: String = "") {
    guard let unread else { return }
    unread.search(object, under: prefix) { path, condition, value in
      guard let column = unread.column(path) else { return }
      if unread.tellsAllTokens(column) { return compare(total: value, named: path) }
      guard let condition = stated(condition, column), !moveToHour(value) else { return }
      state(condition)
      let word = UnreadConditions.word(condition, value.bytes)
      warn(.unread(Name(bytes: path.prefix(256)), condition, word: word), at: value)
    }
  }

  /// Notes what the cell of a column states that nothing reads.
  func stateUnread(_ name: String, _ value: SourceValue) {
    guard value.kind == .cell, let unread, let column = unread.column(name) else { return }
    if unread.tellsAllTokens(column) {
      return Array(name.utf8).withUnsafeBufferPointer { compare(total: value, named: $0) }
    }
    guard
      let condition = unread.condition(value.bytes, in: column).flatMap({ stated($0, column) })
    else { return }
    state(condition)
    let word = UnreadConditions.word(condition, value.bytes)
    warn(.unread(Name(name), condition, word: word), at: value)
  }

  /// The same for an attribute; a service tier that the row states is read.
  func stateUnread(attribute name: Bytes, _ value: SourceValue) {
    guard let unread, let column = unread.column(name),
      let condition = unread.condition(value.bytes, in: column).flatMap({ stated($0, column) })
    else { return }
    let tier = cells[LedgerColumn.serviceTier.rawValue]
    if condition == .unreadTerms, !tier.isEmpty,
      let told = ServiceTierName.meant(by: String(decoding: value.bytes.prefix(64), as: UTF8.self)),
      tier.elementsEqual(told.utf8)
    {
      return
    }
    state(condition)
    let word = UnreadConditions.word(condition, value.bytes)
    warn(.unread(Name(bytes: name.prefix(256)), condition, word: word), at: value)
  }

  /// Returns the part of a condition that applies to the request.
  ///
  /// A batch does not if the service tier states it, and neither does a fact that the counts state.
  private func stated(_ condition: RequestCondition, _ column: Int) -> RequestCondition? {
    guard let unread, !unread.isCounted(column, isBlank: isBlank) else { return nil }
    let told = unread.statedBesideTier(column, tier: cells[LedgerColumn.serviceTier.rawValue]) {
      CountParsing.read(cells[LedgerColumn.cacheReadTokens.rawValue])
    }
    if told.isTold { return told.condition }
    if condition == .unreadTerms, unread.tellsBatch(column),
      cells[LedgerColumn.serviceTier.rawValue].elementsEqual("batch".utf8)
    {
      return nil
    }
    return unread.stated(condition, in: column) {
      CountParsing.read(cells[$0.rawValue])
    } hasFailed: {
      StatusAndFlagCells.hasFailed(cells[LedgerColumn.status.rawValue])
    }
  }
}
