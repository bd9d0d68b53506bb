import Cube
import Reconciliation

/// Rows that differ, diagnosed many at once: what hypotheses look up, and they themselves, are then near, and what
/// the rows beside them need is not driven away by each.
struct DiagnosisQueue {
  var diagnoser: Diagnoser
  private var rows: [Row] = []

  /// So many wait: some 100 KiB.
  private static let most = 256

  private struct Row {
    /// Nil once it was listed.
    var draft: ExceptionRow.Draft?
    let subject: DiagnosisSubject
  }

  init(_ diagnoser: Diagnoser) { self.diagnoser = diagnoser }

  var isEmpty: Bool { rows.isEmpty }

  /// Lets a row wait, and diagnoses all that do once they are many.
  mutating func add(
    _ draft: consuming ExceptionRow.Draft, _ subject: DiagnosisSubject,
    listedIn listed: inout SliceRowStore<ExceptionRow>, _ open: inout [UnexplainedRow]
  ) {
    rows.append(Row(draft: consume draft, subject: subject))
    if rows.count == DiagnosisQueue.most { list(in: &listed, &open) }
  }

  /// Lists the rows that wait, with what explains them; where nothing does, a row is kept for the search for two
  /// mistakes.
  mutating func list(
    in listed: inout SliceRowStore<ExceptionRow>, _ open: inout [UnexplainedRow]
  ) {
    for index in rows.indices {
      let diagnosis = diagnoser.diagnose(rows[index].subject)
      // Taken out, so that nothing it names is counted twice.
      guard let draft = rows[index].draft.take() else {
        preconditionFailure("a row waits until it is listed, once")
      }
      let place = listed.append(ExceptionRow(consume draft, explainedBy: diagnosis))
      if diagnosis.isOpen && open.count < UnexplainedRow.kept {
        open.append(UnexplainedRow(exception: place, subject: rows[index].subject))
      }
    }
    rows.removeAll(keepingCapacity: true)
  }
}
