import Ledger
import Testing

@testable import Credits

struct AllowanceEndTests {
  private static let reset = "08-01 a reset 500 until=@09-01\n"

  @Test func `half of the rest rolls over, at most 100, and lives one month longer`() {
    let played = AuditAsText(
      Self.reset + "08-20 a deduct 100 req=r\n09-01 a reset 500 until=@10-01")
    #expect(played.findings.isEmpty)
    #expect(played.grant("e1", "left expired until") == "100 300 2026-10-01")
    #expect(played.balance("a", "closing") == "600")
  }

  @Test func `the credits that roll over are rounded down to the increment, and once only`() {
    let base = "08-01 a reset 500 until=@09-01\n08-20 a deduct 401.1 req=r\n"
    let once = AuditAsText(base + "09-02 a balance 49.4")
    // Half of 98.9 is 49.45.
    #expect(once.grant("e1", "left expired") == "49.4 49.5")
    #expect(once.findings.isEmpty)
    let twice = AuditAsText(base + "10-01 a balance 0")
    #expect(twice.grant("e1", "left expired until") == "0 98.9 2026-10-01")
  }

  @Test func `grants with one end give up credits in consumption order`() {
    // Half of 600 is more than 100; the older grant is consumed first, so the younger keeps.
    let played = AuditAsText(
      "08-01 a grant 100 source=monthly until=@09-01\n" + Self.reset + "09-01 b balance 0")
    #expect(played.grant("e1", "expired left until") == "100 0 2026-09-01")
    #expect(played.grant("e2", "expired left until") == "400 100 2026-10-01")
  }

  @Test func `a reset ends the allowance before its end`() {
    let played = AuditAsText(Self.reset + "09-01 a balance 100")
    #expect(played.findings.isEmpty)
    let early = AuditAsText(
      "08-20 a reset 500 until=@09-20\n09-01 a deduct 450 req=r\n"
        + "09-10 a reset 500 until=@10-10\n09-11 a balance 525")
    // 25 of the 50 left roll over until the end of the new allowance.
    #expect(early.findings.isEmpty)
    #expect(early.grant("e1", "left expired until") == "25 25 2026-10-10")
  }

  @Test func `credits that rolled over stay at the next reset, and end at the one after`() {
    let base = "08-01 a reset 500 until=@09-01\n09-02 a reset 500 until=@10-15\n"
    // At 1 September 100 roll over until 1 October; the reset of the 2nd leaves them.
    let kept = AuditAsText(base + "09-03 a balance 600")
    #expect(kept.findings.isEmpty)
    let rolledAtReset = AuditAsText(
      "08-20 a reset 500 until=@09-20\n09-10 a reset 500 until=@10-20\n"
        + "10-05 a reset 500 until=@11-05\n10-06 a balance 600")
    // The 100 of the first reset rolled over at the second and expire at the third; 100 of the second roll over.
    #expect(rolledAtReset.findings.isEmpty)
    #expect(rolledAtReset.grant("e1", "left expired") == "0 500")
    #expect(rolledAtReset.grant("e2", "left expired") == "100 400")
  }

  @Test func `a plan may roll over everything, or nothing`() {
    let whole = AuditAsText("08-01 w reset 1000 until=@09-01\n09-01 w balance 1000")
    #expect(whole.findings.isEmpty)
    let none = AuditAsText("08-01 b reset 10 plan=free until=@09-01\n09-03 b balance 0")
    #expect(none.findings.isEmpty)
  }

  @Test func `a reset without an end grants credits that live until the next reset`() {
    let played = AuditAsText("08-01 b reset 10 plan=free\n10-01 b reset 10\n10-01 b balance 10")
    #expect(played.findings.isEmpty)
    #expect(played.grant("e1", "until expired") == "never 10")
  }

