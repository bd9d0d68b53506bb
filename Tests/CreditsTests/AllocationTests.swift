import Credits
import Ledger
import Pricing
import Rating
import Testing

/// Caps and shares of members, by hand.
///
/// m is a member of org and draws on its pool after its own grants.
struct AllocationTests {
  /// Rows as `organisation role account mode credits from to`; a `-` is blank.
  private static func book(_ text: String) -> AllocationBook {
    var faults: [BookProblem] = []
    let rows = text.split(separator: "\n").enumerated().map { number, line in
      let cells = line.split(separator: " ").map(String.init)
      func name(_ index: Int) -> Name? { cells[index] == "-" ? nil : Name(cells[index]) }
      func instant(_ index: Int) -> Instant? {
        index < cells.count && cells[index] != "-"
          ? Instant(nanoseconds: LedgerText.instant(cells[index])) : nil
      }
      return DatedRow(
        value: AllocationTerms(
          organisation: name(0) ?? .empty, role: name(1), account: name(2),
          mode: cells[3] == "cap" ? .cap : .transfer,
          credits: Credits(microcredits: Int64(Decimal(cells[4], scale: 6)))),
        from: instant(5) ?? .distantPast, to: instant(6), recordedAt: nil,
        place: Place(file: "allocations.csv", line: number + 2))
    }
    return AllocationBook(rows, knownAt: nil, faults: &faults)
  }

  private func played(
    _ text: String, _ rows: String, period: (String, String)? = nil
  ) -> AuditAsText {
    AuditAsText(text, period: period, books: { $0.allocations = Self.book(rows) })
  }

  /// The rows as `member month drawn/cap/left allocated/expected`; a `-` is blank.
  private func usage(_ played: AuditAsText) -> [String] {
    played.audit.poolUsage.map { row in
      let figures = [row.drawn, row.cap, row.left, row.allocated, row.expected].map {
        $0.map { decimalText($0, scale: 6) } ?? "-"
      }
      let month = Month(year: row.month / 12, month: row.month % 12 + 1).description
      return "\(played.name(row.organisation)) \(played.name(row.account)) \(month) "
        + figures[0...2].joined(separator: "/") + " " + figures[3...4].joined(separator: "/")
    }
  }

  /// 3 of the member's own credits, then 7, 9 and 2 of the pool: 7 + 9 = 16 is 6 above 10, and 2 more.
  private static let draws = """
    08-01 org grant 100 source=bonus
    08-01 m grant 3 source=bonus
    08-02 m deduct 10 req=r
    08-03 m deduct 9 req=s
    08-03T01:00 m refund 9 req=s
    08-04 m deduct 2 req=t
    09-02 m deduct 4 req=u
    """

  @Test func `each event above the cap of a month has its increase, and refunds do not count`() {
    let played = played(Self.draws, "org - - cap 10")
    // After the refund the 9 credits are back in the pool, but they stay drawn.
    #expect(
      played.findings(of: .allocationExceeded) == [
        "m 08-03 allocation_exceeded w e4 6 0.06 0", "m 08-04 allocation_exceeded w e6 2 0.02 0",
      ])
    #expect(
      usage(played) == ["org m 2026-08 18/10/0 0/-", "org m 2026-09 4/10/6 0/-"])
  }

  @Test func `draws without a cap have no finding, and the period begins with its month`() {
    let played = played(Self.draws, "org dev - cap 1\norg - x cap 1\nother - - cap 1")
    #expect(played.findings(of: .allocationExceeded).isEmpty)
    #expect(usage(played) == ["org m 2026-08 18/-/- 0/-", "org m 2026-09 4/-/- 0/-"])
    let september = self.played(Self.draws, "org - - cap 5", period: ("09-01", "10-01"))
    #expect(usage(september) == ["org m 2026-09 4/5/1 0/-"])
  }

  @Test(
    arguments: [
      ("org - - cap 1\norg - m cap 20\norg - - cap 2", "-"),
      // Of equals the last in the file counts: 17 is 1 below the 18 drawn.
      ("org - - cap 1\norg - - cap 17", "1"),
      ("org - - cap 17\norg dev - cap 1", "1"),
      // The cap ends before the last draw of August.
      ("org - - cap 10 - 08-04", "6"),
      ("org - - cap 10 08-04 -", "2"),
    ])
  func `the most specific row in force counts, and of equals the last`(
    rows: String, above: String
  ) {
    let findings = played(Self.draws, rows).audit.findings.filter {
      $0.check == .allocationExceeded
    }
    let sum = findings.reduce(Int128(0)) { $0 + $1.credits }
    #expect((findings.isEmpty ? "-" : decimalText(sum, scale: 6)) == above)
  }

  /// The first event of m is in July, so August and September are its months; October is not over.
  private static func shares(_ september: String) -> String {
    """
    07-10 m adjust 1 reason=x
    07-10 org grant 200 source=bonus
    07-11 org transfer_out 30 tx=t0 to=m source=allocation
    07-11 m transfer_in 30 tx=t0 to=org source=allocation
    08-01 org transfer_out 30 tx=t1 to=m source=allocation
    08-01 m transfer_in 30 tx=t1 to=org source=allocation
    \(september)
    10-02 a adjust 1 reason=x
    """
  }

  @Test func `a share is due in each whole month after that of the first event`() {
    let played = played(
      Self.shares(
        """
        09-05 org transfer_out 20 tx=t2 to=m source=allocation
        09-05 m transfer_in 20 tx=t2 to=org source=allocation
        09-06 org transfer_out 10 tx=t3 to=m
        09-06 m transfer_in 10 tx=t3 to=org
        """), "org - - transfer 30")
    // n has no event before October, so it has no first month.
    #expect(
      played.findings(of: .allocationDiffers) == ["m 09-01 allocation_differs w - -10 -0.1 0"])
    #expect(
      usage(played) == [
        "org m 2026-07 0/-/- 30/-", "org m 2026-08 0/-/- 30/30", "org m 2026-09 0/-/- 20/30",
      ])
  }

  @Test func `the share of a month is that in force at its first instant`() {
    let text = Self.shares("09-30T23:00 a adjust 1 reason=x")
    let played = played(
      text, "org - - transfer 30 - 09-01\norg - m transfer 5 09-01 -\norg - - transfer 70 09-02 -")
    #expect(
      played.findings(of: .allocationDiffers) == ["m 09-01 allocation_differs w - -5 -0.05 0"])
    // The month ends with the period.
    let months = self.played(text, "org - - transfer 30", period: ("08-01", "09-30"))
    #expect(months.findings(of: .allocationDiffers).isEmpty)
  }

  @Test func `without shares nothing is due, and without the book nothing is checked`() {
    #expect(
      played(Self.shares(""), "org - - cap 30").findings(of: .allocationDiffers).isEmpty)
    #expect(AuditAsText(Self.draws).findings(of: .allocationExceeded).isEmpty)
  }
}
