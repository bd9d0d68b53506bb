import Ledger

/// Finds in records what columns state that nothing reads; names and values are judged once for all records of a reader.
final class UnreadConditions {
  private var paths = InternedSpans()
  private var values = InternedSpans()
  private var columns: [ConditionColumn] = []
  private let rules: UnreadRules
  /// The most names and values that are remembered; others are examined again each time.
  private static let most: Int32 = 10_000
  private var (pathCount, valueCount): (Int32, Int32) = (0, 0)
  private var path: [UInt8] = []

  init(_ rules: UnreadRules) { self.rules = rules }

  /// Returns the condition that the value of a column states; nil for none.
  func condition(_ text: Bytes, in column: Int) -> RequestCondition? {
    if text.isEmpty || text.count == 1 && text[0] == 0x30 { return nil }
    if columns[column].holdsIDs, !text.starts(with: "batch_".utf8),
      !text.starts(with: "msgbatch_".utf8)
    {
      return nil
    }
    if columns[column].isOfMappings, text.allSatisfy({ 0x30...0x39 ~= $0 }) {
      return text.contains { $0 != 0x30 } ? .unreadQuantity : nil
    }
    if columns[column].isByWord, text.count > 8 || text.count < 4 { return nil }
    let hash = TextHash.hash(text) &+ UInt64(column + 1) &* 0x9E37_79B9_7F4A_7C15
    if let known = values.number(of: text, hash: hash) {
      return known < 0 ? nil : RequestCondition(rawValue: UInt16(known))
    }
    let condition =
      text.count > 256
      ? columns[column].condition(String(decoding: text.prefix(256), as: UTF8.self))
      : columns[column].condition(String(decoding: text, as: UTF8.self))
    if valueCount < Self.most, text.count <= 64 {
      valueCount += 1
      values.remember(condition.map { Int32($0.rawValue) } ?? -1, for: text, hash: hash)
    }
    return condition
  }

  /// The number of the column at a path, for `condition`; nil where it is none that states conditions, or is read.
  func column(_ path: Bytes) -> Int? {
    if let known = paths.number(of: path) { return known < 0 ? nil : Int(known) }
    var number: Int32 = -1
    if let column = rules.column(String(decoding: path, as: UTF8.self)) {
      if let place = columns.firstIndex(of: column) {
        number = Int32(place)
      } else {
        number = Int32(columns.count)
        columns.append(column)
      }
    }
    if pathCount < Self.most {
      pathCount += 1
      paths.remember(number, for: path)
    }
    return number < 0 ? nil : Int(number)
  }

  /// The same for a path in words.
  func column(_ path: String) -> Int? {
    Array(path.utf8).withUnsafeBufferPointer { column($0) }
  }

  /// See `ConditionColumn.stated`.
  func stated(
    _ condition: RequestCondition, in column: Int, _ count: (LedgerColumn) -> Int64,
    hasFailed: () -> Bool
  ) -> RequestCondition? {
    columns[column].stated(condition, count, hasFailed: hasFailed)
  }

  /// Returns true if a column counts tokens of a class that the cells of a row have.
  func isCounted(_ column: Int, isBlank: (LedgerColumn) -> Bool) -> Bool {
    let column = columns[column]
    return column.isOfMappings && column.classes.contains { !isBlank($0) }
  }

  /// Returns the condition of a token count of a service tier that another column states.
  ///
  /// Only a count of tokens read from a cache states one, if no other column counts them.
  func statedBesideTier(_ column: Int, tier: Bytes, cacheRead: () -> Int64) -> (
    isTold: Bool, condition: RequestCondition?
  ) {
    guard columns[column].tellsTierOfTokens, !tier.isEmpty,
      !ConditionKeywords.isNeutral(String(decoding: tier, as: UTF8.self))
    else { return (false, nil) }
    let isUnread = columns[column].isCachedOfTier && cacheRead() == 0
    return (true, isUnread ? .unreadQuantity : nil)
  }

  /// True for a column of the sum of all tokens, which is compared with the counts that are read.
  func tellsAllTokens(_ column: Int) -> Bool { columns[column].tellsAllTokens }

  /// Returns the sum that a column of all tokens states; nil where it is no number.
  func total(_ text: String) -> Int64? {
    guard let plain = rules.totals?.numbers.plain(text, allowsExponent: false) else { return nil }
    let parts = plain.split(separator: ".", maxSplits: 1)
    guard parts.count == 1 || parts.dropFirst().allSatisfy({ $0.allSatisfy { $0 == "0" } }),
      let total = parts.first.flatMap({ Int64($0) }), total <= Quantities.countLimit
    else { return nil }
    return total
  }

  /// Returns true if a column states a batch that the service tier may state as well.
  func tellsBatch(_ column: Int) -> Bool { columns[column].tellsBatch }

  /// Calls `tell` for each member of an object, and of objects within it, that states something.
  ///
  /// - Parameter prefix: the path of the object; empty for a record.
  func search(
    _ object: SourceValue, under prefix: String = "",
    _ tell: (_ path: Bytes, RequestCondition, SourceValue) -> Void
  ) {
    path = Array(prefix.utf8)
    walk(object, depth: 0, tell)
  }

  /// Objects within more objects are requests and answers as they were sent.
  private static let deepest = 5

