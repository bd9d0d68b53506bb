import Foundation
import Testing

/// A limit of the system or of ours is named, with what to do, and is never a crash.
struct NamedLimitTests: OneRowLedger {
  private func workspace(_ settings: String = "{}") throws -> Scratch {
    let folder = try Scratch()
    for (path, text) in NamedLimitTests.ledger(NamedLimitTests.header, NamedLimitTests.row) {
      try folder.write("ws/" + path, text)
    }
    try folder.write("ws/prices/p.csv", NamedLimitTests.prices)
    try folder.write("ws/assay.json", settings)
    return folder
  }

  /// The time zone is the third column of the table: the value begins at byte 14.
  @Test(arguments: [256, 300, 5_000, 1_000_000])
  func `a time zone of any length is no time zone, cut like every setting`(count: Int) throws {
    let folder = try workspace(
      #"{"time_zone":""# + String(repeating: "A", count: count) + #""}"#)
    let check = try Program.assay("check", folder.path("ws"))
    let cut = String(repeating: "A", count: 64)
    #expect(check.status == 1)
    #expect(
      check.errors.contains(
        "assay.json:1:14: error: [cfg.zone] \"\(cut)…\" is not a time zone"), "\(check.errors)")
    #expect(check.errors.utf8.count < 600)
  }

  @Test func `settings of more than 16 MiB are refused before they are read`() throws {
    let folder = try workspace("{}" + String(repeating: " ", count: 16 << 20))
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    #expect(
      check.errors.contains(
        "assay.json: error: [file.large] the file has 16777218 bytes, expected at most 16777216"))
  }

  /// The limits of the shell, and the message about them.
  @Test(arguments: [
    ("ulimit -s 256", "assay: error: [io] the stack may have 256 KiB, expected 1024 or more"),
    ("ulimit -v 200000", "assay: error: [io] no 256 MiB of memory: Cannot allocate memory"),
    ("ulimit -n 8", "Too many open files"),
  ])
  func `a limit of the system is named`(limit: String, words: String) throws {
    let folder = try workspace()
    for command in ["check", "run"] {
      let run = try Program.shell("\(limit); \"$ASSAY\" \(command) \(folder.path("ws"))")
      #expect(run.status == 1 || run.status == 127, "\(command): \(run.errors)")
      #expect(run.errors.contains(words), "\(command): \(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("ws/out")))
    }
  }

  @Test func `folders within more than a hundred folders are refused by name`() throws {
    let folder = try workspace()
    let deep = String(repeating: "d/", count: 900)
    try FileManager.default.createDirectory(
      atPath: folder.path("ws/ledger/" + deep), withIntermediateDirectories: true)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    #expect(check.errors.contains("error: [file.open] nested more than 100 folders"))
  }

  @Test func `a library does not print for itself where the disk is full`() throws {
    let folder = try workspace()
    // 8 blocks of 512 bytes: a workbook has more.
    let run = try Program.shell("ulimit -f 8; \"$ASSAY\" run \(folder.path("ws")) --quiet")
    #expect(run.status == 1)
    #expect(!run.errors.contains("[ERROR]"), "\(run.errors)")
    #expect(!run.errors.contains(".assay-tmp."), "\(run.errors)")
    #expect(run.errors.contains("error: [io] File too large"), "\(run.errors)")
  }

  @Test func `tables that somebody added to the database are refused by name, and kept`() throws {
    let folder = try workspace()
    #expect(try Program.assay("run", folder.path("ws")).status == 0)
    let added = try Program.run(
      URL(filePath: "/usr/bin/env"),
      [
        "python3", "-c",
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('CREATE TABLE notes (a)');"
          + " c.execute('CREATE VIEW mine AS SELECT * FROM daily'); c.commit()",
        folder.path("ws/assay.db"),
      ])
    #expect(added.status == 0)
    let words =
      "assay.db: error: [db.added] has objects that a run would delete:"
      + " table \"notes\", view \"mine\""
    for command in ["check", "run"] {
      let refused = try Program.assay([command, "ws"], in: folder.path(""))
      #expect(refused.status == 1)
      #expect(refused.errors.contains(words), "\(refused.errors)")
    }
    // Who only reads the ledger is not kept from it.
    #expect(try Program.assay("explain", folder.path("ws"), "r1").status == 0)
    let refused = try Program.assay(["run", "ws"], in: folder.path(""))
    let remedy = try #require(refused.errors.firstMatch(of: #/another name: (.*)/#)).1
    _ = try Program.bash(String(remedy), in: folder.path(""))
    #expect(try Program.assay("run", folder.path("ws")).status == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path("ws/assay-own.db")))
  }
}
