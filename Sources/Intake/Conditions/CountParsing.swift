/// Reads counts to see whether there are some.
enum CountParsing {
  /// A count; 0 where there is none, and 1 for a number above 0 in another form, such as `0.5`.
  static func read(_ text: (some Collection<UInt8>)?) -> Int64 {
    guard let text, !text.isEmpty else { return 0 }
    let words = String(decoding: text, as: UTF8.self)
    return Int64(words) ?? (ConditionKeywords.isCount(words) ? 1 : 0)
  }
}
