import Ledger
import Support
import Testing

/// The rows of "Times" in the page on bad input that concern one text.
@Suite struct InstantTextTests {
  /// 29 July 2026 is day 20,663, so its midnight is second 1,785,283,200; 23:59:51 is 86,391 later.
  @Test(
    arguments: [
      ("2026-07-29T23:59:51Z", 1_785_369_591_000_000_000),
      ("2026-07-29T23:59:51.890Z", 1_785_369_591_890_000_000),
      ("2026-07-29t23:59:51.89z", 1_785_369_591_890_000_000),
      ("2026-07-29 23:59:51.89Z", 1_785_369_591_890_000_000),
      ("2026-07-29T23:59:51.000000001Z", 1_785_369_591_000_000_001),
      ("2026-07-29T23:59:51.123456789Z", 1_785_369_591_123_456_789),
      ("2026-07-29T23:59:51-00:00", 1_785_369_591_000_000_000),
      ("2026-07-30T01:59:51+02:00", 1_785_369_591_000_000_000),
      ("2026-07-29T19:29:51.5-04:30", 1_785_369_591_500_000_000),
      ("2026-07-30T23:58:51+23:59", 1_785_369_591_000_000_000),
      ("2015-01-01T00:00:00Z", 1_420_070_400_000_000_000),
      ("2014-12-31T23:30:00-00:30", 1_420_070_400_000_000_000),
      ("2099-12-31T23:59:59.999999999Z", 4_102_444_799_999_999_999),
      ("2028-02-29T00:00:00Z", 1_835_395_200_000_000_000),
    ] as [(String, Int64)])
  func `a time with a zone is an instant in UTC`(text: String, nanoseconds: Int64) throws {
    let reading = try read(text)
    #expect(reading.instant.nanoseconds == nanoseconds)
    #expect(!reading.isLeapSecond)
  }

  @Test(
    arguments: [
      ("", .zone), ("2026-07-29", .zone), ("2026-07-29T10:00:00", .zone),
      ("2026-07-29T10:00:00.5", .zone), ("2026-07-29T10:00Z", .zone),
      ("2026-07-29T10:00+02:00", .zone), ("03/07/2026", .zone), ("03/07/2026 10:00:00 PM", .zone),
      ("26-07-29T10:00:00+01:00", .zone), ("2026-07-29T10:00:00+0200", .zone),
      ("2026-07-29T10:00:00+02", .zone), ("2026-07-29T10:00:00 Z", .zone),
      ("2026-07-29T10:00:00ZZ", .zone), ("2026-07-29T10:00:00.Z", .zone),
      ("2026-07-29T10:00:00,5Z", .zone), ("2026-07-29_10:00:00Z", .zone),
      ("2026-07-29T10:00:00+02:0x", .zone), ("２026-07-29T10:00:00Z", .zone),
      (" 2026-07-29T10:00:00Z", .zone), ("2026-07-29T10:00:00Z ", .zone),
      ("2026-07-29T1o:00:00Z", .zone), ("2026-07-29T10:00:00\u{2212}02:00", .zone),
      ("2026-02-30T10:00:00Z", .range), ("2025-02-29T10:00:00Z", .range),
      ("2026-13-01T10:00:00Z", .range), ("2026-00-10T10:00:00Z", .range),
      ("2026-07-00T10:00:00Z", .range), ("2026-07-29T24:00:00Z", .range),
      ("2026-07-29T25:00:00Z", .range), ("2026-07-29T10:60:00Z", .range),
      ("2026-07-29T10:00:61Z", .range), ("2026-07-29T10:00:00+24:00", .range),
      ("2026-07-29T10:00:00+23:60", .range), ("2026-07-29T10:00:00.1234567890Z", .range),
      ("2014-12-31T23:59:59.999999999Z", .window), ("2015-01-01T00:29:59+00:30", .window),
      ("2100-01-01T00:00:00Z", .window), ("2099-12-31T23:59:59-00:01", .window),
      ("1970-01-01T00:00:00Z", .window), ("0000-01-01T00:00:00Z", .window),
      ("9999-12-31T23:59:59Z", .window),
      ("1767225600", .epoch), ("1767225600000", .epoch), ("1767225600.5", .epoch), ("0", .epoch),
    ] as [(String, InstantFault)])
  func `a text without zone, date or window is refused with the reason`(
    text: String, fault: InstantFault
  ) {
    #expect(throws: fault) { try read(text) }
  }

