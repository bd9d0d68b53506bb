import Ledger
import Testing

struct ExpiryTests {
  private static let grant = "08-01 b grant 10 source=topup paid=1 until=@08-10T12:00\n"

  @Test(
    arguments: [
      ("08-10T11:59:59.999999999", "6 4 0"), ("08-10T12:00", "-4 4 10"),
      ("08-10T12:00:00.000000001", "-4 4 10"),
    ])
  func `a grant is gone exactly at its expiry`(at: String, figures: String) {
    // The 6 credits left are counted just after the last event: they have not expired.
    let played = AuditAsText(Self.grant + "\(at) b deduct 4 req=r")
    #expect(played.balance("b", "closing consumed expired") == figures)
  }

  @Test func `at one instant expiries come first, then holds, then plan changes`() {
    let played = AuditAsText(
      """
      08-01 a reset 500 until=@09-01
      08-01 a grant 10 source=bonus until=@09-01
      08-01 a grant 20 source=topup until=@09-01
      08-02 a reserve 5 res=x until=@09-01
      08-03 a plan_change - plan=free effective=@09-01
      09-01 a settle 5 res=x req=r
      """)
    // The plan before the change lets 100 credits roll over, and the hold has ended.
    #expect(played.findings == ["settle_after_release w e6 5 0.05 0"])
    #expect(played.balance("a", "closing expired plan reserved") == "95 430 free 0")
  }

  @Test func `the pool's grants expire before a member draws`() {
    let played = AuditAsText(
      """
      08-01 org grant 10 source=topup until=@08-10
      08-01 org grant 10 source=topup
      08-10 m deduct 4 req=r
      """)
    #expect(played.balance("org", "closing expired consumed") == "6 10 4")
    #expect(played.grant("e2", "left") == "6")
  }

  @Test func `an expiry is booked in its own month`() {
    let played = AuditAsText(
      "07-31 b grant 10 source=topup paid=1 until=@08-31T20:00\n10-02 b adjust 1 reason=x",
      zone: ReportingZone(
        name: "Asia/Kolkata", offsets: [.init(from: .distantPast, secondsEast: 19_800)]))
    // 20:00 UTC is 1:30 of 1 September in Kolkata.
    #expect(played.revenue("2026-08", .topup, "opening closing credits") == "1 1 10")
    #expect(played.revenue("2026-09", .topup, "breakage closing credits") == "1 0 0")
    #expect(played.revenue("2026-10", .topup, "closing") == "")
  }

  @Test func `holds and grants end at the end of the replay`() {
    let played = AuditAsText(
      Self.grant + "08-02 b reserve 5 res=x until=@08-03", period: ("08-01", "09-01"))
    #expect(played.balance("b", "closing reserved expired") == "0 0 10")
    let before = AuditAsText(
      Self.grant + "08-02 b reserve 5 res=x until=@08-03", period: ("08-01", "08-03"))
    #expect(before.balance("b", "closing reserved expired") == "10 5 0")
  }
}
