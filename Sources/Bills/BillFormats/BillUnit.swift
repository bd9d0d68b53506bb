/// Units of quantities, as bills name them.
enum BillUnit {
  /// Returns the single units in one of `unit`, such as `1K tokens` or `1000000 Tokens`; nil for an unknown unit.
  static func factor(_ unit: String) -> Int64? {
    let words = unit.lowercased().split(separator: " ").map(String.init)
    guard let last = words.last else { return nil }
    let nouns = [
      "tokens", "token", "requests", "request", "seconds", "second", "images", "image", "searches",
    ]
    guard nouns.contains(last) else { return nil }
    let number = words.dropLast().joined()
    return number.isEmpty ? 1 : block(number)
  }

  /// Returns the number of a block, such as `1K`, `1M`, `1000` or `1 million`; nil for another text.
  static func block(_ text: String) -> Int64? {
    let text = text.lowercased().filter { $0 != " " && $0 != "," }
    let digits = text.prefix { "0"..."9" ~= $0 }
    guard let count = Int64(digits), (1...1_000_000_000).contains(count) else { return nil }
    switch text.dropFirst(digits.count) {
    case "": return count
    case "k", "thousand": return count * 1_000
    case "m", "million": return count * 1_000_000
    default: return nil
    }
  }
}
