import Foundation
import Testing

/// The allowed places of a run's files, which appear together.
struct OutputTests {
  /// Outputs that would harm the workspace or somebody else's files.
  private static let refused: [(options: [String], message: String)] = [
    (["--output", "ws"], "ws: error: [out.write] is a file of the workspace"),
    (["--output", "ws/ledger"], "ws/ledger: error: [out.write]"),
    (["--output", "ws/ledger/new"], "ws/ledger/new: error: [out.write]"),
    (["--output", "ws/ledger/new/deep"], "ws/ledger/new/deep: error: [out.write]"),
    (["--output", "ws/new/../ledger/deep"], "ws/new/../ledger/deep: error: [out.write]"),
    (["--output", "ws/assay.json"], "ws/assay.json: error: [out.write]"),
    (["--output", "a-file"], "a-file: error: [out.write] not a folder"),
    (["--output", "a-file/deeper"], "error: [out.write] not a folder"),
    (["--output", "foreign"], "foreign/summary.csv: error: [out.exists] Assay did not write it"),
    (["--output", "blocked"], "blocked/facts.csv: error: [out.write]"),
    (["--output", "/"], "/: error: [out.write] contains the workspace"),
    (["--output", "ws/.."], "ws/..: error: [out.write] contains the workspace"),
    (["--output", "ws/assay.db"], "ws/assay.db: error: [out.write] is a file of the workspace"),
    (
      ["--output", "ws/.assay-tmp.out"], "ws/.assay-tmp.out: error: [out.write] Assay deletes files"
    ),
    (["--output", "ws/nowhere"], "ws/nowhere: error: [out.write] not a folder"),
    (["--output", "ws/nowhere/deep"], "ws/nowhere: error: [out.write] not a folder"),
    (["--output", "fifo"], "fifo/facts.csv: error: [out.write] is in the place of"),
    (["--output", "site"], "site/manifest.json: error: [out.exists] Assay did not write it"),
    (["--rated", "-"], "-: error: [out.write] Assay does not write files to standard output"),
    (["--rated", "ws/ledger/usage-2026-07.csv"], "error: [out.write] is a file of the workspace"),
    (["--rated", "ws/assay.db"], "ws/assay.db: error: [out.write] is a file of the workspace"),
    (
      ["--rated", "ws/bills/x.csv"], "ws/bills/x.csv: error: [out.write] is a file of the workspace"
    ),
    (["--rated", "ws/nowhere"], "ws/nowhere: error: [out.write] a link"),
    (["--rated", "a-file/x.csv"], "a-file: error: [out.write] not a folder"),
    (["--rated", "ws/plans.csv"], "ws/plans.csv: error: [out.write] is a file of the workspace"),
    (["--rated", "a-file"], "a-file: error: [out.exists]"),
    (["--rated", "ws/out/summary.csv"], "ws/out/summary.csv: error: [out.write]"),
    (["--rated", "ws/new/../plans.csv"], "ws/new/../plans.csv: error: [out.write]"),
    (["--rated", "ws/prices/new/deep.csv"], "ws/prices/new/deep.csv: error: [out.write]"),
    (
      ["--rated", "ws/out/2026-08/facts.csv", "--period=2026-08"],
      "ws/out/2026-08/facts.csv: error: [out.write]"
    ),
    (["--rated", "/dev/null"], "/dev/null: error: [out.write] not a regular file"),
    (["--rated", "fresh", "--output", "fresh"], "fresh: error: [out.write] not a regular file"),
    (["--rated", "fresh", "--output", "fresh/x"], "fresh: error: [out.write] not a regular file"),
  ]

