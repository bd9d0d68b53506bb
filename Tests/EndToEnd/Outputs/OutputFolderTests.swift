import Foundation
import Testing

/// The output folder is somebody's, with permissions, flags and files of its own; a run leaves them.
struct OutputFolderTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  private func inode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.systemFileNumber] as? Int)
  }

  /// No file may have more than 150 kB, which the price history of the sample has.
  @Test func `folders that were made for a file go with it`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.shell(
      "ulimit -f 300; $ASSAY run \(folder.path("ws")) --quiet --rated \(folder.path("new/a/r.csv"))"
    )
    #expect(run.status == 1 && run.errors.contains("[io]"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("new")))
  }

  @Test(arguments: [0o700, 0o750, 0o2775, 0o1777])
  func `the folder and its files keep their permissions`(permissions: Int) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let out = folder.path("ws/out")
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
    #expect(chmod(out, mode_t(permissions)) == 0)
    for time in 1...2 {
      let run = try Program.assay(
        "run", folder.path("ws"), "--quiet", "--rated", out + "/rated.csv")
      #expect(run.status == 2, "\(run.errors)")
      #expect(try mode(out) == permissions, "run \(time)")
      for name in ["out/summary.csv", "out/assay-report.xlsx", "out/rated.csv", "assay.db"] {
        let path = folder.path("ws/" + name)
        if time == 2 { #expect(try mode(path) == 0o600, "\(name)") }
        #expect(chmod(path, 0o600) == 0)
      }
    }
  }

  @Test func `the folder keeps its owner and its group`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let out = folder.path("ws/out")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    // Only root may give files away.
    guard getuid() == 0 else { return }
    #expect(lchown(out, 12_345, 12_346) == 0)
    #expect(lchown(out + "/facts.csv", 12_345, 12_346) == 0)
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").status == 2)
    for path in [out, out + "/facts.csv"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.ownerAccountID] as? Int == 12_345)
      #expect(attributes[.groupOwnerAccountID] as? Int == 12_346)
    }
  }

  @Test func `a folder with files of others stays the same folder, one of Assay does not`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write("theirs/notes.txt", "mine")
    let before = try inode(folder.path("theirs"))
    let run = try Program.assay(
      "run", folder.path("ws"), "--output", folder.path("theirs"), "--quiet")
    #expect(run.status == 2, "\(run.errors)")
    #expect(try inode(folder.path("theirs")) == before)
    #expect(try folder.text("theirs/notes.txt") == "mine")
    #expect(try folder.text("theirs/manifest.json").hasPrefix("{\n  \"assay\": \""))
    _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("theirs"), "--quiet")
    #expect(try inode(folder.path("theirs")) != before)
    #expect(try folder.text("theirs/notes.txt") == "mine")
  }

  @Test(arguments: ["out/summary.csv", "assay.db"])
  func `a file that must not be replaced refuses the run, and every later one`(name: String) throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let file = folder.path("ws/" + name)
    // Not every system and user has such flags.
    guard try Program.shell("chattr +i '\(file)'").status == 0 else { return }
    defer { _ = try? Program.shell("chattr -i '\(file)'") }
    let before = try folder.files(in: "ws")
    for _ in 1...2 {
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.status == 1)
      #expect(
        run.errors.contains("ws/\(name): error: [out.write] Operation not permitted"),
        "\(run.errors)")
      #expect(try folder.files(in: "ws") == before)
    }
  }

  @Test func `what must not be moved keeps the folder in its place`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    try folder.write("ws/out/kept/notes.txt", "mine")
    let before = try inode(folder.path("ws/out"))
    let kept = folder.path("ws/out/kept")
    guard try Program.shell("chattr +i '\(kept)'").status == 0 else { return }
    defer { _ = try? Program.shell("chattr -i '\(kept)'") }
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 2)
    #expect(!run.errors.contains("[io]"), "\(run.errors)")
    #expect(try inode(folder.path("ws/out")) == before)
    #expect(try folder.files(in: "ws").keys.allSatisfy { !$0.contains(".assay-tmp.") })
  }

  @Test func `a leftover that cannot be cleared away is named with what to do`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    try folder.write("ws/.assay-tmp.out", "a file, so none of ours")
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        ".assay-tmp.out: error: [out.write] left by an earlier run, and Assay could not delete it:"),
      "\(run.errors)")
  }

  @Test func `where the summary cannot be printed, it is said that the files are written`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.shell("\"$ASSAY\" run '\(folder.path("ws"))' > /dev/full")
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "standard output: error: [io] No space left on device; every file has been written,"
          + " but Assay could not print this"), "\(run.errors)")
    #expect(try folder.files(in: "ws/out").count > 15)
  }

  /// Words after `assay` in a copy of the sample, and the files that exist though it cannot print them.
  @Test(arguments: [
    ("multipliers approve ws 8 --by x", "the decision has"),
    ("multipliers reject ws 8 --by x", "the decision has"),
    ("watch ws --acknowledge ID --reason x", "the decision and every file have"),
    (
      "simulate ws --set tier:pro=1.4 --save-as-proposal --by x --reason y",
      "every file and the proposal have"
    ),
    ("init new", "the workspace has"), ("forecast ws", "every file has"),
  ])
  func `where the answer cannot be printed, it is said what is written`(
    words: String, written: String
  ) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    var words = words
    if words.contains(" ID ") {
      _ = try Program.assay("watch", folder.path("ws"), "--quiet")
      let alert = try #require(rows(ofCSV: try folder.text("ws/out/price-watch.csv")).first)
      words = words.replacing(" ID ", with: " \(try #require(alert["id"])) ")
    }
    let run = try Program.shell("cd '\(folder.path(""))' && \"$ASSAY\" \(words) > /dev/full")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "standard output: error: [io] No space left on device; \(written) been written,"
        + " but Assay could not print this (exit 1)\n", "\(words)")
  }

  /// With files limited to 1,024 bytes, the book has its row, and the first of the files cannot be written.
  @Test func `a word on an alert is written when the folder for the files is known to be good`()
    throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("watch", folder.path("ws"), "--quiet")
    let alert = try #require(rows(ofCSV: try folder.text("ws/out/price-watch.csv")).first)
    let words = "watch ws --acknowledge \(try #require(alert["id"])) --reason x --output"
    let begin = "cd '\(folder.path(""))' && "
    let refused = try Program.shell(begin + "\"$ASSAY\" \(words) ws/ledger")
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasSuffix("assay: refused, nothing changed: 1 error (exit 1)\n"),
      "\(refused.errors)")
    #expect(throws: (any Error).self) { try folder.text("ws/price-acks.csv") }
    let full = try Program.shell(begin + "ulimit -f 2 && \"$ASSAY\" \(words) other")
    #expect(full.status == 1)
    #expect(
      full.errors.hasSuffix(
        "assay: failed, but the decision has been written (exit 1)\n"),
      "\(full.errors)")
    #expect(try folder.text("ws/price-acks.csv").split(separator: "\n").count == 2)
  }

  /// Words after `assay`, the closed stream, and the message on standard error.
  @Test(arguments: [
    ("check ws >&-", 1, "standard output: error: [io] Bad file descriptor (exit 1)\n"),
    (
      "run ws --json >&-", 1,
      "standard output: error: [io] Bad file descriptor; every file has been written, but"
        + " Assay could not print this (exit 1)\n"
    ),
    ("init new 2>&-", 0, ""), ("init new <&- 2>&-", 0, ""),
  ])
  func `no file takes the place of a stream that was closed`(
    words: String, status: Int32, message: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n"
        + "r1,2026-07-01T00:00:00Z,u,p,m,5\n")
    let run = try Program.shell("cd '\(folder.path(""))' && \"$ASSAY\" \(words)")
    #expect(run.status == status)
    #expect(run.errors.hasSuffix(message) && (status == 1 || run.errors == ""), "\(run.errors)")
  }

  @Test func `a path is printed without what a terminal would obey`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let out = folder.path("o\u{1B}[31m\u{202E}ut")
    for option in ["--color=never", "--json"] {
      let run = try Program.assay("run", folder.path("ws"), "--output", out, option)
      #expect(run.status == 2, "\(run.errors)")
      for text in [run.output, run.errors] {
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
      }
      #expect(
        run.output.contains(
          option == "--json" ? "o\\u001b[31m\\u202eut" : "o\\u{1b}[31m\\u{202e}ut"))
    }
    let wrong = try Program.assay("run", out + "/none")
    #expect(wrong.errors.contains("o\\u{1b}[31m\\u{202e}ut/none"))
  }

  @Test(arguments: [("QUIT", 128 + SIGQUIT), ("INT", 128 + SIGINT), ("TERM", 128 + SIGTERM)])
  func `a signal ends the run by that signal`(name: String, status: Int32) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let before = try folder.files(in: "ws")
    // A lock that is held keeps the run waiting until the signal comes.
    let run = try Program.shell(
      """
      cd '\(folder.path(""))'; ulimit -c 0
      flock ws sleep 30 & held=$!
      sleep 0.3
      timeout --preserve-status -s \(name) 0.5 "$ASSAY" run ws --wait 60
      status=$?; kill $held; exit $status
      """)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains("assay: stopped; nothing changed"), "\(run.errors)")
    #expect(try folder.files(in: "ws") == before)
  }
}
