/// An error that says what the user is told of it: inputs, or an output, are refused.
package protocol FindingError: Error {
  /// The message to the user.
  var finding: Finding { get }
}

/// The program could not go on, whatever it was given.
package protocol FailureError: FindingError {}
