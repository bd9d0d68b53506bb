import Credits
import Terminal

/// The conditions of `--fail-on` about the credit ledger.
package enum CreditFailCondition: Hashable {
  /// Findings of this severity or a worse one; `info` is any finding.
  case severity(CreditSeverity)
  case check(CreditCheck)

  /// The words that a message names; for the codes it names their page.
  static let severities: [CreditFailCondition] = [
    .severity(.critical), .severity(.warning), .severity(.info),
  ]
  /// Every condition, the severities first.
  static let all = severities + CreditCheck.allCases.map(CreditFailCondition.check)

  /// The words of all conditions.
  static let names = all.map(\.name)

  /// The word of the condition.
  package var name: String {
    switch self {
    case .severity(.critical): "critical"
    case .severity(.warning): "warning"
    case .severity(.info): "any"
    case .check(let check): check.rawValue
    }
  }

  /// Returns true if an open finding meets the condition: those that a later event corrected do not count.
  package func isMet(by audit: CreditAudit) -> Bool {
    audit.findings.contains { finding in
      if finding.isCorrected { return false }
      return switch self {
      case .severity(let worst): finding.severity <= worst
      case .check(let check): finding.check == check
      }
    }
  }

  /// Returns the conditions that are stated, each once, in their order.
  package static func read(_ arguments: Arguments) throws(UsageFault) -> [CreditFailCondition] {
    let words = severities.map(\.name).joined(separator: ", ")
    let expected = "a list of: \(words), or codes of docs/CREDITS.md"
    let conditions = try arguments.value("--fail-on", expected: expected) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let conditions = parts.compactMap { part in all.first { $0.name == part } }
      return conditions.count == parts.count ? conditions : nil
    }
    var seen: Set<CreditFailCondition> = []
    return (conditions ?? []).filter { seen.insert($0).inserted }
  }
}
