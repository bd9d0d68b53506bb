import Ledger
import Platform
import Testing

@testable import Closing

/// Each step of a verification, with a run that copies its input.
struct CloseVerifierTests {
  /// A workspace whose August is closed by a run that wrote `copy.csv` from the book `plans.csv`.
  private struct Scene {
    let root: String
    private static let version = "1.0.0"
    private static let settings = #"{"watch":{"stale_days":30}}"#

    init(approvedBy: String? = nil, required: Bool = false) throws {
      root = try FileSystem.makeScratchFolder()
      for folder in ["closes", "out", "out/2026-08"] {
        try FileSystem.makeFolder(root + "/" + folder)
      }
      let book = Array("a,b\n1,2\n".utf8)
      try FileSystem.write(book, toNew: root + "/plans.csv")
      try FileSystem.write(book, toNew: root + "/out/2026-08/copy.csv")
      let settings = required ? #"{"close":{"approval":"required"}}"# : Scene.settings
      let manifest = Scene.manifest(book: book, copy: book, settings: settings)
      try FileSystem.write(manifest, toNew: root + "/out/2026-08/manifest.json")
      try FileSystem.write(manifest, toNew: root + "/closes/2026-08-1.json")
      let chain = CloseChain()
      let row = chain.appending(
        CloseChain.Entry(
          .close, of: Month(year: 2026, month: 8), number: 1,
          at: try #require(Instant(dayOrInstant: "2026-09-03T09:00:00Z")), by: "fin",
          reason: "month end", manifestSHA256: SHA256.text(of: manifest)))
      var bytes = chain.bytes(with: row)
      if let approvedBy {
        let next = CloseChain(bytes)
        let approval = next.appending(
          CloseChain.Entry(
            .approve, of: row.period, number: 1, at: row.at, by: approvedBy, reason: ""))
        bytes = next.bytes(with: approval)
      }
      try FileSystem.write(row.bytes, toNew: root + "/closes/2026-08-1.row")
      try FileSystem.write(bytes, toNew: root + "/closes.csv")
    }

    private static func file(_ path: String, _ bytes: [UInt8]) -> String {
      #"{"path":"\#(path)","bytes":\#(bytes.count),"sha256":"\#(SHA256.text(of: bytes))"}"#
    }