  @Test func `the second reset for a plan in a reporting month is not applied`() {
    let twice = "08-01 a reset 500 until=@08-31T20:00\n08-31T20:00 a reset 500 until=@09-30\n"
    // Half of 500, at most 100, rolled over; 100 + 500 − 100 = 500 too many.
    #expect(AuditAsText(twice).findings == ["reset_doubled c e2 500 5 500"])
    let kolkata = ReportingZone(
      name: "Asia/Kolkata", offsets: [.init(from: .distantPast, secondsEast: 19_800)])
    #expect(AuditAsText(twice, zone: kolkata).findings.isEmpty)
    let other = AuditAsText(
      "08-01 a reset 500 until=@09-01\n08-02 a reset 2000 plan=big until=@09-02")
    #expect(other.findings == ["plan_differs w e2 0 0 0"])
  }

  @Test func `resets are compared with their plan`() {
    #expect(
      AuditAsText(Self.reset + "09-01T05:00 a reset 400 until=@10-01 paid=19").findings
        == ["allowance_differs c e2 -100 -1 0", "price_differs c e2 0 -1 0"])
    #expect(AuditAsText(Self.reset + "09-01T05:00 a reset 500 until=@10-01 paid=20").findings == [])
    #expect(
      AuditAsText("08-01 a reset 2000 plan=big until=@09-01\n08-02 a reset 7 plan=zz until=@09-02")
        .findings == ["plan_differs w e1 0 0 0", "plan_unknown w e2 0 0 0"])
    // No plan is in force, so none was missed.
    #expect(AuditAsText("08-01 b reset 2000 plan=big until=@09-01").findings == [])
  }

  @Test(
    arguments: [
      ("2026-01-31T10:00", "2026-02-28T10:00"), ("2028-01-31T10:00", "2028-02-29T10:00"),
      ("2026-12-15T00:00", "2027-01-15T00:00"), ("2026-03-31T00:00", "2026-04-30T00:00"),
    ])
  func `a day that the month lacks becomes its last`(from: String, to: String) {
    let clock = ReportingMonths(.utc)
    #expect(clock.later(LedgerText.instant(from), months: 1) == LedgerText.instant(to))
  }

  /// Berlin: UTC+1, from 29 March 2026 01:00 UTC UTC+2, from 25 October 2026 01:00 UTC UTC+1.
  private static let berlin = ReportingZone(
    name: "Europe/Berlin",
    offsets: [
      .init(from: .distantPast, secondsEast: 3600),
      .init(from: Instant(nanoseconds: LedgerText.instant("2026-03-29T01:00")), secondsEast: 7200),
      .init(from: Instant(nanoseconds: LedgerText.instant("2026-10-25T01:00")), secondsEast: 3600),
    ])

  @Test(
    arguments: [
      // 02:30 local time of 28 February and of 28 March.
      ("2026-02-28T01:30", "2026-03-28T01:30"),
      // 1 March 00:30 local time becomes 1 April 00:30, which is 31 March 22:30 UTC.
      ("2026-02-28T23:30", "2026-03-31T22:30"),
      // 02:30 occurs twice on 25 October: the first.
      ("2026-09-25T00:30", "2026-10-25T00:30"),
      // 02:30 does not exist on 29 March: 03:30.
      ("2026-01-29T01:30", "2026-03-29T01:30"),
    ])
  func `a local time that occurs twice is the first, one that does not exist moves by the gap`(
    from: String, to: String
  ) {
    let months = from.hasPrefix("2026-01") ? 2 : 1
    let clock = ReportingMonths(Self.berlin)
    #expect(clock.later(LedgerText.instant(from), months: months) == LedgerText.instant(to))
  }

  @Test func `a month later keeps the time of a zone with half hours`() {
    let kolkata = ReportingZone(
      name: "Asia/Kolkata", offsets: [.init(from: .distantPast, secondsEast: 19_800)])
    // 31 January 20:00 UTC is 1 February 01:30 in Kolkata.
    let later = ReportingMonths(kolkata).later(LedgerText.instant("2026-01-31T20:00"), months: 1)
    #expect(later == LedgerText.instant("2026-02-28T20:00"))
  }
}
