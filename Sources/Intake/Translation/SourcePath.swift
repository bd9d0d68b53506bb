import Ledger

/// The name of a column or member that only the settings know; points lead into members within members.
struct SourcePath: Hashable, Sendable {
  private let whole: [UInt8]
  private let keys: [[UInt8]]

  init(_ text: String) {
    whole = Array(text.utf8)
    keys = text.split(separator: ".").map { Array($0.utf8) }
  }

  /// The column among `names`, in lower case, that it names: itself, or the one that holds JSON with its members.
  func field(among names: [String]) -> Int? {
    if let field = names.firstIndex(of: folded(whole)) { return field }
    guard keys.count > 1, let first = keys.first else { return nil }
    return names.firstIndex(of: folded(first))
  }

  /// Returns the value at the path in an object.
  ///
  /// If a member on the way is a text that may spell an object, it is that text.
  func value(in root: SourceValue) -> SourceValue {
    let value = SourcePath.value(keys[...], in: root)
    guard value.kind == .missing, leadsInto else { return value }
    return held(in: root)?.text ?? value
  }

  /// Returns the value at the path in the JSON of a cell, or of a text in a record.
  func value(inText text: SourceValue, of record: SourceValue) -> SourceValue {
    let depth = record.kind == .object ? held(in: record)?.depth ?? 1 : 1
    return SourcePath.value(keys.dropFirst(depth), in: text)
  }

  /// The text on the way that may spell an object, and how many keys lead to it.
  private func held(in root: SourceValue) -> (text: SourceValue, depth: Int)? {
    for depth in 1..<max(keys.count, 1) {
      let held = SourcePath.value(keys[..<depth], in: root)
      if held.kind == .string, held.mayHoldJSON { return (held, depth) }
    }
    return nil
  }

  /// A key may have points in it: what is named by more of the text comes first.
  private static func value(_ keys: ArraySlice<[UInt8]>, in root: SourceValue) -> SourceValue {
    if root.kind == .array { return value(keys, inItemsOf: root) }
    for end in (keys.startIndex + 1...max(keys.endIndex, keys.startIndex + 1)).reversed() {
      let value = root.member(Array(keys[..<min(end, keys.endIndex)].joined(separator: [0x2E])))
      if value.kind == .missing { continue }
      if end >= keys.endIndex { return value }
      let inner = SourcePath.value(keys[end...], in: value)
      if inner.kind != .missing { return inner }
    }
    return .missing(at: root.place)
  }

  /// Returns the value at the path in the one item of a list that has it.
  ///
  /// It is the list if several items have one, as it is unknown which is meant.
  private static func value(
    _ keys: ArraySlice<[UInt8]>, inItemsOf list: SourceValue
  ) -> SourceValue {
    if keys.count == 1, let key = keys.first {
      let count = count(of: key, in: list)
      if count.kind != .missing { return count }
    }
    var found = SourceValue.missing(at: list.place)
    var count = 0
    list.forEach { item in
      guard item.kind == .object || item.kind == .array else { return }
      let inner = value(keys, in: item)
      if inner.kind == .missing { return }
      found = inner
      count += 1
    }
    return count > 1 ? list : found
  }

  /// The tokens of a modality, such as `AUDIO`, in a list of Gemini's that has a count for each.
  private static func count(of modality: [UInt8], in list: SourceValue) -> SourceValue {
    var count = SourceValue.missing(at: list.place)
    list.forEach { item in
      guard item.kind == .object, item["modality"].bytes.elementsEqual(modality) else {
        return
      }
      count = item["tokenCount"]
    }
    return count
  }

  /// True if a cell that begins with a brace has to be parsed.
  var leadsInto: Bool { keys.count > 1 }
}

extension SourceValue {
  /// True if a cell or a string begins like an object or a list of JSON.
  var mayHoldJSON: Bool {
    guard kind == .cell || kind == .string else { return false }
    return bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[")
  }
}
