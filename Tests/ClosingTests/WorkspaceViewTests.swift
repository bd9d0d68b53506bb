import Foundation
import Ledger
import Platform
import Testing
import Workspace

@testable import Closing

/// A view shows what is listed, and leaves nothing behind.
struct WorkspaceViewTests {
  /// A workspace with a ledger file of ten bytes and a book.
  private func workspace() throws -> String {
    let root = try FileSystem.makeScratchFolder()
    for folder in ["ledger", "prices"] { try FileSystem.makeFolder(root + "/" + folder) }
    try FileSystem.write(Array("0123456789".utf8), toNew: root + "/ledger/a.csv")
    try FileSystem.write(Array("book".utf8), toNew: root + "/prices/b.csv")
    try FileSystem.write(Array("{}".utf8), toNew: root + "/assay.json")
    return root
  }

  @Test func `a whole file is a link, a cut one its first bytes, and others are not there`() throws
  {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    let files = [ViewFile("ledger/a.csv", length: 4), ViewFile("prices/b.csv")]
    let view = try WorkspaceView(of: root, files: files)
    #expect(try FileSystem.contents(of: view.root + "/ledger/a.csv") == Array("0123".utf8))
    #expect(try !FileSystem.isLink(view.root + "/ledger/a.csv"))
    #expect(try FileSystem.isLink(view.root + "/prices/b.csv"))
    #expect(try FileSystem.contents(of: view.root + "/prices/b.csv") == Array("book".utf8))
    #expect(try FileSystem.names(in: view.root) == [Name("ledger"), Name("prices")])
    view.remove()
    #expect(try FileSystem.kind(of: view.root) == nil)
    #expect(try FileSystem.contents(of: root + "/prices/b.csv") == Array("book".utf8))
  }

  @Test(
    arguments: [
      // Rows of 2026-09-01 and before, also those over two lines; a cell without a time is always known.
      (nil, "tier,recorded_at,note\na,2026-09-01,\"two\nlines\"\nc,,\n"),
      // The first row alone is shown, with the header.
      (47, "tier,recorded_at,note\na,2026-09-01,\"two\nlines\"\n"),
    ] as [(Int64?, String)])
  func `a book as known at an instant has no row that was recorded later`(
    length: Int64?, shown: String
  ) throws {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    let book =
      "tier,recorded_at,note\na,2026-09-01,\"two\nlines\"\nb,2026-09-02,\"two\nlines\"\nc,,\n"
    try FileSystem.write(Array(book.utf8), toNew: root + "/plans.csv")
    let closed = try #require(Instant(dayOrInstant: "2026-09-01"))
    let files = [ViewFile("plans.csv", length: length, knownAt: closed)]
    try WorkspaceView.with(of: root, files: files) { view in
      let found = try FileSystem.contents(of: view.root + "/plans.csv")
      #expect(found == Array(shown.utf8))
    }
  }

  @Test func `a book without a later row is shown as it is`() throws {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    try FileSystem.write(Array("tier,recorded_at\na,2026-09-01\n".utf8), toNew: root + "/plans.csv")
    let closed = try #require(Instant(dayOrInstant: "2026-09-01"))
    try WorkspaceView.with(of: root, files: [ViewFile("plans.csv", knownAt: closed)]) { view in
      let isLink = try FileSystem.isLink(view.root + "/plans.csv")
      #expect(isLink)
    }
  }

  @Test func `stated settings take the place of the file`() throws {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    try WorkspaceView.with(
      of: root, files: [ViewFile("assay.json")], settings: Array(#"{"time_zone":"UTC"}"#.utf8)
    ) { view in
      let bytes = try FileSystem.contents(of: view.root + "/assay.json")
      #expect(String(decoding: bytes, as: UTF8.self) == #"{"time_zone":"UTC"}"#)
    }
  }

  @Test(arguments: ["../x", "/etc/passwd", "ledger/../../x", "", "a//b", "./a"])
  func `a path that leaves the workspace is refused`(path: String) throws {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    #expect(throws: RunRefusal.self) { try WorkspaceView(of: root, files: [ViewFile(path)]) }
  }

  @Test func `a link of the ledger that leads out of it is refused`() throws {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    try FileSystem.makeLink(to: root + "/prices/b.csv", at: root + "/ledger/l.csv")
    #expect(throws: RunRefusal.self) {
      try WorkspaceView(of: root, files: [ViewFile("ledger/l.csv")])
    }
  }

  @Test func `a workspace reads the links of its view and has its name`() throws {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    let listed = WrittenFile(
      path: "assay.json", size: 7, sha256: String(repeating: "a", count: 64))
    try WorkspaceView.with(of: root, files: [ViewFile("assay.json")]) { view in
      let read = try Workspace(
        root: view.root, knownAt: nil, readsLedger: false,
        reading: view.reading(name: "acme", settings: listed))
      #expect(read.name == "acme")
      #expect(read.bookFiles == [listed])
    }
  }

  @Test func `what is said of a view is said of the workspace, in words of a shell`() throws {
    let root = try workspace()
    defer { FileSystem.removeIfPossible(root) }
    let odd = root + "/a b"
    try FileSystem.makeFolder(odd)
    let view = try WorkspaceView(of: odd, files: [])
    defer { view.remove() }
    #expect(view.told("mv \(view.root)/x.csv \(view.root)/") == "mv '\(odd)/x.csv' '\(odd)/'")
    #expect(view.told("(assay run \(view.root)), or") == "(assay run '\(odd)'), or")
    #expect(view.told("cat '\(view.root)/my file' here") == "cat '\(odd)/my file' here")
  }

  @Test func `where the user is in the workspace, its folder needs no name`() throws {
    let view = try WorkspaceView(of: ".", files: [])
    defer { view.remove() }
    #expect(view.told("assay run \(view.root) --x") == "assay run --x")
    #expect(view.told("mv \(view.root)/x.csv \(view.root)/") == "mv x.csv ./")
    let finding = Finding(.error, at: Place(file: view.root + "/my file"), code: "io", message: "")
    #expect(view.told([finding]).map(\.place.file) == ["my file"])
  }
}
