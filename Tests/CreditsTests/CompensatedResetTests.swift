import Credits
import Testing

/// A missing reset that the source system made up for by other events: what it should have left, by hand.
struct CompensatedResetTests {
  struct Case: Sendable, CustomStringConvertible {
    let lines: String
    /// The events that made up for it.
    let done: [String]
    var owed = "0"
    /// The events to record; of them, those of which the source system has the credits already.
    let records: [String]
    var inSystem = "0"
    /// The records with their balances, so that both sides agree.
    let healed: String
    let balance: String
    var description: String { done.joined(separator: " ") + " " + owed }
  }

  static let cases = [
    // With the reset, 100 of the 420 roll over: 100 + 500 - 50 - 10 = 540, as recorded; the replay has 220.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-20 a deduct 80 req=q after=420
        09-05 a deduct 50 req=r after=370
        09-06 a adjust 180 reason=late after=550
        09-20 a deduct 10 req=s after=540
        """, done: ["e4"], records: ["a grant 320 source=monthly until=@2026-10-01T00:00:00"],
      healed: "09-21 a grant 320 source=monthly until=@10-01 after=540", balance: "540"),
    // The recorder kept 80 credits and filled them up to 2,000; the replay let them expire.
    Case(
      lines: """
        08-01 b reset 2000 plan=big until=@09-01 after=2000
        08-20 b deduct 1920 req=q after=80
        09-03 b adjust 1920 reason=net after=2000
        """, done: ["e3"], records: ["b grant 80 source=monthly until=@2026-10-01T00:00:00"],
      healed: "09-04 b grant 80 source=monthly until=@10-01 after=2000", balance: "2000"),
    // It took the 300 credits of the old allowance and gave the new one: 2,000 - 10; the replay took the 300 twice.
    Case(
      lines: """
        08-01 b reset 2000 plan=big until=@09-01 after=2000
        08-20 b deduct 1700 req=q after=300
        09-03 b adjust -300 reason=old after=0
        09-03 b adjust 2000 reason=new after=2000
        09-20 b deduct 10 req=s after=1990
        """, done: ["e3", "e4"], records: ["b grant 300 source=monthly until=@2026-10-01T00:00:00"],
      healed: "09-21 b grant 300 source=monthly until=@10-01 after=1990", balance: "1990"),
    // 80 were kept and 1,900 given: 20 are owed. Recording 100 and taking the 80 back gives 2,000 on both sides.
    Case(
      lines: """
        08-01 b reset 2000 plan=big until=@09-01 after=2000
        08-20 b deduct 1920 req=q after=80
        09-03 b adjust 1900 reason=missing-reset after=1980
        """, done: ["e3"], owed: "20",
      records: ["b grant 100 source=monthly until=@2026-10-01T00:00:00"], inSystem: "-80",
      healed: "09-04 b grant 100 source=monthly until=@10-01 after=2000", balance: "2000"),
    // Nothing was left, and 1,500 of 2,000 were given in the month: not the whole reset again.
    Case(
      lines: """
        08-01 b reset 2000 plan=big until=@09-01 after=2000
        08-20 b deduct 2000 req=q after=0
        09-03 b adjust 1500 reason=missing-reset after=1500
        """, done: ["e3"], owed: "500",
      records: ["b grant 500 source=monthly until=@2026-10-01T00:00:00"],
      healed: "09-04 b grant 500 source=monthly until=@10-01 after=2000", balance: "2000"),
    // 100 too many were given.
    Case(
      lines: """
        08-01 b reset 2000 plan=big until=@09-01 after=2000
        08-20 b deduct 2000 req=q after=0
        09-03 b adjust 2100 reason=missing-reset after=2100
        """, done: ["e3"], owed: "-100", records: ["b adjust -100"],
      healed: "09-04 b adjust -100 reason=missing-reset after=2000", balance: "2000"),
  ]

  @Test(arguments: cases)
  func `what other events gave for a missing reset is not given again`(_ fault: Case) throws {
    let ledger = AdvisedLedger(fault.lines)
    let advice = try #require(ledger.advice(on: .resetMissing))
    #expect(
      advice.done.map { ledger.name(ledger.audit.ledger.events[Int($0)].eventID) } == fault.done)
    #expect(decimalText(advice.owed, scale: 6) == fault.owed)
    #expect(advice.events.map(ledger.line) == fault.records)
    #expect(decimalText(advice.inSystem, scale: 6) == fault.inSystem)
    // The difference of the balance is that of the reset.
    if let difference = ledger.advice(on: .recordedBalanceDiffers) { #expect(difference == advice) }
  }

  @Test(arguments: cases)
  func `with the records, every critical finding is corrected`(_ fault: Case) throws {
    let ledger = AdvisedLedger(fault.lines + "\n" + fault.healed)
    let row = try #require(
      ledger.audit.balances.first { ledger.name($0.account) == fault.lines.prefix(7).suffix(1) })
    #expect(decimalText(row.closing, scale: 6) == fault.balance)
    #expect(decimalText(row.recorded, scale: 18) == fault.balance)
    for finding in ledger.audit.findings where finding.severity != .info {
      #expect(finding.isCorrected, "\(finding.check.rawValue) \(ledger.name(finding.eventID))")
      let advice = ledger.advice(finding)
      #expect(advice.events.isEmpty && advice.owed == 0 && advice.inSystem == 0)
    }
  }

  /// An adjust for a goodwill of 7 credits is no part of the 500.
  @Test func `an event of other credits without a word of a reset makes up for nothing`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500 until=@09-01 after=500
      08-02 a deduct 500 req=q after=0
      09-02 a adjust 7 reason=sorry after=7
      """)
    let advice = try #require(ledger.advice(on: .resetMissing))
    #expect(advice.done == [])
    #expect(advice.events.map(ledger.line) == ["a reset 500 plan=pro until=@2026-10-01T00:00:00"])
  }
}
