import Ledger
import Platform
import Workspace

/// The detached signature of a close, which `ssh-keygen` tests.
struct Signature {
  /// The folder of the workspace.
  let root: String
  let row: CloseRow
  /// The path of the allowed_signers file in the workspace; nil where the settings state none.
  let signers: String?
  /// The tool; nil where the machine has none.
  let tool: ChildProcess?

  /// The name space of signatures of closes.
  static let space = "assay-close"
  /// The name of the tool.
  static let toolName = "ssh-keygen"

  /// Tests the signature.
  func result() throws -> SignatureProof {
    let signature = root + "/" + row.rowPath + ".sig"
    guard case .file? = try FileSystem.kind(of: signature) else { return .absent }
    guard let signers else { return .untried("the setting close.signers names no file") }
    guard WorkspacePath.isInside(signers) else {
      return .untried(
        "close.signers is \"\(SafeText.brief(signers))\", which is outside the workspace")
    }
    guard case .file? = try FileSystem.kind(of: root + "/" + signers) else {
      return .untried("\(SafeText.brief(signers)) is missing")
    }
    guard let tool else { return .untried("\(Signature.toolName) is not installed") }
    // Words that begin with a hyphen would be options, and a comma separates several names.
    guard !row.by.hasPrefix("-"), !row.by.contains(where: { ",*?!".contains($0) }) else {
      return .untried(
        "\"\(SafeText.brief(row.by))\" cannot be a name in \(SafeText.brief(signers))")
    }
    let keys = FileSystem.realPath(root + "/" + signers) ?? signers
    let line = root + "/" + row.rowPath
    guard case .file? = try FileSystem.kind(of: line) else {
      return .untried("\(row.rowPath) is missing")
    }
    let status = try tool.run(
      ["-Y", "verify", "-f", keys, "-I", row.by, "-n", Signature.space, "-s", signature],
      input: line)
    // A key that the file does not allow proves nobody.
    return status == 0 ? .signed(by: row.by) : .bad
  }
}
