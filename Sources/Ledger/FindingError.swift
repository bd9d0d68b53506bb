/// An error with its message to the user: inputs, or an output, are refused.
package protocol FindingError: Error {
  /// The message to the user.
  var finding: Finding { get }
}

/// The program could not go on, whatever it was given.
package protocol FailureError: FindingError {}
