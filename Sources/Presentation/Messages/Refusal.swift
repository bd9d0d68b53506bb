import Engine
import Glibc
import Ledger
import Outputs
import Overview
import Platform
import Tables
import Workspace

/// The reason why the program stopped: findings, and the last line.
package struct Refusal {
  /// The findings to report, by file and line; may be empty.
  package let findings: [Finding]
  /// The findings that the list leaves out, counted.
  package let unlisted: [OmittedFindings]
  /// The program could not go on; else it refused what it was given.
  private let isFailure: Bool

  /// The words for an error of the world or of the inputs; wrong arguments are another matter.
  package init(_ error: any Error) {
    isFailure = !(error is RunRefusal || error is any FindingError) || error is any FailureError
    unlisted = (error as? RunRefusal)?.unlisted ?? []
    findings =
      switch error {
      case let refusal as RunRefusal: refusal.findings
      case let error as any FindingError: [error.finding]
      case let error as WorkbookError:
        [SystemError.finding(path: RunOutput.workbookName, reason: "\(error)")]
      default: [SystemError.finding(reason: "\(error)")]
      }
  }

  /// The last line of standard error.
  ///
  /// - Parameter written: what is in its place already, in words; nil while nothing is.
  package func conclusion(written: String?) -> String {
    if isFailure { return "assay: failed\(written.map { ", but " + $0 } ?? "") (exit 1)" }
    let state = written.map { "but " + $0 } ?? "nothing changed"
    let errors = findings.filter { $0.severity == .error }
    // Where only usage is lacking, nothing is wrong with any file.
    if !errors.isEmpty, errors.allSatisfy({ $0.code == NoUsage.code }) {
      return "assay: \(state) (exit 1)"
    }
    let count = Figures.count(Int64(errors.count), "error")
    return "assay: refused, \(state): \(count)\(Refusal.place(of: errors)) (exit 1)"
  }

  /// Returns the common place of all errors, in words; empty if they are in several places.
  static func place(of errors: [Finding]) -> String {
    let places = Set(
      errors.map { error -> String in
        let file = error.place.file
        if WorkspacePath.isInPrices(file) { return " in the price book" }
        if WorkspacePath.isInLedger(file) || file == WorkspacePath.ledger {
          return " in the ledger"
        }
        if file == WorkspacePath.settings { return " in the settings" }
        return error.code.hasPrefix("book.") || error.code.hasPrefix("csv.") ? " in \(file)" : ""
      })
    return places.count == 1 ? places.first ?? "" : ""
  }
}

/// So few files may be open at once that the program cannot work.
package struct TooFewDescriptors: FailureError {
  /// It has no more to say.
  package init() {}

  package var finding: Finding {
    SystemError.finding(reason: FileSystem.reason(EMFILE), help: "raise the limit: ulimit -n 256")
  }
}

/// The system does not tell the program what was typed.
package struct NoArguments: FailureError {
  /// It has no more to say.
  package init() {}

  package var finding: Finding {
    SystemError.finding(
      path: "/proc", reason: "not mounted, so Assay cannot read the arguments",
      help: "mount it: mount -t proc proc /proc")
  }
}