  /// A run would replace the link by a file, and leave what it leads to as it was.
  @Test func `a database that is a link is refused before any work`() throws {
    for target in ["real.db", "nowhere.db"] {
      let folder = try Scratch()
      try folder.copyQuarter(to: "ws")
      try folder.write("real.db", "")
      #expect(symlink("../" + target, folder.path("ws/assay.db")) == 0)
      let before = try folder.files(in: "")
      let run = try Program.assay("run", folder.path("ws"))
      #expect(run.status == 1)
      #expect(
        run.errors.contains("/ws/assay.db: error: [out.write] a link, expected a file or none\n"))
      #expect(run.errors.hasSuffix("assay: refused, nothing changed: 1 error (exit 1)\n"))
      #expect(try folder.files(in: "") == before)
    }
  }

  /// Both write `price-watch.csv` and its like into the same folder, in any order; somebody else's `summary.csv` beside them stays.
  @Test func `a run follows a watch`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    #expect(try Program.assay("watch", folder.path("ws"), "--quiet").status == 2)
    try folder.write("ws/out/summary.csv", "mine")
    let refused = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(refused.errors.contains("/ws/out/summary.csv: error: [out.exists]"))
    try FileManager.default.removeItem(atPath: folder.path("ws/out/summary.csv"))
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 2, "\(run.errors)")
    #expect(try folder.text("ws/out/manifest.json").contains("price-watch-tiers.csv"))
  }

  @Test func `nothing is written over truth or over somebody else's files`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write("a-file", "mine")
    try folder.write("foreign/summary.csv", "mine")
    try folder.write("blocked/facts.csv/x", "mine")
    try folder.write("site/manifest.json", "{\"name\": \"my web page\", \"assay\": \"1\"}")
    try folder.write("fifo/mine.txt", "mine")
    #expect(mkfifo(folder.path("fifo/facts.csv"), 0o600) == 0)
    #expect(symlink("not-there", folder.path("ws/nowhere")) == 0)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let before = try folder.files(in: "")
    for (options, message) in Self.refused {
      let words = options.map { $0.hasPrefix("-") || $0.hasPrefix("/") ? $0 : folder.path($0) }
      let run = try Program.assay(["run", folder.path("ws")] + words)
      #expect(run.status == 1, "\(options)")
      #expect(run.errors.contains(message), "\(options): \(run.errors)")
      #expect(try folder.files(in: "") == before, "\(options)")
    }
  }

  @Test func `rated rows can go where no folder is yet, the output folder too`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    for path in ["ws/out/rated.csv", "new/deep/rated.csv"] {
      let run = try Program.assay("run", folder.path("ws"), "--quiet", "--rated", folder.path(path))
      #expect(run.status == 2, "\(run.errors)")
      #expect(try folder.text(path).hasPrefix("request_id,file,line"))
    }
    let rated = try folder.text("ws/out/rated.csv")
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").status == 2)
    #expect(try folder.text("ws/out/rated.csv") == rated)
  }

  @Test func `rated rows are not written where a report is to stand`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let before = try folder.files(in: "")
    let run = try Program.assay(
      "run", folder.path("ws"), "--rated", folder.path("ws/out/facts.csv"))
    #expect(run.status == 1)
    #expect(run.errors.contains("ws/out/facts.csv: error: [out.write] is in the place of a report"))
    #expect(try folder.files(in: "") == before)
  }

  /// It is written in blocks of a mebibyte, past the cache of the system where that is possible: of 15,000 lines the last
  /// is part of the third.
  @Test func `a long facts file has every line, whole and in order`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    let users = (0..<15_000).map { "a-user-with-a-rather-long-name-\(100_000 + $0)" }
    let lines = users.enumerated().map { number, user in
      "r\(number),2026-07-01T00:00:00Z,\(user),acme,pro,chat,openai,gpt-5-mini,completed,\(number)"
    }
    let header =
      "request_id,request_started_at,user_id,account_id,tier,service,provider,model,status,input_tokens"
    try folder.write("ws/ledger/usage.csv", ([header] + lines).joined(separator: "\n") + "\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let text = try folder.text("ws/out/facts.csv")
    #expect(text.utf8.count > 2 << 20 && text.hasSuffix("\n"))
    let facts = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(facts.map { String($0[9]) } == users)
    #expect(facts.map { String($0[11]) } == (0..<15_000).map(String.init))
    #expect(facts.allSatisfy { $0.count == 41 })
  }

  @Test func `what else is in the output folder stays there`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    for _ in 0..<2 {
      _ = try Program.assay("run", folder.path("ws"), "--quiet")
      _ = try Program.assay("run", folder.path("ws"), "--quiet", "--period", "2026-08")
      try folder.write("ws/out/notes.txt", "mine")
      try folder.write("ws/out/deep/er.txt", "mine too")
    }
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let files = try folder.files(in: "ws/out")
    #expect(files["notes.txt"] == Data("mine".utf8))
    #expect(files["deep/er.txt"] == Data("mine too".utf8))
    #expect(files["2026-08/manifest.json"] != nil)
    #expect(try folder.files(in: "ws").keys.allSatisfy { !$0.contains(".assay-tmp.") })
  }

  @Test func `a file whose name is not UTF-8 stays in the output folder`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let out = folder.path("ws/out")
    for _ in 0..<2 {
      #expect(try Program.assay("run", folder.path("ws"), "--quiet").status == 2)
      try Data("mine".utf8).write(toName: [0xFF, 0xFE], ".txt", in: out)
    }
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").status == 2)
    #expect(try Data.read(name: [0xFF, 0xFE], ".txt", in: out) == Data("mine".utf8))
  }

  @Test func `what a dead run left is swept, and nothing of others with it`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let after = try folder.files(in: "ws")
    // As after a kill between the two folders' change of places and the moving back of what is not ours.
    try folder.write("ws/.assay-tmp.out/summary.csv", "old")
    try folder.write("ws/.assay-tmp.out/kept/notes.txt", "mine")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    var expected = after
    expected["out/kept/notes.txt"] = Data("mine".utf8)
    #expect(try folder.files(in: "ws") == expected)
  }

  @Test func `a second run waits for the first, or is refused`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let workspace = open(folder.path("ws"), O_RDONLY | O_DIRECTORY)
    defer { close(workspace) }
    #expect(flock(workspace, LOCK_EX | LOCK_NB) == 0)
    let before = try folder.files(in: "ws")
    let run = try Program.assay("run", folder.path("ws"), "--wait", "0")
    #expect(run.status == 1)
    let lock = "ws: error: [db.lock] in use by another run"
    #expect(run.errors.contains(lock))
    // The system does not show every lock within a container.
    if run.errors.contains(lock + ", pid") {
      #expect(run.errors.contains(", pid \(getpid()) since "), "\(run.errors)")
    }
    #expect(try folder.files(in: "ws") == before)
    flock(workspace, LOCK_UN)
    #expect(try Program.assay("run", folder.path("ws"), "--wait", "0", "--quiet").status == 2)
  }
}
