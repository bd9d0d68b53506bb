import Engine
import Terminal

extension Progress {
  /// The line as those who work report to it.
  package var ofLedger: LedgerProgress {
    LedgerProgress(
      advance: { self.advance(by: $0, rows: $1, in: $2) }, begin: { self.begin($0) })
  }
}
