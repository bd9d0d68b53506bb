import Foundation
import Testing

/// A run in tasks writes the bytes of a run, and refuses what it cannot trust.
struct DistributedLawTests {
  /// Hashes of 12 bits make almost every row of the quarter a false candidate.
  @Test(arguments: [[], ["--period", "2026-08"]], ["", "ASSAY_SHORT_HASHES=1 "])
  func `plan, map and reduce write every byte of run`(options: [String], setting: String) throws {
    let folder = try Scratch()
    let shards = setting.isEmpty == options.isEmpty ? 3 : 1
    for name in ["one/ws", "many/ws"] { try folder.copyQuarter(to: name) }
    let run = try Program.assay(["run", "ws"] + options, in: folder.path("one"))
    let plan = try Program.assay(
      [
        "plan", "ws", "--to", folder.path("plan"), "--slice-bytes", "700000", "--shards",
        "\(shards)",
      ]
        + options, in: folder.path("many"))
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(try folder.text("plan/tasks").split(separator: "\n").count > 3)
    let script = Program.repository.appending(path: "distributed/xargs.sh").path
    let loop = try Program.shell(
      "cd '\(folder.path("many"))' && export ASSAY && \(setting)'\(script)' '\(folder.path("plan"))' 2"
    )
    #expect(loop.status == run.status, "\(loop.errors)")
    #expect(loop.output == run.output)
    #expect(try folder.text("plan/accepted").contains("\"task\":\"shard") == (shards == 3))
    #expect(try folder.files(in: "many/ws/out") == folder.files(in: "one/ws/out"))
    #expect(
      try Data(contentsOf: URL(filePath: folder.path("many/ws/assay.db")))
        == Data(contentsOf: URL(filePath: folder.path("one/ws/assay.db"))))
  }

  @Test func `options that tasks cannot do are wrong arguments, and plan says what to do instead`()
    throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let plan = try Program.assay(
      "plan", folder.path("ws"), "--to", folder.path("plan"), "--last", "7")
    #expect(plan.status == 64)
    #expect(
      plan.errors.contains("plan cannot do --last: state the days: --from DAY --to DAY"),
      "\(plan.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("plan")))
  }

  @Test func `map and reduce of a folder without a plan name the command that makes one`() throws {
    let folder = try Scratch()
    try folder.write("run/books/plans.csv", "tier\n")
    for words in [["map", "run", "map-00001"], ["reduce", "run"], ["reduce", "none"]] {
      let done = try Program.assay(words, in: folder.path(""))
      #expect(done.status == 1)
      let told = done.errors.split { $0.isWhitespace }.joined(separator: " ")
      #expect(told.contains("\(words[1]): error: [dist.plan] has no plan.json"), "\(told)")
      #expect(told.contains("assay plan WORKSPACE --to \(words[1])"), "\(told)")
    }
  }

  @Test func `a finished run that lost a partial is left as it is, with its status`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = folder.path("plan")
    _ = try Program.assay("plan", folder.path("ws"), "--to", run, "--slice-bytes", "1500000")
    let script = Program.repository.appending(path: "distributed/xargs.sh").path
    let first = try Program.shell("export ASSAY && '\(script)' '\(run)' 2")
    #expect(first.status == 2, "\(first.errors)")
    let parts = try FileManager.default.contentsOfDirectory(atPath: run + "/parts").sorted()
    try FileManager.default.removeItem(atPath: run + "/parts/" + parts[0])
    let before = (try folder.files(in: "ws/out"), try folder.text("plan/accepted"))

    let second = try Program.shell("$ASSAY reduce '\(run)' < /dev/null")
    #expect(second.status == 2)
    // Words are wrapped.
    let told = second.errors.split { $0.isWhitespace }.joined(separator: " ")
    #expect(told.contains("[dist.finished] the run is already finished"), "\(told)")
    #expect(try folder.files(in: "ws/out") == before.0)
    #expect(try folder.text("plan/accepted") == before.1)
    #expect(try folder.text("plan/tasks").isEmpty)
  }

  @Test func `a partial with another byte is done again, and a changed ledger is refused`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = folder.path("plan")
    _ = try Program.assay("plan", folder.path("ws"), "--to", run, "--slice-bytes", "1500000")
    let mapped = try Program.shell(
      "for t in $(cat '\(run)/tasks'); do $ASSAY map '\(run)' $t; done")
    try folder.write("lines", "garbled\n" + mapped.output)
    let part = try #require(
      FileManager.default.contentsOfDirectory(atPath: run + "/parts").sorted().first)
    var bytes = try Data(contentsOf: URL(filePath: run + "/parts/" + part))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(filePath: run + "/parts/" + part))

    let reduce = try Program.shell("$ASSAY reduce '\(run)' < '\(folder.path("lines"))'")
    #expect(reduce.status == 4)
    #expect(reduce.errors.contains("[dist.part] "), "\(reduce.errors)")
    #expect(reduce.errors.contains("[dist.line] "), "\(reduce.errors)")
    #expect(try folder.text("plan/tasks").split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path("ws/out")))

    let again = try Program.shell("$ASSAY map '\(run)' $(cat '\(run)/tasks')")
    try folder.write("lines", again.output)
    let ledger = try FileManager.default.contentsOfDirectory(atPath: folder.path("ws/ledger"))
      .sorted()[0]
    let row = try folder.text("ws/ledger/" + ledger)
    try folder.write("ws/ledger/" + ledger, row.replacing("2026-07-02", with: "2026-07-03"))
    let changed = try Program.shell("$ASSAY reduce '\(run)' < '\(folder.path("lines"))'")
    #expect(changed.status == 1)
    #expect(changed.errors.contains("[file.changed] "), "\(changed.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("ws/out")))
  }
}