  private func walk(
    _ object: SourceValue, depth: Int, _ tell: (Bytes, RequestCondition, SourceValue) -> Void
  ) {
    object.forEachMember { key, value in
      let before = path.count
      if before > 0 { path.append(UInt8(ascii: ".")) }
      path.append(contentsOf: key)
      switch value.kind {
      case .object where depth < Self.deepest: walk(value, depth: depth + 1, tell)
      case .array where key.elementsEqual("output".utf8): walk(calls: value, tell)
      case .array where key.elementsEqual("cacheDetails".utf8): walk(cacheDetails: value, tell)
      case .array where key.count > 7 && key.suffix(7).elementsEqual("Details".utf8):
        walk(details: value, tell)
      case .array where ConditionColumn.areQueries(path): walk(queries: value, tell)
      case .array where !Self.isConversation(key): walk(items: value, depth: depth, tell)
      case .string, .number, .isTrue, .isFalse:
        path.withUnsafeBufferPointer { path in
          guard let column = column(path),
            let condition = tellsAllTokens(column)
              ? .unreadQuantity : condition(value.bytes, in: column)
          else { return }
          tell(path, condition, value)
        }
      case .missing, .null, .array, .object, .cell, .twice: break
      }
      path.removeLast(path.count - before)
    }
  }

  /// Lists of what was asked and answered, which state nothing and may be long.
  private static func isConversation(_ key: Bytes) -> Bool {
    conversation.contains { key.elementsEqual($0.utf8) }
  }

  private static let conversation = [
    "tools", "content", "contents", "parts", "input", "logprobs", "embedding", "output",
  ]

  /// Items of a list, and of lists within it, by the name that leads to the list, and `[]` where there are several, as no
  /// mapping reads these.
  private func walk(
    items: SourceValue, depth: Int, _ tell: (Bytes, RequestCondition, SourceValue) -> Void
  ) {
    let before = path.count
    var count = 0
    items.forEach { if $0.kind == .object || $0.kind == .array { count += 1 } }
    if count > 1 { path += Self.several }
    defer { path.removeLast(path.count - before) }
    items.forEach { item in
      switch item.kind {
      case .object: walk(item, depth: depth, tell)
      case .array: walk(items: item, depth: depth, tell)
      case .missing, .null, .isTrue, .isFalse, .number, .string, .cell, .twice: break
      }
    }
  }

  private static let several = Array("[]".utf8)

  /// Reports the web searches of an answer of Gemini.
  private func walk(queries: SourceValue, _ tell: (Bytes, RequestCondition, SourceValue) -> Void) {
    var isAny = false
    queries.forEach { if !$0.isBlank { isAny = true } }
    guard isAny else { return }
    let one = Bytes(start: Self.one.utf8Start, count: Self.one.utf8CodeUnitCount)
    path.withUnsafeBufferPointer { path in
      guard let column = column(path), let condition = condition(one, in: column) else { return }
      tell(path, condition, queries)
    }
  }

  /// Calls of tools among the items of an output, as Responses of OpenAI list them.
  private func walk(calls: SourceValue, _ tell: (Bytes, RequestCondition, SourceValue) -> Void) {
    calls.forEach { item in
      guard item.kind == .object else { return }
      let type = item["type"]
      guard type.kind == .string, type.bytes.suffix(5).elementsEqual("_call".utf8) else { return }
      let one = Bytes(start: Self.one.utf8Start, count: Self.one.utf8CodeUnitCount)
      self.tell(of: type.bytes, counting: one, type, tell)
    }
  }

  private static let one: StaticString = "1"

  /// Tokens by modality, as Gemini lists them: of input, audio alone has another price.
  private func walk(details: SourceValue, _ tell: (Bytes, RequestCondition, SourceValue) -> Void) {
    let isOutput = path.suffix(23).elementsEqual("candidatesTokensDetails".utf8)
    details.forEach { item in
      guard item.kind == .object else { return }
      let modality = item["modality"]
      let count = item["tokenCount"]
      guard count.kind == .number, modality.spells("AUDIO") || isOutput && modality.spells("IMAGE")
      else { return }
      self.tell(of: modality.bytes, counting: count.bytes, count, tell)
    }
  }

  /// Written tokens by how long they are kept, as Bedrock lists them: each of those that state more than the usual five
  /// minutes, as a whole.
  private func walk(
    cacheDetails: SourceValue, _ tell: (Bytes, RequestCondition, SourceValue) -> Void
  ) {
    let before = path.count
    path += Self.term
    cacheDetails.forEach { item in
      guard item.kind == .object else { return }
      path.withUnsafeBufferPointer { path in
        guard let column = column(path), let condition = condition(item["ttl"].bytes, in: column)
        else { return }
        tell(path, condition, item)
      }
    }
    path.removeLast(path.count - before)
  }

  private static let term = Array(".ttl".utf8)

  /// Tells what a member that `name` would be at the path states with a value.
  private func tell(
    of name: Bytes, counting text: Bytes, _ value: SourceValue,
    _ tell: (Bytes, RequestCondition, SourceValue) -> Void
  ) {
    let before = path.count
    path.append(UInt8(ascii: "."))
    path.append(contentsOf: name)
    path.withUnsafeBufferPointer { path in
      guard let column = column(path), let condition = condition(text, in: column) else { return }
      tell(path, condition, value)
    }
    path.removeLast(path.count - before)
  }
}

extension UnreadConditions {
  /// A value whose meaning the settings may say; blank for one that is no word.
  static func word(_ condition: RequestCondition, _ text: Bytes) -> Name {
    let isWord =
      [.unreadTerms, .gatewayCache, .reversal, .trial].contains(condition) && text.count <= 32
      && (text.count == 1 || !text.contains { 0x30...0x39 ~= $0 })
    return isWord ? Name(bytes: text) : Name("")
  }
}
