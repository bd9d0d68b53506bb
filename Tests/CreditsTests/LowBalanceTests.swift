import Credits
import Ledger
import Testing

/// Low-balance levels of 20, 10 and 0 percent, notices, and the accounts at a level, by hand.
struct LowBalanceTests {
  /// The rows of `notices.csv` as `account level crossed balance noticed state`; a `-` is blank.
  private func notices(_ played: AuditAsText) -> [String] {
    let events = played.audit.ledger.events
    return played.audit.notices.map { row in
      func time(_ event: UInt32) -> String {
        event == CreditEvent.none ? "-" : AuditAsText.time(events[Int(event)].at)
      }
      let level = row.level.map { decimalText(Int128($0), scale: 6) } ?? "-"
      return [
        played.name(row.account), level, time(row.crossing), decimalText(row.balance, scale: 6),
        time(row.notice), row.state.rawValue,
      ].joined(separator: " ")
    }
  }

  private func checks(_ played: AuditAsText) -> [String] {
    played.findings(of: .noticeMissing) + played.findings(of: .noticeUnfounded)
  }

  /// 100 credits, then 80 consumed: the balance is 20 percent at noon of 2 August.
  private static let crossed = "08-01 b grant 100 source=bonus\n08-02T12:00 b deduct 80 req=r\n"

  @Test(
    arguments: [
      // At exactly 24 hours the notice is in time, and one of a lower level counts as well.
      ("08-03T12:00 b notice - level=20", "b 20 08-02T12:00 20 08-03T12:00 sent"),
      ("08-03T12:00:01 a notice - level=20", "b 20 08-02T12:00 20 - missing"),
      // The balance rose first, here by a refund.
      (
        "08-02T13:00 b refund 1 req=r\n08-05 a notice - level=0",
        "b 20 08-02T12:00 20 - not_needed"
      ),
      ("08-03T13:00 b refund 1 req=r\n08-05 a notice - level=0", "b 20 08-02T12:00 20 - missing"),
    ])
  func `a crossing is answered by a notice or a rise`(lines: String, row: String) {
    #expect(notices(AuditAsText(Self.crossed + lines)).filter { $0.hasPrefix("b") } == [row])
  }

