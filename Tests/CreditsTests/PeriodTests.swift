import Credits
import Ledger
import Testing

struct PeriodTests {
  private static let lines = """
    07-31T18:29 b grant 10 source=bonus
    08-02 b deduct 4 req=r after=7
    08-31T18:29 b reserve 1 res=h until=@08-31T18:29:30
    08-31T18:30 b deduct 2 req=s after=6
    09-02 b release - res=h
    """

  @Test func `opening and closing figures are those just before`() {
    let august = AuditAsText(Self.lines, period: ("07-31T18:30", "08-31T18:30"))
    #expect(august.findings == ["recorded_balance_differs c e2 1 0.01 1"])
    #expect(
      august.balance("b", "opening granted consumed closing recorded explained")
        == "10 0 4 6 7 1")
    #expect(august.audit.equation.afterPeriod == 2)
    #expect(august.audit.equation.applied == 3)
    let september = AuditAsText(Self.lines, period: ("08-31T18:30", "09-30T18:30"))
    #expect(
      september.findings
        == [
          "recorded_balance_differs c e2 1 0.01 1", "recorded_balance_differs c e4 1 0.01 1",
        ])
    #expect(september.balance("b", "opening consumed closing recorded explained") == "6 2 4 6 2")
  }

  @Test func `an expiry at the first instant is of the period`() {
    let lines = "07-01 b grant 10 source=bonus until=@08-01"
    let played = AuditAsText(lines, period: ("08-01", "09-01"))
    #expect(played.balance("b", "opening expired closing") == "10 10 0")
  }

  @Test func `an account with only a row has its plan`() {
    let played = AuditAsText("08-01 b adjust 1 reason=x")
    #expect(played.balance("a", "plan closing") == "pro 0")
    #expect(played.audit.balances.count == 9)
  }

  @Test func `repeated ids count once, and other content is a conflict`() {
    let played = AuditAsText(
      """
      08-01 b adjust 1 reason=x id=d
      08-01 b adjust 1 reason=x id=d
      08-02 b adjust 1 reason=x id=d
      08-02 b adjust 1 reason=y id=d
      08-03 b reverse - of=d
      """)
    #expect(played.findings == ["event_conflict w d 0 0 0", "event_conflict w d 0 0 0"])
    #expect(played.balance("b", "closing") == "0")
    let equation = played.audit.equation
    #expect(
      [equation.read, equation.applied, equation.duplicates, equation.conflicts] == [5, 2, 1, 2])
    #expect(equation.holds)
  }

  @Test func `the order of rows does not matter, except at one instant`() {
    let rows = Self.lines.split(separator: "\n").map(String.init)
    let ids = rows.enumerated().map { $1 + " id=x\($0)" }
    let forward = AuditAsText(ids.joined(separator: "\n"))
    let backward = AuditAsText(ids.reversed().joined(separator: "\n"))
    #expect(forward.findings == backward.findings)
    #expect(
      forward.balance("b", "closing consumed recorded")
        == backward.balance("b", "closing consumed recorded"))
  }

  @Test func `a ledger without events has no figures`() {
    let played = AuditAsText("")
    #expect(played.findings.isEmpty)
    #expect(played.audit.grants.isEmpty)
    #expect(played.audit.revenue.isEmpty)
    #expect(played.audit.equation.holds)
  }

  @Test func `a rejected row has its own instant, or that of the last event`() {
    var ledger = LedgerText("08-01 b adjust 1 reason=x\n08-09 b adjust 1 reason=x").ledger
    let account = ledger.names.number(of: Name("b"))
    for at in [LedgerText.instant("08-03"), Int64.min] {
      ledger.rejected.append(
        RejectedEvent(
          at: at, account: account, eventID: 0, request: 0, file: 0, line: 7, code: "credit.form"))
    }
    let audit = CreditReplay.audit(
      ledger, books: SampleBooks().books, period: nil, requests: nil)
    #expect(audit.findings.map(\.check) == [.eventRejected, .eventRejected])
    #expect(
      audit.findings.map(\.at) == [LedgerText.instant("08-03"), LedgerText.instant("08-09")])
    #expect(audit.equation.rejected == 2)
    #expect(audit.equation.read == 4)
    #expect(audit.equation.holds)
  }
}
