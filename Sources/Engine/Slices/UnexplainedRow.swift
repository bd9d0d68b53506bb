import Reconciliation

/// A row that no single mistake explains.
struct UnexplainedRow: Sendable {
  /// Its place in the list of its slice.
  let exception: RowPlace
  let subject: DiagnosisSubject

  /// The maximum number of rows examined in total, to bound memory.
  static let kept = 200_000
}
