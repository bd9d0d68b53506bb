import Ledger
import Support
import Testing

@Suite struct ReportingZoneTests {
  /// Clocks in Paris go from +01:00 to +02:00 on 2026-03-29 and back on 2026-10-25, at 01:00 UTC
  /// (Directive 2000/84/EC: the last Sundays of March and October).
  @Test(
    arguments: [
      ("2026-03-28T22:59:59.999999999Z", "2026-03-28"), ("2026-03-28T23:00:00Z", "2026-03-29"),
      ("2026-03-29T00:59:59Z", "2026-03-29"), ("2026-03-29T01:00:00Z", "2026-03-29"),
      ("2026-03-29T21:59:59.999999999Z", "2026-03-29"), ("2026-03-29T22:00:00Z", "2026-03-30"),
      ("2026-10-24T21:59:59Z", "2026-10-24"), ("2026-10-24T22:00:00Z", "2026-10-25"),
      ("2026-10-25T01:00:00Z", "2026-10-25"), ("2026-10-25T22:59:59.999999999Z", "2026-10-25"),
      ("2026-10-25T23:00:00Z", "2026-10-26"), ("2016-06-30T22:30:00Z", "2016-06-30"),
    ] as [(Name, String)])
  func `a day in Paris begins at 23:00 UTC in winter and at 22:00 in summer`(
    instant: Name, day: String
  ) throws {
    let paris = try zone(
      "Europe/Paris", [("2015-01-01", 1), ("2026-03-29T01:00:00Z", 2), ("2026-10-25T01:00:00Z", 1)])
    #expect(paris.day(of: try Instant(bookDate: instant)) == Day(day))
  }

  /// New York goes from −05:00 to −04:00 on 2026-03-08 at 07:00 UTC.
  @Test(
    arguments: [
      ("2026-03-08T04:59:59.999999999Z", "2026-03-07"), ("2026-03-08T05:00:00Z", "2026-03-08"),
      ("2026-03-09T03:59:59.999999999Z", "2026-03-08"), ("2026-03-09T04:00:00Z", "2026-03-09"),
    ] as [(Name, String)])
  func `a day in New York begins after the one in UTC`(instant: Name, day: String) throws {
    let newYork = try zone("America/New_York", [("2015-01-01", -5), ("2026-03-08T07:00:00Z", -4)])
    #expect(newYork.day(of: try Instant(bookDate: instant)) == Day(day))
  }

  /// Samoa crossed the date line at the end of 29 December 2011, 10:00 UTC on the 30th: −10 to +14.
  @Test(
    arguments: [
      ("2011-12-30T09:59:59.999999999Z", "2011-12-29"), ("2011-12-30T10:00:00Z", "2011-12-31"),
    ] as [(Name, String)])
  func `a zone may skip a day`(instant: Name, day: String) throws {
    let samoa = try zone("Pacific/Apia", [("2011-01-01", -10), ("2011-12-30T10:00:00Z", 14)])
    #expect(samoa.day(of: try Instant(bookDate: instant)) == Day(day))
  }

  @Test func `in UTC the day is that of the instant`() throws {
    #expect(
      ReportingZone.utc.day(of: try Instant(bookDate: "2026-07-29T23:59:59.9Z"))
        == Day("2026-07-29"))
    #expect(ReportingZone.utc.day(of: try Instant(bookDate: "2026-07-30")) == Day("2026-07-30"))
    #expect(ReportingZone.utc.day(of: Instant(nanoseconds: -1)) == Day("1969-12-31"))
  }

  @Test func `the day is that of the last offset that began, as a plain search finds it`() throws {
    var dice = Dice(seed: 7)
    for count in 1...9 {
      let starts = (0..<count).map { _ in Int64.random(in: 0...1_000, using: &dice) }.sorted()
      let offsets = starts.map {
        ReportingZone.Offset(
          from: Instant(nanoseconds: $0 * Instant.nanosecondsPerDay / 7),
          secondsEast: Int32.random(in: -14 * 60...14 * 60, using: &dice) * 60)
      }
      let zone = ReportingZone(name: "random", offsets: offsets)
      for _ in 0..<200 {
        let instant = Instant(
          nanoseconds: Int64.random(in: 0...150 * Instant.nanosecondsPerDay, using: &dice))
        let offset = try #require(offsets.last { $0.from <= instant } ?? offsets.first)
        let local = Instant(
          nanoseconds: instant.nanoseconds + Int64(offset.secondsEast)
            * Instant.nanosecondsPerSecond)
        #expect(zone.day(of: instant) == local.utcDay)
      }
    }
  }

  private func zone(_ name: String, _ offsets: [(from: Name, hoursEast: Int32)]) throws
    -> ReportingZone
  {
    ReportingZone(
      name: name,
      offsets: try offsets.map {
        ReportingZone.Offset(
          from: try Instant(bookDate: $0.from), secondsEast: $0.hoursEast * 3_600)
      })
  }
}
