import Ledger
import Overview
import Support
import Testing

@testable import Credits
@testable import Reports

/// Days, events and rows that the figures of a credit ledger lack; days of August 2026, figures by hand.
struct CreditDayGapTests {
  /// Usage, deductions, requests without a row and requests without a deduction, each by its day of August.
  struct Days: Sendable {
    var usage: [Int]
    var deductions: [Int]
    var unused: [Int] = []
    var uncharged: [Int] = []
    var isRejected = false
  }

  private static func instant(_ day: Int) -> Int64 {
    CreditExample.august + Int64(day - 1) * 86_400_000_000_000 + 3_600_000_000_000
  }

  /// The ledger of the example with other events, 6.00 USD realised and 1.00 of breakage.
  ///
  /// - Parameters:
  ///   - unread: the number of events that Assay could not read.
  ///   - isWhole: the run has no period.
  private static func audit(_ days: Days, unread: Int = 0, isWhole: Bool = false) -> CreditAudit {
    var ledger = CreditExample.ledger
    ledger.events = days.deductions.map { CreditEvent(kind: .deduct, at: instant($0), account: 1) }
    let findings =
      days.unused.enumerated().map { number, day in
        var finding = CreditFinding(.deductionWithoutRequest, at: instant(day), account: 1)
        finding.request = UInt32(1 + number)
        if days.isRejected { finding.detail = .rejectedRow(file: 0, line: 2) }
        return finding
      }
      + days.uncharged.map { CreditFinding(.requestWithoutDeduction, at: instant($0), account: 1) }
    var totals = CreditExample.totals
    if isWhole { (totals.from, totals.to) = (.min, .max) }
    var played = ReplayResult()
    played.resets = [AppliedReset(event: 0, account: 1, at: CreditExample.august, plan: 6)]
    let plan = BilledEvent(
      .plan(plan: 6, listPrice: nil, discounts: []), event: 0, account: 1, month: 2026 * 12 + 7,
      usd: 20_000_000_000_000_000_000, payment: 0, paid: 0, until: .max)
    let example = CreditExample.audit(
      findings, billed: [plan], played: played, ledger: ledger, totals: totals)
    var equation = EventRowCounts()
    equation.rejected = unread
    return CreditAudit(
      names: example.names, files: example.files, ledger: example.ledger,
      balances: example.balances, grants: example.grants, findings: example.findings,
      revenue: example.revenue, totals: example.totals, equation: equation,
      comparison: example.comparison, played: example.played, postings: example.postings,
      billed: example.billed, months: example.months)
  }

  /// Each request of the usage costs 1 USD.
  private func overview(
    _ days: Days, unread: Int = 0, isWhole: Bool = false, planned: Set<Name> = ["pro"]
  ) throws -> Overview {
    let rows = days.usage.map { day in
      FactRow(day: "2026-08-0\(day)", account: "acc_17", cost: "1")
    }
    return Overview(
      try Inputs.of(rows, credits: Self.audit(days, unread: unread, isWhole: isWhole)),
      scope: Scope(
        days: nil, zone: "UTC", files: 1, multipliers: [:], plannedTiers: planned))
  }

