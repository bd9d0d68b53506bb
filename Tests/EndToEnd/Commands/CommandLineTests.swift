import Foundation
import Testing

/// Typed commands and their answers.
struct CommandLineTests {
  /// Wrong words, the message they get, and where its help points.
  ///
  /// Nothing is touched; exit 64.
  private static let wrong: [(words: [String], message: String, help: String)] = [
    (["rnu"], "unknown command rnu, did you mean run?", "assay --help"),
    (["help", "run", "extra"], "unexpected argument \"extra\" for help", "assay --help"),
    (
      ["run", "--outptu", "x"], "unknown option --outptu, did you mean --output?",
      "assay run --help"
    ),
    (
      ["run", "--from", "\u{1B}[1m"],
      "option --from is \"\\u{1b}[1m\", expected a day such as 2026-08-01", "assay run --help"
    ),
    (["no\u{1B}[31mpe\u{202E}"], "unknown command no\\u{1b}[31mpe\\u{202e}", "assay --help"),
    (
      ["run", "--period", "2026"],
      "option --period is \"2026\", expected a period such as 2026-09, last, september, 2026-Q3 or"
        + " 2026-07..2026-09; did you mean 2026-01..2026-12?", "assay run --help"
    ),
    (
      ["run", "--last", "+5"],
      "option --last is \"+5\", expected a number of days from 1 to 100000",
      "assay run --help"
    ),
    (["init"], "init needs a folder", "assay init --help"),
    (
      ["run", "--color", "alwyas"],
      "option --color is \"alwyas\", expected auto, always or never; did you mean always?",
      "assay run --help"
    ),
    (["completions"], "completions needs bash or zsh", "assay completions --help"),
    (
      ["completions", "zhs"], "completions \"zhs\", expected bash or zsh; did you mean zsh?",
      "assay completions --help"
    ),
  ]

  @Test func `a wrong word is named with the right one, and exits 64`() throws {
    for (words, message, help) in Self.wrong {
      let run = try Program.assay(words)
      #expect(run.status == 64, "\(words)")
      #expect(run.output == "", "\(words)")
      #expect(run.errors == "assay: error: \(message)\n  help: \(help)\n", "\(words)")
    }
  }

