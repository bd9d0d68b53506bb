import Ledger
import Outputs
import Workspace

/// The note that usage was made again for a question.
package enum UsageRemadeNote {
  /// The note, with the reason, and whether the workspace has the usage now.
  package static func finding(_ reason: StoredUsageState.Reason, isKept: Bool) -> Finding {
    let why =
      switch reason {
      case .missing: "it was missing"
      case .otherVersion: "another version of Assay wrote it"
      case .otherKnownAt: "the last run used another --as-known-at"
      case .changed(let file): "\(file) has changed since the last run"
      }
    return Finding(
      .note, at: Place(file: DatabaseGuard.file), code: "db.made",
      message: "rebuilt from the ledger because \(why)"
        + (isKept ? "" : "; not kept because the workspace is read-only"))
  }
}
