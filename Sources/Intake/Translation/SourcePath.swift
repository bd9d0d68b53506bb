import Ledger

/// The name of a column or member that only the settings know; points lead into members within members.
struct SourcePath: Hashable, Sendable {
  /// As in the settings.
  let text: String
  private let whole: [UInt8]
  private let keys: [[UInt8]]

  init(_ text: String) {
    self.text = text
    whole = Array(text.utf8)
    keys = text.split(separator: ".").map { Array($0.utf8) }
  }

  /// The column among `names`, in lower case, that it names: itself, or the one that holds JSON with its members.
  func field(among names: [String]) -> Int? {
    if let field = names.firstIndex(of: folded(whole)) { return field }
    guard keys.count > 1, let first = keys.first else { return nil }
    return names.firstIndex(of: folded(first))
  }

  /// What stands there in an object.
  func value(in root: SourceValue) -> SourceValue {
    let value = root.member(whole)
    if value.kind != .missing || keys.count == 1 { return value }
    return keys.reduce(root) { $0.member($1) }
  }

  /// What stands there in the JSON that a cell holds.
  func value(inCell root: SourceValue) -> SourceValue {
    keys.dropFirst().reduce(root) { $0.member($1) }
  }

  /// Whether a cell that begins with a brace is to be looked into.
  var leadsInto: Bool { keys.count > 1 }
}
