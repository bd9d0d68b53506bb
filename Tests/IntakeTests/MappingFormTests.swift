import Ledger
import Testing

@testable import Intake

@Suite struct MappingFormTests {
  /// How numbers are written, a text, and what it is in ours; nil for none.
  static let numbers: [(form: NumberForm, unit: String, text: String, expected: String?)] = [
    (form(), "ones", "12", "12"), (form(), "ones", " 12 ", "12"), (form(), "ones", "", ""),
    (form(), "ones", "1,234", nil), (form(), "ones", "1.5e-05", "0.000015"),
    (form(comma: true), "ones", "1.234,56", "1234.56"),
    (form(comma: true), "ones", "0,0042", "0.0042"),
    (form(comma: true), "ones", "1.23,5", nil), (form(comma: true), "ones", "-1.234", "-1234"),
    (form(group: ","), "ones", "1,234,567.5", "1234567.5"),
    (form(group: ","), "ones", "12,34", nil),
    // Nobody groups digits after a zero.
    (form(group: ","), "ones", "0,003", nil), (form(group: ","), "ones", "-0,003", nil),
    (form(comma: true), "ones", "0.123", nil), (form(group: ","), "ones", "012", "012"),
    (form(group: " "), "ones", "12\u{A0}345", "12345"), (form(group: "'"), "ones", "1’234", "1234"),
    (form(comma: true, group: " "), "ones", "1 234,5", "1234.5"),
    (form(signs: ["$"]), "ones", "$0.0123", "0.0123"),
    (form(signs: [" EUR"]), "ones", "1 EUR", "1"),
    (form(blanks: ["NULL"]), "ones", "NULL", ""), (form(), "ones", "NULL", nil),
    (form(), "cents", "12.5", "0.125"), (form(), "millionths", "7", "0.000007"),
    (form(), "thousands", "1.5", "1500"), (form(), "thousands", "2", "2000"),
    (form(), "milliseconds", "1500", "1.5"), (form(), "minutes", "1.5", "90"),
    (form(comma: true, group: " "), "ones", "2.000", nil),
    (form(comma: true, group: "'"), "ones", "1.234", nil),
    (form(comma: true, group: " "), "thousands", "2.500", nil),
    (form(), "ones", "1ee3", nil), (form(), "ones", "e5e3", nil), (form(), "ones", "5e3e", nil),
    (form(), "ones", "5.e1", nil), (form(), "ones", ".5e1", nil), (form(), "ones", "--5e1", nil),
    (form(), "ones", "-5e1", "-50"), (form(), "ones", "5E+2", "500"), (form(), "ones", "5e", nil),
    (form(), "thousands", "-0", "-0"), (form(), "cents", "-3", "-0.03"),
    (form(), "cents", "x", nil), (form(), "cents", "1.2.3", nil),
  ]

  static func form(
    comma: Bool = false, group: String = "", signs: [String] = [], blanks: [String] = []
  ) -> NumberForm {
    var form = NumberForm()
    form.hasDecimalComma = comma
    form.grouping = group
    form.signs = signs
    form.blanks = blanks
    return form
  }

  @Test(arguments: numbers.indices) func `a number is taken to our unit exactly`(index: Int) throws
  {
    let row = Self.numbers[index]
    let factor = try #require(UnitFactor(word: row.unit))
    #expect(row.form.plain(row.text, times: factor) == row.expected, "\(row.text)")
  }

  @Test(arguments: ["1e3", "1.2E+09", "1E2"])
  func `a count with an exponent has lost digits`(text: String) throws {
    let form = Self.form()
    #expect(form.plain(text, allowsExponent: false) == nil)
    #expect(form.plain(text) != nil)
  }

  /// Berlin in 2026: clocks go from 02:00 to 03:00 on 29 March, and from 03:00 back to 02:00 on 25 October.
  static let berlin = ReportingZone(
    name: "Europe/Berlin",
    offsets: [
      ReportingZone.Offset(from: .distantPast, secondsEast: 3_600),
      ReportingZone.Offset(
        from: Instant(nanoseconds: 1_774_746_000_000_000_000), secondsEast: 7_200),
      ReportingZone.Offset(
        from: Instant(nanoseconds: 1_792_890_000_000_000_000), secondsEast: 3_600),
    ])

