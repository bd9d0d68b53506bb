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

  /// Beirut puts its clocks forward at midnight of 29 March 2026, from +02:00 to +03:00 at 22:00 UTC, and back at
  /// midnight on 25 October, at 21:00 UTC: so that day has its first hour twice.
  @Test(
    arguments: [
      ("2026-03-29", "2026-03-28T22:00:00Z"), ("2026-03-30", "2026-03-29T21:00:00Z"),
      ("2026-10-24", "2026-10-23T21:00:00Z"), ("2026-10-25", "2026-10-24T22:00:00Z"),
    ] as [(String, Name)])
  func `a day begins with the change of clocks where that is at midnight`(
    day: String, start: Name
  ) throws {
    #expect(try beirut().start(of: try #require(Day(day))) == (try Instant(bookDate: start)))
  }

  /// From 23:30 to 00:30: the night has no midnight.
  @Test func `a day begins with the change of clocks even where that is before midnight`() throws {
    let zone = try zone("leap", [("2015-01-01", 0), ("2026-03-28T23:30:00Z", 1)])
    #expect(
      zone.start(of: try #require(Day("2026-03-29")))
        == (try Instant(bookDate: "2026-03-28T23:30:00Z")))
  }

  @Test func `a day begins at its first instant, as a plain search finds it`() throws {
    var dice = Dice(seed: 11)
    let quarter = Instant.nanosecondsPerDay / 96
    for _ in 0..<40 {
      // Clocks change at quarters of an hour, weeks apart.
      let changes = (1...3).map { 40 * 96 * $0 + Int64.random(in: 0..<20 * 96, using: &dice) }
      let offsets = ([-96 * 30] + changes).map { change in
        ReportingZone.Offset(
          from: Instant(nanoseconds: change * quarter),
          secondsEast: Int32.random(in: -15 * 4...15 * 4, using: &dice) * 900)
      }
      let zone = ReportingZone(name: "random", offsets: offsets)
      let near = changes.flatMap { $0 / 96 - 2...$0 / 96 + 2 }
      for number in near {
        let day = Day(number: Int32(number))
        let first = ((number - 2) * 96...(number + 2) * 96).first {
          zone.day(of: Instant(nanoseconds: $0 * quarter)) == day
        }
        // A day that clocks skip has no instant.
        let start = first.map { Instant(nanoseconds: $0 * quarter) } ?? Instant(startOf: day)
        #expect(zone.start(of: day) == start)
      }
    }
  }

  /// 2⁶³ nanoseconds are 106,751.99… days.
  @Test(arguments: [(14, Int64.max, 106_751), (-5, .min, -106_752)] as [(Int32, Int64, Int32)])
  func `no zone has a day outside the ends of time`(
    hoursEast: Int32, nanoseconds: Int64, day: Int32
  ) throws {
    let zone = try zone("fixed", [("2015-01-01", hoursEast)])
    #expect(zone.day(of: Instant(nanoseconds: nanoseconds)) == Day(number: day))
  }

  /// 00:30 on 29 March is skipped, and 23:30 on 24 October comes at 20:30 and at 21:30 UTC.
  @Test(
    arguments: [
      ("2026-03-28T23:30:00Z", ["2026-03-28T21:30:00Z"]), ("2026-03-29T00:30:00Z", []),
      ("2026-03-29T01:00:00Z", ["2026-03-28T22:00:00Z"]),
      ("2026-10-24T22:59:59Z", ["2026-10-24T19:59:59Z"]),
      ("2026-10-24T23:30:00Z", ["2026-10-24T20:30:00Z", "2026-10-24T21:30:00Z"]),
      ("2026-10-25T00:00:00Z", ["2026-10-24T22:00:00Z"]),
    ] as [(Name, [Name])])
  func `a clock shows a time never, once or twice`(shown: Name, instants: [Name]) throws {
    #expect(
      try beirut().instants(showing: try Instant(bookDate: shown))
        == (try instants.map { try Instant(bookDate: $0) }))
  }

  /// In books a day is one of UTC, which Auckland begins 12 hours before and Phoenix 7 hours after.
  @Test(
    arguments: [
      (12, "2026-09-01", "2026-08-31T12:00:00Z"), (-7, "2026-09-01T07:00:00Z", "2026-09-01"),
      (0, "2026-09-01", "2026-09-01"),
    ] as [(Int32, Name, Name)])
  func
    `books speak of a day where it has started in the zone and in UTC, until one of the two ends`(
      hoursEast: Int32, start: Name, end: Name
    ) throws
  {
    let zone = try zone("fixed", [("2015-01-01", hoursEast)])
    let first = try #require(Day("2026-09-01"))
    #expect(zone.startInBooks(of: first) == (try Instant(bookDate: start)))
    #expect(zone.endInBooks(of: first + -1) == (try Instant(bookDate: end)))
  }

  private func beirut() throws -> ReportingZone {
    try zone(
      "Asia/Beirut",
      [("2015-01-01", 2), ("2026-03-28T22:00:00Z", 3), ("2026-10-24T21:00:00Z", 2)])
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
