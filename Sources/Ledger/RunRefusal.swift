/// The inputs cannot be used: the run was not done, and nothing was changed.
package struct RunRefusal: Error {
  /// What is wrong with them, and what else was noted.
  package let findings: [Finding]
  /// What there is more of than the findings say.
  package let unlisted: [UnlistedFindings]

  /// - Parameters: see the members of these names.
  package init(findings: [Finding], unlisted: [UnlistedFindings] = []) {
    self.findings = findings
    self.unlisted = unlisted
  }
}