  /// Midnight UTC of the next day, less a nanosecond: 1 July 2015 is second 1,435,708,800, 1 January
  /// 2017 second 1,483,228,800 (both had a leap second before them, IERS bulletin C).
  @Test(
    arguments: [
      ("2015-06-30T23:59:60Z", 1_435_708_799_999_999_999),
      ("2016-12-31T23:59:60Z", 1_483_228_799_999_999_999),
      ("2016-12-31T23:59:60.5Z", 1_483_228_799_999_999_999),
      ("2017-01-01T00:59:60+01:00", 1_483_228_799_999_999_999),
      ("2016-12-31T15:59:60-08:00", 1_483_228_799_999_999_999),
    ] as [(String, Int64)])
  func `second 60 at the end of June or December is the last nanosecond of its month`(
    text: String, nanoseconds: Int64
  ) throws {
    let reading = try read(text)
    #expect(reading.instant.nanoseconds == nanoseconds)
    #expect(reading.isLeapSecond)
  }

  @Test(
    arguments: [
      "2016-03-31T23:59:60Z", "2016-12-30T23:59:60Z", "2016-12-31T23:58:60Z",
      "2016-12-31T22:59:60Z", "2016-12-31T23:59:60+01:00", "2016-07-01T23:59:60Z",
    ])
  func `second 60 at any other time does not exist`(text: String) {
    #expect(throws: InstantFault.range) { try read(text) }
  }

  /// The examples of RFC 3339 §5.8.
  ///
  /// 1985-04-12 is day 5,580, 1996-12-20 day 9,850, 1991-01-01 day
  /// 7,670 and 1937-01-01 day −12,053, counted by years and leap days.
  @Test(
    arguments: [
      ("1985-04-12T23:20:50.52Z", 482_196_050_520_000_000),
      ("1996-12-19T16:39:57-08:00", 851_042_397_000_000_000),
      ("1990-12-31T23:59:60Z", 662_687_999_999_999_999),
      ("1990-12-31T15:59:60-08:00", 662_687_999_999_999_999),
      ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130_000_000),
      ("1937-01-01", -1_041_379_200_000_000_000),
      ("2026-07-29", 1_785_283_200_000_000_000),
      // Days that no instant reaches mean always and for good.
      ("1677-12-31", .min), ("2262-01-01", .max), ("9999-12-31", .max),
    ] as [(Name, Int64)])
  func `a date of a book is a day or a time of any year`(text: Name, nanoseconds: Int64) throws {
    #expect(try Instant(bookDate: text).nanoseconds == nanoseconds)
  }

  @Test(
    arguments: [
      ("", .zone), ("2026-02-30", .zone), ("2026-7-1", .zone), ("2026-07-29T10:00:00", .zone),
      ("2026-02-30T00:00:00Z", .range),
      ("1677-12-31T00:00:00Z", .window), ("20260729", .epoch),
    ] as [(Name, InstantFault)])
  func `a date of a book that is neither is refused`(text: Name, fault: InstantFault) {
    #expect(throws: fault) { try Instant(bookDate: text) }
  }

  @Test func `an instant that is written is read again as it was`() throws {
    var dice = Dice(seed: 6)
    let window = InstantText.window
    for round in 0..<2_000 {
      let random = Int64.random(
        in: window.lowerBound.nanoseconds..<window.upperBound.nanoseconds, using: &dice)
      let unit: Int64 = [1, 1_000, 1_000_000, 1_000_000_000][round % 4]
      let instant = Instant(nanoseconds: random / unit * unit)
      let text = instant.description
      #expect(try Instant(bookDate: Name(text)) == instant, "\(text)")
    }
  }

  @Test(
    arguments: [
      (0, "1970-01-01"), (1_785_369_591_890_000_000, "2026-07-29T23:59:51.89Z"),
      (1_785_283_201_000_000_000, "2026-07-29T00:00:01Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
      (1, "1970-01-01T00:00:00.000000001Z"),
    ] as [(Int64, String)])
  func `an instant is written as a day or with as many decimals as it has`(
    nanoseconds: Int64, text: String
  ) {
    #expect(Instant(nanoseconds: nanoseconds).description == text)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-86_400_000_000_000, "1969-12-31T00:00:00Z"),
    (1_785_369_591_890_000_000, "2026-07-29T23:59:51.89Z"),
  ])
  func `an instant has its clock also at midnight where that is requested`(
    nanoseconds: Int64, text: String
  ) {
    #expect(Instant(nanoseconds: nanoseconds).rfc3339 == text)
  }

  @Test func `the first and the last instant can be written as well`() async {
    await #expect(processExitsWith: .success) {
      _ = Instant.distantFuture.description
      _ = Instant.distantPast.description
    }
  }

  private func read(_ text: String) throws(InstantFault) -> InstantText.Reading {
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBufferPointer {
      text -> Result<InstantText.Reading, InstantFault> in
      do throws(InstantFault) { return .success(try InstantText.read(text)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
