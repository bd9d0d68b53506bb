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

  /// What stands there in an object; where its first member is a text that may spell an object, that text.
  func value(in root: SourceValue) -> SourceValue {
    let value = SourcePath.value(keys[...], in: root)
    guard value.kind == .missing, leadsInto, let first = keys.first else { return value }
    let held = root.member(first)
    return held.kind == .string && held.bytes.first == UInt8(ascii: "{") ? held : value
  }

  /// What stands there in the JSON that a cell holds.
  func value(inCell root: SourceValue) -> SourceValue {
    SourcePath.value(keys.dropFirst(), in: root)
  }

  /// A key may have points in it: what is named by more of the text comes first.
  private static func value(_ keys: ArraySlice<[UInt8]>, in root: SourceValue) -> SourceValue {
    for end in (keys.startIndex + 1...max(keys.endIndex, keys.startIndex + 1)).reversed() {
      let value = root.member(Array(keys[..<min(end, keys.endIndex)].joined(separator: [0x2E])))
      if value.kind == .missing { continue }
      if end >= keys.endIndex { return value }
      let inner = SourcePath.value(keys[end...], in: value)
      if inner.kind != .missing { return inner }
    }
    return .missing(at: root.place)
  }

  /// Whether a cell that begins with a brace is to be looked into.
  var leadsInto: Bool { keys.count > 1 }
}