    static func manifest(book: [UInt8], copy: [UInt8], settings: String = settings) -> [UInt8] {
      Array(
        #"""
        {"assay":"\#(version)","workspace":"shop","period":{"from":"2026-08-01","to":"2026-09-01"},
        "as_known_at":"2026-09-03T09:00:00Z","settings":\#(settings),
        "inputs":[\#(file("plans.csv", book))],"outputs":[\#(file("copy.csv", copy))]}
        """#.utf8)
    }

    func change(_ path: String, to text: String) throws {
      try FileSystem.remove(root + "/" + path)
      try FileSystem.write(Array(text.utf8), toNew: root + "/" + path)
    }

    /// The files of closes that are named where `closes.csv` is gone.
    var leftovers: [Finding] {
      get throws {
        defer { FileSystem.removeIfPossible(root) }
        return try CloseChain().leftovers(in: root)
      }
    }

    /// - Parameter adds: what the second run writes behind its input.
    func verification(
      version: String = version, adds: String = "",
      options: (inout CloseVerifier.Options) -> Void = { _ in }
    ) throws -> Verification {
      defer { FileSystem.removeIfPossible(root) }
      let chain = try #require(try CloseChain.read(in: root))
      var asked = CloseVerifier.Options(
        version: version, folder: { "out/\($0)" },
        settings: Array(Scene.settings.utf8))
      options(&asked)
      let verifier = CloseVerifier(chain, in: root, asked) { view, reading, manifest, _ in
        #expect(reading.name == "shop")
        let book = try FileSystem.contents(of: view.root + "/plans.csv")
        let copy = book + Array(adds.utf8)
        try FileSystem.makeFolder(view.output)
        try FileSystem.write(copy, toNew: view.output + "/copy.csv")
        let settings = String(decoding: manifest.settings, as: UTF8.self)
        let isOwn = settings.contains("stale_days")
        try FileSystem.write(
          Scene.manifest(
            book: book, copy: copy,
            settings: isOwn ? Scene.settings : #"{"close":{"approval":"required"}}"#),
          toNew: view.output + "/manifest.json")
      }
      return try verifier.verification(of: chain.allCloses)
    }
  }

  private func words(_ verification: Verification) -> [String] {
    (verification.findings + verification.proofs.flatMap(\.findings)).map {
      "\($0.place) \($0.code) \($0.message)"
    }
  }

  @Test func `what was not touched is proved`() throws {
    let verification = try Scene().verification()
    #expect(words(verification) == [])
    #expect(verification.isProved)
    #expect(verification.proofs.map(\.rerun) == [.same(files: 2)])
    #expect(verification.proofs.map(\.outputs) == [.same(files: 2)])
  }

  @Test func `a changed input is named, and the report that follows from it`() throws {
    let scene = try Scene()
    try scene.change("plans.csv", to: "a,b\n1,3\n")
    let verification = try scene.verification()
    #expect(
      words(verification) == [
        "plans.csv verify.input was changed: its first 8 bytes differ from those at the close",
        "copy.csv verify.rerun row 1, b is 3, was 2",
      ])
    #expect(!verification.isProved)
  }

  @Test func `another checkout tells the line of a changed input`() throws {
    let (scene, other) = (try Scene(), try Scene())
    defer { FileSystem.removeIfPossible(other.root) }
    try scene.change("plans.csv", to: "a,b\n1,3\n")
    let verification = try scene.verification { $0.against = other.root }
    #expect(
      words(verification).first
        == "plans.csv:2:3 verify.input line 2 was changed: b is 3, was 2")
  }

  @Test func `rows that were added are not part of the close`() throws {
    let scene = try Scene()
    try scene.change("plans.csv", to: "a,b\n1,2\n3,4\n\n5,6")
    let verification = try scene.verification()
    #expect(verification.isProved)
    #expect(
      verification.proofs.first?.inputs?.grown == [
        GrownInput(path: "plans.csv", bytes: 8, rows: 2)
      ])
  }

  @Test func `a missing or shorter input cannot be run`() throws {
    let scene = try Scene()
    try FileSystem.remove(scene.root + "/plans.csv")
    let verification = try scene.verification()
    #expect(words(verification) == ["plans.csv verify.input missing"])
    #expect(verification.proofs.map(\.rerun) == [.untried])
    let cut = try Scene()
    try cut.change("plans.csv", to: "a,b\n1,")
    #expect(
      words(try cut.verification()) == [
        "plans.csv verify.input was cut or changed: it has 6 bytes, and had 8 at the close"
      ])
  }

  @Test func `an input that is no longer a file cannot be run`() throws {
    let scene = try Scene()
    try FileSystem.remove(scene.root + "/plans.csv")
    try FileSystem.makeFolder(scene.root + "/plans.csv")
    let verification = try scene.verification()
    #expect(
      words(verification) == [
        "plans.csv verify.input is a folder now, and was a file at the close"
      ])
    #expect(verification.proofs.map(\.rerun) == [.untried])
    let link = try Scene()
    try FileSystem.remove(link.root + "/plans.csv")
    try FileSystem.makeLink(to: "/dev/null", at: link.root + "/plans.csv")
    #expect(
      words(try link.verification()) == ["plans.csv verify.input is no longer a regular file"])
  }

  @Test func `line ends that git converted in the files of a close are reported`() throws {
    for path in ["closes/2026-08-1.json", "closes/2026-08-1.row"] {
      let scene = try Scene()
      let text = String(
        decoding: try FileSystem.contents(of: scene.root + "/" + path), as: UTF8.self)
      try scene.change(path, to: text.replacing("\n", with: "\r\n"))
      let verification = try scene.verification()
      #expect(!verification.isProved)
      #expect(
        words(verification) == [
          path + " verify.chain differs by CR only: lines end with CR LF now, and ended with LF at"
            + " the close"
        ])
    }
  }

  @Test func `a changed report is named, and the inputs still give what was closed`() throws {
    let scene = try Scene()
    try scene.change("out/2026-08/copy.csv", to: "a,b\n1,9\n")
    #expect(
      words(try scene.verification()) == [
        "out/2026-08/copy.csv:2:3 verify.output 1 byte differs at line 2: row 1, b is 9, was 2;"
          + " the inputs still give the closed file"
      ])
  }

  @Test func `reports that are gone are made again`() throws {
    let scene = try Scene()
    FileSystem.removeIfPossible(scene.root + "/out")
    let verification = try scene.verification()
    #expect(verification.isProved)
    #expect(verification.proofs.map(\.outputs) == [.absent])
  }

  @Test func `a run that gives other bytes is not a proof`() throws {
    let verification = try Scene().verification(adds: "7,8\n")
    #expect(words(verification) == ["copy.csv verify.rerun line 3 was not there"])
    #expect(verification.proofs.map(\.rerun) == [.differs(1)])
  }

  @Test func `another version is compared by its columns, and says so`() throws {
    let verification = try Scene().verification(version: "2.0.0")
    #expect(verification.isProved)
    #expect(verification.proofs.map(\.rerun) == [.sameFigures(files: 2, uncompared: [])])
    #expect(verification.proofs.first?.version == "1.0.0")
  }

  @Test func `a changed manifest breaks the chain, a missing one only its close`() throws {
    let scene = try Scene()
    try scene.change("closes/2026-08-1.json", to: "{}")
    let changed = try scene.verification()
    #expect(!changed.isUnbroken && !changed.isProved)
    #expect(
      words(changed) == [
        "closes/2026-08-1.json verify.chain is not the manifest that closes.csv:2 names: it was"
          + " changed"
      ])
    let other = try Scene()
    try FileSystem.remove(other.root + "/closes/2026-08-1.json")
    let missing = try other.verification()
    #expect(missing.isUnbroken && !missing.isProved)
    let folder = try Scene()
    try FileSystem.remove(folder.root + "/closes/2026-08-1.json")
    try FileSystem.makeFolder(folder.root + "/closes/2026-08-1.json")
    #expect(
      words(try folder.verification()) == [
        "closes/2026-08-1.json verify.chain is not a file: the inputs of this close are unknown"
      ])
  }

  @Test func `what a killed close left is named and changes nothing`() throws {
    let scene = try Scene()
    try scene.change("closes/2026-09-1.json", to: "{}")
    try scene.change("closes/notes.txt", to: "mine")
    let verification = try scene.verification()
    #expect(verification.isProved)
    #expect(
      words(verification) == [
        "closes/2026-09-1.json verify.chain no line of closes.csv names it: a close was interrupted,"
          + " or its line was removed"
      ])
    #expect(
      try Scene().leftovers.map(\.place.file) == ["closes/2026-08-1.json", "closes/2026-08-1.row"])
  }

  @Test func `an approval that is required and missing is reported, and one by the closer is none`()
    throws
  {
    let waiting = try Scene(required: true).verification()
    #expect(waiting.isProved)
    #expect(words(waiting).last == "closes.csv:2 verify.approval 2026-08 awaits approval")
    #expect(try Scene(approvedBy: "con", required: true).verification().isProved)
    #expect(try !Scene(approvedBy: "fin").verification().isProved)
    #expect(try !Scene(approvedBy: "FIN").verification().isProved)
  }

  @Test func `a signature is needed only where it is requested`() throws {
    #expect(try Scene().verification().proofs.map(\.signature) == [.absent])
    let required = try Scene().verification { $0.requiresSignature = true }
    #expect(
      words(required) == [
        "closes/2026-08-1.row.sig verify.signature is missing: the close is not signed"
      ])
    #expect(!required.isProved)
  }

  @Test func `a signature without keys to test it by is reported`() throws {
    let scene = try Scene()
    try scene.change("closes/2026-08-1.row.sig", to: "x")
    let verification = try scene.verification()
    #expect(verification.isProved)
    #expect(
      words(verification) == [
        "closes/2026-08-1.row.sig verify.signature Assay cannot check it: the setting close.signers"
          + " names no file"
      ])
  }
}
