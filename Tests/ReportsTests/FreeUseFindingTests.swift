import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// Findings whose amount has credits of free tiers: a credit is worth a cent at list, and free tiers pay nothing.
struct FreeUseFindingTests {
  private static let all = " Free use at list value: it earns no usage revenue."
  private static let part =
    " Of the credits, 0.01 USD is free use at list value, not usage revenue."

  private func overview(
    _ rows: [(fact: FactRow, cause: DiagnosisCode?)]
  ) throws -> Overview {
    let exceptions = try rows.enumerated().map {
      try DiagnosedRow.wrongCharge($1.fact, line: Int64($0) + 2, $1.cause)
    }
    return Overview(
      try Inputs.of(rows.map(\.fact), exceptions: exceptions),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  /// Charged 1 credit too much.
  private static let free = FactRow(
    tier: "free", user: "fay", isFree: true, credits: "2", recordedCredits: ("3", .mismatch))
  /// Charged 3 credits too much.
  private static let paid = FactRow(credits: "2", recordedCredits: ("5", .mismatch))

  @Test(
    arguments: [
      ([free], "0.01", "of free use at list value", all, " It is all free use."),
      ([paid, free], "0.04", "of wrong charges", part, " Free use: 0.01."),
      ([paid], "0.03", "of wrong charges", "", ""),
    ] as [([FactRow], Name, String, String, String)])
  func `a cause says which part of its amount is free use`(
    facts: [FactRow], amount: Name, meaning: String, words: String, short: String
  ) throws {
    let overview = try overview(facts.map { ($0, .chargedTwice) })
    let line = try #require(overview.causes.shown.first)
    let subject = facts.count == 1 ? "1 request was" : "2 requests were"
    #expect(line.amount == (try usd(amount)) && line.meaning == meaning)
    #expect(line.sentence == "\(subject) charged twice." + words)
    #expect(line.shortSentence.hasSuffix("." + short))
    #expect(overview.actions.causes.lines.map(\.finding) == [line.sentence])
  }

  @Test(
    arguments: [
      ([free], "0.01", "free use at list value", all),
      ([paid, free], "0.04", "differs, free use at list value", part),
      ([paid], "0.03", "differs", ""),
    ] as [([FactRow], Name, String, String)])
  func `so does the finding of what no mistake explains`(
    facts: [FactRow], amount: Name, meaning: String, words: String
  ) throws {
    let overview = try overview(facts.map { ($0, nil) })
    let finding = try #require(overview.attention.first { $0.kind == .unexplained })
    #expect(finding.amount == (try usd(amount)) && finding.meaning == meaning)
    #expect(
      finding.detail.hasSuffix(words) && (finding.detail.contains("ree use") != words.isEmpty))
  }

  @Test func `credits of free users are no customers' money`() throws {
    let overview = try overview([(Self.free, .chargedTwice)])
    let finding = try #require(overview.attention.first { $0.kind == .overcharged })
    #expect(finding.amount == .zero)
    #expect(finding.sentence == "Free users were overcharged 1 credit in 1 request.")
    #expect(overview.actions.correctsFreeUse)
    #expect(
      overview.actions.corrections.lines.map(\.finding)
        == ["fay of account acme was overcharged 1 credit." + Self.all])
    #expect(try !self.overview([(Self.paid, .chargedTwice)]).actions.correctsFreeUse)
  }
}
