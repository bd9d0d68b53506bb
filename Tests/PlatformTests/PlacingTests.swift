import Foundation
import Platform
import Testing

/// Files that take their places together, or not at all.
struct PlacingTests {
  private let root: String

  init() throws {
    root = NSTemporaryDirectory() + "placing-" + UUID().uuidString
    try FileSystem.makeFolder(root)
  }

  /// Writes one file to the output folder with that content.
  private func write(_ text: String, as name: String = "a.csv") throws {
    var output = try folder()
    try output.write(name) { try $0(Array(text.utf8)) }
    _ = try output.commit()
  }

  private func folder() throws -> OutputFolder {
    try OutputFolder(
      root + "/out", names: ["a.csv", "b.csv"],
      family: FileNamePattern(prefix: "of-", suffix: ".csv"),
      isOurFolder: { _ in true })
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try FileSystem.contents(of: root + "/" + path), as: UTF8.self)
  }

  private func names(in folder: String = "out") throws -> [String] {
    try FileSystem.names(in: root + "/" + folder).map(\.description)
  }

  @Test func `a second run replaces what the first one wrote`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try write("one")
    try write("two", as: "b.csv")
    #expect(try names() == ["b.csv"])
    #expect(try text("out/b.csv") == "two")
    #expect(try names(in: "") == ["out"])
  }

  @Test func `a file of somebody else stays`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try write("one")
    try Data("mine".utf8).write(to: URL(filePath: root + "/out/notes.txt"))
    try write("two")
    #expect(try names() == ["a.csv", "notes.txt"])
    #expect(try text("out/notes.txt") == "mine")
  }

  @Test func `files of a family go with the next run, and others stay`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try write("one", as: "of-x.csv")
    try Data("mine".utf8).write(to: URL(filePath: root + "/out/of-x.txt"))
    try write("two")
    #expect(try names() == ["a.csv", "of-x.txt"])
  }

  @Test func `what is not committed changes nothing`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try write("one")
    var output = try folder()
    try output.write("a.csv") { try $0(Array("two".utf8)) }
    output.discard()
    #expect(try text("out/a.csv") == "one")
    #expect(try names(in: "") == ["out"])
  }

  private struct Refused: Error {}

  /// Commits a file, but what is to follow fails.
  private func writeUnfollowed(_ text: String) throws {
    var output = try folder()
    try output.write("a.csv") { try $0(Array(text.utf8)) }
    #expect(throws: Refused.self) { try output.commit { throw Refused() } }
    output.discard()
  }

  @Test func `files go back if what follows them fails`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try writeUnfollowed("none")
    #expect(try names(in: "").isEmpty)
    try write("one")
    try Data("mine".utf8).write(to: URL(filePath: root + "/out/notes.txt"))
    try FileSystem.makeFolder(root + "/out/inner")
    try writeUnfollowed("two")
    #expect(try text("out/a.csv") == "one")
    #expect(try names() == ["a.csv", "inner", "notes.txt"])
    #expect(try names(in: "") == ["out"])
  }

  @Test func `a stage is swept without a run, and files of somebody else in it go back`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try write("one")
    func sweep() throws {
      try OutputFolder.sweep(root + "/out", names: ["a.csv"], isOurFolder: { _ in true })
    }
    try sweep()
    #expect(try names(in: "") == ["out"])
    try FileSystem.makeFolder(root + "/.assay-tmp.out")
    try Data("half".utf8).write(to: URL(filePath: root + "/.assay-tmp.out/a.csv"))
    try Data("mine".utf8).write(to: URL(filePath: root + "/.assay-tmp.out/notes.txt"))
    try sweep()
    #expect(try text("out/a.csv") == "one")
    #expect(try text("out/notes.txt") == "mine")
    #expect(try names(in: "") == ["out"])
  }

  @Test func `a stage that a killed run left goes with the next run`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try write("one")
    try FileSystem.makeFolder(root + "/.assay-tmp.out")
    try Data("half".utf8).write(to: URL(filePath: root + "/.assay-tmp.out/a.csv"))
    try write("two")
    #expect(try text("out/a.csv") == "two")
    #expect(try names(in: "") == ["out"])
  }

  /// The second cannot be written, as a folder stands in its place.
  @Test func `of several lone files none takes its place if one cannot`() throws {
    defer { FileSystem.removeIfPossible(root) }
    try Data("old".utf8).write(to: URL(filePath: root + "/one"))
    try FileSystem.makeFolder(root + "/two/inner")
    let body: AtomicFileSet.Body = { sink in try sink(Array("new".utf8)) }
    #expect(throws: (any Error).self) {
      try AtomicFileSet.write(
        [(root + "/one", body), (root + "/two/inner/x/y", { _ in throw CancellationError() })],
        as: .files)
    }
    #expect(try text("one") == "old")
    #expect(try names(in: "two/inner").isEmpty)
  }
}
