import Ledger
import Rating
import Reports

@testable import Reconciliation

/// Listed rows with a wrong figure whose cause a test states.
enum DiagnosedRow {
  /// Returns a request with wrong credits.
  ///
  /// - Parameter cause: nil where nothing explains the charge.
  static func wrongCharge(
    _ fact: FactRow, line: Int64, _ cause: DiagnosisCode?
  ) throws -> Located<ExceptionRow> {
    let plain = try ListedRow(line: line, id: "r", fact: fact).exception(.creditsMismatch)
    return explained(plain, credits: side(cause), cost: nil)
  }

  /// Returns a request with a wrong recorded cost.
  ///
  /// - Parameter cause: nil where nothing explains the cost.
  static func wrongCost(
    _ fact: FactRow, line: Int64, _ cause: DiagnosisCode?
  ) throws -> Located<ExceptionRow> {
    let plain = try ListedRow(line: line, id: "r", fact: fact).exception(.costMismatch)
    return explained(plain, credits: nil, cost: side(cause))
  }

  private static func side(_ cause: DiagnosisCode?) -> Diagnosis.Side {
    Diagnosis.Side(
      cause.map {
        [
          Fit(
            cause: Cause($0), figure: .credits(Credits(microcredits: 0), of: nil), places: [],
            change: nil, leftOut: [])
        ]
      } ?? [])
  }

  private static func explained(
    _ plain: Located<ExceptionRow>, credits: Diagnosis.Side?, cost: Diagnosis.Side?
  ) -> Located<ExceptionRow> {
    var diagnosis = Diagnosis(day: Day(number: 20_000), startedAt: Instant(nanoseconds: 0))
    (diagnosis.credits, diagnosis.cost) = (credits, cost)
    return Located(file: plain.file, line: plain.line, row: plain.row.explained(by: diagnosis))
  }
}
