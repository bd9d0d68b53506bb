import Forecasting
import Ledger
import Reconciliation
import Reports
import Simulation

/// A ledger of ten rows whose reports are worked by hand in `reports/expected`.
///
/// A credit is worth a cent. Cost, credits, list revenue, and revenue where the tier is not free:
///
///      day    tier  model       user       cost  credits  list
///   a  07-30  pro   gpt-5       acme/ann   2     300      3      target 30 %
///   b  07-30  pro   gpt-5       acme/ann   0.5   100      1      target 40 %: one line with a
///   c  07-31  pro   gpt-5       acme/bob   1.5   100      1      target 30 %, negative margin
///   d  07-31  free  gpt-5       acme/eve   0.25  37.5     0.375
///   e  07-31  free  =gpt,4      /zoe       0.25  37.5     0.375
///   f  08-01  free  gpt-5-mini  /dan       1     150      1.5
///   g  08-01  free  mystery     /dan       unpriced
///   h  08-01  pro   gpt-5       acme/ann   0.5   0        0      target 30 %, failed
///   i  08-01  team  claude      corp/      4     40       0.4    BYOK: no cost of ours
///   j  08-01  team  gpt-5       beta/ann   0.1   30       0.3
enum WorkedLedger {
  static let rows = [
    FactRow(
      target: 30, quantities: [.input: 1_000, .output: 500], cost: "2", credits: "300",
      recordedCost: ("2", .matched), recordedCredits: ("300", .matched)),
    FactRow(
      target: 40, quantities: [.input: 400, .output: 100, .cacheRead: 50], cost: "0.5",
      credits: "100"),
    mispriced,
    FactRow(
      day: "2026-07-31", tier: "free", user: "eve", isFree: true,
      quantities: [.input: 100, .output: 50], cost: "0.25", credits: "37.5"),
    FactRow(
      day: "2026-07-31", tier: "free", model: "=gpt,4", account: "", user: "zoe", isFree: true,
      quantities: [.input: 90, .output: 10], cost: "0.25", credits: "37.5",
      recordedCost: ("0.25", .matched)),
    FactRow(
      day: "2026-08-01", tier: "free", model: "gpt-5-mini", account: "", user: "dan",
      isFree: true, quantities: [.input: 2_000, .output: 900, .reasoning: 100], cost: "1",
      credits: "150", recordedCost: ("1", .matched)),
    unpriced,
    chargedOnFailure,
    FactRow(
      day: "2026-08-01", tier: "team", provider: "anthropic", model: "claude", service: "agent",
      serviceTier: "batch", isBYOK: true, account: "corp", user: "",
      quantities: [.input: 4_000, .output: 1_000, .second: 1_500_000_000], cost: "4",
      credits: "40"),
    FactRow(
      day: "2026-08-01", tier: "team", account: "beta", quantities: [.input: 60, .output: 20],
      cost: "0.1", credits: "30", recordedCost: ("0.10000001", .rounding)),
  ]

  private static let mispriced = FactRow(
    day: "2026-07-31", user: "bob", target: 30, quantities: [.input: 700, .output: 300],
    cost: "1.5", credits: "100", recordedCost: ("1.49", .mismatch),
    recordedCredits: ("100", .matched), isNegative: true)

  private static let unpriced = FactRow(
    day: "2026-08-01", tier: "free", model: "mystery", account: "", user: "dan", isFree: true,
    quantities: [.input: 10, .output: 5], cost: nil, recordedCost: ("0.1", .unpriced),
    recordedCredits: ("5", .unpriced))

  private static let chargedOnFailure = FactRow(
    day: "2026-08-01", status: .failed, target: 30, quantities: [.input: 250], cost: "0.5",
    recordedCredits: ("1", .mismatch))

  /// 15 = 9 + 1 + 1 + 1 + 2 + 1.
  private static var counts: RowCounts {
    var counts = RowCounts()
    counts.read = 15
    counts.rated = 9
    counts.unpriced = 1
    counts.duplicate = 1
    counts.conflict = 1
    counts.rejected = 2
    counts.outsidePeriod = 1
    return counts
  }

  static func input(outlook: Outlook? = nil) throws -> ReportInput {
    try Inputs.of(
      rows, counts: counts, exceptions: exceptions(), negativeMargins: negativeMargins(),
      rejects: rejects, outlook: outlook, guards: guards, guardedUsers: guardedUsers,
      usageByBucket: try buckets())
  }

