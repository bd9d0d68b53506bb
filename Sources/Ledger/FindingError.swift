/// An error that says what the user is told of it: inputs, or an output, are refused.
package protocol FindingError: Error {
  /// What the user is told.
  var finding: Finding { get }
}

/// The program could not go on, whatever it was given.
package protocol FailureError: FindingError {}
