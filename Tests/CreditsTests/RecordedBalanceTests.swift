import Testing

struct RecordedBalanceTests {
  private static let base = """
    08-01 b grant 10 source=bonus until=@08-10
    08-01 b grant 10 source=bonus until=@08-12 grant=g

    """

  @Test(
    arguments: [
      // Equal.
      ("08-09 b adjust 1 reason=x after=21", []),
      // A drift is reported once, as its effect explains it afterwards.
      (
        "08-09 b adjust 1 reason=x after=23\n08-09 b adjust 1 reason=x after=24",
        ["recorded_balance_differs c e3 2 0.02 2"]
      ),
      (
        "08-09 b adjust 1 reason=x after=23\n08-09 b adjust 1 reason=x after=22",
        ["recorded_balance_differs c e3 2 0.02 2", "recorded_balance_differs c e4 -2 -0.02 -2"]
      ),
      // Binary floating point.
      (
        "08-09 b adjust 1 reason=x after=21.0000000001\n08-09 b adjust 1 reason=x after=22.0000000001",
        ["recorded_balance_drift i e3 0 0 0"]
      ),
      (
        "08-09 b adjust 1 reason=x after=23.0000000001",
        ["recorded_balance_differs c e3 2 0.02 2"]
      ),
      // A refund of too much takes the whole millionths of the difference; the rest is drift.
      (
        "08-09 b deduct 4 req=r\n08-09 b refund 5 req=r after=21.0000000001",
        ["refund_above_deduction c e4 1 0.01 1", "recorded_balance_drift i e4 0 0 0"]
      ),
      (
        "08-09 b adjust 1 reason=x after=21.0000015",
        ["recorded_balance_differs c e3 0.000002 0.00000002 0.000002"]
      ),
      // Asserted balances: again only when the difference changes.
      (
        "08-09 b balance 21\n08-09 b balance 21\n08-09 b balance 22\n08-09 b balance 1 provider=x",
        ["asserted_balance_differs c e3 1 0.01 0", "asserted_balance_differs c e5 2 0.02 0"]
      ),
      (
        "08-09 b balance 21\n08-09 b balance 20\n08-09 b balance 21",
        ["asserted_balance_differs c e3 1 0.01 0", "asserted_balance_differs c e5 1 0.01 0"]
      ),
      ("08-09 b balance 20.000000000000005", ["recorded_balance_drift i e3 0 0 0"]),
      // An expiry pauses the comparison until its record.
      ("08-10 b adjust 1 reason=x after=21\n08-10T01:00 b expire 10 grant=e1 after=11", []),
      (
        "08-10T01:00 b expire 10 grant=e1 after=10\n08-12 b expire 9 grant=g after=1",
        ["expiry_differs c e4 -1 -0.01 1"]
      ),
      // Without a record of it the effect explains what the system still has.
      (
        "08-10T01:00 b expire 10 grant=e1\n08-14 b adjust 1 reason=x after=11",
        ["expiry_missing w e2 10 0.1 10"]
      ),
      // The record may still come.
      ("08-10T01:00 b expire 10 grant=e1\n08-12T23:59 b adjust 1 reason=x after=11", []),
      // The system writes no records of expiries.
      ("08-14 b adjust 1 reason=x after=1", []),
      ("08-14 b adjust 1 reason=x after=11", ["recorded_balance_differs c e3 10 0.1 10"]),
      // An early record removes credits.
      ("08-09 b expire 10 grant=e1 after=10", ["expired_early c e3 10 0.1 0"]),
      (
        "08-08 b deduct 4 req=r\n08-09 b expire 10 grant=e1 after=6",
        ["expired_early c e4 6 0.06 -4"]
      ),
      ("08-09 b expire 3 grant=nope after=17", ["expiry_differs c e3 3 0.03 -3"]),
      ("08-11 b expire 9 grant=e1 after=11", ["expiry_differs c e3 -1 -0.01 1"]),
    ] as [(String, [String])])
  func `recorded balances equal the replay with all effects`(lines: String, findings: [String]) {
    #expect(AuditAsText(Self.base + lines).findings == findings)
  }

  @Test func `monthly credits that expired pause the comparison for at most a day`() {
    let reset = "08-01 b reset 10 plan=free until=@09-01\n"
    let paused = AuditAsText(reset + "09-01T23:59 b adjust 1 reason=x after=11")
    #expect(paused.findings.isEmpty)
    let over = AuditAsText(reset + "09-02 b adjust 1 reason=x after=11")
    #expect(over.findings == ["recorded_balance_differs c e2 10 0.1 10"])
    let next = AuditAsText(reset + "09-01T05:00 b reset 10 until=@10-01 after=20")
    #expect(next.findings == ["recorded_balance_differs c e2 10 0.1 10"])
  }

  @Test func `the sum of effects explains the recorded balance`() {
    let played = AuditAsText(
      Self.base + "08-10T01:00 b expire 10 grant=e1\n08-14 b adjust 1 reason=x after=11")
    #expect(played.balance("b", "closing explained recorded") == "1 10 11")
    #expect(played.audit.comparison.explained == 1)
  }

