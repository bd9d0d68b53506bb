/// Findings of one code and file that were only counted; or those of a code in all files of which none is reported.
package struct OmittedFindings: Hashable, Sendable {
  package let severity: Finding.Severity
  /// Empty where they are in `otherFiles`.
  package let file: String
  package let code: String
  package let count: Int64
  /// In how many files that no finding of the code names.
  package let otherFiles: Int64

  /// The maximum number of findings reported per code and file, and of files per code.
  package static let limit = 20

  /// - Parameters: see the members of these names.
  package init(
    severity: Finding.Severity, file: String, code: String, count: Int64, otherFiles: Int64 = 0
  ) {
    self.severity = severity
    self.file = file
    self.code = code
    self.count = count
    self.otherFiles = otherFiles
  }
}