  static let times: [(format: String, text: String, expected: String)] = [
    ("dd.MM.yyyy HH:mm:ss", "01.08.2026 14:05:09", "2026-08-01T12:05:09Z"),
    ("d.M.yyyy H:mm", "1.2.2026 9:05", "2026-02-01T08:05:00Z"),
    ("dd.MM.yyyy HH:mm:ss", "29.03.2026 01:59:59", "2026-03-29T00:59:59Z"),
    ("dd.MM.yyyy HH:mm:ss", "29.03.2026 03:00:00", "2026-03-29T01:00:00Z"),
    ("dd.MM.yyyy HH:mm:ss", "29.03.2026 02:30:00", "time.dst"),
    ("dd.MM.yyyy HH:mm:ss", "25.10.2026 02:30:00", "time.dst"),
    ("dd.MM.yyyy HH:mm:ss", "25.10.2026 03:00:00", "2026-10-25T02:00:00Z"),
    ("dd.MM.yyyy HH:mm:ss", "25.10.2026 01:59:59", "2026-10-24T23:59:59Z"),
    ("dd.MM.yyyy HH:mm:ss", "30.02.2026 01:00:00", "time.range"),
    ("dd.MM.yyyy HH:mm:ss", "2026-08-01 14:05:09", "time.format"),
    // No clock of theirs shows a leap second, and midnight is the next day's.
    ("dd.MM.yyyy HH:mm:ss", "01.08.2026 23:59:60", "time.range"),
    ("dd.MM.yyyy HH:mm:ss", "01.08.2026 24:00:00", "time.range"),
    // The books begin with 2015 in UTC, which is 2014 still where clocks are behind.
    ("yyyy-MM-dd HH:mm:ss X", "2014-12-31 23:00:00 -05", "2015-01-01T04:00:00Z"),
    ("yyyy-MM-dd HH:mm:ss X", "2014-12-31 23:00:00 Z", "time.window"),
    ("MM/dd/yyyy hh:mm:ss a", "08/01/2026 12:00:00 AM", "2026-07-31T22:00:00Z"),
    ("MM/dd/yyyy hh:mm a", "08/01/2026 01:30 pm", "2026-08-01T11:30:00Z"),
    ("MM/dd/yyyy hh:mm a", "08/01/2026 13:30 pm", "time.format"),
    ("yyyy-MM-dd HH:mm:ss X", "2026-08-01 14:05:09 +0530", "2026-08-01T08:35:09Z"),
    ("MMM d, yyyy HH:mm:ss.S", "Aug 1, 2026 14:05:09.25", "2026-08-01T12:05:09.25Z"),
    // Where a fraction is nothing some leave it out, and what stands before it.
    ("yyyy-MM-dd HH:mm:ss.SX", "2026-08-01 14:05:09+00", "2026-08-01T14:05:09Z"),
    ("dd.MM.yyyy HH:mm:ss,S", "01.08.2026 14:05:09", "2026-08-01T12:05:09Z"),
    ("dd.MM.yyyy HH:mm:ss.S", "01.08.2026 14:05:09.", "time.format"),
    ("dd.MM.yyyy HH:mm:ss:S", "01.08.2026 14:05:09", "time.format"),
    ("yyyyMMdd'T'HHmmss'Z'", "20260801T140509Z", "2026-08-01T12:05:09Z"),
    ("rfc3339", "2026-08-01T14:05:09+02:00", "2026-08-01T12:05:09Z"),
    ("rfc3339", "2026-08-01 14:05:09.5", "2026-08-01T12:05:09.5Z"),
    ("rfc3339", "1 August", "time.zone"), ("rfc3339", "2010-08-01 14:05:09", "time.window"),
    ("epoch-s", "1785542400", "2026-08-01"),
    ("epoch-s", "1785542400.25", "2026-08-01T00:00:00.25Z"),
    ("epoch-ms", "1785542400250", "2026-08-01T00:00:00.25Z"),
    ("epoch-us", "1785542400000000", "2026-08-01"),
    ("epoch-ns", "1785542400000000001", "2026-08-01T00:00:00.000000001Z"),
    ("epoch-s", "1785542400250", "time.epoch"), ("epoch-ms", "1785542400", "time.epoch"),
    ("epoch-s", "yesterday", "time.epoch"), ("epoch-s", "1.78554E+09", "time.epoch"),
    ("epoch-ms", "1785542400250.1234567", "time.epoch"),
    ("epoch-ms", "1785542400250.000001", "2026-08-01T00:00:00.250000001Z"),
    ("epoch-ms", "1785578400ee3", "time.epoch"), ("epoch-s", "1767225600.", "time.epoch"),
  ]

