/// Why a text is no instant.
package enum InstantFault: Error, Hashable, Sendable {
  /// No zone, or not the shape of RFC 3339 at all.
  case zone
  /// A date, an hour, a second or an offset that does not exist.
  case range
  /// Before 2015 or from 2100 on.
  case window
  /// A bare number, as of seconds since 1970.
  case epoch
  /// The number of a day in a spreadsheet.
  case serial
}

/// Reads RFC 3339 times: `2026-07-29T23:59:51.890Z`, with a zone, 0 to 9 decimals.
///
/// A lower-case `t` or `z` and a blank for the `T` are accepted, and `-00:00` is UTC (RFC 3339 §4.3
/// and §5.6, https://www.rfc-editor.org/rfc/rfc3339). Second 60 is accepted on 30 June and
/// 31 December at 23:59 UTC only, as the last nanosecond of its month.
package enum InstantText {
  /// An instant as read.
  package struct Reading: Hashable, Sendable {
    package let instant: Instant
    /// The text named second 60.
    package let isLeapSecond: Bool
  }

  /// Returns the instant that `text` names, held to 2015 … 2099.
  package static func read(_ text: Bytes) throws(InstantFault) -> Reading {
    let reading = try readAnyYear(text)
    guard window.contains(reading.instant) else { throw .window }
    return reading
  }

  /// The instants that a ledger row may name.
  package static let window: Range<Instant> = {
    guard let first = Day(year: 2015, month: 1, day: 1), let end = Day(year: 2100, month: 1, day: 1)
    else { preconditionFailure("both are days") }
    return Instant(startOf: first)..<Instant(startOf: end)
  }()

  private static func readAnyYear(_ text: Bytes) throws(InstantFault) -> Reading {
    if SpreadsheetDay.day(text) != nil { throw .serial }
    if !text.isEmpty && text.allSatisfy({ isDigit($0) || $0 == 0x2E }) { throw .epoch }
    guard text.count >= 20, text[4] == 0x2D, text[7] == 0x2D,
      [0x54, 0x74, 0x20].contains(text[10]),
      text[13] == 0x3A, text[16] == 0x3A
    else { throw .zone }
    guard let hour = digits(text, 11..<13), let minute = digits(text, 14..<16),
      let second = digits(text, 17..<19), [0, 5, 8].allSatisfy({ isDigit(text[$0]) })
    else { throw .zone }
    let (fraction, zoneStart) = try fraction(text)
    let offset = try offsetSeconds(text, from: zoneStart)
    guard let day = Day(text: Bytes(rebasing: text[0..<10])), hour <= 23, minute <= 59, second <= 60
    else { throw .range }
    guard (1678...2261).contains(day.civil.year) else { throw .window }
    let isLeapSecond = second == 60
    let clock = hour * 3600 + minute * 60 + (isLeapSecond ? 59 : second)
    let seconds = Int64(day.number) * 86_400 + Int64(clock - offset)
    if isLeapSecond && !endsJuneOrDecember(seconds) { throw .range }
    let nanoseconds = isLeapSecond ? Instant.nanosecondsPerSecond - 1 : fraction
    let (product, overflow) = seconds.multipliedReportingOverflow(by: Instant.nanosecondsPerSecond)
    guard !overflow else { throw .window }
    return Reading(
      instant: Instant(nanoseconds: product + nanoseconds), isLeapSecond: isLeapSecond)
  }

  /// Nanoseconds from the decimals after the seconds, and where the zone begins.
  private static func fraction(_ text: Bytes) throws(InstantFault) -> (Int64, Int) {
    guard text[19] == 0x2E else { return (0, 19) }
    var index = 20
    var value: Int64 = 0
    while index < text.count && isDigit(text[index]) {
      guard index < 29 else { throw .range }
      value = value * 10 + Int64(text[index] - 0x30)
      index += 1
    }
    guard index > 20 else { throw .zone }
    for _ in index..<29 { value *= 10 }
    return (value, index)
  }

  /// Seconds east of UTC: `Z`, or `+hh:mm` up to 23:59.
  private static func offsetSeconds(_ text: Bytes, from start: Int) throws(InstantFault) -> Int {
    guard start < text.count else { throw .zone }
    if text[start] == 0x5A || text[start] == 0x7A {
      guard start + 1 == text.count else { throw .zone }
      return 0
    }
    guard text[start] == 0x2B || text[start] == 0x2D, text.count == start + 6,
      text[start + 3] == 0x3A, let hours = digits(text, (start + 1)..<(start + 3)),
      let minutes = digits(text, (start + 4)..<(start + 6))
    else { throw .zone }
    guard hours <= 23, minutes <= 59 else { throw .range }
    return (hours * 60 + minutes) * (text[start] == 0x2D ? -60 : 60)
  }

  /// True if a leap second may follow this second of an instant.
  package static func mayBeLeapSecond(_ instant: Instant) -> Bool {
    endsJuneOrDecember(floorDivide(instant.nanoseconds, Instant.nanosecondsPerSecond))
  }

  /// True if the second is the last of 30 June or 31 December in UTC, where leap seconds occur.
  private static func endsJuneOrDecember(_ seconds: Int64) -> Bool {
    guard floorModulo(seconds, 86_400) == 86_399 else { return false }
    let date = Day(number: Int32(floorDivide(seconds, 86_400))).civil
    return (date.month, date.day) == (6, 30) || (date.month, date.day) == (12, 31)
  }

  private static func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    value - floorDivide(value, divisor) * divisor
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

extension Instant {
  /// Reads a date of a book: a day, meaning midnight UTC, or an RFC 3339 instant.
  package init(bookDate text: Name) throws(InstantFault) {
    self = try InstantText.readBookDate(text)
  }

  /// Reads the same without a message about any other text: then it is nil.
  package init?(dayOrInstant text: String) {
    do throws(InstantFault) { try self.init(bookDate: Name(text)) } catch { return nil }
  }
}

extension InstantText {
  fileprivate static func readBookDate(_ text: Name) throws(InstantFault) -> Instant {
    // A closure that throws would lose the type of its error, so the result is carried out instead.
    let result = text.bytes.withUnsafeBufferPointer { bytes -> Result<Instant, InstantFault> in
      do throws(InstantFault) {
        guard let day = Day(text: bytes) else { return .success(try readAnyYear(bytes).instant) }
        // A day beyond what an instant can hold, such as 9999-12-31, means for good.
        if day.civil.year > 2261 { return .success(.distantFuture) }
        if day.civil.year < 1678 { return .success(.distantPast) }
        return .success(Instant(startOf: day))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