  /// 15 is recorded for 10: 16 for 11 carries that on, and 12 for 12 ends it.
  @Test func `a difference that nothing explains is carried until it ends`() {
    let played = AuditAsText(
      """
      08-01 a adjust 10 reason=x after=15
      08-02 a adjust 1 reason=x after=16
      08-03 a adjust 1 reason=x after=12
      08-04 a adjust 1 reason=x after=13
      """)
    let comparison = played.audit.comparison
    #expect([comparison.equal, comparison.explained] == [1, 0])
    #expect([comparison.carried, comparison.unexplained] == [1, 2])
  }

  @Test func `a rollover record belongs to the day before it or the second after it`() {
    let base = "08-01 a reset 500 until=@10-01\n"
    // 100 of 500 roll over at the reset of 1 September.
    let reset = "09-01T00:00:01 a reset 500 until=@10-01\n"
    #expect(AuditAsText(base + reset + "09-01T12:00 a rollover 100").findings.isEmpty)
    #expect(AuditAsText(base + "09-01 a rollover 100\n" + reset).findings.isEmpty)
    #expect(AuditAsText(base + reset + "09-02T00:00:01 a rollover 100").findings.isEmpty)
    let late = AuditAsText(base + reset + "09-02T00:00:01.000000001 a rollover 100")
    #expect(late.findings == ["rollover_differs c e3 100 1 100"])
    let early = AuditAsText(base + "08-31T23:59 a rollover 100\n" + reset)
    #expect(early.findings == ["rollover_differs c e2 100 1 100"])
    let other = AuditAsText(base + reset + "09-01T12:00 a rollover 60")
    #expect(other.findings == ["rollover_differs c e3 -40 -0.4 -40"])
    // Its effect counts from its own instant, although the credits roll over a second later.
    let ahead = AuditAsText(base + "09-01 a rollover 60 after=460\n" + reset)
    #expect(ahead.findings == ["rollover_differs c e2 -40 -0.4 -40"])
  }

  /// On 1 September 100 credits of the reset roll over, and half of the grant's 100 a second later.
  @Test func `a rollover record belongs to the credits before it and those in the second after it`()
  {
    let base =
      "08-01 a reset 500 until=@09-01\n08-02 a grant 100 source=monthly until=@09-01T00:00:01\n"
    let between = "09-01T00:00:00.5 a rollover "
    let end = "\n09-01T12:00 a balance 150"
    #expect(AuditAsText(base + between + "150" + end).findings.isEmpty)
    let less = AuditAsText(base + between + "100 after=150" + end)
    #expect(less.findings == ["rollover_differs c e3 -50 -0.5 -50"])
    // The credits of the record's own instant are those before it; the second ends with its last instant.
    #expect(AuditAsText(base + "09-01 a rollover 150" + end).findings == [])
    #expect(
      AuditAsText(base + "08-31T23:59:59.5 a rollover 100\n09-01T00:00:02 a rollover 50" + end)
        .findings.isEmpty)
    // The earlier of two records has the credits.
    let two = "08-31T23:59:59.4 a rollover 100\n08-31T23:59:59.8 a rollover "
    #expect(
      AuditAsText(base + two + "0\n09-01T00:00:01 a rollover 50" + end).findings.isEmpty)
    #expect(
      AuditAsText(base + two + "100\n09-01T00:00:01 a rollover 50" + end).findings
        == ["rollover_differs c e4 100 1 100"])
  }

  @Test func `the second after a rollover record may be after the period`() {
    let reset = "08-01 a reset 500 until=@09-01\n"
    func found(_ credits: String) -> [String] {
      AuditAsText(
        reset + "08-31T23:59:59.5 a rollover \(credits)\n09-05 a balance 100",
        period: ("08-01", "09-01")
      ).findings
    }
    #expect(found("100") == [])
    #expect(found("60") == ["rollover_differs c e2 -40 -0.4 -40"])
  }

  @Test func `a repeated key is not applied, in the same account and kind`() {
    let keyed = AuditAsText(
      """
      08-01 b adjust 1 reason=x key=k after=1
      08-01 b adjust 1 reason=x key=k after=2
      08-01 b adjust 1 reason=x key=k after=2
      08-01 c adjust 1 reason=x key=k
      08-01 b grant 1 source=bonus key=k after=3
      """)
    #expect(
      keyed.findings
        == ["duplicate_idempotency_key c e2 1 0.01 1", "duplicate_idempotency_key i e3 0 0 0"])
    #expect(keyed.balance("b", "closing recorded explained") == "2 3 1")
  }

  @Test func `unknown and closed accounts are reported`() {
    let played = AuditAsText(
      """
      08-04 shut grant 9 source=bonus
      08-05 shut adjust -1 reason=x
      08-05 shut balance 8
      08-10 nobody adjust 1 reason=x
      08-10 nobody adjust 1 reason=x
      """)
    #expect(
      played.findings == ["account_closed w e2 1 0.01 0", "account_unknown w e4 0 0 0"])
  }
}
