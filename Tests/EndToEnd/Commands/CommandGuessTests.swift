import Foundation
import Testing

/// The words of other tools, and the commands that are named for them.
struct CommandGuessTests {
  /// Words and options of other tools, the message they get, and what its help says to type.
  private static let wrong: [(words: [String], message: String, help: String)] = [
    (["report"], "unknown command report", "assay run && assay open"),
    (
      ["show", "cost", "by", "tier"], "unexpected argument \"by\" for show",
      "assay show cost --by tier"
    ),
    (["top", "customers"], "top \"customers\", did you mean accounts?", "assay top --help"),
  ]

  @Test func `a word of another tool is answered with what to type`() throws {
    for (words, message, help) in Self.wrong {
      let run = try Program.assay(words)
      #expect(run.status == 64, "\(words)")
      #expect(run.errors == "assay: error: \(message)\n  help: \(help)\n", "\(words)")
    }
  }

  @Test func `a command that lacks its workspace is repeated with a word for it`() throws {
    let folder = try Scratch()
    try folder.write("notes.txt", "x")
    let explain = try Program.assay(["explain", "req 1"], in: folder.path(""))
    #expect(explain.status == 1)
    #expect(
      explain.errors.contains("help: name the workspace: assay explain WORKSPACE 'req 1'\n"),
      "\(explain.errors)")
    let run = try Program.assay(["run"], in: folder.path(""))
    #expect(run.errors.contains("help: make it one: assay init .\n"), "\(run.errors)")
    try folder.write("shop/plans.csv", "tier\n")
    try folder.write("shop/ledger/a.csv", "")
    for (words, folder, told) in [
      (["run", "nosuch"], folder.path("shop"), "nosuch: error: [file.open] no such folder\n"),
      (
        ["run", "nosuch"], folder.path("shop"),
        "help: the workspace is the current folder: assay run\n"
      ),
      (["show", "cost"], folder.path("shop/ledger"), "assay show .. cost\n"),
      (["quote", "m", "--input", "1"], folder.path("shop/ledger"), "assay quote .. m --input 1\n"),
    ] {
      let run = try Program.assay(words, in: folder)
      #expect(run.status == 1)
      #expect(run.errors.contains(told), "\(run.errors)")
    }
    let near = try Program.assay(["run", "shp", "--quiet"], in: folder.path(""))
    #expect(
      near.errors.contains("help: name the workspace: assay run shop --quiet\n"), "\(near.errors)")
  }
}
