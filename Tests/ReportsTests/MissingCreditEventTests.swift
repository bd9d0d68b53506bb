import Overview
import Support
import Testing

@testable import Credits
@testable import Reports

/// The events that a summary lacks: 3 that could not be read, and those after the last deduction on 1 August 2026.
struct MissingCreditEventTests {
  private func overview(lastUsage day: String) throws -> Overview {
    let input = try Inputs.of(
      [FactRow(day: "2026-08-01", account: "acc_17"), FactRow(day: day, account: "acc_17")],
      credits: CreditExample.audit([]))
    return Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  private static let unread = "Assay could not read 3 credit events; all figures exclude them."

  /// Of a day more the rest may lie after the last deduction: nothing is said.
  @Test(arguments: [
    ("2026-08-01", unread), ("2026-08-02", unread),
    ("2026-08-20", "\(unread) credits/ ends on 1 August 2026, and usage on 20 August 2026."),
  ])
  func `a headline states the events that it lacks`(day: String, note: String) throws {
    #expect(try overview(lastUsage: day).headline.coverageNote == note)
  }

  /// The events end on 1 August; a request of the 20th may have been charged in one that is not exported.
  @Test(
    arguments: [
      ([19], ["1 request has no deduction; its day has no events."]),
      ([0], ["1 request was never charged."]),
      (
        [0, 19, 18],
        [
          "2 requests have no deduction; their days have no events.",
          "1 request was never charged.",
        ]
      ),
    ] as [([Int64], [String])])
  func `a request after the last event is not called uncharged`(
    days: [Int64], sentences: [String]
  ) throws {
    let findings = days.map { day in
      var finding = CreditFinding(
        .requestWithoutDeduction, at: CreditExample.august + day * 86_400_000_000_000, account: 1)
      finding.usd = 10_000_000_000_000_000
      return finding
    }
    let input = try Inputs.of(
      [
        FactRow(day: "2026-08-01", account: "acc_17"),
        FactRow(day: "2026-08-20", account: "acc_17"),
      ], credits: CreditExample.audit(findings))
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    #expect(
      overview.attention.filter { $0.key == "request_without_deduction" }.map(\.sentence)
        == sentences)
    let credits = try #require(overview.creditLedger)
    #expect(credits.checksOfPeriod.critical.map(\.findings) == (days.contains(0) ? [1] : []))
    #expect(credits.checksOfPeriod.openRequests == sentences.first { $0.contains("no events") })
    #expect(credits.checks.critical.map(\.findings) == [days.count])
  }

  @Test func `missing events lead what needs attention, each with what to do`() throws {
    let overview = try overview(lastUsage: "2026-08-20")
    let found = overview.attention.filter { $0.kind == .credits && $0.amount == nil }
    #expect(found.map(\.key) == ["event_rejected", "events_end"])
    #expect(
      found.map(\.sentence) == [
        "Assay could not read 3 credit events.", "credits/ ends 19 days before the usage.",
      ])
    #expect(
      found.map(AttentionRemedy.text) == [
        "Correct the rows of credit-rejects.csv at their source, and run again. audit-findings.csv names each.",
        "Export the credit events of these days, and run again.",
      ])
  }
}
