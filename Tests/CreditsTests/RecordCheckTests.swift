import Ledger
import Testing

@testable import Credits

struct RecordCheckTests {
  private static let reset = "08-01 a reset 500 until=@09-01\n"

  @Test(
    arguments: [
      ("08-16 a plan_change - plan=free", ["downgrade_early w e2 0 0 0"]),
      ("08-16 a plan_change - plan=free paid=0", ["downgrade_early w e2 0 0 0"]),
      (
        "08-16 a plan_change - plan=free effective=@08-31T23:59:59.999999999",
        ["downgrade_early w e2 0 0 0"]
      ),
      ("08-16 a plan_change - plan=free effective=@09-01", []),
      // It is early even if a later change takes its place.
      (
        "08-16 a plan_change - plan=free effective=@08-20\n08-17 a plan_change - plan=pro",
        ["downgrade_early w e2 0 0 0"]
      ),
      ("08-16 a plan_change 786.3 plan=big", ["proration_differs c e2 12.1 0.121 0"]),
      ("08-16 a plan_change - plan=pro", []),
      ("08-16 a plan_change - plan=zz", ["plan_unknown w e2 0 0 0"]),
      // No allowance is current.
      ("09-01 a plan_change - plan=free", []),
      ("08-16 b plan_change - plan=free", []),
    ] as [(String, [String])])
  func `a downgrade waits for the end of the current allowance`(
    line: String, findings: [String]
  ) {
    #expect(AuditAsText(Self.reset + line).findings == findings)
  }

  @Test func `a downgrade may take effect at any time where the setting says so`() {
    let early = Self.reset + "08-16 a plan_change - plan=free"
    #expect(AuditAsText(early, { $0.downgrade = .init(always: .anyTime) }).findings.isEmpty)
  }

  @Test(
    arguments: [
      ("08-02 a deduct 2.5 req=r", []), ("08-02 a deduct 0.1 req=r", []),
      ("08-02 a deduct 2.55 req=r", ["off_increment w e3 0.05 0.0005 0"]),
      ("08-02 a deduct 0.099999 req=r", ["off_increment w e3 0.099999 0.00099999 0"]),
      ("08-02 a settle 1.01 res=x req=r", ["off_increment w e3 0.01 0.0001 0"]),
      ("08-02 a settle 0 res=x req=r", []),
      (
        "08-02 a settle 1.01 res=y req=r",
        ["settle_without_reservation c e3 1.01 0.0101 0", "off_increment w e3 0.01 0.0001 0"]
      ),
      // Only charges of requests have a step.
      ("08-02 a adjust -1.01 reason=x", []), ("08-02 a reserve 1.01 res=y until=@08-03", []),
    ] as [(String, [String])])
  func `a charge is a multiple of the increment`(line: String, findings: [String]) {
    let held = Self.reset + "08-01 a reserve 5 res=x until=@08-03\n"
    #expect(AuditAsText(held + line).findings == findings)
  }

