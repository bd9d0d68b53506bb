/// The numbers by which spreadsheets know days: 45870 is 1 August 2025, and 45870.5 is its noon.
///
/// Day 1 is 1 January 1900, and 1900 counts as a leap year
/// (https://learn.microsoft.com/en-us/troubleshoot/microsoft-365-apps/excel/wrongly-assumes-1900-is-leap-year), so that from
/// March 1900 on 25569 of them lie before 1 January 1970.
package enum SpreadsheetDay {
  /// The day of a number; nil for a text that is none, or is outside 2015 … 2099.
  package static func day(_ text: some Collection<UInt8>) -> Day? {
    let whole = text.prefix { $0 &- 0x30 < 10 }
    let rest = text.dropFirst(whole.count)
    guard whole.count == 5 else { return nil }
    if let point = rest.first {
      guard point == 0x2E || point == 0x2C, rest.count > 1,
        rest.dropFirst().allSatisfy({ $0 &- 0x30 < 10 })
      else { return nil }
    }
    let number = whole.reduce(0) { $0 * 10 + Int32($1 - 0x30) }
    let day = Day(number: number - 25_569)
    return InstantText.window.contains(Instant(startOf: day)) ? day : nil
  }

  /// The same of a text.
  package static func day(_ text: String) -> Day? { day(Array(text.utf8)) }
}
