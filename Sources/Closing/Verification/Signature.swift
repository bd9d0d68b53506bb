import Ledger
import Platform

/// The detached signature of a close, which `ssh-keygen` tests.
struct Signature {
  /// The folder of the workspace.
  let root: String
  let row: CloseRow
  /// The path of the allowed_signers file in the workspace; nil where the settings state none.
  let signers: String?
  /// The tool; nil where the machine has none.
  let tool: ChildProcess?
  /// A folder for what the tool writes.
  let scratch: String

  /// The name space of signatures of closes.
  static let space = "assay-close"
  /// The name of the tool.
  static let toolName = "ssh-keygen"

  /// Tests the signature.
  func result() throws -> SignatureProof {
    let signature = root + "/" + row.rowPath + ".sig"
    guard case .file? = try FileSystem.kind(of: signature) else { return .absent }
    guard let signers else { return .untried("the setting close.signers names no file") }
    guard ViewFile.isInside(signers) else {
      return .untried("close.signers is \"\(SafeText.brief(signers))\", which leaves the workspace")
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
    if status == 0 { return .signed(by: row.by) }
    return try isKeyKnown(tool, signature, keys)
      ? .bad
      : .untried("\(SafeText.brief(signers)) has no such key of \(SafeText.brief(row.by))")
  }

  /// True if the key that made the signature is one of this person, so that only the text can be wrong.
  private func isKeyKnown(
    _ tool: ChildProcess, _ signature: String, _ keys: String
  ) throws -> Bool {
    let list = scratch + "/principals"
    defer { FileSystem.removeIfPossible(list) }
    let status = try tool.run(
      ["-Y", "find-principals", "-s", signature, "-f", keys], output: list)
    // Neither the form of the signature nor that of the keys can be read: that is no signature of anybody.
    guard status == 0 else { return try !isReadable(tool, signature) }
    let names = String(decoding: try FileSystem.contents(of: list), as: UTF8.self)
    return names.split(whereSeparator: { "\n,".contains($0) }).contains { $0 == row.by }
  }

  /// True if the file has the form of a signature, by whatever key.
  private func isReadable(_ tool: ChildProcess, _ signature: String) throws -> Bool {
    let status = try tool.run(
      ["-Y", "check-novalidate", "-n", Signature.space, "-s", signature],
      input: root + "/" + row.rowPath)
    return status == 0
  }
}
