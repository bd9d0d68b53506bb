import Credits
import Engine
import Intake
import Ledger
import Workspace

/// The credit events of a workspace as `check` reads them: files, form and equation, without a replay.
package struct CheckedCredits: Sendable {
  /// The number of files in `credits/` that can be opened.
  package let files: Int
  /// The rows read: events and rejected rows.
  package let read: Int
  package let rejected: Int
  /// The rows recorded after the known instant, which count nowhere.
  package let recordedLater: Int
  /// True if a file cannot be used.
  package let isRefused: Bool
  /// The findings about the files and their rows, by file and line.
  package let findings: [Finding]
  /// The findings that `findings` leaves out, counted.
  package let unlisted: [OmittedFindings]

  /// Reads the events of a workspace; nil where `credits/` holds no file.
  package init?(of workspace: Workspace, _ options: RunOptions) throws {
    guard let folder = try CreditFiles(of: workspace, limits: options.gzipLimits) else {
      return nil
    }
    let reading = CreditReading(
      folder.files.map { EventInput($0) }, CreditReading.Rules(options))
    files = folder.files.count
    read = reading.rowsRead
    rejected = reading.ledger.rejected.count
    recordedLater = reading.recordedLater
    isRefused =
      folder.findings.contains { $0.severity == .error } || !reading.refusedFiles.isEmpty
    findings = (folder.findings + reading.findings).inReadingOrder
    unlisted = reading.unlisted
  }
}
