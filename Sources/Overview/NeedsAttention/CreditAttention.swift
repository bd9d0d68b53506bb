import Credits
import Ledger
import Reports

/// Checks of the credit ledger with critical findings, or with large warnings: credits or money are wrong.
enum CreditAttention {
  /// Returns one finding for each such check of the period, and one for all critical findings before it.
  static func make(_ input: ReportInput, _ coverage: CreditCoverage?) -> [Attention] {
    guard let audit = input.credits else { return [] }
    let findings = audit.findingsByPeriod
    let evidence = CreditEvidence(audit)
    let freeFindings = FreeCreditFindings(audit, input.creditRequests)
    let checks = CheckSummary.all(of: findings.of).filter {
      $0.severity == .critical
        || $0.severity == .warning && $0.atStake >= max(input.materialityThreshold, least)
    }
    return (coverage.map(MissingEventAttention.make) ?? [])
      + checks.map { line in
        let worst = findings.of.filter { $0.check == line.check && $0.severity == line.severity }
          .max { $0.usd.magnitude < $1.usd.magnitude }
        let free = FreeUseText(
          freeFindings.worth(of: findings.of.lazy.filter { $0.check == line.check }),
          of: line.atStake)
        return Attention(
          kind: .credits, key: Name(line.check.rawValue), count: Int64(line.findings),
          amount: line.knownAtStake,
          sentence: lateSentence(line, findings.of, input) ?? line.sentenceWithSides,
          detail: worst.map { finding in
            let id = audit.names.name(finding.eventID)
            let place = id.isEmpty ? audit.names.name(finding.account) : id
            return "Largest: \(place). \(evidence.text(finding))\(free.sentence)"
          } ?? "", ownMeaning: free.meaning(or: "credit ledger"), firstStep: coverage?.firstStep)
      } + older(findings.before.filter { $0.severity == .critical }, freeFindings)
  }

  /// The sentence on requests without a deduction that are all after the last event; nil for other findings.
  ///
  /// Their events may not be exported yet, so nobody knows whether they were charged.
  private static func lateSentence(
    _ line: CheckSummary, _ findings: [CreditFinding], _ input: ReportInput
  ) -> String? {
    guard line.check == .requestWithoutDeduction, let end = input.eventEnd,
      findings.allSatisfy({
        $0.check != line.check || input.zone.day(of: Instant(nanoseconds: $0.at)) > end.events
      })
    else { return nil }
    let count = Int64(line.findings)
    return AttentionList.fitting(
      "\(Figures.count(count, "request")) \(count == 1 ? "has" : "have") no deduction",
      ": events of \(count == 1 ? "its day" : "their days") are missing.",
      or: "; events are missing.")
  }

  /// The least amount of a warning: one attodollar.
  private static let least = Money(attodollars: 1)

  private static func older(
    _ findings: [CreditFinding], _ freeFindings: FreeCreditFindings
  ) -> [Attention] {
    guard let older = OlderFindings(findings) else { return [] }
    let free = FreeUseText(freeFindings.worth(of: findings), of: older.amount)
    return [
      Attention(
        kind: .credits, key: .empty, count: older.count, amount: older.amount,
        sentence:
          "\(Figures.count(older.count, "critical finding")) of the credit ledger before the period.",
        detail: String((AttentionList.lack(older.unpriced) + free.sentence).dropFirst()),
        ownMeaning: free.meaning(or: "credit ledger"))
    ]
  }
}
