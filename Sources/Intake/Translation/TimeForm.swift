import Ledger

/// The form in which a mapped export writes its times.
package struct TimeForm: Hashable, Sendable {
  package let shape: Shape
  /// The zone of times that name none; nil refuses them.
  package let zone: ReportingZone?
  /// The choice among times that clocks show twice; nil takes none.
  package var twiceShown: AmbiguousLocalTime?

  /// The shape of times.
  package enum Shape: Hashable, Sendable {
    /// As RFC 3339 has it; with a zone stated, also without one.
    case rfc3339
    /// A number of units since 1970, each of this number of nanoseconds.
    case epoch(nanoseconds: Int64)
    case pattern(TimePattern)
  }

  /// The words for counts since 1970.
  package static let epochs: [(word: String, nanoseconds: Int64)] = [
    ("epoch-s", 1_000_000_000), ("epoch-ms", 1_000_000), ("epoch-us", 1_000), ("epoch-ns", 1),
  ]

  package init(shape: Shape, zone: ReportingZone?) {
    self.shape = shape
    self.zone = zone
  }

  /// The shape that a word or a pattern of the settings means; nil for neither.
  package static func shape(_ text: String) -> Shape? {
    if text == "rfc3339" { return .rfc3339 }
    if let epoch = epochs.first(where: { $0.word == text }) {
      return .epoch(nanoseconds: epoch.nanoseconds)
    }
    return TimePattern(text).map(Shape.pattern)
  }

  /// Returns the instant that `text` means.
  package func read(_ text: String) throws(LocalTimeFault) -> Instant { try moment(text).instant }

  /// Returns true if `text` means an instant.
  func reads(_ text: String) -> Bool {
    do throws(LocalTimeFault) {
      _ = try read(text)
      return true
    } catch { return false }
  }

  /// An instant, and what to report of its text.
  struct Moment {
    let instant: Instant
    /// It is the first of two that clocks showed so.
    var isShownTwice = false
    /// The text named second 60.
    var isLeapSecond = false
  }

  /// Returns what `text` means.
  func moment(_ text: String) throws(LocalTimeFault) -> Moment {
    switch shape {
    case .rfc3339:
      do throws(InstantFault) {
        let reading = try Self.rfc3339(text)
        return Moment(instant: reading.instant, isLeapSecond: reading.isLeapSecond)
      } catch {
        guard error == .zone, let reading = Self.local(text) else { throw .instant(error) }
        return try moment(reading)
      }
    case .epoch(let unit): return Moment(instant: try epoch(text, unit))
    case .pattern(let pattern):
      guard let reading = pattern.read(text) else {
        throw SpreadsheetDay.day(text) == nil ? .pattern(pattern.text) : .instant(.serial)
      }
      return try moment(reading)
    }
  }

  private static func rfc3339(_ text: String) throws(InstantFault) -> InstantText.Reading {
    var text = text
    let result = text.withUTF8 { bytes -> Result<InstantText.Reading, InstantFault> in
      do throws(InstantFault) { return .success(try InstantText.read(bytes)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static let localPatterns = [
    "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.S", "yyyy-MM-dd'T'HH:mm:ss",
    "yyyy-MM-dd'T'HH:mm:ss.S", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm",
  ].compactMap { TimePattern($0) }

  private static func local(_ text: String) -> TimePattern.Reading? {
    for pattern in localPatterns { if let reading = pattern.read(text) { return reading } }
    return nil
  }

  // MARK: Counts since 1970

  private func epoch(_ text: String, _ unit: Int64) throws(LocalTimeFault) -> Instant {
    let places = String(unit).count - 1
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard let count = parts.first, parts.last?.isEmpty == false,
      (1...19).contains(count.utf8.count),
      count.allSatisfy({ "0"..."9" ~= $0 }), fraction.count <= places,
      fraction.allSatisfy({ "0"..."9" ~= $0 }), let whole = Int64(count)
    else { throw .epochForm }
    let (start, isTooLarge) = whole.multipliedReportingOverflow(by: unit)
    let digits = fraction + String(repeating: "0", count: places - fraction.count)
    let (nanoseconds, overflow) = start.addingReportingOverflow(Int64(digits) ?? 0)
    if !isTooLarge && !overflow {
      let instant = Instant(nanoseconds: nanoseconds)
      if InstantText.window.contains(instant) { return instant }
    }
    if SpreadsheetDay.day(text) != nil { throw .instant(.serial) }
    let likely = TimeForm.epochs.first { other in
      guard case (let product, false) = whole.multipliedReportingOverflow(by: other.nanoseconds)
      else { return false }
      return InstantText.window.contains(Instant(nanoseconds: product))
    }
    throw likely.map { .epochUnit(likely: $0.word) } ?? .instant(.window)
  }

  // MARK: Clocks

  /// The instant at which a clock shows `reading`; one that it never shows is none.
  private func moment(_ reading: TimePattern.Reading) throws(LocalTimeFault) -> Moment {
    guard reading.second == 60 else { return try ordinary(reading) }
    // The last nanosecond of its minute, as in RFC 3339.
    var last = reading
    (last.second, last.nanoseconds) = (59, Instant.nanosecondsPerSecond - 1)
    var moment = try ordinary(last)
    guard InstantText.mayBeLeapSecond(moment.instant) else { throw .instant(.range) }
    moment.isLeapSecond = true
    return moment
  }

  private func ordinary(_ reading: TimePattern.Reading) throws(LocalTimeFault) -> Moment {
    guard let day = Day(year: reading.year, month: reading.month, day: reading.day),
      reading.hour <= 23, reading.minute <= 59, reading.second <= 59
    else { throw .instant(.range) }
    guard (2014...2101).contains(reading.year) else { throw .instant(.window) }
    let clock = Int64(reading.hour * 3_600 + reading.minute * 60 + reading.second)
    let shown = Instant(
      nanoseconds: Instant(startOf: day).nanoseconds + clock * Instant.nanosecondsPerSecond
        + reading.nanoseconds)
    if let offset = reading.offset {
      return Moment(instant: try held(shown, secondsEast: Int64(offset)))
    }
    guard let zone else { throw .noZone }
    let possible = zone.instants(showing: shown)
    guard let first = possible.first, let last = possible.last else { throw .gap(zone: zone.name) }
    guard first == last || twiceShown?.isHarmless(first, last) == true else {
      throw .overlap(zone: zone.name)
    }
    return Moment(instant: try held(first, secondsEast: 0), isShownTwice: first != last)
  }

  private func held(_ shown: Instant, secondsEast: Int64) throws(LocalTimeFault) -> Instant {
    let instant = Instant(
      nanoseconds: shown.nanoseconds - secondsEast * Instant.nanosecondsPerSecond)
    guard InstantText.window.contains(instant) else { throw .instant(.window) }
    return instant
  }
}