  @Test(arguments: times.indices) func `a time is the instant that a clock showed, or none`(
    index: Int
  ) throws {
    let (format, text, expected) = Self.times[index]
    let shape = try #require(TimeForm.shape(format))
    let form = TimeForm(shape: shape, zone: Self.berlin)
    let found: String
    do throws(LocalTimeFault) { found = try form.read(text).description } catch {
      found = error.code
      #expect(error.message(column: "c", text: text).contains(text))
    }
    #expect(found == expected, "\(text)")
  }

  /// When a price changes, where the month of the reports begins, and the instant of 02:30 on 25 October 2026, which
  /// clocks in Berlin show at 00:30 and at 01:30 UTC.
  static let twice: [(change: String, secondsEast: Int32, expected: String)] = [
    ("2026-08-01T00:00:00Z", 0, "2026-10-25T00:30:00Z"),
    ("2026-10-25T00:30:00Z", 0, "2026-10-25T00:30:00Z"),
    ("2026-10-25T01:30:01Z", 0, "2026-10-25T00:30:00Z"),
    ("2026-10-25T00:30:01Z", 0, "time.dst"), ("2026-10-25T01:30:00Z", 0, "time.dst"),
    // Six days and 23 hours east, November begins at 01:00 UTC that day.
    ("2026-08-01T00:00:00Z", 601_200, "time.dst"),
  ]

  @Test(arguments: twice.indices)
  func `of two times that a clock showed the first is taken where nothing depends on it`(
    index: Int
  ) throws {
    let row = Self.twice[index]
    let shape = try #require(TimeForm.shape("dd.MM.yyyy HH:mm:ss"))
    let offset = ReportingZone.Offset(from: .distantPast, secondsEast: row.secondsEast)
    let change = try TimeForm(shape: .rfc3339, zone: nil).read(row.change)
    var form = TimeForm(shape: shape, zone: Self.berlin)
    form.twiceShown = AmbiguousLocalTime(
      clocks: Self.berlin, months: ReportingZone(name: "", offsets: [offset]), changes: [change])
    let found: String
    do throws(LocalTimeFault) {
      let moment = try form.moment("25.10.2026 02:30:00")
      #expect(moment.isShownTwice)
      found = moment.instant.description
    } catch {
      found = error.code
    }
    #expect(found == row.expected)
    #expect(try !form.moment("25.10.2026 03:30:00").isShownTwice)
  }

  /// Second 60 ends 30 June and 31 December in UTC: in Berlin that is 02:00 on 1 July, and 01:00 on 1 January.
  @Test(
    arguments: [
      ("dd.MM.yyyy HH:mm:ss", "01.07.2026 01:59:60", "2026-06-30T23:59:59.999999999Z"),
      ("rfc3339", "2027-01-01 00:59:60", "2026-12-31T23:59:59.999999999Z"),
      ("rfc3339", "2026-06-30T23:59:60Z", "2026-06-30T23:59:59.999999999Z"),
      ("dd.MM.yyyy HH:mm:ss", "30.06.2026 23:59:60", "time.range"),
      ("dd.MM.yyyy HH:mm:ss", "01.07.2026 01:59:61", "time.range"),
    ])
  func `a leap second is the last nanosecond of its minute, by whatever clock`(
    format: String, text: String, expected: String
  ) throws {
    let shape = try #require(TimeForm.shape(format))
    let found: String
    do throws(LocalTimeFault) {
      let moment = try TimeForm(shape: shape, zone: Self.berlin).moment(text)
      #expect(moment.isLeapSecond)
      found = moment.instant.rfc3339
    } catch {
      found = error.code
    }
    #expect(found == expected)
  }

  @Test func `without a zone a time that names none is refused`() throws {
    let form = TimeForm(shape: .rfc3339, zone: nil)
    #expect(throws: LocalTimeFault.noZone) { try form.read("2026-08-01 14:05:09") }
    #expect(throws: LocalTimeFault.instant(.zone)) { try form.read("1 August") }
    let shape = try #require(TimeForm.shape("dd.MM.yyyy HH:mm:ss"))
    let german = TimeForm(shape: shape, zone: nil)
    #expect(throws: LocalTimeFault.noZone) { try german.read("01.08.2026 10:00:00") }
  }

  @Test(arguments: ["yyyy-MM", "HH:mm", "dd.MM.yyyy Q", "dd.MM.yyyy hh:mm", "yyyy-MM-dd 'T", ""])
  func `a pattern without a day, or with letters that mean nothing, is none`(text: String) {
    #expect(TimePattern(text) == nil)
  }
}
