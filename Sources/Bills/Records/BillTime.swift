import Ledger

/// Times as bills write them: RFC 3339, also without seconds, `T` or zone, and days and months.
enum BillTime {
  /// A time as read, and how long it is.
  struct Reading: Hashable, Sendable {
    let start: Instant
    let span: Span

    /// The length that the text states.
    enum Span: Hashable, Sendable {
      case instant, day, month
    }
  }

  /// Returns the time that `text` names.
  ///
  /// - Parameter zone: of days, months and times that name none.
  static func read(_ text: Name, zone: ReportingZone) throws(InstantFault) -> Reading {
    let bytes = text.bytes
    if (9...10).contains(bytes.count), bytes.allSatisfy({ $0 &- 0x30 < 10 }) {
      let seconds = bytes.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
      return Reading(
        start: try held(Instant(nanoseconds: seconds * Instant.nanosecondsPerSecond)),
        span: .instant)
    }
    if bytes.count == 7, let month = Month(text.description) {
      return Reading(start: try held(zone.start(of: month.period.from)), span: .month)
    }
    if let day = day(bytes) {
      return Reading(start: try held(zone.start(of: day)), span: .day)
    }
    return Reading(start: try instant(bytes, zone: zone), span: .instant)
  }

  /// Returns the end of a time that is a day or a month; nil of an instant.
  static func end(of reading: Reading, zone: ReportingZone) -> Instant? {
    let day = zone.day(of: reading.start)
    switch reading.span {
    case .instant: return nil
    case .day: return zone.start(of: day + 1)
    case .month: return zone.start(of: day.month.period.to)
    }
  }

  /// Reads `2026-08-03`, `20260803`, or `08/03/2026`, the month first.
  private static func day(_ text: [UInt8]) -> Day? {
    if text.count == 8, text.allSatisfy({ $0 &- 0x30 < 10 }) {
      return Day(
        String(decoding: text[..<4] + [0x2D] + text[4..<6] + [0x2D] + text[6...], as: UTF8.self))
    }
    if text.count == 10, text[2] == 0x2F, text[5] == 0x2F {
      return Day(
        String(decoding: text[6...] + [0x2D] + text[..<2] + [0x2D] + text[3..<5], as: UTF8.self))
    }
    return Day(String(decoding: text, as: UTF8.self))
  }

  private static func instant(
    _ text: [UInt8], zone: ReportingZone
  ) throws(InstantFault) -> Instant {
    guard text.count >= 16, text[13] == 0x3A, text[10] == 0x20 || text[10] | 0x20 == 0x74 else {
      throw SpreadsheetFault.of(text)
    }
    var clock = Array(text[..<16])
    var rest = text[16...]
    if rest.first == 0x3A {
      clock += rest.prefix(3)
      rest = rest.dropFirst(3)
    } else {
      clock += [0x3A, 0x30, 0x30]
    }
    if rest.first == 0x2E {
      let decimals = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
      clock += [0x2E] + decimals
      rest = rest.dropFirst(1 + decimals.count)
    }
    if rest.first == 0x20 { rest = rest.dropFirst() }
    if rest.isEmpty { return try local(clock, zone: zone) }
    switch String(decoding: rest, as: UTF8.self) {
    case "UTC", "Z", "z": clock += [0x5A]
    // `+00`, as BigQuery writes it.
    case let offset where offset.utf8.count == 3: clock += rest + [0x3A, 0x30, 0x30]
    case let offset where offset.utf8.count == 5:
      clock += rest.prefix(3) + [0x3A] + rest.suffix(2)
    default: clock += rest
    }
    return try rfc3339(clock)
  }

  /// The time at which a clock in `zone` shows the text; of two the first, and of a clock put forward the change.
  private static func local(
    _ clock: [UInt8], zone: ReportingZone
  ) throws(InstantFault) -> Instant {
    let shown = try rfc3339(clock + [0x5A])
    if zone.offsets.count == 1, zone.offsets[0].secondsEast == 0 { return shown }
    if let first = zone.instants(showing: shown).first { return try held(first) }
    throw .range
  }

  private static func rfc3339(_ text: [UInt8]) throws(InstantFault) -> Instant {
    let result = text.withUnsafeBufferPointer { bytes -> Result<Instant, InstantFault> in
      do throws(InstantFault) { return .success(try InstantText.read(bytes).instant) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func held(_ instant: Instant) throws(InstantFault) -> Instant {
    // A day of a zone east of UTC begins in the year before.
    let margin = Instant.nanosecondsPerDay
    guard InstantText.window.contains(Instant(nanoseconds: instant.nanoseconds + margin)) else {
      throw .window
    }
    return instant
  }

  private enum SpreadsheetFault {
    static func of(_ text: [UInt8]) -> InstantFault {
      text.withUnsafeBufferPointer { bytes -> InstantFault in
        do throws(InstantFault) { _ = try InstantText.read(bytes) } catch { return error }
        return .zone
      }
    }
  }
}
