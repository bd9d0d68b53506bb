import Ledger
import Platform

/// The result of a verification: the chain, and each close that was tried.
package struct Verification: Sendable {
  /// The lines of `closes.csv`.
  package let rowCount: Int
  /// The `row_sha256` of the last line.
  package let head: String
  /// About `closes.csv` and `closes/`, in the order of their lines and names.
  package let findings: [Finding]
  /// One per close, in the order of the lines.
  package let proofs: [CloseProof]

  package init(rowCount: Int, head: String, findings: [Finding], proofs: [CloseProof]) {
    self.rowCount = rowCount
    self.head = head
    self.findings = findings
    self.proofs = proofs
  }

  /// True if nothing in the chain was changed.
  package var isUnbroken: Bool { !findings.contains { $0.severity == .error } }

  /// True if the chain is unbroken, and each close gives what was closed.
  package var isProved: Bool { isUnbroken && proofs.allSatisfy(\.isProved) }
}

/// The result of the steps of one close.
package struct CloseProof: Sendable {
  package let close: MonthClose
  /// The version that closed the month; nil where the manifest cannot be used.
  package var version: String?
  /// Nil where the manifest does not tell them.
  package var inputs: InputProof?
  package var rerun = RerunProof.untried
  package var outputs = OutputProof.untried
  package var signature = SignatureProof.absent
  /// A file of keys is stated, so that closes are to be signed.
  package var hasSigners = false
  /// The close waits for the approval that its settings require.
  package var waitsForApproval: Bool {
    close.approval == nil && findings.contains { $0.code == "verify.approval" }
  }
  /// About every step, in the order of the steps; an error is a difference from what was closed.
  package var findings: [Finding] = []

  init(_ close: MonthClose) { self.close = close }

  /// True if everything is what was closed.
  package var isProved: Bool {
    inputs != nil && !findings.contains { $0.severity == .error }
  }
}

/// The inputs of a close beside those that are there now.
package struct InputProof: Sendable {
  /// The number of listed files.
  package let fileCount: Int
  /// The listed files that are missing or of other bytes, by path.
  package var changed: [String] = []
  /// The files to which something was added since, by path.
  package var grown: [GrownInput] = []
}

/// A file to which something was added after the close: the close is not affected.
package struct GrownInput: Hashable, Sendable {
  package let path: String
  /// The bytes that were added.
  package let bytes: Int64
  /// The rows that were added; nil of a file without rows.
  package let rows: Int?
}

/// The result of the second run.
package enum RerunProof: Hashable, Sendable {
  /// It was not tried, as inputs are missing.
  case untried
  /// The inputs are refused.
  case refused
  /// Every file has the same bytes.
  case same(files: Int)
  /// Another version wrote other bytes with the same figures; the files that cannot be compared are named.
  case sameFigures(files: Int, uncompared: [String])
  /// The number of files that differ.
  case differs(Int)
}

/// The reports on disk beside those of the close.
package enum OutputProof: Hashable, Sendable {
  case untried
  /// The folder holds a later close of the month.
  case replaced
  /// There is no folder of reports.
  case absent
  case same(files: Int)
  /// The number of files that differ or are missing.
  case differs(Int)
}

/// The result of the signature.
package enum SignatureProof: Hashable, Sendable {
  /// The close has no signature.
  case absent
  case signed(by: String)
  /// A later line is signed, and each line holds the hash of the one before it.
  case covered(by: String, in: Month)
  /// The signature is not of this line, or not of this person.
  case bad
  /// It could not be tried, for a reason.
  case untried(String)
}
