import Ledger
import Platform
import Testing

@testable import Closing

/// Signatures that `ssh-keygen` makes are tested by it.
@Suite(.enabled(if: ChildProcess(named: "ssh-keygen") != nil))
struct SignatureTests {
  /// A workspace whose close `finance-lead` signed.
  private struct Scene {
    let root: String
    let row: CloseRow

    /// - Parameter listed: the person whose key `signers` names.
    init(listed: String = "finance-lead") throws {
      root = try FileSystem.makeScratchFolder()
      try FileSystem.makeFolder(root + "/closes")
      row = CloseChain().appending(
        CloseChain.Entry(
          .close, of: Month(year: 2026, month: 8), number: 1,
          at: try #require(Instant(dayOrInstant: "2026-09-03T09:00:00Z")), by: "finance-lead",
          reason: "month end", manifestSHA256: String(repeating: "a", count: 64)))
      try FileSystem.write(row.bytes, toNew: root + "/" + row.rowPath)
      let tool = try #require(ChildProcess(named: "ssh-keygen"))
      #expect(try tool.run(["-q", "-t", "ed25519", "-N", "", "-f", root + "/key"]) == 0)
      #expect(
        try tool.run([
          "-Y", "sign", "-f", root + "/key", "-n", "assay-close", root + "/" + row.rowPath,
        ])
          == 0)
      let key = String(decoding: try FileSystem.contents(of: root + "/key.pub"), as: UTF8.self)
      try FileSystem.write(
        Array(#"\#(listed) namespaces="assay-close" \#(key)"#.utf8), toNew: root + "/signers")
    }

    func result(signers: String? = "signers", hasTool: Bool = true) throws -> SignatureProof {
      try Signature(
        root: root, row: row, signers: signers,
        tool: hasTool ? ChildProcess(named: Signature.toolName) : nil
      ).result()
    }

    func change(_ path: String, to bytes: [UInt8]) throws {
      try FileSystem.remove(root + "/" + path)
      try FileSystem.write(bytes, toNew: root + "/" + path)
    }
  }

  @Test func `a signature of the line by the key of the person is good`() throws {
    let scene = try Scene()
    defer { FileSystem.removeIfPossible(scene.root) }
    #expect(try scene.result() == .signed(by: "finance-lead"))
  }

  @Test func `a signature of another line is bad`() throws {
    let scene = try Scene()
    defer { FileSystem.removeIfPossible(scene.root) }
    try scene.change(scene.row.rowPath, to: scene.row.bytes + [0x0A])
    #expect(try scene.result() == .bad)
  }

  @Test func `a file that is no signature is bad`() throws {
    let scene = try Scene()
    defer { FileSystem.removeIfPossible(scene.root) }
    try scene.change(scene.row.rowPath + ".sig", to: Array("signed".utf8))
    #expect(try scene.result() == .bad)
  }

  @Test func `what is missing for a test is reported`() throws {
    let scene = try Scene()
    defer { FileSystem.removeIfPossible(scene.root) }
    #expect(try scene.result(signers: nil) == .untried("the setting close.signers names no file"))
    #expect(try scene.result(signers: "none") == .untried("none is missing"))
    #expect(
      try scene.result(signers: "../signers")
        == .untried("close.signers is \"../signers\", which is outside the workspace"))
    #expect(try scene.result(hasTool: false) == .untried("ssh-keygen is not installed"))
    try FileSystem.remove(scene.root + "/" + scene.row.rowPath + ".sig")
    #expect(try scene.result() == .absent)
  }

  @Test func `a signature by the key of another person is bad`() throws {
    let scene = try Scene(listed: "controller")
    defer { FileSystem.removeIfPossible(scene.root) }
    #expect(try scene.result() == .bad)
  }
}