  @Test func `a crossing has no row while a notice may still come, or where there are none`() {
    #expect(
      notices(AuditAsText(Self.crossed + "08-03T11:00 a notice - level=0")) == [
        "a 0 - 0 08-03T11:00 sent"
      ])
    #expect(notices(AuditAsText(Self.crossed + "08-10 a adjust 1 reason=x")).isEmpty)
  }

  /// 70 are left of the pool's 100, then 15, and 45 again.
  @Test func `a member that gives credits back raises the balance of its pool`() {
    let played = AuditAsText(
      """
      08-01 org grant 100 source=bonus
      08-02 m deduct 30 req=r
      08-03 org adjust -55 reason=x
      08-03T12:00 m refund 30 req=r
      08-09 b notice - level=0
      """)
    #expect(notices(played) == ["org 20 08-03 15 - not_needed", "b 0 - 0 08-09 sent"])
    #expect(checks(played).isEmpty)
  }

  /// Nothing is compared with such a level: the crossing still waits.
  @Test func `a notice with a level that is not a number is listed but answers nothing`() {
    let played = AuditAsText(
      Self.crossed + "08-02T13:00 b notice - level=low\n08-10 b deduct 1 req=s")
    #expect(notices(played) == ["b 20 08-02T12:00 20 - missing", "b - - 20 08-02T13:00 sent"])
    let row = played.audit.lowBalances.first
    #expect(
      row.map { played.audit.ledger.events[Int($0.notice)].subject }
        == played.audit.names.find("low"))
  }

  @Test func `a late notice has a row of its own`() {
    #expect(
      notices(AuditAsText(Self.crossed + "08-03T12:00:01 b notice - level=20.0")) == [
        "b 20 08-02T12:00 20 - missing", "b 20 - 20 08-03T12:00:01Z sent",
      ])
  }

  @Test func `a missing notice is reported at the event, if the ledger has any notice`() {
    let late = "08-10 a adjust 1 reason=x"
    #expect(checks(AuditAsText(Self.crossed + late)).isEmpty)
    #expect(
      checks(AuditAsText(Self.crossed + late + "\n08-10 b notice - level=20")) == [
        "b 08-02T12:00 notice_missing w e2 0 0 0"
      ])
  }

  /// From 100 to 5 percent: the lowest level crossed is 10; a notice of 20 does not answer it, one of 0 does.
  @Test func `of several levels at once the lowest counts`() {
    let text = """
      08-01 b grant 100 source=bonus
      08-02 b deduct 95 req=r
      08-02T01:00 b notice - level=20
      08-02T02:00 b notice - level=0
      """
    let played = AuditAsText(text)
    #expect(
      notices(played) == [
        "b 10 08-02 5 08-02T02:00 sent", "b 20 - 5 08-02T01:00 sent",
      ])
    #expect(checks(played) == ["b 08-02T02:00 notice_unfounded i e4 0 0 0"])
  }

  @Test func `one notice answers all crossings of its level or a higher one`() {
    let text = """
      08-01 b grant 100 source=bonus
      08-02 b deduct 85 req=r
      08-02T01:00 b deduct 6 req=s
      08-02T02:00 b deduct 9 req=t
      08-02T03:00 b notice - level=10
      08-09 b notice - level=0
      """
    let played = AuditAsText(text)
    #expect(
      notices(played) == [
        "b 20 08-02 15 08-02T03:00 sent", "b 10 08-02T01:00 9 08-02T03:00 sent",
        "b 0 08-02T02:00 0 - missing", "b 0 - 0 08-09 sent",
      ])
    #expect(checks(played) == ["b 08-02T02:00 notice_missing w e4 0 0 0"])
  }

  /// 50 of 100 credits expire, so 50 + 10 is a rise to 60: the level of 20 percent is then 12 credits.
  @Test func `the reference is the balance after the last event that raised it`() {
    let text = """
      08-01 b grant 50 source=bonus until=@08-03
      08-01 b grant 50 source=bonus
      08-04 b adjust 10 reason=x
      08-05 b deduct 47 req=r
      08-06 b deduct 1 req=s
      08-07 b refund 1 req=s
      08-08 b notice - level=20
      08-09 b notice - level=low
      """
    let played = AuditAsText(text)
    #expect(
      notices(played) == [
        "b 20 08-06 12 - not_needed", "b 20 - 13 08-08 unfounded", "b - - 13 08-09 sent",
      ])
  }

  /// The 85 credits expire: only an own event lowers a balance to a level, and it was below before.
  @Test func `time does not cross a level, nor do draws of members`() {
    let text = """
      08-01 b grant 85 source=bonus until=@08-03
      08-01 b grant 15 source=bonus
      08-04 b deduct 1 req=r
      08-01 org grant 10 source=bonus
      08-05 m deduct 9 req=s
      08-09 a notice - level=0
      """
    #expect(notices(AuditAsText(text)) == ["a 0 - 0 08-09 sent"])
  }

  @Test func `a period sees the day after it`() {
    let text = """
      08-01 b grant 100 source=bonus
      08-31T20:00 b deduct 95 req=r
      09-01T03:00 b notice - level=10
      08-31T21:00 a grant 100 source=bonus
      08-31T22:00 a deduct 90 req=s
      09-01T02:00 a grant 5 source=bonus
      09-01T03:00 a notice - level=0
      09-09 a adjust 1 reason=x
      """
    let played = AuditAsText(text, period: ("08-01", "09-01"))
    #expect(
      notices(played) == [
        "b 10 08-31T20:00 5 09-01T03:00 sent", "a 10 08-31T22:00 10 - not_needed",
      ])
    #expect(checks(played).isEmpty)
  }

  /// Half of 100 credits is a level from 3 August on.
  @Test func `the levels are those of the event's time`() {
    let text = """
      08-01 b grant 100 source=bonus
      08-02 b deduct 40 req=r
      08-03 b deduct 5 req=s
      08-03 b deduct 5 req=t
      08-05 a notice - level=0
      08-05 b notice - level=50
      """
    let half = [Percent(millionths: 50_000_000)]
    let played = AuditAsText(text) { settings in
      settings.lowBalancePercents = DatedSetting(
        always: [],
        entries: [
          .init(
            from: Instant(nanoseconds: LedgerText.instant("08-03")), tier: nil, value: half)
        ])
    }
    #expect(
      notices(played) == [
        "b 50 08-03 50 - missing", "a 0 - 0 08-05 sent", "b 50 - 50 08-05 sent",
      ])
    #expect(low(played) == ["b 50 100 50 50 12.5 2026-08-09 50"])
  }

  /// The rows of `low-balances.csv` as `account balance reference percent level per-day run-out notice`.
  private func low(_ played: AuditAsText) -> [String] {
    played.audit.lowBalances.map { row in
      let notice =
        row.notice == CreditEvent.none
        ? "-" : played.name(played.audit.ledger.events[Int(row.notice)].subject)
      return [
        played.name(row.balance.account), decimalText(row.balance.closing, scale: 6),
        decimalText(row.reference, scale: 6),
        row.percentLeft.map { decimalText($0, scale: 4) } ?? "-",
        decimalText(Int128(row.level), scale: 6), decimalText(row.perDay ?? -1, scale: 8),
        row.runOut?.description ?? "-", notice,
      ].joined(separator: " ")
    }
  }

  @Test func `accounts at a level are listed, the lowest percentage first`() {
    let text = """
      08-01 a grant 100 source=bonus
      08-01 b grant 100 source=bonus
      08-01 c grant 100 source=bonus
      08-02 b deduct 56 req=r1
      08-20 b deduct 28 req=r2
      08-30T12:00 w grant 10 source=bonus
      08-31T12:00 w deduct 9 req=r3
      08-31T12:00 c deduct 101 req=r4
      08-31T13:00 b notice - level=20
      09-05 a deduct 100 req=r5
      """
    // b: 28 credits in the 28 days to 1 September are 1 a day, and 16 are left; the 56 were earlier.
    // w: 9 credits in a day and a half are 6 a day; 1 credit lasts 4 hours.
    // c: 101 credits in 28 days; nothing is left that could run out.
    #expect(
      low(AuditAsText(text, period: ("08-01", "09-01"))) == [
        "c -1 100 -1 0 3.60714286 - -", "w 1 10 10 10 6 2026-09-01 -",
        "b 16 100 16 20 1 2026-09-17 20",
      ])
  }

  /// 2.8 credits in 28 days are 0.1 a day: 199,997.2 credits last 1,999,972 days.
  @Test func `a balance can end after the last instant of a ledger`() {
    let text = """
      08-01 b grant 1000000 source=bonus
      08-01T01:00 b deduct 800000 req=r1
      08-20 b deduct 2.8 req=r2
      """
    #expect(
      low(AuditAsText(text, period: ("08-01", "09-01"))) == [
        "b 199997.2 1000000 19.9997 20 0.1 7502-05-29 -"
      ])
  }

  /// A grant of 4 leaves −1 of a debt of 5; a day is the least time of a mean.
  @Test func `a reference that is not above 0 has no percentage and no levels to cross`() {
    let text = """
      08-01 b deduct 5 req=r
      08-01T06:00 b grant 4 source=bonus
      08-01T07:00 b refund 3 req=r
      08-01T12:00 b deduct 7 req=s
      08-03 a notice - level=0
      """
    #expect(notices(AuditAsText(text)) == ["a 0 - 0 08-03 sent"])
    #expect(
      low(AuditAsText(text, period: ("08-01", "08-02"))) == ["b -5 -1 - 0 12 - -"])
  }

  @Test func `a member's draws are the consumption of its pool`() {
    let text = """
      08-20 org grant 100 source=bonus
      08-20 m grant 10 source=bonus
      08-25 m deduct 100 req=r
      08-30 b grant 1 source=bonus
      """
    // 90 and 10 credits in the 10 days and 1 ns from 20 August on; the pool's 10 last for 1.1 days.
    #expect(
      low(AuditAsText(text)) == [
        "m 0 10 0 0 1 - -", "org 10 100 10 10 9 2026-08-31 -",
      ])
  }
}