  @Test func `a charge that is not applied has no other finding`() {
    let twice = "08-02 a deduct 2 req=r key=k\n08-03 a deduct 2.55 req=r key=k"
    #expect(
      AuditAsText(Self.reset + twice).findings
        == ["duplicate_idempotency_key c e3 -2.55 -0.0255 -2.55"])
  }

  /// 0.3 has the multiples 0.6 and 1.5 but not 0.5; the least common multiple of 0.1, 0.3 and 2 is 6.
  @Test func `the increment of the plan in force before the event counts`() {
    let step = DatedSetting(
      always: Credits(microcredits: 100_000),
      entries: [
        .init(from: nil, tier: "pro", value: Credits(microcredits: 300_000)),
        .init(
          from: Instant(nanoseconds: LedgerText.instant("08-10")), tier: "pro",
          value: Credits(microcredits: 2_000_000)),
      ])
    #expect(ReplayState.commonIncrement(step) == 6_000_000)
    let large = DatedSetting(
      always: Credits(microcredits: 9_223_372_036_854_775_783),
      entries: [.init(from: nil, tier: "pro", value: Credits(microcredits: 7))])
    #expect(ReplayState.commonIncrement(large) == .max)
    let ledger = LedgerText(
      """
      08-01 a reset 500 until=@09-01
      08-02 a deduct 0.6 req=r2
      08-02 a deduct 0.5 req=r3
      08-02 b deduct 0.5 req=r4
      08-10 a deduct 1.5 req=r5
      08-10 a deduct 4 req=r6
      08-11 a plan_change - plan=free
      08-11 a deduct 1.5 req=r8
      """)
    let audit = CreditReplay.audit(
      ledger.ledger, books: SampleBooks().books(increments: step), period: nil, requests: nil)
    #expect(
      audit.findings.filter { $0.check == .offIncrement }.map {
        "\(audit.names.name($0.eventID)) \($0.credits)"
      } == ["e3 200000", "e5 1500000"])
  }

  private static let topUp = "08-01 b grant 10 source=topup until=@08-10\n"

  @Test(
    arguments: [
      ("08-10 b expire 10 grant=e1", []), ("08-11 b expire 10 grant=e1", []),
      ("08-11T00:00:00.000000001 b expire 10 grant=e1", ["expiry_late w e2 10 0.1 0"]),
      // Other credits are the mistake, even if the record is late.
      ("08-20 b expire 9 grant=e1", ["expiry_differs c e2 -1 -0.01 1"]),
      ("08-09 b expire 10 grant=e1", ["expired_early c e2 10 0.1 0"]),
      // Nothing expired, so nothing is late.
      ("08-05 b deduct 10 req=r\n08-20 b expire 0 grant=e1", []),
      (
        "08-20 b expire 10 grant=e1\n08-21 b expire 10 grant=e1",
        ["expiry_differs c e3 10 0.1 -10", "expiry_late w e2 10 0.1 0"]
      ),
    ] as [(String, [String])])
  func `a correct record of an expiry comes within 24 hours`(line: String, findings: [String]) {
    #expect(AuditAsText(Self.topUp + line).findings == findings)
  }

  @Test func `a record of several expiries of one grant is late after the last`() {
    // 400 expire on 1 September, and the 100 that rolled over on 1 October.
    let both = AuditAsText(Self.reset + "10-02 a expire 500 grant=e1")
    #expect(both.findings.isEmpty)
    let late = AuditAsText(Self.reset + "09-03 a expire 400 grant=e1\n10-02 a expire 100 grant=e1")
    #expect(late.findings == ["expiry_late w e2 400 4 0"])
  }

  /// On 1 September 100 of the 500 credits roll over.
  private static let missing = ["a 09-01 rollover_missing w - 100 1 0"]
  private static let other = "08-15 b rollover 0\n"

  @Test(
    arguments: [
      ("09-02 a balance 100", missing), ("09-01T23:59:59 a balance 100", []),
      ("09-02 a rollover 100", []), ("09-02T00:00:00.000000001 a rollover 0", missing),
      // The record is of nothing: it came too late.
      ("09-02T00:00:00.000000001 a rollover 100", missing),
      ("08-31T23:59:59 a rollover 100\n09-05 a balance 100", []),
      ("08-31T23:59:58.999999999 a rollover 0\n09-05 a balance 100", missing),
      // A record with other credits differs, but is there.
      ("09-01T12:00 a rollover 50\n09-05 a balance 100", []),
      ("09-01T12:00 b rollover 0\n09-05 a balance 100", missing),
    ])
  func `a rollover has a record within 24 hours`(lines: String, findings: [String]) {
    let played = AuditAsText(Self.reset + Self.other + lines)
    #expect(played.findings(of: .rolloverMissing) == findings)
  }

  @Test func `a ledger without rollover records has none missing`() {
    let played = AuditAsText(Self.reset + "09-05 a balance 100")
    #expect(played.findings(of: .rolloverMissing) == [])
  }

  @Test func `a record after the period is known`() {
    let base = Self.reset + Self.other
    func missing(_ lines: String) -> [String] {
      AuditAsText(base + lines, period: ("08-01", "09-02")).findings(of: .rolloverMissing)
    }
    #expect(missing("09-02 a rollover 100\n09-05 a balance 100") == [])
    #expect(missing("09-02T00:00:01 a rollover 100\n09-05 a balance 100") == Self.missing)
    #expect(missing("09-02 b rollover 0\n09-05 a balance 100") == Self.missing)
    // The only record of the ledger is after the period.
    let later = AuditAsText(
      Self.reset + "09-20 b rollover 0", period: ("08-01", "09-02"))
    #expect(later.findings(of: .rolloverMissing) == Self.missing)
  }

  @Test func `each rollover without a record is missing, by the plan just before`() {
    // 100 of 500 at the reset of 10 September; of the 2,000 of big nothing rolls over.
    let played = AuditAsText(
      "08-20 a reset 500 until=@09-20\n08-20 w reset 1000 until=@09-20\n" + Self.other
        + "09-10 a reset 2000 plan=big until=@10-10\n10-20 a balance 0")
    #expect(
      played.findings(of: .rolloverMissing) == [
        "a 09-10 rollover_missing w - 100 1 0", "w 09-20 rollover_missing w - 1000 10 0",
      ])
  }
}
