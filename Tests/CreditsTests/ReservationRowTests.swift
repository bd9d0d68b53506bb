import Credits
import Ledger
import Testing

struct ReservationRowTests {
  private static let held =
    "08-01 a reset 500 until=@09-01\n08-14T10:00 a reserve 2 res=rv until=@08-14T11:00\n"

  /// The rows as `id credits state settled ended ended-by`; a `-` is blank.
  private func rows(_ text: String, period: (String, String)? = nil) -> [String] {
    let audit = AuditAsText(text, period: period).audit
    func name(_ number: UInt32) -> String { audit.names.name(number).description }
    return audit.reservations.map { row in
      let settled = row.settled.map { decimalText(Int128($0), scale: 6) } ?? "-"
      let by =
        row.endedBy == CreditEvent.none
        ? "-" : name(audit.ledger.events[Int(row.endedBy)].eventID)
      let texts = [
        name(row.reservationID), decimalText(Int128(row.credits), scale: 6), row.state.rawValue,
        settled, AuditAsText.time(row.endedAt), by,
      ]
      return texts.joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      ("08-14T10:30 a settle 1.5 res=rv req=r", "settled 1.5 08-14T10:30 e3"),
      ("08-14T10:30 a settle 0 res=rv req=r", "settled 0 08-14T10:30 e3"),
      ("08-14T10:30 a release - res=rv", "released - 08-14T10:30 e3"),
      ("08-14T10:30 a balance 500", "open - - -"),
      // The hold ended at 11:00; an event at that instant or later did not end it.
      ("08-14T11:00 a settle 2 res=rv req=r", "expired 2 08-14T11:00 -"),
      ("08-14T12:00 a release - res=rv", "expired - 08-14T11:00 -"),
      (
        "08-14T12:00 a release - res=rv\n08-14T13:00 a settle 2 res=rv req=r",
        "expired 2 08-14T11:00 -"
      ),
      ("08-14T11:00 a balance 500", "stale - 08-14T11:00 -"),
      // The release ended the hold, but the settlement after it counts.
      (
        "08-14T10:30 a release - res=rv\n08-14T10:40 a settle 2 res=rv req=r",
        "released 2 08-14T10:30 e3"
      ),
      // The second settlement is not applied.
      (
        "08-14T10:30 a settle 1 res=rv req=r\n08-14T10:40 a settle 2 res=rv req=r",
        "settled 1 08-14T10:30 e3"
      ),
    ])
  func `a hold has the first of its ends`(line: String, row: String) {
    #expect(rows(Self.held + line) == ["rv 2 " + row])
  }

  @Test func `a later reserve with the same id ends an open hold`() {
    let replaced = Self.held + "08-14T10:30 a reserve 3 res=rv until=@08-14T12:00\n"
    #expect(
      rows(replaced + "08-14T11:30 a settle 3 res=rv req=r")
        == ["rv 2 released - 08-14T10:30 e3", "rv 3 settled 3 08-14T11:30 e4"])
    // After the hold ended, the id begins anew: nothing settled the first hold.
    let again = Self.held + "08-14T11:30 a reserve 3 res=rv until=@08-14T12:00\n"
    #expect(
      rows(again + "08-14T11:40 a settle 3 res=rv req=r")
        == ["rv 2 stale - 08-14T11:00 -", "rv 3 settled 3 08-14T11:40 e4"])
  }

  @Test func `the rows are those of holds that were open in the period, by time and place`() {
    let ledger = """
      08-01 a reset 500 until=@11-01
      08-31T23:00 a reserve 1 res=before until=@08-31T23:59
      08-31T23:59 a release - res=before
      08-31T22:00 a reserve 2 res=into until=@09-01
      09-30T23:59 b reserve 4 res=late until=@10-02
      09-30T23:59 a reserve 3 res=out until=@10-02
      10-01 a settle 3 res=out req=r
      10-01 a reserve 5 res=after until=@10-03
      10-05 a balance 0
      """
    // `out` is settled after the period.
    #expect(
      rows(ledger, period: ("09-01", "10-01")) == [
        "into 2 stale - 09-01 -", "late 4 open - - -", "out 3 open - - -",
      ])
  }

  @Test func `a hold that a later event settles after the period is not stale`() {
    let ledger = Self.held + "10-01 a settle 2 res=rv req=r"
    #expect(rows(ledger, period: ("08-01", "09-01")) == ["rv 2 expired - 08-14T11:00 -"])
  }

  @Test func `a hold that ends after the last event may still be settled`() {
    let ledger = Self.held + "08-14T10:30 a balance 500"
    #expect(rows(ledger, period: ("08-01", "09-01")) == ["rv 2 expired - 08-14T11:00 -"])
  }

  @Test func `a reserve that is not applied has no row`() {
    let ledger =
      "08-01 a reset 500 until=@09-01\n08-14 a reserve 2 res=x until=@08-15 key=k\n"
      + "08-14 a reserve 3 res=y until=@08-15 key=k"
    #expect(rows(ledger) == ["x 2 open - - -"])
  }
}
