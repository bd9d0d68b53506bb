/// The rules by which months are closed.
package struct CloseSettings: Hashable, Sendable {
  /// True if a second person approves a close.
  package var requiresApproval = false
  /// The path of an OpenSSH allowed_signers file in the workspace; nil if none is stated.
  package var signers: String?

  package init() {}
}
