import Ledger
import Overview
import Reports
import Testing

/// Which requests and users the numbers in sentences are of.
struct CountsInSentencesTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  /// Of five requests by the default two are of a free tier, and one of the others has no price.
  @Test func `revenue by the default multiplier is of requests of paid tiers`() throws {
    let paid = FactRow(basis: .defaultMultiplier, credits: "50")
    let free = FactRow(tier: "free", isFree: true, basis: .defaultMultiplier, credits: "30")
    let found = overview(
      try Inputs.of([
        paid, paid, FactRow(basis: .defaultMultiplier, cost: nil), free,
        FactRow(tier: "free", isFree: true, basis: .defaultMultiplier, cost: nil),
      ])
    ).attention
    let finding = try #require(found.first { $0.kind == .defaultMultiplier })
    let amount = try usd("1")
    #expect(finding.count == 2 && finding.amount == amount)
    #expect(finding.sentence == "2 requests of paid tiers use the default multiplier.")
    #expect(
      finding.detail.hasSuffix("Neither figure includes 1 more such request without a price."),
      "\(finding.detail)")
  }

  /// 2 and 1 USD on our keys; a customer paid for 4 USD, and one request used nothing.
  @Test(
    arguments: [
      (
        [FactRow(status: .failed, isBYOK: true, cost: "4"), FactRow(status: .failed, cost: "0")],
        "4 failed requests are not charged; 2 cost 3.00 USD.",
        "2 cost nothing (no usage, or a customer's own key). "
      ),
      ([], "2 failed requests cost 3.00 USD and are not charged.", ""),
      (
        [FactRow(status: .failed, isBYOK: true, cost: "4"), FactRow(status: .failed, cost: nil)],
        "4 failed requests are not charged; 2 cost 3.00 USD.",
        "1 cost nothing (no usage, or a customer's own key). "
      ),
    ] as [([FactRow], String, String)])
  func `failed requests that cost nothing are apart`(
    others: [FactRow], sentence: String, detail: String
  ) throws {
    let costly = ["2", "1"].map { FactRow(status: .failed, cost: $0) }
    let found = overview(try Inputs.of(costly + others + [FactRow(credits: "900")])).attention
    let finding = try #require(found.first { $0.kind == .uncharged })
    let amount = try usd("3")
    #expect(finding.sentence == sentence)
    #expect(finding.amount == amount)
    #expect(finding.detail.hasPrefix(detail + "Your settings charge"), "\(finding.detail)")
  }

  /// Two record no credits: one of 2 USD, and one with a customer's own key.
  @Test func `failed requests without recorded credits that cost nothing are apart`() throws {
    let found = overview(
      try Inputs.of([
        FactRow(status: .failed, cost: "1", recordedCredits: ("0", .matched)),
        FactRow(status: .failed, cost: "2"), FactRow(status: .failed, isBYOK: true, cost: "4"),
        FactRow(credits: "900", recordedCredits: ("900", .matched)),
      ])
    ).attention
    let finding = try #require(found.first { $0.kind == .uncharged })
    #expect(finding.sentence == "1 failed request cost 1.00 USD and was not charged.")
    #expect(
      finding.detail.hasSuffix(
        "2 more have no recorded credits. The ledger does not show whether they were charged. 1 of them cost 2.00 USD."
      ),
      "\(finding.detail)")
  }

  /// Charged by the ledger, by us, with a customer's own key, without a price, failed and free.
  @Test func `a negative margin is looked for in what is charged`() throws {
    let recorded = FactRow(credits: "150", recordedCredits: ("150", .matched))
    let unpriced = FactRow(cost: nil)
    let found = try overview(
      Inputs.of(
        [
          recorded, recorded, FactRow(credits: "150"), FactRow(isBYOK: true), unpriced,
          FactRow(status: .failed), FactRow(tier: "free", isFree: true, credits: "150"),
        ], exceptions: [ListedRow(line: 6, id: "r", fact: unpriced).exception(.unpriced)])
    ).noneFound
    let none = try #require(found.first { $0.report == "negative-margin" })
    #expect(none.extent == "none among 3 charged requests")
    #expect(
      none.sentence
        == "Negative margin: none among 3 charged requests of paid tiers, 1 of them by recomputed "
        + "credits; 1 is not charged, 1 uses a customer's own key and 1 has no price.")
  }

  /// Where only some requests record credits, the others are reported; where none does, the rule is one for all.
  @Test(
    arguments: [
      (
        "150",
        "Negative margin: none among 2 charged requests of paid tiers, 1 of them by recomputed credits."
      ),
      (nil, nil),
    ] as [(Name?, String?)])
  func `a margin by recomputed credits says so`(recorded: Name?, sentence: String?) throws {
    let rows = [
      FactRow(credits: "150", recordedCredits: recorded.map { ($0, .matched) }),
      FactRow(credits: "150"),
    ]
    let found = overview(try Inputs.of(rows)).noneFound
    #expect(found.first { $0.report == "negative-margin" }?.sentence == sentence)
  }

  private static let named = FactRow(tier: "free", account: "a", user: "ann", isFree: true)
  private static let blank = FactRow(tier: "free", account: "a", user: "", isFree: true)

  @Test(
    arguments: [
      ([named], "1 free user", nil, 1),
      (
        [blank], "1 free account",
        "No row names a user: user counts are counts of accounts.", 1
      ),
      (
        [named, blank, FactRow(tier: "free", account: "b", user: "bob", isFree: true)],
        "2 free users and 1 account",
        "Counts of users include 1 account: a row without a user counts as its account.", 3
      ),
      // The account of somebody who is named elsewhere by the same id is that user.
      (
        [named, FactRow(tier: "free", account: "ann", user: "", isFree: true)], "1 free user", nil,
        1
      ),
      (
        [FactRow(tier: "free", account: "", user: "", isFree: true)], "no user named", nil, 1
      ),
    ] as [([FactRow], String, String?, Int)])
  func `accounts that count as users are called accounts`(
    rows: [FactRow], words: String, definition: String?, total: Int
  ) throws {
    let overview = overview(try Inputs.of(rows))
    #expect(overview.headline.freeTierNote == "included in vendor cost; " + words)
    #expect(overview.headline.freeUsers.total == total)
    #expect(overview.exactness.hasSuffix(definition ?? "from its total by a cent or more."))
  }
}
