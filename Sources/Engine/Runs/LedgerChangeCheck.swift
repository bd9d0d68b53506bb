import Ledger
import Workspace

extension LedgerMap {
  /// Refuses what was made of a ledger of which a file is another by now.
  ///
  /// To be called after the last look at its rows: after the map, candidates of copies, rows that limits may stop, rejects
  /// over the limit of those kept and the rows of `--rated` are read from the files again.
  package func requireUnchanged() throws(RunRefusal) { try job.files.requireUnchanged() }
}

extension Sequence<LedgerFile> {
  /// Refuses files that are not what was looked at.
  package func requireUnchanged() throws(RunRefusal) {
    for file in self {
      guard let failure = LedgerBytes.change(of: file) else { continue }
      throw RunRefusal(failure, in: file.path)
    }
  }
}
