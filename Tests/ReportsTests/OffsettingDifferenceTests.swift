import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// Wrong figures that are too high and too low at once: no amount hides one side behind the other.
struct OffsettingDifferenceTests {
  /// Ann is charged 5 credits too much and 5 too little, Bob 2 too much, all without a known cause.
  private func overview(_ cause: DiagnosisCode?) throws -> Overview {
    let facts = [
      FactRow(credits: "2", recordedCredits: ("7", .mismatch)),
      FactRow(credits: "8", recordedCredits: ("3", .mismatch)),
      FactRow(account: "beta", user: "bob", credits: "3", recordedCredits: ("5", .mismatch)),
    ]
    let exceptions = try facts.enumerated().map {
      try DiagnosedRow.wrongCharge($1, line: Int64($0) + 2, cause)
    }
    return Overview(
      try Inputs.of(facts, exceptions: exceptions),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test func `what nothing explains has a line for each side`() throws {
    let causes = try overview(nil).actions.causes
    #expect(try causes.lines.map(\.amount) == [usd("0.07"), usd("-0.05")])
    #expect(causes.lines.map(\.users) == [2, 1])
    #expect(
      causes.lines.map(\.finding)
        == ["high", "low"].map {
          "3 requests differed without a known cause. These figures were recorded too \($0)."
        })
    #expect(causes.total.amount == (try usd("0.02")))
    // The sum of one known mistake is its effect.
    let known = try overview(.chargedTwice).actions.causes
    #expect(try known.lines.map(\.amount) == [usd("0.02")])
  }

  @Test func `charges without a cause that cancel out are not left out`() throws {
    let corrections = try overview(nil).actions.corrections
    #expect(
      corrections.lines.map(\.finding) == [
        "bob of account beta was overcharged 2 credits. The cause is not known.",
        "ann of account acme was overcharged 5 and undercharged 5 credits. The cause is not known.",
      ])
    #expect(
      corrections.lines.last?.remedy
        == "First find the cause of them; only then refund or charge.")
    #expect(
      try overview(.chargedTwice).actions.corrections.lines.map(\.finding)
        == ["bob of account beta was overcharged 2 credits."])
  }

  /// 0.40 USD too much and 0.30 too little, or twice too much.
  @Test(
    arguments: [
      (
        "0.7", "0.7", "differences, signs ignored",
        "0.40 USD too much and 0.30 USD too little is recorded."
      ),
      ("1.3", "0.7", "net difference", "In total, 0.70 USD too much is recorded."),
    ] as [(Name, Name, String, String)])
  func `recorded costs that are too high do not make up for others that are too low`(
    second: Name, amount: Name, meaning: String, detail: String
  ) throws {
    let facts = ["1.4", second].map { FactRow(cost: "1", recordedCost: ($0, .mismatch)) }
    let exceptions = try facts.enumerated().map {
      try DiagnosedRow.wrongCost($1, line: Int64($0) + 2, .costTwice)
    }
    let found = Overview(
      try Inputs.of(facts, exceptions: exceptions),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])
    ).attention
    let costs = try #require(found.first { $0.kind == .costs })
    #expect(costs.amount == (try usd(amount)) && costs.meaning == meaning)
    #expect(costs.detail == detail)
  }
}
