import Credits
import Ledger
import Reconciliation
import Reports
import Terminal

/// The possible values of `--fail-on`: a finding, or the code of a diagnosis.
package enum FailCondition: Hashable {
  case mismatch, unpriced
  /// A difference between a vendor's bill and the ledger; or one that no rule explains.
  case bill(BillFailCondition)
  case cause(DiagnosisCode)
  /// A finding of the credit ledger.
  case credits(CreditFailCondition)

  /// Those that a message names; for the others it names their document.
  private static let findings =
    [FailCondition.mismatch, .unpriced, .cause(.unexplained)]
    + BillFailCondition.allCases.map(FailCondition.bill)
    + CreditFailCondition.severities.map(FailCondition.credits)
  /// The findings first.
  private static let all =
    findings + DiagnosisCode.allCases.filter { $0 != .unexplained }.map(FailCondition.cause)
    + CreditCheck.allCases.map { .credits(.check($0)) }

  /// The words of all conditions, the findings first.
  ///
  /// A check of the credit ledger and a diagnosis may have one code: then either meets the condition.
  static let names = names(of: all)

  /// Returns the words of conditions, each once.
  package static func names(of conditions: [FailCondition]) -> [String] {
    var seen: Set<String> = []
    return conditions.map(\.name).filter { seen.insert($0).inserted }
  }

  var name: String {
    switch self {
    case .mismatch: "mismatch"
    case .unpriced: "unpriced"
    case .bill(let condition): condition.rawValue
    case .cause(let code): code.name
    case .credits(let condition): condition.name
    }
  }

  /// Returns the conditions that are stated, each once, in their order.
  package static func read(_ arguments: Arguments) throws(UsageFault) -> [FailCondition] {
    let words = findings.map(\.name).joined(separator: ", ")
    let expected =
      "a list of: \(words), or codes of docs/DIAGNOSES.md and docs/CREDITS.md"
    let conditions = try arguments.value("--fail-on", expected: expected) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let conditions = parts.map { part in all.filter { $0.name == part } }
      return conditions.contains { $0.isEmpty } ? nil : conditions.flatMap { $0 }
    }
    var seen: Set<FailCondition> = []
    return (conditions ?? []).filter { seen.insert($0).inserted }
  }

  /// Returns true if a report meets the condition.
  ///
  /// - Parameter tolerance: the amount that a part of a bill's difference may have.
  package func isMet(by input: ReportInput, tolerance: Money) -> Bool {
    switch self {
    case .mismatch:
      input.reconciliation[cost: .mismatch].requests > 0
        || input.reconciliation[credits: .mismatch].requests > 0
    case .unpriced: input.rows.unpriced > 0
    case .bill(let condition):
      input.bills.map { condition.isMet(by: $0, tolerance: tolerance) } ?? false
    case .credits(let condition): input.credits.map { condition.isMet(by: $0) } ?? false
    case .cause(let code):
      input.exceptions.contains { exception in
        exception.row.diagnosis?.causes.contains { $0.first == code || $0.second == code } == true
      }
    }
  }
}
