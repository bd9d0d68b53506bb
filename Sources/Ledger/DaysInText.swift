/// Finds the days in a text that is not a row Assay can read: `2026-09-06` of `2026-09-06 08:41:42.436`.
package enum DaysInText {
  /// Returns the days that the text names as year, month and day with hyphens, each once, in their order.
  package static func days(in text: [UInt8]) -> [Day] {
    let (hyphen, length) = (UInt8(ascii: "-"), 10)
    guard text.count >= length else { return [] }
    var days: [Day] = []
    func number(_ from: Int, _ count: Int) -> Int? {
      var value = 0
      for byte in text[from..<from + count] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    for end in length...text.count {
      let start = end - length
      guard text[start + 4] == hyphen, text[start + 7] == hyphen,
        let year = number(start, 4), let month = number(start + 5, 2),
        let dayOfMonth = number(start + 8, 2),
        let day = Day(year: year, month: month, day: dayOfMonth), !days.contains(day)
      else { continue }
      days.append(day)
    }
    return days
  }
}
