import Comparing
import Ledger
import Overview
import Rating
import Reports
import Testing

@testable import Reconciliation

/// Actions in blocks whose amounts add up; figures by hand: a credit is worth a cent.
struct ActionTests {
  /// Ann was overcharged 5 credits, 2 of them without a known cause; Bob was undercharged 3, and Cid overcharged 1.
  private func actions() throws -> (overview: Overview, actions: ActionList) {
    let facts = [
      FactRow(credits: "2", recordedCredits: ("5", .mismatch)),
      FactRow(credits: "2", recordedCredits: ("4", .mismatch)),
      FactRow(account: "beta", user: "bob", credits: "3", recordedCredits: ("0", .mismatch)),
      FactRow(account: "", user: "cid", credits: "1", recordedCredits: ("2", .mismatch)),
    ]
    let causes: [DiagnosisCode?] = [.chargedTwice, nil, .notCharged, .chargedTwice]
    let exceptions = try zip(facts, causes).enumerated().map {
      try DiagnosedRow.wrongCharge($1.0, line: Int64($0) + 2, $1.1)
    }
    let overview = Overview(
      try Inputs.of(facts, exceptions: exceptions),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    return (overview, overview.actions)
  }

  @Test func `each cause has its own amount, and all add up to the wrong charges`() throws {
    let causes = try actions().actions.causes
    // 3 + 1 too much, 3 too little, 2 without a cause.
    #expect(try causes.lines.map(\.amount) == [usd("0.04"), usd("-0.03"), usd("0.02")])
    #expect(causes.lines.allSatisfy { $0.otherAmount == nil })
    #expect(causes.total.amount == (try usd("0.03")) && causes.total.otherAmount == nil)
    #expect(causes.rest(after: 1).amount == (try usd("-0.01")))
  }

  /// 3 credits too much and 1 too little; 2 USD too much and 0.50 too little.
  @Test func `a cause in both directions states both, and their sum without signs`() throws {
    let charges = [
      FactRow(credits: "2", recordedCredits: ("5", .mismatch)),
      FactRow(credits: "2", recordedCredits: ("1", .mismatch)),
    ]
    let costs = [
      FactRow(cost: "1", recordedCost: ("3", .mismatch)),
      FactRow(cost: "1", recordedCost: ("0.5", .mismatch)),
    ]
    let exceptions =
      try charges.enumerated().map {
        try DiagnosedRow.wrongCharge($0.element, line: Int64($0.offset) + 2, .otherTierMultiplier)
      }
      + costs.enumerated().map {
        try DiagnosedRow.wrongCost($0.element, line: Int64($0.offset) + 4, .bandMissed)
      }
    let overview = Overview(
      try Inputs.of(charges + costs, exceptions: exceptions),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let lines = overview.actions.causes.lines
    #expect(lines.map(\.otherAmount) == (try [usd("1.5"), nil]))
    #expect(lines.map(\.amount) == (try [nil, usd("0.02")]))
    #expect(
      lines[0].finding.hasSuffix(" Vendor cost: 2.00 USD too much, 0.50 too little, 2.50 in all."))
    #expect(
      lines[1].finding.hasSuffix(" Charges: 0.03 USD too much, 0.01 too little, 0.04 in all."))
    // The same sums without signs as on the screen.
    #expect(overview.causes.shown.map(\.amount) == (try [usd("2.5"), usd("0.04")]))
  }

