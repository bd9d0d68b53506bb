import Foundation
import Testing

/// `assay forecast --series`: any series, from a file into files.
struct SeriesForecastTests {
  private static let header = "id,step,value\n"

  /// Twelve weeks of a week that repeats, of two series.
  private static let plain: String = {
    let week = [100, 120, 130, 125, 140, 60, 40]
    return header
      + (1...84).map { "b,\($0),\(week[($0 - 1) % 7])\n" }.joined()
      + (1...84).map { "a,\($0),\(week[($0 - 1) % 7] * 2)\n" }.joined()
  }()

  private func workspace(_ series: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(series, to: "s.csv")
    return folder
  }

  private func forecast(_ folder: Scratch, _ words: String...) throws -> Program {
    try forecast(folder, words)
  }

  private func forecast(_ folder: Scratch, _ words: [String]) throws -> Program {
    try Program.assay(
      ["forecast", "--series", folder.path("s.csv"), "--output", folder.path("out.csv")] + words)
  }

  @Test func `a week that repeats is forecast to repeat, by id and step`() throws {
    let folder = try workspace(Self.plain)
    let run = try forecast(folder, "--horizon", "3")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("2 series, 3 steps ahead:"))
    let lines = try folder.text("out.csv").split(separator: "\n")
    #expect(lines[0] == "id,step,mean,lo80,hi80,lo95,hi95,method")
    #expect(
      lines.dropFirst().map { $0.split(separator: ",")[0...1].joined(separator: " ") } == [
        "a 1", "a 2", "a 3", "b 1", "b 2", "b 3",
      ])
    let means = lines.dropFirst().compactMap { Double($0.split(separator: ",")[2]) }
    for (mean, expected) in zip(means, [200.0, 240, 260, 100, 120, 130]) {
      #expect(abs(mean - expected) < 1e-3)
    }
  }

  @Test func `the answer is one document with --json, and says what the sentences do`() throws {
    let folder = try workspace(Self.plain)
    let (output, odd) = (folder.path("out.csv"), folder.path("odd.csv"))
    let words = ["--horizon", "3", "--anomalies", odd, "--json"]
    let run = try forecast(folder, words)
    #expect(run.status == 0 && run.errors == "")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(
      document.keys.sorted()
        == [
          "anomalies", "assay", "held80_percent", "horizon", "mase", "output", "run_out", "series",
          "seasonal_naive_mase",
        ].sorted())
    #expect(document["series"] as? Int == 2 && document["horizon"] as? Int == 3)
    #expect(document["output"] as? String == output && document["anomalies"] as? String == odd)
    #expect(document["run_out"] is NSNull)
    // A week that repeats never changes from season to season, so that there is no unit for errors.
    #expect(document["mase"] is NSNull && document["seasonal_naive_mase"] is NSNull)
    let short = try workspace(Self.header + "a,1,5\na,2,6\n")
    #expect(try forecast(short, ["--json"]).output.contains("\"held80_percent\": null"))
  }

  @Test func `the same bytes with any threads and in any order of rows`() throws {
    let rows = Self.plain.split(separator: "\n").dropFirst()
    let turned = Self.header + rows.reversed().joined(separator: "\n") + "\n"
    var seen: Set<String> = []
    for (series, threads) in [
      (Self.plain, "1"), (Self.plain, "2"), (Self.plain, "7"), (turned, "3"),
    ] {
      let folder = try workspace(series)
      let run = try forecast(
        folder, "--threads", threads, "--anomalies", folder.path("odd.csv"), "--quiet")
      #expect(run.status == 0)
      seen.insert(try folder.text("out.csv") + folder.text("odd.csv"))
    }
    #expect(seen.count == 1)
  }

  @Test func `what is odd and what runs out have files of their own`() throws {
    // Series a uses 1430 a week: 1000 are gone on its fifth day (200 + 240 + 260 + 250 + 280).
    var rows = Self.plain.split(separator: "\n").map(String.init)
    rows[40] = "b,40,900"
    let folder = try workspace(rows.joined(separator: "\n") + "\n")
    try folder.write("id,balance\na,1000\nb,1000000\n", to: "left.csv")
    let run = try forecast(
      folder, "--anomalies", folder.path("odd.csv"), "--balances", folder.path("left.csv"),
      "--run-out", folder.path("gone.csv"))
    #expect(run.status == 0)
    let odd = try folder.text("odd.csv").split(separator: "\n")
    #expect(odd[0] == "id,step,kind,value,expected,score")
    #expect(odd.count == 2)
    #expect(odd[1].hasPrefix("b,40,spike,900,"))
    let gone = try folder.text("gone.csv").split(separator: "\n")
    #expect(gone[0] == "id,p10,p50,p90")
    #expect(gone[1] == "a,5,5,5")
    #expect(gone[2] == "b,,,")
  }

  /// The content of the file, and its message; exit 1, and nothing is written.
  private static let refused: [(text: String, message: String)] = [
    ("", "s.csv: error: [file.empty]"),
    ("id,stp,value\na,1,2\n", "s.csv:1:1: error: [csv.missing] no column \"step\""),
    (header + "a,1,2,3\n", "s.csv:2:1: error: [csv.fields] 4 fields, expected 3"),
    (header + "a,one,2\n", "s.csv:2:3: error: [book.number] step is \"one\""),
    (header + "a,0,2\n", "s.csv:2:3: error: [book.number] step is \"0\""),
    (header + "a,1,1e3\n", "s.csv:2:5: error: [book.number] value is \"1e3\""),
    (header + "a,1,NaN\n", "s.csv:2:5: error: [book.number] value is \"NaN\""),
    (header + "a,1,\n", "s.csv:2:5: error: [book.number] value is \"\""),
    (header + ",1,2\n", "s.csv:2:1: error: [book.word] id is \"\""),
    (
      header + "a,1,2\na,3,2\n",
      "s.csv:3:1: error: [series.gap] \"a\" has step 3 here and no step 2"
    ),
    (
      header + "a,1,2\na,1,3\n",
      "s.csv:3:1: error: [series.twice] \"a\" has step 1 at line 2 already"
    ),
  ]

  @Test(arguments: refused)
  func `a bad series is refused with its place`(text: String, message: String) throws {
    let folder = try workspace(text)
    let run = try forecast(folder)
    #expect(run.status == 1)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.errors.contains("refused, nothing changed"))
    #expect(!folder.exists("out.csv"))
  }

  @Test func `a balance of what is no series is refused`() throws {
    let folder = try workspace(Self.plain)
    try folder.write("id,balance\nc,1\na,2\na,3\n", to: "left.csv")
    let run = try forecast(
      folder, "--balances", folder.path("left.csv"), "--run-out", folder.path("gone.csv"))
    #expect(run.status == 1)
    #expect(run.errors.contains("left.csv:2:1: error: [series.unknown] \"c\" has a balance"))
    #expect(
      run.errors.contains("left.csv:4:1: error: [series.twice] \"a\" has a balance at line 3"))
    #expect(!folder.exists("out.csv") && !folder.exists("gone.csv"))
  }

  @Test func `files of others are not written over`() throws {
    let folder = try workspace(Self.plain)
    try folder.write("mine\n", to: "out.csv")
    let run = try forecast(folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("[out.exists]"))
    #expect(try folder.text("out.csv") == "mine\n")
    let itself = try Program.assay(
      "forecast", "--series", folder.path("s.csv"), "--output", folder.path("s.csv"), "--force")
    #expect(itself.status == 1)
    #expect(try folder.text("s.csv") == Self.plain)
  }

  /// Options that name one file, the last of them in another spelling, and which of them are told.
  @Test(arguments: [
    (
      ["--output", "q.csv", "--anomalies", "./q.csv"], "./q.csv", "--output", "--anomalies odd.csv"
    ),
    (
      ["--output", "q.csv", "--balances", "b.csv", "--run-out", "../in/q.csv"], "../in/q.csv",
      "--output", "--run-out run-out.csv"
    ),
    (["--output", "../in/s.csv"], "../in/s.csv", "--series", "--output ahead.csv"),
    (
      ["--output", "q.csv", "--balances", "b.csv", "--run-out", "./b.csv"], "./b.csv",
      "--balances", "--run-out run-out.csv"
    ),
  ])
  func `one file for two purposes is refused with both`(
    words: [String], path: String, other: String, help: String
  ) throws {
    let folder = try Scratch()
    try folder.write(Self.plain, to: "in/s.csv")
    try folder.write("id,balance\na,50\n", to: "in/b.csv")
    let run = try Program.assay(
      ["forecast", "--series", "s.csv", "--season", "7"] + words, in: folder.path("in"))
    let option = help.prefix { $0 != " " }
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "\(path): error: [out.write] named by \(other) and by \(option), expected a file for each"),
      "\(run.errors)")
    #expect(run.errors.contains("help: name another file: \(help)"), "\(run.errors)")
    #expect(!folder.exists("in/q.csv"))
  }

  @Test func `options that need others say so`() throws {
    let folder = try workspace(Self.plain)
    for (words, message) in [
      (["--series", "s.csv"], "assay: error: --series needs --output FILE.csv"),
      (["--season", "7"], "assay: error: --season needs --series FILE.csv"),
    ] {
      let run = try Program.assay(["forecast"] + words, in: folder.path(""))
      #expect(run.status == 64, "\(words)")
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }
}

extension Scratch {
  /// Writes a text that is longer than its name.
  func write(_ text: String, to name: String) throws { try write(name, text) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
