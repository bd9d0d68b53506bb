import Reconciliation
import Reports
import Terminal

/// The possible values of `--fail-on`: a finding, or the code of a diagnosis.
enum FailCondition: Hashable {
  case mismatch, unpriced
  case cause(DiagnosisCode)

  /// Those that a message names; for the others it names their document.
  private static let findings = [FailCondition.mismatch, .unpriced, .cause(.unexplained)]
  /// The findings first.
  private static let all =
    findings + DiagnosisCode.allCases.filter { $0 != .unexplained }.map(FailCondition.cause)

  /// The words of all conditions, the findings first.
  static let names = all.map(\.name)

  var name: String {
    switch self {
    case .mismatch: "mismatch"
    case .unpriced: "unpriced"
    case .cause(let code): code.name
    }
  }

  /// Returns the conditions that are stated, each once, in their order.
  static func read(_ arguments: Arguments) throws(UsageFault) -> [FailCondition] {
    let words = findings.map(\.name).joined(separator: ", ")
    let expected = "a list of: \(words), or codes of docs/DIAGNOSES.md"
    let conditions = try arguments.value("--fail-on", expected: expected) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let conditions = parts.compactMap { part in all.first { $0.name == part } }
      return conditions.count == parts.count ? conditions : nil
    }
    var seen: Set<FailCondition> = []
    return (conditions ?? []).filter { seen.insert($0).inserted }
  }

  func isMet(by input: ReportInput) -> Bool {
    switch self {
    case .mismatch:
      input.reconciliation[cost: .mismatch].requests > 0
        || input.reconciliation[credits: .mismatch].requests > 0
    case .unpriced: input.rows.unpriced > 0
    case .cause(let code):
      input.exceptions.contains { exception in
        exception.row.diagnosis?.causes.contains { $0.first == code || $0.second == code } == true
      }
    }
  }
}
