import Credits
import Testing

/// A reset that the ledger lacks, beside recorded balances that differ: who owes whom, by hand.
///
/// 188.1 credits were left of August's 2,000, and 10 were used on 3 September. With the reset, 1,990 would be there.
struct MissedResetTests {
  struct Case: Sendable, CustomStringConvertible {
    /// The balances that the source system states from 3 September on, and its events after that.
    let balance: String
    var later = ""
    /// The credits owed to the customer; nil where they are not known.
    let owed: String?
    var records: [String] = []
    var inSystem = "0"
    var money = "-50"
    let evidence: RecordedReset.Kind
    var description: String { "\(evidence) \(balance)" }
  }

  private static let august = """
    08-01 b reset 2000 plan=big until=@09-01 after=2000
    08-02 b deduct 1811.9 req=q after=188.1
    09-03 b deduct 10 req=r after=
    """
  private static let record = "b reset 2000 plan=big until=@2026-10-01T00:00:00"

  @Test(arguments: [
    // It never ran, and the old credits stayed: the customer has 178.1 instead of 1,990.
    Case(
      balance: "178.1", owed: "1811.9", records: [record], inSystem: "-188.1", evidence: .kept),
    // It ran, but was not exported.
    Case(
      balance: "1990", owed: "0", records: ["\(record) at 2026-09-01T00:00:00"], money: "0",
      evidence: .ran),
    // October's reset took the old credits: 1,995 are there, as if September's had run.
    Case(
      balance: "178.1",
      later: """

        10-01 b reset 2000 plan=big until=@11-01 after=2000
        10-03 b deduct 5 req=s after=1995
        """, owed: "0", records: ["b grant 10 source=monthly until=@2026-11-01T00:00:00"],
      money: "0",
      evidence: .caughtUp),
    // October's reset left them: 2,178.1 are there instead of 2,000, and the replay has 1,990.
    Case(
      balance: "178.1", later: "\n10-01 b reset 2000 plan=big until=@11-01 after=2178.1",
      owed: "-178.1", records: ["b grant 10 source=monthly until=@2026-11-01T00:00:00"],
      inSystem: "-188.1", money: "0", evidence: .kept),
    // 110 more than the replay are neither the old allowance nor the new one.
    Case(balance: "100", owed: nil, records: [record], evidence: .unclear),
  ])
  func `what is owed for it is what the customer would have less what is there`(
    _ fault: Case
  ) throws {
    let ledger = AdvisedLedger(Self.august + fault.balance + fault.later)
    let reset = try #require(ledger.advice(on: .resetMissing))
    let difference = try #require(ledger.advice(on: .recordedBalanceDiffers))
    #expect(reset.events.map(ledger.line) == fault.records)
    #expect(decimalText(reset.inSystem, scale: 6) == fault.inSystem)
    #expect(decimalText(reset.owedMoney, scale: 18) == fault.money)
    #expect(reset.recorded?.kind == fault.evidence)
    #expect(difference.recorded?.kind == fault.evidence)
    for advice in [reset, difference] {
      #expect(advice.isOwedUnknown == (fault.owed == nil))
      if let owed = fault.owed { #expect(decimalText(advice.owed, scale: 6) == owed) }
    }
  }

  /// The same with the advised records: both sides have 1,990, or 1,995 after October's reset.
  @Test(arguments: [
    "178.1\n09-04 b reset 2000 plan=big until=@10-01 after=1990",
    "1990\n09-01 b reset 2000 plan=big until=@10-01",
    """
    178.1
    10-01 b reset 2000 plan=big until=@11-01 after=2000
    10-03 b deduct 5 req=s after=1995
    10-04 b grant 10 source=monthly until=@11-01 after=1995
    """,
  ])
  func `after the advised records nothing is left to record`(later: String) throws {
    let ledger = AdvisedLedger(Self.august + later)
    let row = try #require(ledger.audit.balances.first { ledger.name($0.account) == "b" })
    #expect(row.recorded == Int128(row.closing) * 1_000_000_000_000)
    for finding in ledger.audit.findings where finding.severity != .info {
      let code = finding.check.rawValue
      #expect(finding.isCorrected || finding.check == .balanceBelowZero, "\(code)")
      #expect(ledger.records(finding) == [], "\(code)")
    }
  }

  /// The event that raised the balance by 3 may be missing in the export.
  @Test func `nobody knows who owes a difference without a cause`() throws {
    let ledger = AdvisedLedger(
      "08-01 b grant 9 source=bonus after=9\n08-02 b deduct 4 req=r after=8")
    let advice = try #require(ledger.advice(on: .recordedBalanceDiffers))
    #expect(advice.isOwedUnknown)
    #expect(decimalText(advice.owed, scale: 6) == "-3")
  }
}
