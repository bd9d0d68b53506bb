import Credits
import Ledger
import Reports

/// The checks of some findings of a credit ledger, by their worst severity, each list with the largest amount first.
package struct CheckLists: Sendable {
  package let critical: [CheckSummary]
  /// Checks that only have warnings.
  package let warnings: [CheckSummary]
  /// Checks that only have information.
  package let infos: [CheckSummary]
  /// The requests after the last exported event, which the lists leave out, in a sentence; nil without any.
  package let openRequests: String?

  /// - Parameter end: the last day of the events; nil where they go on as long as the usage.
  init(_ findings: [CreditFinding], _ end: CreditEventCoverage? = nil) {
    let (decided, open) = end?.split(findings) ?? (decided: findings, open: [])
    openRequests = CheckSummary.all(of: open).first.map(CheckLists.open)
    let checks = CheckSummary.all(of: decided)
    func ordered(_ severity: CreditSeverity) -> [CheckSummary] {
      checks.enumerated().filter { $0.element.severity == severity }.sorted { left, right in
        let sizes = (left.element.atStake, right.element.atStake)
        return sizes.0 == sizes.1 ? left.offset < right.offset : sizes.0 > sizes.1
      }.map(\.element)
    }
    critical = ordered(.critical)
    warnings = ordered(.warning)
    infos = ordered(.info)
  }

  package var all: [CheckSummary] { critical + warnings + infos }

  /// The requests after the last exported event: `1,646 requests have no deduction; their days have no events.`.
  static func open(_ line: CheckSummary) -> String {
    let count = Int64(line.findings)
    return "\(Figures.count(count, "request")) "
      + (count == 1
        ? "has no deduction; its day has no events."
        : "have no deduction; their days have no events.")
  }
}

extension CreditAudit {
  /// The findings of the period, and those before it; a finding without an instant is of the period.
  var findingsByPeriod: (of: [CreditFinding], before: [CreditFinding]) {
    let isBefore = { (finding: CreditFinding) in finding.at != .min && finding.at < totals.from }
    return (findings.filter { !isBefore($0) }, findings.filter(isBefore))
  }
}

/// The number and the sum of findings that are not listed.
struct OlderFindings {
  let count: Int64
  /// The sum of their magnitudes.
  let amount: Money
  /// The requests without a price that the sum lacks.
  let unpriced: Int64

  /// Nil without findings.
  init?(_ findings: [CreditFinding]) {
    if findings.isEmpty { return nil }
    let checks = CheckSummary.all(of: findings)
    count = Int64(findings.count)
    amount = checks.reduce(.zero) { $0 + $1.atStake }
    unpriced = checks.reduce(0) { $0 + Int64($1.unpriced) }
  }

  /// `, without 3 requests that have no price`; empty where the sum lacks none.
  var lack: String {
    unpriced == 0
      ? ""
      : ", without \(Figures.count(unpriced, "request")) that \(unpriced == 1 ? "has" : "have") no price"
  }
}
