import Reconciliation

/// A row that no single mistake explains.
struct OpenDiagnosis: Sendable {
  /// Where it is in the list of its slice.
  let exception: RowPlace
  let subject: DiagnosisSubject

  /// How many are looked at in all, so that memory is bounded.
  static let kept = 200_000
}
