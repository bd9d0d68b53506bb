import Credits
import Ledger
import Reports

/// Checks of the credit ledger with critical findings: credits or money are wrong.
enum CreditAttention {
  /// Returns one finding for each such check.
  static func make(_ audit: CreditAudit?) -> [Attention] {
    guard let audit else { return [] }
    let evidence = CreditEvidence(audit)
    return CheckSummary.all(of: audit.findings).filter { $0.severity == .critical }.map { line in
      let worst = audit.findings.filter { $0.check == line.check && $0.severity == .critical }
        .max { $0.usd.magnitude < $1.usd.magnitude }
      return Attention(
        kind: .credits, key: Name(line.check.rawValue), count: Int64(line.findings),
        amount: line.amount.magnitude, sentence: line.sentence,
        detail: worst.map { finding in
          let id = audit.names.name(finding.eventID)
          let place = id.isEmpty ? audit.names.name(finding.account) : id
          return "Largest: \(place). \(evidence.text(finding))"
        } ?? "")
    }
  }
}