  /// An hour of 3 requests, told twice, by a book without prices; the ledger has one of the requests and more input.
  private static func buckets() throws -> UsageByBucket {
    func bucket(line: Int) -> UsageBucket {
      var quantities = Quantities()
      quantities.input = 900
      quantities.cacheWrite1h = 50
      quantities.output = 70
      let start = Instant(startOf: Day(number: 20_666))
      return UsageBucket(
        place: Place(file: "ledger/o.csv", line: line),
        key: UsageBucket.Key(
          format: "openai-usage",
          span: Validity(
            from: start, to: Instant(nanoseconds: start.nanoseconds + 3_600_000_000_000)),
          provider: "openai", model: "=gpt", serviceTier: "standard", context: .upTo(200_000),
          region: "us", project: "p", user: "ann", apiKey: "k", other: ""),
        requests: 3, quantities: quantities, recordedCost: Money(attodollars: 1_500_000_000_000),
        cacheDetail: .full, obstacle: nil, notes: ["a", "b"])
    }
    let export = BucketExport(
      file: "ledger/o.csv", format: "openai-usage", providers: ["openai"],
      spans: [bucket(line: 2).key.span], buckets: [bucket(line: 2), bucket(line: 3)])
    let listed = try ListedBucket.all([export], books: .empty) { _ in true }
    let cell = UsageCell(
      day: Day(number: 20_666), provider: "openai", model: "=gpt", serviceTier: "standard")
    var vendor = UsageSum()
    var ledger = UsageSum()
    vendor.add(3, listed[0].bucket.quantities, .full)
    var ours = Quantities()
    ours.input = 1_000
    ours.output = 60
    ours.reasoning = 10
    ledger.add(1, ours, .full)
    return UsageByBucket(
      buckets: listed,
      differences: UsageDifference.all(
        of: BucketGroup.all([export])[0], vendor: [cell: vendor], ledger: [cell: ledger]) ?? [])
  }

  /// With gpt-5 alone allowed, e and f are stopped: 1.25 of the loss of 1.5; with 100 credits a month only f.
  private static let guards = [
    QuotaImpact(
      guardName: "model_restriction", setting: "gpt-5", requests: 2, users: 2,
      saved: Money(attodollars: 1_250_000_000_000_000_000),
      left: Money(attodollars: 250_000_000_000_000_000)),
    QuotaImpact(
      guardName: "monthly_budget", setting: "100", requests: 1, users: 1,
      saved: Money(attodollars: 1_000_000_000_000_000_000),
      left: Money(attodollars: 500_000_000_000_000_000)),
  ]

  private static let guardedUsers = [
    AffectedUser(
      guardName: "monthly_budget", user: "dan", month: Month(year: 2026, month: 8),
      firstStoppedAt: "2026-08-01T10:00:00Z", firstRequestID: "r-f", requests: 1,
      microcredits: 150_000_000, saved: Money(attodollars: 1_000_000_000_000_000_000))
  ]

  private static func exceptions() throws -> [Located<ExceptionRow>] {
    let listed = ListedRow(line: 8, id: "r-g", fact: unpriced)
    return [
      try ListedRow(line: 4, id: "r-c", fact: mispriced).exception(.costMismatch),
      try listed.exception(.unpriced),
      try listed.exception(.unknownTier),
      try ListedRow(line: 9, id: "r-h", fact: chargedOnFailure).exception(.creditsMismatch),
      try ListedRow(file: "ledger/b.csv", line: 2, id: "r-c", fact: mispriced)
        .repeated(.duplicate, evidence: "ledger/a.csv:4"),
      try ListedRow(file: "ledger/b.csv", line: 3, id: "r-h", fact: chargedOnFailure)
        .repeated(.conflict, evidence: "ledger/a.csv:9: status, tier"),
    ]
  }

  /// Margins of −0.5, −2.5 and −0.5: the second earned what was computed, because nothing is recorded.
  private static func negativeMargins() throws -> [Located<NegativeMarginRow>] {
    [
      try ListedRow(line: 4, id: "r-c", fact: mispriced).negativeMargin(),
      try ListedRow(line: 20, id: "r-x", fact: FactRow(cost: "3", credits: "50"))
        .negativeMargin(),
      try ListedRow(
        file: "ledger/b.csv", line: 2, id: "r-y",
        fact: FactRow(cost: "2", credits: "1", recordedCredits: ("150", .mismatch))
      ).negativeMargin(),
    ]
  }

  private static let rejects = [
    Located(
      file: "ledger/a.csv", line: 5,
      row: RejectedRow(
        column: "input_tokens", code: "num.sign", message: "\"-5\" has a sign",
        text: Array("r-5,ann,-5".utf8), estimatedCost: Money(attodollars: 20_000_000_000_000_000))),
    Located(
      file: "ledger/b.csv", line: 7,
      row: RejectedRow(
        column: "", code: "enc.utf8", message: "byte 0xFF is not UTF-8",
        text: Array("ab".utf8) + [0xFF], estimatedCost: nil)),
  ]
}
