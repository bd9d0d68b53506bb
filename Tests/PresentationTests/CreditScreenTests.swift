import Credits
import Ledger
import Overview
import Support
import Terminal
import Testing

@testable import Presentation

/// The screen of the credit ledger, as drawn in the specification; figures by hand, see `CreditExample`.
struct CreditScreenTests {
  private let credits = CreditOverview(CreditExample.audit, zone: .utc)
  private let paint = Paint(.never, for: .standardOutput)

  @Test func `the screen leads from the opening balance to the proof`() {
    let screen = CreditScreen(
      credits, folder: "out/2026-08", files: ["a.csv", "b.csv"],
      next: ["assay explain --event e-004711"], width: 80, paint: paint, hasGlyphs: true)
    #expect(
      screen.text == """
        Credits from 2026-08-01 to 2026-08-31 (UTC): 48,210 events, 1,204 accounts

          Opening        412,380.5
          Granted        389,400    monthly 361,000, top-up 24,100, coupon 2,900, bonus
                                    1,400
          Refunded         1,204.9
          Consumed      -366,917.2
          Expired        -37,955.5  9.7 % of the credits granted
          Transferred          0    in 5,120, out 5,120
          Closing        398,112.7  of which 61.4 reserved

          Realised  6.00 USD; breakage 1.00; deferred 12.99

        Findings, largest first within each severity
              412.50 USD  3 payments were credited twice (duplicate_payment), in favour
                          of acc_17.
               61.20 USD  12 requests were charged twice (charged_twice), at the expense
                          of acc_17.
                9.40 USD  2 grants expired too early (expired_early), at the expense of
                          acc_17.
                warnings  1 account is missing from accounts.csv (account_unknown):
                          acc_17.
                          31 reservations were never settled or released
                          (reservation_stale): acc_17.
                          1 event names a plan that plans.csv lacks (plan_unknown):
                          acc_17.
                          1 more warning, 2 more informational checks: --verbose, or
                          audit-summary.csv

        Events
          48,213 read from 2 files = 48,198 applied + 12 not applied + 0 duplicates
          + 0 conflicts + 3 rejected + 0 after the period
          Recorded balances: 47,901 equal, 15 explained, 1 not explained
          Checks: 9 of 63 have findings; the others found nothing, or the workspace has
            nothing for them to check
          Identity: opening + additions - reductions = closing for all 1,204 accounts

        Wrote out/2026-08/: 2 CSV files about credits

        Next: assay explain --event e-004711

        """)
  }

  /// Requests that were charged 1.00 USD too much and 0.40 too little, beside 1.20 USD charged twice; shares that are
  /// 7.00 USD more and 8.00 less than stated.
  @Test func `findings of opposite sign do not cancel`() {
    let audit = CreditExample.audit(
      CreditExample.findings(.chargedTwice, 1, cents: 120)
        + CreditExample.findings(.deductionDiffers, 1, cents: 100)
        + CreditExample.findings(.deductionDiffers, 1, cents: -40)
        + CreditExample.findings(.allocationDiffers, 1, cents: 700)
        + CreditExample.findings(.allocationDiffers, 1, cents: -800))
    let lines = CreditBlock(
      credits: CreditOverview(audit, zone: .utc), width: 100, paint: paint
    ).findings
    #expect(
      lines == [
        "        1.40 USD  2 requests were charged more or fewer credits than the books state",
        "                  (deduction_differs): 1.00 USD too much, 0.40 USD too little charged; largest:",
        "                  acc_17.",
        "        1.20 USD  1 request was charged twice (charged_twice), at the expense of acc_17.",
        "        warnings  2 monthly shares of members differ from allocations.csv",
        "                  (allocation_differs, 15.00 USD): 7.00 USD too much, 8.00 USD too little",
        "                  transferred; largest: acc_17.",
      ])
  }

  @Test func `checks that are not shown count by severity`() {
    let checks: [CreditCheck] = [
      .chargedTwice, .expiredEarly, .couponTwice, .couponUnknown, .clawbackDiffers, .priceDiffers,
      .packageDiffers, .allowanceDiffers, .resetMissing, .notEntitled, .offIncrement, .planUnknown,
      .noticeUnfounded,
    ]
    let audit = CreditExample.audit(checks.flatMap { CreditExample.findings($0, 1) })
    let block = CreditBlock(
      credits: CreditOverview(audit, zone: .utc), width: 120, paint: paint)
    // All 8 critical checks are shown, before 3 of 4 with warnings.
    for check in checks.prefix(8) {
      #expect(block.findings.prefix(8).contains { $0.contains("(\(check.rawValue)") })
    }
    #expect(
      block.findings.last
        == String(repeating: " ", count: 18)
        + "1 more warning, 1 more informational check: --verbose, or audit-summary.csv"
    )
  }

  @Test func `the screen says what was corrected since, and what follows from another finding`() {
    var findings =
      CreditExample.findings(.chargedTwice, 1, cents: 120)
      + CreditExample.findings(.chargedTwice, 1, cents: 80)
      + CreditExample.findings(.balanceBelowZero, 1, cents: 10)
    (findings[0].correctedBy, findings[2].consequenceOf) = (0, 1)
    let overview = CreditOverview(CreditExample.audit(findings), zone: .utc)
    #expect(
      CreditBlock(credits: overview, width: 120, paint: paint).findings == [
        "        2.00 USD  2 requests were charged twice (charged_twice), at the expense of acc_17; "
          + "1 of 2 findings has since",
        "                  been corrected.",
        "        0.10 USD  1 account fell below its overdraft limit (balance_below_zero): acc_17; it follows from another",
        "                  finding.",
      ])
    let json = CreditJSON.text(overview, skipped: [], folder: "out")
    #expect(json.contains("\"corrected\": 1") && json.contains("\"consequences\": 1"))
    #expect(
      json.contains(
        "1 of 2 findings has since been corrected. For the others: Refund the second charge of each request."
      ))
  }

  @Test func `a replay without a period says which month it leaves open`() {
    let open = CreditOverview(CreditScene.audit, zone: .utc).openMonth
    #expect(
      open
        == "The replay ends with the last event, within 2026-08: Assay did not run the month-end "
        + "checks; --period 2026-08 runs them")
    #expect(credits.openMonth == nil)
    #expect(
      credits.checkCounts.hasPrefix("Checks: 9 of 63 have findings; the others found nothing"))
  }

  @Test func `every check can be listed`() {
    let screen = CreditScreen(
      credits, folder: "out", files: [], listsAll: true, width: 80, paint: paint, hasGlyphs: true)
    #expect(!screen.text.contains("audit-summary.csv"))
    let checks = credits.checks.all
    for check in checks { #expect(screen.text.contains("(\(check.check.rawValue)")) }
  }

  @Test func `a ledger without findings says so`() {
    let screen = CreditScreen(
      CreditOverview(CreditExample.audit([]), zone: .utc), folder: "out", files: [], width: 80,
      paint: paint, hasGlyphs: true)
    #expect(screen.text.contains("\nNo findings: all events agree with the books"))
  }

  @Test func `realised revenue is one sentence, and one without payments`() {
    #expect(
      credits.earned.sentence
        == "Realised 6.00 USD; deferred at the end of the period 12.99 USD; breakage 1.00 USD. "
        + "Not included: 3 unread credit events.")
    let paid = CreditOverview(CreditScene.audit, zone: .utc).earned
    // 10 of 10 credits for 1 USD are used, 2 come back, and 1 is in transit, then with the other account.
    #expect(paid.sentence.hasPrefix("Realised 0.80 USD; deferred at the end of the period 0.20"))
  }

  /// Of 1 USD, 1.00 is realised on 2 August, 0.20 of it comes back on the 3rd; nothing else is earned.
  @Test(arguments: [
    (1, 3, "Realised 1.00 USD; deferred at the end of the period 0.00 USD; breakage 0.00 USD."),
    (3, 4, "Realised -0.20 USD; deferred at the end of the period 0.20 USD; breakage 0.00 USD."),
    (4, 7, "Realised 0.00 USD; deferred at the end of the period 0.20 USD; breakage 0.00 USD."),
  ])
  func `revenue of a period within a month is that of its days`(
    first: Int64, end: Int64, sentence: String
  ) {
    let day = 86_400_000_000_000 as Int64
    let period =
      Instant(nanoseconds: (20_665 + first) * day)..<Instant(nanoseconds: (20_665 + end) * day)
    let audit = CreditReplay.audit(
      CreditScene.ledger, books: CreditScene.books, period: period, requests: nil)
    #expect(CreditOverview(audit, zone: .utc).earned.sentence == sentence)
  }

  /// 10 credits for 1 USD, of which 4 are used on 2 August and 6 expire on the 20th.
  @Test func `breakage of a period within a month is that of its days`() {
    let day = 86_400_000_000_000 as Int64
    var ledger = CreditScene.ledger
    ledger.events = Array(ledger.events.prefix(2))
    ledger.events[1].credits = 4_000_000
    ledger.terms[Int(ledger.events[0].terms)].expiresAt = (20_665 + 20) * day
    func earned(_ first: Int64, _ end: Int64) -> String {
      let period =
        Instant(nanoseconds: (20_665 + first) * day)..<Instant(nanoseconds: (20_665 + end) * day)
      let audit = CreditReplay.audit(
        ledger, books: CreditScene.books, period: period, requests: nil)
      let earned = CreditOverview(audit, zone: .utc).earned
      return "\(earned.realised) \(earned.breakage) \(earned.deferred)"
    }
    #expect(earned(1, 32) == "0.4 0.6 0")
    #expect(earned(2, 20) == "0.4 0 0.6")
    #expect(earned(10, 21) == "0 0.6 0")
    #expect(earned(21, 32) == "0 0 0")
  }

  @Test(arguments: [60, 80, 120])
  func `no line of the block of run is wider than the screen`(width: Int) {
    let lines = CreditBlock(credits: credits, width: width, paint: paint).lines
    #expect(lines.allSatisfy { $0.displayWidth <= width })
    guard width == 80 else { return }
    #expect(
      lines == [
        "Credits from 2026-08-01 to 2026-08-31 (UTC)",
        "  Opening 412,380.5 + granted 389,400 + refunded 1,204.9 - consumed 366,917.2",
        "  - expired 37,955.5 = closing 398,112.7; 3 events unread",
        "      412.50 USD  3 payments were credited twice (duplicate_payment).",
        "       61.20 USD  12 requests were charged twice (charged_twice).",
        "        9.40 USD  2 grants expired too early (expired_early).",
        "                  4 more warnings: audit-summary.csv",
      ])
  }

  @Test func `JSON has exact figures, checks and findings`() {
    let text = CreditJSON.text(credits, skipped: [("credits/x.csv", "csv.header")], folder: "out")
    for member in [
      "\"opening\": \"412380.5\"", "\"topup\": \"24100\"", "\"code\": \"credit.duplicate_payment\"",
      "\"usd\": \"412.5\"", "\"not_applied\": 12", "\"path\": \"credits/x.csv\"",
      "\"check\": \"charged_twice\"", "\"realised_usd\": \"6\"", "\"deferred_usd\": \"12.99\"",
    ] {
      #expect(text.contains(member), "\(member)")
    }
  }
}
