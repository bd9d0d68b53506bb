import Foundation
import Testing

/// The same inputs give the same bytes, whatever the machine, the threads and the path of a row.
struct DeterminismTests {
  /// Ways to run that must not show in any file.
  private static let ways: [(name: String, options: [String], environment: [String: String])] = [
    ("one worker", ["--threads", "1"], [:]),
    ("two workers", ["--threads", "2"], [:]),
    ("seven workers", ["--threads", "7"], [:]),
    ("small blocks", ["--threads", "3", "--block-bytes", "777"], [:]),
    ("the careful path alone", ["--careful"], [:]),
    ("another zone", [], ["TZ": "Asia/Kathmandu"]),
    ("another locale", [], ["LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"]),
  ]

  @Test func `every way to run writes the same bytes, the workbook included`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("first"), "--quiet")
    let first = try folder.files(in: "first")
    #expect(first["assay-report.xlsx"]?.isEmpty == false)
    #expect(first["manifest.json"]?.isEmpty == false)
    for (index, way) in Self.ways.enumerated() {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--output", folder.path("\(index)"), "--quiet"] + way.options,
        environment: way.environment)
      #expect(run.status == 2, "\(way.name)")
      #expect(try folder.files(in: "\(index)") == first, "\(way.name)")
    }
  }

  @Test func `cuts within quoted line ends are found and fixed`() throws {
    // Every other line of the file lies within quotes, so half of all guessed cuts are wrong. A note that
    // nobody knows holds text which looks just like rows.
    let folder = try Scratch()
    var ledger =
      "request_id,request_started_at,user_id,provider,model,input_tokens,tier,note\n"
    for row in 0..<4_000 {
      let fake = "fake\(row),2026-07-01T00:00:00Z,u,p,m,999999,free,x"
      ledger += "r\(row),2026-07-01T00:00:00Z,u\(row % 7),p,m,\(row % 13),pro,\"\n\(fake)\n\"\n"
    }
    try folder.write("ws/ledger/a.csv", ledger)
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    _ = try Program.assay(
      "run", folder.path("ws"), "--output", folder.path("one"), "--threads", "1", "--quiet")
    for (name, blockBytes) in [("many", "65536"), ("taken", "99")] {
      _ = try Program.assay(
        "run", folder.path("ws"), "--output", folder.path(name), "--threads", "7", "--quiet",
        "--block-bytes", blockBytes)
    }
    let summary = try folder.text("one/summary.csv")
    #expect(summary.contains("rows_read,4000\n"))
    // Each 13 rows have 0 + 1 + … + 12 = 78 tokens: 307 × 78, and 0 + … + 8 = 36 of the last nine.
    #expect(summary.contains("vendor_cost_usd,0.023982\n"))
    #expect(try folder.files(in: "one") == folder.files(in: "many"))
    // With blocks as small, workers that are done take halves of what others have left, and cut as blindly.
    #expect(try folder.files(in: "one") == folder.files(in: "taken"))
  }

  @Test
  func `a guess within a quoted field of many lines is given up, and all is read all the same`()
    throws
  {
    let folder = try Scratch()
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens,note\n"
    let row = "2026-07-01T00:00:00Z,u,p,m,1,"
    let long = String(repeating: "y\n", count: 300_000)
    // The last file is refused, so that what comes after it in a slice must still be read.
    try folder.write("ws/ledger/a.csv", header + "r1,\(row)\"\(long)\"\nr2,\(row)\n")
    try folder.write("ws/ledger/b.csv", header + "r3,\(row)\"\(long)")
    try folder.write("ws/ledger/c.csv", header + "r4,\(row)\nr5\n")
    var runs: [Program] = []
    for threads in ["1", "2", "5", "9"] {
      let run = try Program.assay(
        "run", folder.path("ws"), "--output", folder.path(threads), "--threads", threads, "--quiet",
        "--skip-bad-files")
      #expect(run.errors.contains("ledger/b.csv:2:33: error: [csv.open] "), "\(run.errors)")
      #expect(try folder.text("\(threads)/summary.csv").contains("rows_read,4\n"))
      #expect(try folder.files(in: threads) == folder.files(in: "1"))
      runs.append(run)
    }
    #expect(Set(runs.map { $0.errors.replacing(#/[0-9]+\/rejects/#, with: "rejects") }).count == 1)
  }

  /// The worker of the first half has few rows to read, and then takes half of what the other has left, if that is more
  /// than 128 blocks.
  @Test(arguments: [60, 200, 1_000])
  func `a worker that is done takes what another has left`(blockBytes: Int) throws {
    let folder = try Scratch()
    let header =
      "request_id,request_started_at,user_id,provider,model,input_tokens,vendor_cost_usd,note\n"
    var (early, late) = ("", "")
    for row in 0..<100 {
      early +=
        "e\(row),2026-07-01T00:00:00Z,u,p,m,1,,\"\(String(repeating: "y\n", count: 2_000))\"\n"
    }
    for row in 0..<8_000 {
      // Each hundredth row repeats one that stands 50 rows before it, or one of the first half.
      let id = row % 200 == 199 ? "e\(row / 200)" : "l\(row % 100 == 99 ? row - 50 : row)"
      // Each fiftieth costs a dollar more than it should, and each fourth of those cannot be read at all.
      let cost = row % 50 == 7 ? (row % 200 == 7 ? "x" : "1.000001") : "0.000001"
      late += "\(id),2026-07-02T00:00:00Z,u\(row % 7),p,m,1,\(cost),z\n"
    }
    try folder.write("ws/ledger/a.csv", header + early + late)
    try folder.write("ws/ledger/b.csv", header + late.replacing("l", with: "k"))
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    for (name, options) in [
      ("one", ["--threads", "1"]),
      ("two", ["--threads", "2", "--block-bytes", "\(blockBytes)"]),
      ("five", ["--threads", "5", "--block-bytes", "\(blockBytes)"]),
    ] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--output", folder.path(name), "--quiet"] + options)
      #expect(run.status == 2, "\(run.errors)")
      #expect(try folder.files(in: name) == folder.files(in: "one"), "\(name)")
    }
    let summary = try folder.text("one/summary.csv")
    // 40 rows of each file cannot be read, and 80 repeat another: those of the first half twice.
    for line in [
      "rows_read,16100\n", "rows_rejected,80\n", "rows_duplicate,0\n", "rows_conflict,160\n",
    ] { #expect(summary.contains(line), "\(line) in \(summary)") }
  }

  /// Behind the quote that is never closed stands a row whose price does not fit, and many more that cannot be read: one
  /// worker never gets there.
  @Test(arguments: [64, 500, 65_536])
  func `nothing is reported of what is behind a failure of a file`(blockBytes: Int) throws {
    let folder = try Scratch()
    let header =
      "request_id,request_started_at,user_id,provider,model,input_tokens,cache_read_tokens,note\n"
    var bad = header
    for row in 0..<3_000 {
      let cached = row == 2_500 ? "1" : row > 1_500 && row % 3 == 0 ? "x" : ""
      let provider = row == 2_500 ? "q" : "p"
      bad += row == 1_000 ? "\"open," : ""
      bad += "b\(row),2026-07-01T00:00:00Z,u,\(provider),m,1,\(cached),\n"
    }
    let long = String(repeating: "y", count: 50_000)
    for row in 3_000..<3_004 { bad += "b\(row),2026-07-01T00:00:00Z,u,p,m,1,,\(long)\n" }
    try folder.write("ws/ledger/a.csv", bad)
    try folder.write("ws/ledger/b.csv", header + "r1,2026-07-01T00:00:00Z,u,p,m,1,,\nr2\n")
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\nq,m,input,0.000001\n")
    try folder.write(
      "ws/derivations.csv",
      "provider,unit_class,service_tier,from_unit_class,factor,effective_from,effective_to,source\n"
        + "q,cache_read,standard,input,0.0000001,2020-01-01,,mine\n")
    func run(_ threads: String) throws -> Program {
      try Program.assay(
        "run", folder.path("ws"), "--output", folder.path(threads), "--threads", threads, "--quiet",
        "--skip-bad-files", "--block-bytes", "\(blockBytes)")
    }
    let alone = try run("1")
    #expect(alone.errors.contains("ledger/a.csv:1002:1: error: [csv.open] "), "\(alone.errors)")
    #expect(!alone.errors.contains("book.scale"), "\(alone.errors)")
    #expect(try folder.text("1/summary.csv").contains("rows_read,2\n"))
    for threads in ["2", "3", "5", "9"] {
      let run = try run(threads)
      #expect(
        run.errors.replacing("\(threads)/", with: "1/") == alone.errors, "\(threads) threads")
      #expect(try folder.files(in: threads) == folder.files(in: "1"), "\(threads) threads")
    }
  }

  /// A worker that is done at once, because its document is broken, finds slices that others have just taken.
  @Test func `documents that cannot be divided stay with the workers that have them`() throws {
    let folder = try Scratch()
    func document(_ name: String, isBroken: Bool) -> String {
      let rows = (0..<300).map { row in
        #"{"request_id":"\#(name)\#(row)","request_started_at":"2026-07-01T00:00:00Z","user_id":"u","#
          + #""provider":"p","model":"m","input_tokens":1}"#
      }
      return "[" + rows.joined(separator: isBroken ? ", @" : ",\n") + "]"
    }
    for name in ["a", "b", "c", "d"] {
      try folder.write("ws/ledger/\(name).json", document(name, isBroken: name != "d"))
    }
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    let alone = try Program.assay("check", folder.path("ws"), "--threads", "1")
    #expect(alone.status == 1, "\(alone.errors)")
    for _ in 0..<10 {
      for threads in ["2", "4", "8"] {
        let run = try Program.assay(
          "check", folder.path("ws"), "--threads", threads, "--block-bytes", "64")
        #expect(run.status == 1 && run.errors == alone.errors, "\(run.status): \(run.errors)")
      }
    }
  }

  @Test func `the order in which files are found does not matter`() throws {
    let folder = try Scratch()
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens\n"
    let names = ["b.csv", "a/z.csv", "a.csv", "a-b.csv", "a/y.csv"]
    for (way, order) in [names, names.reversed()].enumerated() {
      for name in order {
        // All rows have one id, so the first file by the bytes of its path decides which counts.
        try folder.write(
          "ws\(way)/ledger/\(name)", header + "r,2026-07-01T00:00:00Z,\(name),p,m,1\n")
      }
      _ = try Program.assay(
        "run", folder.path("ws\(way)"), "--output", folder.path("o\(way)"), "--quiet")
    }
    // "-" (2D) comes before "." (2E), and that before "/" (2F).
    #expect(try folder.text("o0/facts.csv").contains(",a-b.csv,1,1,"))
    #expect(try folder.files(in: "o0")["facts.csv"] == folder.files(in: "o1")["facts.csv"])
  }
}
