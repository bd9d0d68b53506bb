import Credits
import Ledger
import Reports

/// Checks of the credit ledger with critical findings, or with large warnings: credits or money are wrong.
enum CreditAttention {
  /// Returns one finding for each such check of the period, and one for all critical findings before it.
  static func make(_ input: ReportInput, _ coverage: MissingCreditEvents?) -> [Attention] {
    guard let audit = input.credits else { return [] }
    let findings = audit.findingsByPeriod
    let evidence = CreditEvidence(audit)
    let freeFindings = FreeCreditFindings(audit, input.creditRequests)
    let byDefault = DefaultCharges(input.creditRequests)
    let (decided, open) = input.eventEnd?.split(findings.of) ?? (decided: findings.of, open: [])
    let checks = CheckSummary.all(of: decided).filter {
      $0.severity == .critical
        || $0.severity == .warning && $0.atStake >= max(input.materialityThreshold, least)
    }
    return (coverage.map(MissingEventAttention.make) ?? [])
      + checks.map { line in
        let worst = decided.filter { $0.check == line.check && $0.severity == line.severity }
          .max { left, right in
            left.isCorrected == right.isCorrected
              ? left.usd.magnitude < right.usd.magnitude : left.isCorrected
          }
        let free = FreeUseText(
          freeFindings.worth(of: decided.lazy.filter { $0.check == line.check }),
          of: line.atStake)
        let isByDefault =
          line.check == .deductionDiffers && byDefault.includes(anyOf: decided)
        return Attention(
          kind: .credits, key: Name(line.check.rawValue), count: Int64(line.findings),
          amount: line.knownAtStake,
          sentence: line.sentenceWithSides,
          detail: worst.map { finding in
            let id = audit.names.name(finding.eventID)
            let place = id.isEmpty ? audit.names.name(finding.account) : id
            return
              "Largest: \(place). \(evidence.text(finding))\(evidence.state(finding))"
              + (isByDefault ? " " + DefaultCharges.sentence : "") + free.sentence
          } ?? "", ownMeaning: free.meaning(or: "credit ledger"), ownRemedy: line.action,
          firstStep: coverage?.firstStep(isByDefault: isByDefault))
      }
      + CheckSummary.all(of: open).map { line in
        let free = FreeUseText(freeFindings.worth(of: open), of: line.atStake)
        return Attention(
          kind: .credits, key: Name(line.check.rawValue), count: Int64(line.findings),
          amount: line.knownAtStake, sentence: CheckLists.open(line),
          detail: String(free.sentence.dropFirst()),
          ownMeaning: free.meaning(or: "credit ledger"),
          firstStep: coverage?.firstStep(isByDefault: false))
      } + older(findings.before.filter { $0.severity == .critical }, freeFindings)
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