  @Test(arguments: [
    (
      Days(usage: [3, 4], deductions: [1, 2, 3, 4], unused: [1, 2]),
      "Usage begins on 3 August 2026, and credits/ on 1 August 2026.",
      "from 1 to 31 August 2026", "Usage lacks 2 days of credits/.",
      "Export the usage of these days, and run again."
    ),
    (
      Days(usage: [1, 2], deductions: [1, 2, 3, 5], unused: [3, 5]),
      "Usage ends on 2 August 2026, and credits/ on 5 August 2026.",
      "from 1 to 31 August 2026", "Usage lacks 3 days of credits/.",
      "Export the usage of these days, and run again."
    ),
    (
      Days(usage: [1, 4], deductions: [1, 2, 3, 4], unused: [2, 3]),
      "Usage has no requests from 2 to 3 August 2026, and credits/ has deductions.",
      "from 1 to 31 August 2026", "Usage lacks 2 days of credits/.",
      "Export the usage of these days, and run again."
    ),
    (
      Days(usage: [1, 2, 3, 4], deductions: [3, 4], uncharged: [1, 2]),
      "credits/ begins on 3 August 2026, and usage on 1 August 2026.",
      "without 1 to 2 August 2026", "credits/ lacks 2 days of usage.",
      "Export the credit events of these days, and run again."
    ),
    (
      Days(usage: [1, 2, 3, 4], deductions: [1, 4], uncharged: [2, 3]),
      "credits/ has no deductions from 2 to 3 August 2026, and usage has requests.",
      "without 2 to 3 August 2026", "credits/ lacks 2 days of usage.",
      "Export the credit events of these days, and run again."
    ),
  ])
  func `a margin of other days than its cost is not known`(
    days: Days, note: String, of credits: String, sentence: String, remedy: String
  ) throws {
    let overview = try overview(days)
    let headline = overview.headline
    #expect(headline.realisedMargin == nil)
    #expect(headline.coverageNote?.hasSuffix(note) == true, "\(headline.coverageNote ?? "")")
    #expect(
      headline.planNote
        == "for resets \(credits); none states a payment; margin on realised revenue and "
        + "breakage is not known")
    let earned = try #require(overview.creditLedger?.earned)
    #expect(earned.note == "breakage 1.00; deferred 12.99; \(credits)")
    #expect(
      earned.sentence
        == "Realised 6.00 USD; deferred at the end of the period 12.99 USD; breakage 1.00 USD. "
        + "These amounts are \(credits).")
    let found = try #require(overview.attention.first { $0.sentence == sentence })
    #expect(AttentionRemedy.text(found) == remedy)
  }

  /// Without a period the credit figures are of all events: of 1 to 4 August.
  @Test func `a run of all days states the days of the events`() throws {
    let days = Days(usage: [3, 4], deductions: [1, 2, 3, 4], unused: [1, 2])
    let overview = try overview(days, isWhole: true)
    #expect(
      overview.headline.planNote.hasPrefix("for resets from 1 to 4 August 2026; none states"))
  }

  /// A request of a day may be charged on the next, and one that was never charged is a finding.
  @Test(arguments: [
    Days(usage: [1, 2, 3], deductions: [1, 3], uncharged: [2]),
    Days(usage: [1, 3], deductions: [1, 2, 3], unused: [2]),
    Days(usage: [1, 2, 3], deductions: [1, 2, 3], uncharged: [1, 2, 3]),
    Days(usage: [1, 4], deductions: [1, 2, 3, 4], unused: [2, 3], isRejected: true),
  ])
  func `single days and single requests are no gap`(days: Days) throws {
    let headline = try overview(days).headline
    #expect(headline.realisedMargin != nil)
    #expect(headline.planNote.hasPrefix("for resets; none states a payment; margin"))
  }

  /// 6 realised + 1 breakage − 3 of cost = 4; events can raise the margin or lower it, a cost can only lower it.
  @Test(
    arguments: [
      ([], 0, "4.00"),
      ([1, 2], 0, "at most 4.00, without the cost of 2 requests without a usage row"),
      ([], 1, "is not known exactly: 4.00 without 1 unread credit event"),
      (
        [2], 3,
        "is not known exactly: 4.00 without 1 request without a usage row, 3 unread credit events"
      ),
    ] as [([Int], Int, String)])
  func `the margin on realised revenue names what it lacks`(
    unused: [Int], unread: Int, words: String
  ) throws {
    let days = Days(usage: [1, 2, 3], deductions: [1, 2, 3], unused: unused)
    let headline = try overview(days, unread: unread).headline
    #expect(
      headline.planNote
        == "for resets; none states a payment; margin on realised revenue and breakage \(words)")
    let credits = try #require(try overview(days, unread: unread).creditLedger)
    let events = "\(unread) unread credit event\(unread == 1 ? "" : "s")"
    let short = "; \(unread) event\(unread == 1 ? "" : "s") unread"
    #expect(credits.balanceEquation.hasSuffix(short) == (unread > 0))
    #expect(credits.earned.sentence.hasSuffix(" Not included: \(events).") == (unread > 0))
    let note = headline.coverageNote ?? ""
    #expect(
      note.contains("2 charged requests have no usage row: only figures from credits/ include them")
        == (unused.count == 2))
  }

  @Test func `rollovers of plans that no book lists are not known`() throws {
    let days = Days(usage: [1], deductions: [1])
    let (listed, unlisted) = (try overview(days), try overview(days, planned: []))
    let end = "; rollovers count as 0: plans.csv lacks pro"
    #expect(unlisted.creditLedger?.balanceEquation.hasSuffix(end) == true)
    #expect(listed.creditLedger?.balanceEquation.hasSuffix(end) == false)
    let sentence = "Rollovers are not known: plans.csv lacks 1 plan."
    #expect(unlisted.attention.contains { $0.sentence == sentence })
    #expect(!listed.attention.contains { $0.sentence == sentence })
  }
}