  /// Swift repairs such words, and so would write other names than were typed.
  @Test(arguments: [
    #"multipliers approve ws 2 --by "$(printf '\377')""#, #"run ws --output "$(printf 'x\377')""#,
    #""$(printf 'run\377')" ws"#, #"run "$(printf '\355\240\200')""#,
  ])
  func `a word that is not UTF-8 is refused, and nothing is touched`(words: String) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/multipliers.csv",
      "level,multiplier,status,requested_by,approved_by,approved_at\ndefault,2,pending,ann,,\n")
    let before = try folder.files(in: "")
    let run = try Program.shell("cd '\(folder.path(""))'; \"$ASSAY\" \(words)")
    #expect(run.status == 64, "\(run.errors)")
    #expect(
      run.errors.contains(
        #/^assay: error: ".*\\x(ff|80)" is not UTF-8\n/#),
      "\(run.errors)")
    #expect(try folder.files(in: "") == before)
  }

  @Test func `the version is printed after a command too`() throws {
    let version = try Program.assay("--version")
    let run = try Program.assay("run", "--version", "--output", "nowhere")
    #expect(run.status == 0 && run.output == version.output)
  }

  @Test func `the version names the commit, and whether the tree was changed`() throws {
    let version = try Program.assay("--version").output
    #expect(
      version.contains(
        #/^assay [0-9]+\.[0-9]+\.[0-9]+ \(([0-9a-f]{8}(, modified)?|source)\)\n  with SQLite /#),
      "\(version)")
  }

  @Test func `a new workspace has its books, and is never written over`() throws {
    let folder = try Scratch()
    let made = try Program.assay("init", folder.path("new"))
    #expect(made.status == 0, "\(made.errors)")
    #expect(
      try folder.files(in: "new").keys.sorted() == [
        ".gitattributes", "README.md", "aliases.csv", "assay.json", "derivations.csv",
        "multipliers.csv", "plans.csv", "price-sources.csv", "prices/catalog.csv",
        "prices/vendors.csv",
      ])
    #expect(
      try folder.text("new/prices/vendors.csv")
        == String(
          contentsOf: Program.repository.appending(path: "data/price-book.csv"),
          encoding: .utf8))
    // Its books are sound; what it lacks is usage.
    let run = try Program.assay("run", folder.path("new"))
    #expect(run.errors.hasPrefix("assay: error: no usage in "), "\(run.errors)")
    let before = try folder.files(in: "new")
    let again = try Program.assay("init", folder.path("new"))
    #expect(again.status == 1)
    #expect(again.errors.contains("assay.json: error: [out.exists] already exists"))
    #expect(again.errors.hasSuffix("assay: refused, nothing changed: 9 errors (exit 1)\n"))
    #expect(try folder.files(in: "new") == before)
  }

  /// The output of a shell in an empty folder, and the files there afterwards.
  @Test(arguments: [
    ("mkdir h; echo x > h/ledger; \"$ASSAY\" init h", ["h", "h/ledger"]),
    ("(ulimit -f 8; \"$ASSAY\" init a/b/uf)", []), ("mkdir e; (ulimit -f 8; $ASSAY init e)", ["e"]),
    ("mkdir -p p/prices; (ulimit -f 8; $ASSAY init p)", ["p", "p/prices"]),
    ("echo x > f; \"$ASSAY\" init f", ["f"]),
  ])
  func `a new workspace that cannot be made leaves nothing behind`(
    line: String, left: [String]
  ) throws {
    let folder = try Scratch()
    let run = try Program.shell("cd '\(folder.path(""))'; \(line)")
    #expect(run.status == 1)
    #expect(run.errors.contains("error: [io] "), "\(run.errors)")
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path("")).sorted() == left)
  }

  @Test func `the shipped books are what their script makes of the data, byte for byte`() throws {
    let folder = try Scratch()
    let script = Program.repository.appending(path: "scripts/build-price-book")
    let made = try Program.python(script, [folder.path("")])
    try #require(made.status == 0, "\(made.errors)")
    for file in [
      "data/price-book.csv", "data/genai-prices.csv", "data/genai-models.csv", "data/aliases.csv",
    ] {
      #expect(
        try folder.text(file)
          == String(contentsOf: Program.repository.appending(path: file), encoding: .utf8),
        "\(file)")
    }
  }

  @Test func `check writes nothing and says what would not be used`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let before = try folder.files(in: "ws")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 2)
    #expect(
      check.output
        == "Checked 8 files, 20,000 rows: ready to run, but Assay would not use 20 rows.\n")
    #expect(try folder.files(in: "ws") == before)
  }

  @Test func `fail-on exits 3 when it is met`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let met = try Program.assay(
      "run", folder.path("ws"), "--fail-on", "mismatch,unpriced", "--quiet")
    #expect(met.status == 3)
    #expect(met.errors.hasSuffix("--fail-on matched: mismatch, unpriced (exit 3)\n"))
  }

  @Test func `the summary as JSON holds the measures of the CSV`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("run", folder.path("ws"), "--json")
    let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let measures = document?["summary"] as? [String: Any]
    let rows = rows(ofCSV: try folder.text("ws/out/summary.csv"))
    #expect(rows.count == 47)
    for row in rows {
      let value = measures?[row["measure"] ?? ""]
      let isSum = ["_usd", "credits", "_percent"].contains { row["measure"]?.hasSuffix($0) == true }
      #expect(value is Int == (!isSum && row["measure"] != "unpriced_resets"), "\(row)")
      #expect(value.map { $0 is NSNull ? "" : "\($0)" } == row["value"], "\(row)")
    }
  }

  @Test func `colour is only added, never anything else`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let plain = try Program.assay("run", folder.path("ws"), "--color", "never")
    let coloured = try Program.assay("run", folder.path("ws"), "--color", "always")
    #expect(!plain.output.contains("\u{1B}"))
    #expect(coloured.output.contains("\u{1B}[1m"))
    #expect(coloured.output.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == plain.output)
    #expect(
      coloured.wrappedErrors.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == plain.wrappedErrors)
  }

  @Test func `every row can be written with what decided it, plain or compressed`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let path = folder.path("rated.csv")
    let run = try Program.assay("run", folder.path("ws"), "--quiet", "--rated", path)
    #expect(run.status == 2)
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    // 20,000 rows read less 10 duplicates and 10 conflicts.
    #expect(rated.count == 19_980)
    // Worked by hand in the notes on how a figure is explained: 198 × 2 + 425 × 0.2 + 560 × 2.5 + 429 × 10 per
    // million is 0.006171 USD; times 1.5 by 0.01 is 0.92565, up to 1.
    let row = try #require(rated.first { $0["request_id"] == "req_8f4461b1920c56430038" })
    #expect(row["vendor_cost_usd"] == "0.006171")
    #expect(row["credits"] == "1")
    #expect(row["multiplier_row"] == "multipliers.csv:4")
    #expect(row["line"] == "337")
    #expect(
      row["price_rows"]
        == "prices/vendors.csv:8 derivations.csv:3 derivations.csv:4 prices/vendors.csv:11")
    _ = try Program.assay("run", folder.path("ws"), "--quiet", "--rated", path + ".gz")
    let unzip = try Program.python(
      Program.repository.appending(path: "Tests/EndToEnd/gunzip.py"), [path + ".gz"])
    #expect(unzip.output == (try folder.text("rated.csv")))
  }
}
