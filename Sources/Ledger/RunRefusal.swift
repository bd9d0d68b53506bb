/// The inputs cannot be used: the run was not done, and nothing was changed.
package struct RunRefusal: Error {
  /// The faults, and other findings.
  package let findings: [Finding]
  /// The findings that the list leaves out, counted.
  package let unlisted: [OmittedFindings]

  /// - Parameters: see the members of these names.
  package init(findings: [Finding], unlisted: [OmittedFindings] = []) {
    self.findings = findings
    self.unlisted = unlisted
  }
}