  @Test func `corrections name user and account, refunds and charges have a sum each`() throws {
    let corrections = try actions().actions.corrections
    #expect(
      corrections.lines.map(\.finding) == [
        "ann of account acme was overcharged 5 credits. The cause of 1 of 2 requests is not known.",
        "bob of account beta was undercharged 3 credits.", "cid was overcharged 1 credit.",
      ])
    #expect(
      corrections.lines.map(\.remedy) == [
        "First find the cause of 1 request; then refund 5 credits, if the charge was too high.",
        "Charge 3 credits.", "Refund 1 credit.",
      ])
    #expect(corrections.total.amount == (try usd("0.06")))
    #expect(corrections.total.otherAmount == (try usd("0.03")))
    #expect(corrections.rest(after: 1).amount == (try usd("0.01")))
  }

  /// Refunds less charges are what all causes come to.
  @Test func `corrections are the wrong charges of the causes`() throws {
    let actions = try actions().actions
    let (refunds, charges) = actions.corrections.total
    #expect(try #require(refunds) - #require(charges) == actions.causes.total.amount)
  }

  /// 5 credits too much, and 2 that a refund gave back: the difference of all credits is 3, the wrong charges are 5.
  @Test func `charges say which refunds they leave out`() throws {
    let facts = [
      FactRow(credits: "2", recordedCredits: ("7", .mismatch)),
      FactRow(credits: "0", recordedCredits: ("-2", .mismatch)),
    ]
    let exceptions = try zip(facts, [DiagnosisCode.chargedTwice, .refund]).enumerated().map {
      try DiagnosedRow.wrongCharge($1.0, line: Int64($0) + 2, $1.1)
    }
    let actions = Overview(
      try Inputs.of(facts, exceptions: exceptions),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])
    ).actions
    #expect(actions.causes.total.amount == (try usd("0.05")))
    #expect(
      actions.refundNote
        == "Charges exclude 2 credits (0.02 USD) that refunds gave back: with them the difference "
        + "is 3 credits (0.03 USD), as on Summary.")
    #expect(try self.actions().actions.refundNote == nil)
  }

  /// Of a request without a cause nobody knows whether something is to be refunded.
  @Test(
    arguments: [(nil, "cause not known"), (.chargedTwice, "to refund")]
      as [(DiagnosisCode?, String)])
  func `only charges with a known cause are to be refunded`(
    cause: DiagnosisCode?, meaning: String
  ) throws {
    let fact = FactRow(credits: "2", recordedCredits: ("5", .mismatch))
    let overview = Overview(
      try Inputs.of([fact], exceptions: [DiagnosedRow.wrongCharge(fact, line: 2, cause)]),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    #expect(overview.attention.first { $0.kind == .overcharged }?.meaning == meaning)
    #expect(overview.actions.unexplainedCorrections == (cause == nil ? 1 : 0))
    #expect(
      overview.actions.corrections.lines.map(\.finding) == [
        "ann of account acme was overcharged 3 credits."
          + (cause == nil ? " The cause is not known." : "")
      ])
  }

  @Test func `nothing is refunded for a reason that is not known`() throws {
    let findings = try actions().actions.findings
    let overcharged = try #require(
      findings.first { $0.finding.hasPrefix("Customers were overcharged") })
    #expect(
      overcharged.remedy
        == "First find the cause of 1 request (no known mistake explains it); then refund the "
        + "customers; corrections.csv names each.")
    #expect(overcharged.meaning == "cause partly not known")
  }

  /// 3 USD of free use after 4 in June, and 20 USD of fees after 15.
  @Test func `plan fees and the free-tier loss have their change where both periods know them`()
    throws
  {
    let july = FactRow(tier: "free", isFree: true, cost: "3")
    let june = FactRow(day: "2026-06-10", tier: "free", isFree: true, cost: "4")
    func sums(_ usd: Int128) throws -> [CellID: CellSums] {
      var sums = CellSums()
      sums.requests = 1
      sums.constantFees = usd * powerOfTen(Money.decimals)
      let key = CellKey(
        tier: "free", provider: "openai", model: "gpt-5", service: "chat",
        serviceTier: "standard", isBYOK: false, isCharged: true)
      return [CellID(account: "acme", key: key): sums]
    }
    func month(_ number: Int, days: Int) -> ComparedPeriod {
      ComparedPeriod(period: Month(year: 2026, month: number).period, days: days)
    }
    let comparison = try PeriodComparison(
      month(6, days: 30), sums(4), month(7, days: 31), sums(3), isSold: true)
    func headline(history: [FactRow]) throws -> Headline {
      Overview(
        try Inputs.of([july], history: history, comparison: comparison),
        scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])
      ).headline
    }
    #expect(try headline(history: [june]).freeTierLossChange == -100)
    #expect(try headline(history: []).freeTierLossChange == nil)
    // Another sum than that of the comparison is of other rows.
    #expect(try headline(history: [june, june]).freeTierLossChange == nil)
    #expect(try headline(history: [june]).planFeesChange == nil)
  }
}
