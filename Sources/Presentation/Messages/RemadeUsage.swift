import Ledger
import Outputs
import Workspace

/// The note that usage was made anew for a question.
package enum RemadeUsage {
  /// The note, with the reason.
  package static func finding(_ usage: KeptUsage, _ reason: KeptUsage.Reason) -> Finding {
    let why =
      switch reason {
      case .missing: "it was missing"
      case .otherVersion: "another version of Assay wrote it"
      case .otherKnownAt: "the last run used another --as-known-at"
      case .changed(let file): "\(file) has changed since the last run"
      }
    let isKept = usage.remade?.isKept ?? true
    return Finding(
      .note, at: Place(file: DatabaseGuard.file), code: "db.made",
      message: "made again from the ledger because \(why)"
        + (isKept ? "" : "; not kept because the workspace is read-only"))
  }
}
